// The caseworker's desk. Keys and opened text live in this window's memory; moving between list and cases keeps them.

import { bindForms } from "./desk_forms.js";
import { unlock, watchIdle } from "./desk_keys.js";
import { forgetEvidence } from "./desk_evidence.js";
import { showMoves } from "./desk_moves.js";
import { at, fill, harmWords, made, say, word } from "./desk_page.js";
import { inspectionList, patterns } from "./desk_patterns.js";
import { openCase } from "./desk_reading.js";
import { showCase } from "./desk_show.js";
import { Refused, fetchCase, fetchKeys } from "./desk_wire.js";
import { canAsk, wordsOf } from "../vault/passkey.js";
import { Unreadable } from "../vault/wire.js";

const desk = at("desk");
const state = { ring: null, site: null, now: null, number: desk.dataset.number, view: desk.dataset.view, stop: () => {} };
const short = (number) => String(BigInt(number) % 1000000n).padStart(6, "0");

function show(view) {
  state.view = view;
  at("locked").hidden = Boolean(state.ring);
  at("unlocked").hidden = !state.ring;
  at("case").hidden = view !== "case" || !state.ring;
  at("patterns").hidden = view !== "patterns" || !state.ring;
  at("list").hidden = view !== "list" && Boolean(state.ring);
  at("title").textContent = view === "case" ? `${word("title")} ${short(state.number)}` : word("list");
}

/** Forget keys and everything that was opened: the fields, the pictures, the text on the page. */
function lock() {
  state.stop();
  Object.assign(state, { ring: null, now: null });
  forgetEvidence();
  for (const place of ["known", "alarms", "wages-list", "steps", "account", "terms", "entries", "consents", "drafts", "claims", "findings", "pattern-list", "inspection-list", "paper-text", "paper-number"]) fill(place, []);
  fill("ask-scope", [at("ask-scope").firstElementChild]);
  for (const field of desk.querySelectorAll("textarea, input:not([type=hidden], [type=number], [type=checkbox])")) field.value = "";
  at("paper").hidden = true;
  show(state.view);
  say(word("lock"));
}

async function openNumber(number) {
  if (state.number !== number) at("paper").hidden = true;
  state.number = number;
  const sealed = await fetchCase(number);
  const opened = await openCase(sealed, state.ring, state.site);
  for (const claim of sealed.claims) claim.opened = await openCase(claim, state.ring, state.site);
  state.now = { sealed, opened, ring: state.ring, site: state.site };
  forgetEvidence();
  await showCase(state.now);
  await showMoves(state.now, act);
  show("case");
}

/** Do one thing, then show the case as it stands; refusals come in words, and nothing is lost from the fields. */
async function act(work) {
  const submitted = [...desk.querySelectorAll("button")];
  for (const one of submitted) one.disabled = true;
  say(word("working"));
  try {
    if ((await work()) === "said") return;
    await openNumber(state.number);
    say(word("sent"));
  } catch (error) {
    say(error instanceof Refused || error instanceof Unreadable ? error.message : word("not-sent"));
  } finally {
    for (const one of submitted) one.disabled = false;
  }
}

async function go(view, number, isBack) {
  try {
    if (view === "case") await openNumber(number);
    else if (view === "patterns") await showPatterns();
    const address = desk.dataset.base + { case: number, patterns: "patterns", list: "" }[view];
    if (!isBack) history.pushState({ view, number }, "", address);
    show(view);
    at("title").scrollIntoView();
  } catch (error) {
    show("list");
    say(error instanceof Refused ? error.message : word("unreadable"));
  }
}

async function showPatterns() {
  const cases = [];
  for (const link of document.querySelectorAll("[data-case]")) {
    const sealed = await fetchCase(link.dataset.case);
    const { account } = await openCase(sealed, state.ring, state.site);
    if (account && typeof account.content === "object") cases.push({ number: link.dataset.case, state: sealed.known.state, account: account.content });
  }
  const groups = patterns(cases);
  fill("pattern-list", groups.length ? groups.map(patternLine) : [made("li", word("no-patterns"))]);
  fill("inspection-list", inspectionList(groups).map((one) => made("li", `${one.employer}: ${one.harms.map(harmWords).join("; ")}`)));
}

function patternLine(group) {
  const line = made("li");
  const harms = [...group.harms].map(([id, count]) => `${harmWords(id)} (${count})`).join("; ");
  line.append(made("h3", group.name), made("p", `${group.cases.length} ${word("cases")}: ${group.cases.map(short).join(", ")}`), made("p", harms, "hint"));
  return line;
}

async function enter(event) {
  event.preventDefault();
  const typed = at("words").value, asks = event.currentTarget === at("by-passkey");
  at("words").value = "";
  say(word("working"));
  try {
    state.ring = await unlock(asks ? await wordsOf(state.site) : typed, state.site);
  } catch (error) {
    say(word(asks ? "wrong-passkey" : "wrong-words"));
    return;
  }
  state.stop = watchIdle(lock);
  say(word("opened"));
  if (state.view === "list") show("list");
  else await go(state.view, state.number, true);
}

function bind() {
  at("unlock").addEventListener("submit", enter);
  at("by-passkey").addEventListener("click", enter);
  at("lock").addEventListener("click", lock);
  at("show-list").addEventListener("click", () => go("list", ""));
  at("show-patterns").addEventListener("click", () => go("patterns", ""));
  at("cases").addEventListener("click", (event) => {
    const link = event.target.closest("[data-case]");
    if (!link || !state.ring || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go("case", link.dataset.case);
  });
  addEventListener("popstate", (event) => {
    const { view, number } = event.state || { view: desk.dataset.view, number: desk.dataset.number };
    if (state.ring) go(view, number, true);
    else location.reload();
  });
  addEventListener("pagehide", lock);
  bindForms(() => state.now, act);
}

async function begin() {
  bind();
  state.site = await fetchKeys();
  at("no-key").hidden = state.site.wraps.length > 0;
  at("by-passkey").hidden = !state.site.passkey || !canAsk();
  at("unlock").hidden = state.site.wraps.length === 0;
  desk.dataset.ready = "1";
}

begin().catch(() => say(word("not-sent")));
