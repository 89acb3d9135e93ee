// What may be done next with an open case: steps, moves, referral, conciliation, outcome. The server has the last word.

import { findings } from "./desk_release.js";
import { approvalOf } from "./desk_show.js";
import { at, button, choices, fill, letters, made, say, told, verbWords, word } from "./desk_page.js";
import { ownKeys, writeClaimFolder } from "./desk_writing.js";
import { post } from "./desk_wire.js";

/** Show steps, moves and forms that fit the case; `act(work)` does one thing and opens the case anew. */
export async function showMoves(now, act) {
  const { known } = now.sealed;
  showSteps(now, act);
  showAsking(now);
  fill("moves", known.verbs.filter((verb) => verbWords(verb) !== verb).map((verb) =>
    button(verbWords(verb), () => act(() => post(now.sealed.folder, "move", { verb })))));
  if (!known.is_home) fill("moves", [button(verbWords("acknowledge"), () => act(() => post(now.sealed.folder, "move", { verb: "acknowledge" })))]);
  at("results").hidden = known.is_home || !now.opened.may;
  at("asking").hidden = !known.is_home;
  at("refer").hidden = !known.verbs.includes("refer");
  const agreed = [...new Set(now.sealed.consents.filter((one) => !one.is_revoked && one.body !== now.site.body).map((one) => one.body))];
  choices("refer-to", agreed.map((body) => [body, nameIn(now.site, body)]));
  at("outcome").hidden = !known.is_home || !(known.verbs.includes("record-outcome") || known.state === "outcome");
  at("conciliation").hidden = known.state !== "conciliation" && !now.sealed.claims.length;
  at("claim").hidden = known.state !== "conciliation";
  await showDrafts(now, act);
}

const nameIn = (site, body) => (site.keys.find((one) => one.body === body) || { name: body }).name;

function showSteps({ sealed, opened }, act) {
  const notes = new Map(opened.entries.filter((one) => one.kind === "note" && one.content).map((one) => [one.eid, one.content.text]));
  const lines = sealed.steps.map((one) => {
    const marks = [one.is_overdue && word("overdue"), one.is_escalated && word("escalated")].filter(Boolean);
    const line = made("li", [`${one.kind}: ${one.due_on}`, ...marks].join(" – "));
    if (one.kind === "task") line.append(told(notes.get(one.note) || ""), button(word("done"), () => act(() => post(sealed.folder, `task/${one.step}/done`, {}))));
    return line;
  });
  fill("steps", lines.length ? lines : [made("li", word("nothing-due"))]);
}

function showAsking({ sealed, opened }) {
  choices("ask-body", sealed.askable.map((one) => [one.body, `${one.name} (${one.country})`]));
  fill("refused", sealed.refused.map((one) => made("li", `${one.name}: ${one.why}`)));
  showPurposes(sealed);
  fill("ask-scope", [at("ask-scope").firstElementChild, ...opened.entries.filter((one) => one.kind !== "note").map(scopeLine)]);
  const language = (opened.account && opened.account.content.language) || "en";
  const fitting = letters().filter((one) => one.name !== "respondent" && ["en", language].includes(one.language));
  choices("letter", [["", "–"], ...fitting.map((one) => [one.text, `${one.language}: ${one.text.slice(0, 60)}`])]);
}

function scopeLine(entry, place) {
  const [line, tick, label] = [made("div", undefined, "tick"), made("input"), made("label")];
  Object.assign(tick, { type: "checkbox", value: entry.eid, id: "scope-" + place });
  label.htmlFor = tick.id;
  const said = entry.content && entry.content.text ? ": " + entry.content.text.slice(0, 40) : "";
  label.textContent = `${word("kind." + entry.kind)}, ${entry.on}${said}`;
  line.append(tick, label);
  return line;
}

/** Show what the chosen body may be asked for, and what to know about it first. */
export function showPurposes(sealed) {
  const chosen = sealed.askable.find((one) => one.body === at("ask-body").value);
  choices("ask-purpose", chosen ? chosen.purposes.map((one) => [one, one]) : []);
  at("ask-caution").textContent = chosen ? chosen.caution : "";
}

/** Point out in the draft what may tell who complained; gives how many points there are. */
export function showFindings({ opened }) {
  const found = findings(at("claim-text").value, (opened.account && opened.account.content) || {});
  fill("findings", found.length ? found.map((one) => made("li", `${word("finding." + one.kind)}: ${one.words}`)) : [made("li", word("no-findings"))]);
  return found.length;
}

async function showDrafts(now, act) {
  const lines = [];
  for (const draft of now.opened.entries.filter((one) => one.kind === "claim" && one.content && !one.flaws.length)) {
    const line = made("li");
    const approval = await approvalOf(draft, now);
    const isOpen = approval && now.sealed.claims.some((one) => one.approval === approval.nonce);
    line.append(told(draft.content.text), made("p", word(approval ? "approved" : "not-approved")));
    if (approval && !isOpen) line.append(button(word("open-claim"), () => act(() => release(now, draft))));
    lines.push(line);
  }
  fill("drafts", lines);
  fill("claims", now.sealed.claims.map((one) => made("li", `${word("claim-until")} ${one.deadline}: ${word(one.answered_on ? "answered" : "no-answer")}`)));
}

// Open the approved text, word for word, to the respondent; the number is shown once, on the letter.
async function release(now, draft) {
  const days = draft.content.days;
  const { folder, receipt } = await writeClaimFolder(ownKeys(now.sealed, now.ring, now.site), now.site, draft.content);
  await post(now.sealed.folder, "claim", { folder, claim: draft.eid, days });
  const by = new Date(Date.parse(now.opened.today + "T00:00:00Z") + days * 86400000).toISOString().slice(0, 10);
  at("paper-text").textContent = letters().find((one) => one.name === "respondent" && one.language === "en").text.replace("{day}", by);
  at("paper-number").textContent = receipt.match(/.{4}/g).join(" ");
  at("paper").hidden = false;
}

export function mustLook(now) {
  if (showFindings(now) && !at("claim-checked").checked) {
    say(word("look-first"));
    return true;
  }
  return false;
}
