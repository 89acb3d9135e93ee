// The desk's forms: each seals in this window and posts what is sealed.

import { EVERYTHING } from "../vault/signatures.js";
import { clean } from "../vault/cleaning.js";
import { at, letters, say, word } from "./desk_page.js";
import { mustLook, showFindings, showPurposes } from "./desk_moves.js";
import { showTerms } from "./desk_show.js";
import { ownKeys, writeFile, writeNote, writeText } from "./desk_writing.js";
import { post } from "./desk_wire.js";

const take = (id) => {
  const text = at(id).value.trim();
  return text;
};
const empty = (...ids) => ids.forEach((id) => (at(id).value = ""));

/** Bind every form once. `current()` gives the open case, `act(work)` does one thing and opens the case anew. */
export function bindForms(current, act) {
  const on = (form, work) => at(form).addEventListener("submit", (event) => {
    event.preventDefault();
    act(() => work(current()));
  });
  on("write", sendMessage);
  on("note", keepNote);
  on("ask", askConsent);
  on("results", sendResults);
  on("claim", sendDraft);
  on("refer", ({ sealed }) => post(sealed.folder, "refer", { receiver: at("refer-to").value }));
  on("outcome", ({ sealed }) => post(sealed.folder, "outcome", Object.fromEntries(
    ["ending", "currency", "claimed", "recovered", "retaliation"].map((name) => [name, at(name).value]))));
  at("ask-body").addEventListener("change", () => showPurposes(current().sealed));
  at("event").addEventListener("change", () => showTerms(current()));
  at("claim-text").addEventListener("input", () => showFindings(current()));
  at("letter").addEventListener("change", () => (at("message").value = at("letter").value.replace("{day}", inTwoWeeks(current()))));
  at("print").addEventListener("click", () => print());
}

const inTwoWeeks = ({ opened }) => new Date(Date.parse(opened.today + "T00:00:00Z") + 14 * 86400000).toISOString().slice(0, 10);

const message = async (now, said) => writeText(now.sealed, now.opened, ownKeys(now.sealed, now.ring, now.site), "message", said);

async function sendMessage(now) {
  const [text, files] = [take("message"), []];
  const [chosen] = at("attachment").files;
  if (!text && !chosen) return;
  if (chosen) files.push(await sendFile(now, chosen));
  const entry = await message(now, { text, files });
  await post(now.sealed.folder, "write", Object.assign(entry, { is_reply: at("is-reply").checked }));
  empty("message", "attachment", "letter");
  at("is-reply").checked = false;
}

async function sendFile(now, chosen) {
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const header = { name: chosen.name, type: "application/octet-stream", taken: null };
  let data = bytes;
  try {
    const cleaned = clean(bytes);
    [data, header.type] = [cleaned.data, cleaned.mediaType];
  } catch (error) {
    header.type = "application/octet-stream"; // no picture: sent as it is, and never shown as anything but a download
  }
  const entry = await writeFile(now.sealed, now.opened, ownKeys(now.sealed, now.ring, now.site), header, data);
  await post(now.sealed.folder, "write", entry);
  return { eid: entry.eid, name: header.name, type: header.type, taken: null };
}

async function keepNote(now) {
  const said = { text: take("note-text"), due: at("note-due").value };
  if (!said.text) return;
  const entry = await writeNote(now.sealed, ownKeys(now.sealed, now.ring, now.site), now.site, said);
  if (said.due) await post(now.sealed.folder, "task", Object.assign(entry, { due: said.due }));
  else await post(now.sealed.folder, "write", entry);
  empty("note-text", "note-due");
}

async function askConsent(now) {
  const scope = [...document.querySelectorAll("#ask-scope input:checked")].map((one) => one.value).join(",") || EVERYTHING;
  const consent = { body: at("ask-body").value, purpose: at("ask-purpose").value, until: at("ask-until").value, why: take("ask-why"), scope };
  if (!consent.body || !consent.purpose || !consent.until) return;
  await post(now.sealed.folder, "write", await message(now, { text: consent.why, ask: { consent } }));
  empty("ask-until", "ask-why");
}

async function sendResults(now) {
  const [wages, other] = [take("results-wages"), take("results-other")];
  if (!wages) {
    say(word("wages-first"));
    return "said";
  }
  const parts = [`${word("results.wages")} ${wages}`, other && `${word("results.other")} ${other}`];
  await post(now.sealed.folder, "results", await message(now, { text: parts.filter(Boolean).join("\n") }));
  empty("results-wages", "results-other");
  return undefined;
}

// A letter in the worker's language where it has words for it, else in English.
function letterFor({ opened }, name) {
  const language = (opened.account && opened.account.content.language) || "en";
  const written = letters().filter((one) => one.name === name);
  return (written.find((one) => one.language === language) || written[0]).text;
}

async function sendDraft(now) {
  if (!take("claim-text")) return undefined;
  if (mustLook(now)) return "said";
  const mine = ownKeys(now.sealed, now.ring, now.site);
  const said = { text: take("claim-text"), days: Number(at("claim-days").value) };
  const draft = await writeText(now.sealed, now.opened, mine, "claim", said);
  await post(now.sealed.folder, "write", draft);
  await post(now.sealed.folder, "write", await message(now, { text: letterFor(now, "claim"), ask: { approve: { claim: draft.eid } } }));
  empty("claim-text");
  at("claim-checked").checked = false;
  return undefined;
}
