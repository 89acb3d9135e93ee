// Come back with the number: what was written, who can read it, what is due, and everything she can do about it.

import { openEntry, openRecord, seenAfter } from "../vault/envelopes.js";
import { checkCommit, keyId, readReceipt, receiptKeys, tokenOf } from "../vault/keys.js";
import { EVERYTHING, readScope, verifyBodyEntry } from "../vault/signatures.js";
import { b64, splitFields, text, unb64 } from "../vault/wire.js";
import { isDay } from "./desk_dates.js";
import { dialogue } from "./dialogue.js";
import { acts } from "./help_acts.js";
import { alertOn, all, day, during, made, one, post, put, site, titled, word } from "./help_page.js";
import { watchPapers } from "./help_papers.js";
import { proofLine } from "./help_proof.js";
import { offer } from "./help_record.js";

export const open = {};
const place = () => one("#folder");
const named = (error, name) => Object.assign(error, { word: name });

/** Let the number be typed in. */
export function comeBack() {
  const way = one("#come-back");
  const button = one('[data-do="open"]', way);
  button.addEventListener("click", () => during(button, way, () => enter(way)));
  way.dataset.ready = "yes";
}

async function enter(way) {
  const receipt = readReceipt(one('[name="receipt"]', way).value);
  if (!receipt) throw named(new Error(), "wrong-number");
  open.instance = unb64(site().instance);
  open.mine = await receiptKeys(receipt, one('[name="word"]', way).value, open.instance);
  await refresh();
  for (const part of all(".way:not(#folder *)")) part.remove();
}

/** Fetch and open all of it anew. */
export async function refresh(said) {
  const sealed = await post("open", { tag: b64(open.mine.tag) });
  try {
    open.record = await openRecord(open.mine.wrap, sealed);
  } catch (error) {
    throw named(error, "opens-nothing");
  }
  const newest = open.record.keys[open.record.keys.length - 1];
  open.held = Object.assign({}, open.record, newest);
  open.proof = { cid: b64(open.record.cid), token: b64(await tokenOf(newest.key)) };
  open.folder = await post("folder", open.proof);
  await checkCommit(newest.key, unb64(open.folder.commits[open.folder.epoch]));
  await checkKeys();
  open.entries = inOrder(await Promise.all(open.folder.entries.map(opened)));
  await show(said);
}

// A key whose name is not the hash of it is none.
async function checkKeys() {
  const keys = [];
  for (const key of open.folder.keys) {
    if (b64(await keyId(unb64(key.sealing), unb64(key.signing))) === key.key_id) keys.push(key);
  }
  open.keys = keys;
}

function inOrder(all) {
  const lines = all.map((found) => Object.assign({}, found.entry, { found, content: found.content, hash: found.hash }));
  return dialogue(lines).map(({ entry, day }) => Object.assign(entry.found, { day }));
}

const headOf = (entry) => ({
  cid: open.record.cid, epoch: unb64(entry.epoch), eid: unb64(entry.eid), role: entry.role, kind: entry.kind,
  form: entry.form, seen: unb64(entry.seen),
});

async function opened(entry) {
  const epoch = open.record.keys.find((one) => b64(one.epoch) === entry.epoch);
  const found = { entry, content: null, isConfirmed: entry.role === "worker" };
  if (!entry.blob || !epoch) return found;
  try {
    const blob = unb64(entry.blob);
    found.content = JSON.parse(text(await openEntry(epoch.key, headOf(entry), blob)));
    found.hash = await seenAfter(blob);
    found.seen = b64(found.hash);
    if (entry.role !== "worker") found.isConfirmed = await isConfirmed(entry, blob);
  } catch (error) {
    found.content = null;
  }
  return found;
}

async function isConfirmed(entry, blob) {
  const key = open.keys.find((one) => one.key_id === entry.key_id && one.body === entry.body);
  return Boolean(key) && verifyBodyEntry(unb64(key.signing), unb64(entry.signature), headOf(entry), blob);
}

const nameOf = (body) => (open.folder.slots.find((slot) => slot.body === body) || { name: body }).name;

async function show(said) {
  const folder = open.folder;
  const isClaim = folder.room === "claim";
  const page = made("folder");
  put(page, "state", folder.state && word(`state-${folder.state}`));
  put(page, "in-vain", folder.waits_in_vain ? word("in-vain") : "");
  put(page, "due", folder.steps.map(dueLine).join(" "));
  put(page, "sealed-by", folder.sealed_by === "server" ? word("sealed-by-server") : "");
  for (const notice of folder.notices) one("[data-notices]", page).append(noticeOf(notice));
  for (const found of open.entries) one("[data-entries]", page).append(entryPart(found, isClaim));
  for (const part of all("[data-worker]", page)) part.hidden = isClaim;
  offer(one("[data-voice]", page));
  for (const slot of folder.slots) one("[data-readers]", page).append(readerOf(slot, page));
  one("#keep-choice", page).value = folder.keep;
  const does = Object.assign({ mask: watchPapers(page).mask }, acts);
  for (const button of all("[data-do]", page)) {
    button.addEventListener("click", () => during(button, page, () => does[button.dataset.do](open, page, refresh)));
  }
  const line = one("[data-said]", page);
  line.hidden = !said;
  line.textContent = said ? word(said) : "";
  place().replaceChildren(page);
  place().hidden = false;
  titled(isClaim ? "a-claim" : "your-case");
  put(page, "proof", word(await proofLine(folder.proofs, site().journal)));
}

function dueLine(step) {
  return word(step.is_overdue ? "overdue" : "due", { day: day(step.due_on), what: word(`step-${step.kind}`) });
}

function noticeOf(notice) {
  const part = made("notice");
  const [who, basis] = [word(`request-${notice.requester}`), word(`request-${notice.basis}`)];
  put(part, "said", word("request", { day: day(notice.received_on), who, basis }));
  const decision = word(`request-${notice.decision}`);
  put(part, "decided", word("request-decided", { decision, given: notice.given || word("nothing") }));
  return part;
}

function readerOf(slot, page) {
  const part = made("reader");
  put(part, "name", slot.name);
  put(part, "purpose", word(`purpose-${slot.purpose}`));
  put(part, "until", slot.until ? word("until", { day: day(slot.until) }) : "");
  put(part, "not-now", slot.is_offered ? "" : word("not-now"));
  const button = one("button", part);
  button.addEventListener("click", () => during(button, page, () => acts.revoke(open, slot.body, refresh)));
  return part;
}

const whoOf = (entry) => (entry.role === "worker" ? word("you") : word("they", { name: nameOf(entry.body) }));
const byAndOn = (found) => `${whoOf(found.entry)}, ${day(found.day)}`;

function entryPart(found, isClaim) {
  const { entry, content } = found;
  const part = made("entry");
  put(part, "who", whoOf(entry));
  put(part, "on", day(found.day));
  put(part, "doubt", [found.isConfirmed ? "" : word("not-confirmed"), unknownReader(content)].join(" ").trim());
  put(part, "text", content ? content.text : entry.kind === "file" ? "" : word("not-readable"));
  const more = one("[data-more]", part);
  if (entry.kind === "file") more.append(fileButton(entry));
  if (!content || entry.role === "worker" || !found.isConfirmed || isClaim) return part;
  if (entry.kind === "claim") askPart(more, { approve: { claim: entry.eid } }, entry);
  else if (content.ask && isReadable(content.ask.consent)) askPart(more, content.ask, entry);
  return part;
}

function unknownReader(content) {
  const known = new Set(open.keys.map((key) => key.key_id));
  const named = (content && content.keys) || [];
  return Array.isArray(named) && named.every((id) => known.has(id)) ? "" : word("unknown-reader");
}

// A question that can't be read, or that no desk of ours wrote, is none.
function isReadable(asked) {
  if (!asked || ![asked.body, asked.purpose, asked.until].every((one) => typeof one === "string")) return false;
  const purpose = `purpose-${asked.purpose}`;
  if (!isDay(asked.until) || word(purpose) === purpose) return false;
  try {
    return Boolean(readScope(asked.scope === undefined ? EVERYTHING : asked.scope));
  } catch (error) {
    return false;
  }
}

// Only she can answer: what a body writes of an answer is none.
const hers = () => open.entries.filter((one) => one.content && one.entry.role === "worker");
const answerTo = (eid) => hers().map((one) => one.content.ask && one.content.ask.answer).find((one) => one && one.to === eid);

async function askPart(more, ask, entry) {
  const answer = answerTo(entry.eid);
  if (answer) {
    more.append(word(answer.yes ? "answered-yes" : "answered-no"));
    return;
  }
  const box = made("ask");
  const terms = await acts.termsOf(open, ask, entry);
  const part = ask.approve ? [] : readScope(terms.said.scope).map((eid) => b64(eid));
  put(box, "question", word(ask.approve ? "ask-claim" : part.length ? "ask-part" : "ask-consent", terms));
  put(box, "part", open.entries.filter((one) => part.includes(one.entry.eid)).map(byAndOn).join("; "));
  put(box, "why", ask.consent && ask.consent.why);
  put(box, "caution", terms.caution);
  for (const button of all("button", box)) {
    const isYes = button.dataset.answer === "yes";
    button.addEventListener("click", () => during(button, place(), () => acts.answer(open, entry, terms, isYes, refresh)));
  }
  more.append(box); // only now: a question that shows can be answered
}

function fileButton(entry) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: word("show-file") });
  button.addEventListener("click", () => during(button, place(), () => showFile(entry, button)));
  return button;
}

async function showFile(entry, button) {
  const { entries } = await post("folder", Object.assign({ eids: [entry.eid] }, open.proof));
  const key = open.record.keys.find((one) => b64(one.epoch) === entry.epoch).key;
  const [header, bytes] = splitFields(await openEntry(key, headOf(entry), unb64(entries[0].blob)), 2);
  const { name, type } = JSON.parse(text(header));
  button.replaceWith(await picture(bytes, type).catch(() => download(bytes, name)));
}

// A photo is drawn anew, so that nothing but its points reaches the page.
async function picture(bytes, type) {
  if (!["image/jpeg", "image/png", "image/webp"].includes(type)) throw new Error("no picture");
  const drawn = await createImageBitmap(new Blob([bytes], { type }));
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: drawn.width, height: drawn.height });
  canvas.getContext("2d").drawImage(drawn, 0, 0);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.9));
  const image = document.createElement("img");
  Object.assign(image, { src: URL.createObjectURL(blob), alt: "" });
  return image;
}

function download(bytes, name) {
  const link = document.createElement("a");
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  return Object.assign(link, { href: url, download: `safar-${name}`, textContent: word("save-file") });
}
