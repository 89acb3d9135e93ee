// Seal a complaint in this browser: keys, receipt, slots and texts. What leaves it is listed in `seal` and nowhere else.

import { sealEntry, sealRecord, sealSlot } from "../vault/envelopes.js";
import { seal as sealTo } from "../vault/hpke.js";
import { ECDSA, commitOf, newId, newKey, newPair, newReceipt, receiptKeys, sha256, tokenOf } from "../vault/keys.js";
import { b64, fields, joined, unb64, utf8 } from "../vault/wire.js";
import { get, post } from "./help_page.js";

const NOTE_BYTES = 512;
export const FORM = "1";
export const MOST_FILE = 4194304 - 1024; // the largest class of size, less what the seal adds
export const NEVER = b64(new Uint8Array(32));

/** Seal one text or file of the worker, bound to what she had seen last. */
export async function entryOf(held, kind, content, eid = newId(), seen = NEVER) {
  const head = { cid: held.cid, epoch: held.epoch, eid, role: "worker", kind, form: FORM, seen: unb64(seen) };
  return { eid: b64(eid), kind, form: FORM, seen, blob: b64(await sealEntry(held.key, head, content)) };
}

/** Write a file as it lies inside the seal: a line on it, and its bytes. */
export const fileContent = (file) =>
  fields(JSON.stringify({ name: file.name, type: file.type, taken: file.taken || null }), file.data);

export const placeOf = (instance, held, body, key, purpose) => ({
  instance, cid: held.cid, epoch: held.epoch, body, keyId: unb64(key.key_id), purpose,
});

/** Seal the epoch's key to a body for a purpose. */
export async function slotFor(instance, held, body, key, purpose, until) {
  const sealed = await sealSlot(unb64(key.sealing), placeOf(instance, held, body, key, purpose), held.key);
  const slot = { body, key_id: key.key_id, purpose, sealed: b64(sealed) };
  return until ? Object.assign(slot, { until }) : slot;
}

/** Write what proves and opens an epoch, for receipts [{tag, wrap}] that all know each other. */
export async function epochOf(held, receipts, slots) {
  const records = [];
  for (const mine of receipts) {
    const others = receipts.filter((other) => other !== mine);
    const record = { cid: held.cid, keys: held.keys, consent: held.consent, others };
    records.push({ tag: b64(mine.tag), record: b64(await sealRecord(mine.wrap, record)) });
  }
  return {
    epoch: b64(held.epoch),
    commit: b64(await commitOf(held.key)),
    token_sha256: b64(await sha256(await tokenOf(held.key))),
    receipts: records,
    slots,
  };
}

// The body's slot, sealed once more to a matcher, with a note on whom it is about (safar/foundation/vault/holdings.py).
async function holdOf(instance, held, body, matcher, party, threshold) {
  const slot = unb64((await slotFor(instance, held, body.id, body.key, body.purpose)).sealed);
  const info = (what) => fields(`safar/1 hold ${what}`, instance, matcher.id, unb64(matcher.key.key_id));
  const note = utf8(JSON.stringify({ v: 1, party, threshold, slot: b64(await sha256(slot)) }));
  const padded = joined(note, new Uint8Array(NOTE_BYTES - note.length).fill(32));
  const to = unb64(matcher.key.sealing);
  return {
    matcher: matcher.id, matcher_key: matcher.key.key_id, body: body.id, body_key: body.key.key_id, purpose: body.purpose,
    note: b64(await sealTo(to, info("note"), padded)),
    inner: b64(await sealTo(to, info("slot"), slot)),
  };
}

/** Make a whole complaint of {account, bodies, files, keep, word, coarse, hold}: what is sent, and what comes after. */
export async function seal(instance, told) {
  const held = { cid: newId(), epoch: newId(), key: newKey() };
  const pair = await newPair(ECDSA);
  Object.assign(held, { keys: [{ epoch: held.epoch, key: held.key }], consent: pair.pkcs8 });
  const receipt = newReceipt();
  const keys = await receiptKeys(receipt, told.word, instance);
  const files = told.files.map((file) => Object.assign({ eid: newId() }, file));
  const named = files.map(({ eid, name, type, taken }) => ({ eid: b64(eid), name, type, taken: taken || null }));
  const account = Object.assign({}, told.account, { files: named });
  const slots = [];
  for (const body of told.hold ? [] : told.bodies) {
    slots.push(await slotFor(instance, held, body.id, body.key, body.purpose));
  }
  const hold = told.hold
    ? await holdOf(instance, held, told.bodies[0], told.hold.matcher, told.hold.party, told.hold.threshold)
    : null;
  const filing = Object.assign({}, told.coarse, {
    cid: b64(held.cid), consent_key: b64(pair.public), epoch: await epochOf(held, [keys], slots), keep: told.keep, hold,
    entries: [await entryOf(held, "account", utf8(JSON.stringify(account)))],
  });
  return { receipt, held, filing, files };
}

/** Send it: first the account, whole or not at all, then one file after the other. Gives the promise, and what failed. */
export async function send({ held, filing, files }) {
  const { bits, challenge } = await get("work");
  const paid = bits ? { work: challenge, answer: await solved(challenge, bits) } : {};
  const filed = await post("file", Object.assign({}, filing, paid));
  return { filed, unsent: await sendFiles(held, files) };
}

/** Add files to a case; gives those that the server didn't take. */
export async function sendFiles(held, files) {
  const proof = { cid: b64(held.cid), token: b64(await tokenOf(held.key)) };
  const unsent = [];
  for (const file of files) {
    try {
      const entry = await entryOf(held, "file", fileContent(file), file.eid);
      await post("add", Object.assign({ entries: [entry] }, proof));
    } catch (error) {
      unsent.push(file.name);
    }
  }
  return unsent;
}

async function solved(challenge, bits) {
  for (let answer = 0; ; answer += 1) {
    const digest = await sha256(utf8(`${challenge}:${answer}`));
    if (new DataView(digest.buffer).getUint32(0) >>> (32 - bits) === 0) return String(answer);
  }
}
