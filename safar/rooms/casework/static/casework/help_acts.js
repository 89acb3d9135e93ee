// What she can do with a case that is open: write, add, answer, let in, take away, share, keep, delete. Each is one act.

import { newId, newKey, newReceipt, receiptKeys } from "../vault/keys.js";
import { clean } from "../vault/cleaning.js";
import { loadPkcs8, ECDSA } from "../vault/keys.js";
import { signConsent } from "../vault/signatures.js";
import { b64, unb64, utf8 } from "../vault/wire.js";
import { MOST_FILE, NEVER, entryOf, epochOf, sendFiles, slotFor } from "./help_filing.js";
import { alertOn, day, get, one, post, put, putReceipt, site, word } from "./help_page.js";
import { finish, toggle } from "./help_record.js";

const wrong = (name) => Object.assign(new Error(name), { word: name });
const today = () => new Date().toISOString().slice(0, 10); // the form with its day is gone once a folder is open
const lastSeen = (open) => (open.entries.filter((one) => one.seen).pop() || { seen: NEVER }).seen;
const readers = (open) => Array.from(new Set(open.folder.slots.map((slot) => slot.key_id)));

function message(open, text, ask = null, files = []) {
  return { v: 1, type: "message", text, on: today(), keys: readers(open), files, ask };
}

async function write(open, kind, content) {
  const entry = await entryOf(open.held, kind, utf8(JSON.stringify(content)), newId(), lastSeen(open));
  await post("add", Object.assign({ entries: [entry] }, open.proof));
}

async function filesOf(input) {
  const files = [];
  for (const file of input.files) {
    const data = new Uint8Array(await file.arrayBuffer());
    if (data.length > MOST_FILE) throw wrong("file-too-big");
    const name = String(files.length + 1);
    try {
      const { data: bare, mediaType } = clean(data);
      files.push({ eid: newId(), name, type: mediaType, data: bare });
    } catch (error) {
      files.push({ eid: newId(), name, type: file.type || "application/octet-stream", data });
    }
  }
  return files;
}

// What is recorded waits with the open case until she sends it; a second recording takes the place of the first.
const record = (open, page) => toggle(one('[data-do="record"]', page), (data, type) => {
  if (data.length > MOST_FILE) return alertOn(page, "file-too-big");
  Object.assign(open, { voice: { eid: newId(), name: "1", type, data } });
  return put(page, "voice", word("recorded"));
});

async function add(open, page, refresh) {
  await finish();
  const text = one("#answer", page).value.trim();
  const files = [...(open.voice ? [open.voice] : []), ...(await filesOf(one("#more-photos", page)))];
  if (!text && !files.length) throw wrong("write-something");
  const named = files.map(({ eid, type }, at) => ({ eid: b64(eid), name: String(at + 1), type, taken: null }));
  const isClaim = open.folder.room === "claim";
  await write(open, isClaim ? "answer" : "message", message(open, text, null, named));
  open.voice = null;
  const unsent = await sendFiles(open.held, files);
  await refresh(unsent.length ? "unsent" : "sent");
}

/** Say what a question is about: the body and its key of today, the purpose, the day, the entries. */
async function termsOf(open, ask, entry) {
  const asked = ask.approve
    ? { body: entry.body, purpose: "conciliate", until: inMonths(6), scope: ask.approve.claim }
    : Object.assign({ scope: "all" }, ask.consent);
  const { bodies } = await get(`bodies?body=${encodeURIComponent(asked.body)}&language=${one("html").lang}`);
  const listed = bodies.find((body) => body.id === asked.body);
  const offers = listed ? Object.values(listed.offers) : [];
  const found = listed && listed.key && offers.some((offer) => offer.is_offered) ? listed : null;
  const caution = found ? offers[0].caution : listed && listed.key ? offers[0].why : word("gone-body");
  const name = listed ? listed.name : asked.body;
  return {
    name, caution, found, purpose: word(`purpose-${asked.purpose}`), until: day(asked.until),
    said: { body: asked.body, purpose: asked.purpose, until: asked.until, scope: asked.scope },
  };
}

function inMonths(count) {
  const then = new Date(today() + "T00:00:00Z");
  then.setUTCMonth(then.getUTCMonth() + count);
  return then.toISOString().slice(0, 10);
}

// Yes: the consent is signed and its slot made in one act; then she tells them. No: she tells them, and nobody gets in.
async function answer(open, entry, terms, isYes, refresh) {
  if (isYes) {
    if (!terms.found) throw wrong("not-let-in");
    const { said, found } = terms;
    const { key } = await loadPkcs8(open.record.consent, ECDSA);
    const consent = await signConsent(key, open.record.cid, Object.assign({ keyId: unb64(found.key.key_id) }, said));
    const slot = await slotFor(open.instance, open.held, said.body, found.key, said.purpose, said.until);
    const earlier = await earlierSlots(open, said, found.key);
    const word = { key_id: found.key.key_id, nonce: b64(consent.nonce), signature: b64(consent.signature), slot, earlier };
    await post("consent", Object.assign({}, said, word, open.proof));
  }
  await write(open, "message", message(open, "", { answer: { to: entry.eid, yes: isYes } }));
  await refresh("sent");
}

// A new epoch's key opens nothing from before it: the keys of the epochs in which she wrote what they may see go along.
async function earlierSlots(open, { body, purpose, scope, until }, key) {
  const named = scope === "all" ? null : scope.split(",");
  const meant = new Set(open.folder.entries.filter((one) => !named || named.includes(one.eid)).map((one) => one.epoch));
  const slots = [];
  for (const one of open.record.keys.slice(0, -1).filter(({ epoch }) => meant.has(b64(epoch)))) {
    const { sealed } = await slotFor(open.instance, Object.assign({}, open.record, one), body, key, purpose, until);
    slots.push({ epoch: b64(one.epoch), sealed });
  }
  return slots;
}

const newestKey = (open, body) =>
  open.keys.filter((key) => key.body === body && key.from_day <= today()).sort((a, b) => (a.from_day < b.from_day ? 1 : -1))[0];

async function revoke(open, body, refresh) {
  const next = { epoch: newId(), key: newKey() };
  const held = Object.assign({}, open.record, next, { keys: open.record.keys.concat([next]) });
  const slots = [];
  const stays = (one) => one.body !== body && one.is_offered && (!one.until || one.until >= today());
  for (const slot of open.folder.slots.filter(stays)) {
    slots.push(await slotFor(open.instance, held, slot.body, newestKey(open, slot.body), slot.purpose, slot.until));
  }
  const epoch = await epochOf(held, [open.mine, ...open.record.others], slots);
  await post("revoke", Object.assign({ body, epoch }, open.proof));
  await refresh("taken-away");
}

async function second(open, page) {
  const receipt = newReceipt();
  const theirs = await receiptKeys(receipt, one("#second-word", page).value, open.instance);
  const all = [open.mine, theirs, ...open.record.others];
  const { receipts } = await epochOf(open.held, all, []);
  await post("receipt", Object.assign({ receipt: receipts[1], renewed: receipts[0] }, open.proof));
  open.record.others = all.slice(1);
  putReceipt(one("[data-second]", page), receipt);
  say(page, "second-made");
}

async function keep(open, page) {
  await post("keep", Object.assign({ keep: one("#keep-choice", page).value }, open.proof));
  say(page, "kept");
}

async function remove(open, page) {
  if (!one("#sure", page).checked) throw wrong("be-sure");
  await post("delete", open.proof);
  const said = document.createElement("p");
  Object.assign(said, { textContent: word("deleted"), tabIndex: -1 });
  one("#folder").replaceChildren(said);
  said.focus();
}

function say(page, name) {
  const line = one("[data-said]", page);
  line.textContent = word(name);
  line.hidden = false;
}

export const acts = { add, answer, delete: remove, keep, record, revoke, second, termsOf };
