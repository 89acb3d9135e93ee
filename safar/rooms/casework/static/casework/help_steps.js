// The steps of the sealed form: one after the other on one page, with what was answered kept in the page alone.

import { clean } from "../vault/cleaning.js";
import { unb64 } from "../vault/wire.js";
import { MOST_FILE, seal, send } from "./help_filing.js";
import { all, alertOn, day, during, get, made, one, put, putReceipt, site, titled, word } from "./help_page.js";
import { watchPapers } from "./help_papers.js";
import { promiseLine } from "./help_proof.js";
import { finish, offer, toggle } from "./help_record.js";

const STEPS = ["who", "what", "more", "where", "employer", "tell", "account", "keep", "review"];
const URGENCIES = ["urgent", "soon", "normal"];
const NON_STATE = ["union", "resource-centre", "ngo", "lawyer"];
const OTHER_CHAINS = ["equality-body", "ombudsman", "human-rights-institution"];
const MOST_FILES = 6;
const MOST_BODIES = 6;

const state = { at: 0, listed: null, asked: "", files: [], party: "", papers: null };
const root = () => one("#sealed");
const home = () => one("#home");
const value = (name) => (one(`[name="${name}"]:checked`, root()) || one(`[name="${name}"]`, root()) || {}).value || "";
const line = (name) => value(name).trim();
const chosen = (name) => all(`[name="${name}"]:checked`, root());
const harms = () => chosen("harms").map((box) => Object.assign({ id: box.value }, box.dataset));
const byOfficial = () => harms().some((harm) => "official" in harm);

// The questions come as plain lines; each becomes a field of its own.
function makeQuestions() {
  for (const part of all("[data-harm]", root())) {
    all("[data-ask]", part).forEach((line, place) => {
      const field = made("question");
      const [label, box] = [one("label", field), one("textarea", field)];
      Object.assign(box, { id: `q-${part.dataset.harm}-${place}`, name: `q-${part.dataset.harm}-${place}` });
      Object.assign(label, { htmlFor: box.id, textContent: line.textContent });
      line.replaceWith(field);
    });
  }
}

/** Bring the form to life. `party` comes from the page of an employer, in the fragment, and never leaves unsealed. */
export function begin(party) {
  state.party = party;
  makeQuestions();
  home().append(...all('[name="country"] option', root()).map((option) => option.cloneNode(true)));
  state.papers = watchPapers(root());
  const clicks = { next: () => go(1), back: () => go(-1), send: sendAll, mask: state.papers.mask, record };
  root().addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) during(button, root(), clicks[button.dataset.do]);
  });
  offer(one("[data-voice]", root()));
  one("#photos").addEventListener("change", (event) => takeFiles(event.target));
  show();
}

async function go(by) {
  await finish();
  const wrong = by > 0 ? missing(STEPS[state.at]) : "";
  if (wrong) throw Object.assign(new Error(wrong), { word: wrong });
  if (by > 0 && STEPS[state.at] === "where") await fetchBodies();
  do state.at += by;
  while (STEPS[state.at] === "more" && !asks());
  show();
  one("#sealed").scrollIntoView();
}

function missing(step) {
  if (step === "what" && !harms().length) return "choose-harm";
  if (step === "where" && !value("country")) return "choose-country";
  if (step === "tell" && !bodies().length) return "choose-body";
  if (step === "tell" && bodies().length > MOST_BODIES) return "too-many-bodies";
  const hasVoice = state.files.some((file) => file.isVoice);
  return step === "account" && !line("text") && !hasVoice ? "write-something" : "";
}

function show() {
  const step = STEPS[state.at];
  for (const part of all("[data-step]", root())) part.hidden = part.dataset.step !== step;
  one('[data-do="back"]', root()).hidden = state.at === 0;
  one('[data-do="next"]', root()).hidden = step === "review";
  one('[data-do="send"]', root()).hidden = step !== "review";
  one("[data-progress]").textContent = word("progress", { step: state.at + 1, steps: STEPS.length });
  if (step === "tell") showBodies();
  if (step === "keep") showHold();
  if (step === "review") showReview();
  state.papers.look();
}

function asks() {
  const told = new Set(harms().map((harm) => harm.id));
  for (const part of all("[data-harm]", root())) part.hidden = !told.has(part.dataset.harm);
  return all("[data-harm]", root()).some((part) => !part.hidden);
}

// Her own country goes to nobody: where she names one, the list of all countries is fetched and read here.
async function fetchBodies() {
  const asked = home().value ? "everywhere=true" : `country=${value("country")}`;
  if (state.listed && state.asked === asked) return;
  state.listed = await get(`bodies?${asked}&language=${site().language}`);
  state.asked = asked;
}

// The bodies of the country where it happened come first, then those of hers.
const isFar = (body) => Number(body.country !== value("country"));
const near = () => (state.listed ? state.listed.bodies : [])
  .filter((body) => !isFar(body) || body.country === home().value)
  .sort((one, other) => isFar(one) - isFar(other));

function isFor(body) {
  const kinds = byOfficial() ? OTHER_CHAINS : harms().flatMap((harm) => (harm.kinds || "").split(" "));
  return NON_STATE.includes(body.kind) || kinds.includes(body.kind);
}

function category() {
  const told = harms().sort((a, b) => URGENCIES.indexOf(a.urgency) - URGENCIES.indexOf(b.urgency));
  return told.length ? told[0].category : "other";
}

function urgency() {
  const indicators = new Set(harms().map((harm) => harm.indicator).filter(Boolean));
  if (chosen("dangers").length || indicators.size > 1) return "urgent";
  return URGENCIES.find((one) => harms().some((harm) => harm.urgency === one)) || "normal";
}

function showBodies() {
  const before = new Set(chosen("bodies").map((box) => box.value));
  const places = ["[data-bodies]", "[data-phones]", "[data-not-offered]", "[data-missions]"].map((name) => one(name, root()));
  for (const place of places) place.replaceChildren();
  for (const body of near().filter(isFor)) {
    const offer = body.offers[byOfficial() ? "official" : category()];
    const card = made(body.key && offer.is_offered ? "body" : "body-phone");
    const box = one("input", card);
    if (box) Object.assign(box, { value: body.id, checked: before.has(body.id) });
    fillBody(card, body, offer);
    const isMission = body.kind === "mission" && body.key && offer.is_offered;
    places[isMission ? 3 : offer.is_offered ? (body.key ? 0 : 1) : 2].append(card);
  }
  one("[data-missions-part]").hidden = !places[3].childElementCount;
  if (!places[0].childElementCount && !places[3].childElementCount) places[0].append(whatElse(places[1]));
  for (const place of places.slice(1, 3)) place.hidden = !place.childElementCount;
  for (const place of places.slice(1, 3).filter((one) => !one.hidden)) {
    const head = document.createElement("h2");
    head.textContent = word(place === places[1] ? "by-telephone" : "not-offered");
    place.prepend(head);
  }
}

function whatElse(phones) {
  const said = [word("nobody-here")];
  if (phones.childElementCount) said.push(word("call-one"));
  if (!home().value) said.push(word("name-home"));
  return said.join(" ");
}

function fillBody(card, body, offer) {
  put(card, "name", isFar(body) ? `${body.name} (${home().selectedOptions[0].textContent})` : body.name);
  put(card, "can", body.can_do);
  put(card, "languages", body.languages && word("languages", { languages: body.languages }));
  put(card, "cost", body.is_free ? word("free") : body.is_free === false ? word("not-free") : "");
  const isWalled = offer.is_offered && body.is_of_the_state;
  put(card, "why", offer.why);
  put(card, "level", isWalled ? offer.words + (offer.dated ? ` (${day(offer.dated)})` : "") : "");
  put(card, "caution", offer.caution);
  const lines = one("[data-lines]", card);
  for (const { number, dial, words } of body.lines.filter((one) => one.dial)) {
    const link = made("line");
    Object.assign(one("a", link), { href: `tel:${dial}`, textContent: number });
    put(link, "words", words);
    lines.append(link);
  }
}

const bodies = () => {
  const ids = new Set(chosen("bodies").map((box) => box.value));
  return near().filter((body) => ids.has(body.id));
};

const matcher = () => state.listed.matchers.find((one) => bodies().every((body) => body.organisation !== one.organisation));

// Only for one body, an employer with a name, and a matcher of another organisation.
function showHold() {
  one("[data-hold]").hidden = bodies().length !== 1 || !matcher() || !(line("employer") || state.party);
}

const labelOf = (box) => box.closest("label").textContent.trim();

function showReview() {
  const place = one("[data-review]");
  place.replaceChildren();
  const names = bodies().map((body) => body.name).join(", ");
  const text = line("text");
  const rows = { what: chosen("harms").map(labelOf).join("; "), employer: line("employer"), who: names, text, files: "" };
  rows.files = state.files.map((file) => file.name).join(", ");
  for (const [name, shown] of Object.entries(rows).filter(([, shown]) => shown)) {
    const row = made("review");
    put(row, "term", word(`review-${name}`));
    put(row, "value", shown);
    place.append(row);
  }
}

async function takeFiles(input) {
  for (const file of input.files) {
    if (state.files.length >= MOST_FILES || file.size > MOST_FILE) {
      alertOn(root(), "file-too-big");
      continue;
    }
    state.files.push(cleanedFile(file, new Uint8Array(await file.arrayBuffer())));
  }
  input.value = "";
  showFiles();
}

const record = () => toggle(one('[data-do="record"]', root()), (data, type) => {
  if (state.files.length >= MOST_FILES || data.length > MOST_FILE) return alertOn(root(), "file-too-big");
  state.files.push({ name: `${state.files.length + 1}`, type, data, day: "", isClean: false, isVoice: true });
  return showFiles();
});

function cleanedFile(file, data) {
  const name = `${state.files.length + 1}`;
  try {
    const { data: bare, mediaType, told } = clean(data);
    return { name, type: mediaType, data: bare, day: told.taken, isClean: true, isTurned: told.orientation !== 1 };
  } catch (error) {
    return { name, type: file.type || "application/octet-stream", data, day: "", isClean: false };
  }
}

function noteOf(file) {
  if (file.isVoice) return "recorded";
  return file.isClean ? (file.isTurned ? "turned" : "cleaned") : "not-cleaned";
}

function showFiles() {
  state.sealed = null; // what was sealed for an earlier try doesn't hold these files
  const place = one("[data-files]");
  place.replaceChildren();
  for (const file of state.files) {
    const row = made("file");
    put(row, "name", `${file.name} (${file.type})`);
    put(row, "note", word(noteOf(file)));
    one("button", row).addEventListener("click", () => {
      state.files.splice(state.files.indexOf(file), 1);
      showFiles();
    });
    place.append(row);
  }
}

function account() {
  const answers = {};
  for (const box of all('[name^="q-"]', root())) {
    if (box.value.trim() && !box.closest("[data-harm]").hidden) answers[box.name.slice(2)] = box.value.trim();
  }
  const people = Number.parseInt(line("people"), 10);
  return {
    v: 1, type: "account", language: site().language, filer: value("filer"), harms: harms().map((harm) => harm.id),
    dangers: chosen("dangers").map((box) => box.value), answers, country: value("country"), place: line("place"),
    employer: { name: line("employer"), party: state.party }, when: line("when"), text: line("text"),
    reach: line("reach"), caseworker: value("caseworker") || "any", people: people > 0 ? people : 1,
    keys: bodies().map((body) => body.key.key_id), on: site().today,
  };
}

function told() {
  const threshold = one("[data-hold]").hidden ? 0 : Number(value("hold"));
  const party = state.party || line("employer").normalize("NFKC").toLowerCase();
  const withDay = one("#keep-day").checked;
  const files = state.files.map((file) => Object.assign({}, file, { taken: withDay ? file.day : "" }));
  const filer = value("filer");
  return {
    account: account(), bodies: bodies(), files, keep: value("keep"), word: value("word"),
    coarse: {
      category: category(), jurisdiction: value("country"), filer: filer === "left" ? "worker" : filer,
      urgency: urgency(), may_hear_early: one('[name="early"]', root()).checked,
    },
    hold: threshold ? { matcher: matcher(), party: party.slice(0, 100), threshold } : null,
  };
}

// All that she said and chose, but for the bytes of files: those can't change without a new list of files.
const asText = (said) => JSON.stringify(said, (name, part) => (name === "data" ? undefined : part));

// The same sealed bytes are sent again where an answer was lost on the way: the server knows them and files one case.
// What she has changed since, be it the secret word alone, is sealed anew.
async function sendAll() {
  const said = told();
  if (!state.sealed || state.sealedText !== asText(said)) {
    Object.assign(state, { sealed: await seal(unb64(site().instance), said), sealedText: asText(said) });
  }
  const { filed, unsent } = await send(state.sealed);
  const kept = await promiseLine(filed.promise, site().journal);
  const done = one("#done");
  putReceipt(one("[data-receipt]", done), state.sealed.receipt);
  one("[data-promise]", done).textContent = word(kept, { due: day(filed.promise.due) });
  const lost = one("[data-unsent]", done);
  lost.hidden = !unsent.length;
  lost.textContent = unsent.length ? word("unsent") : "";
  Object.assign(state, { at: 0, files: [], sealed: null, sealedText: "" });
  for (const way of all(".way")) way.remove();
  done.hidden = false;
  titled("done");
}
