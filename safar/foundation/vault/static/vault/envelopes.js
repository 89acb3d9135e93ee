// Seal and open records, entries, slots and notes (receipts.py and envelopes.py, where the forms are explained).

import { seal, unseal } from "./hpke.js";
import { ID, KEY, NONCE, TAG, checkCommit, decrypt, encrypt, entryKey, sha256 } from "./keys.js";
import { classesOf, pad, unpad } from "./padding.js";
import { Malformed, WrongKey, b64, fields, isSame, joined, sized, text, unb64, utf8 } from "./wire.js";

export const RECORD = 4096;
const PLAIN = RECORD - 2 * ID - NONCE - TAG;
const ROLES = ["worker", "body", "house"];
const KINDS = ["account", "message", "file", "note", "claim", "answer"];
export const NOTHING_SEEN = new Uint8Array(32);
export const seenAfter = sha256;

/** Seal a record {cid, keys: [{epoch, key}, … newest last], consent: PKCS #8, others: [{tag, wrap}, …]} under a receipt's
 * wrapping key. `others` are the keys of the case's other receipts, if it has any. */
export async function sealRecord(wrap, record, nonce) {
  const { epoch } = record.keys[record.keys.length - 1];
  const keys = record.keys.map((one) => ({ epoch: b64(one.epoch), key: b64(sized(one.key, KEY, "key")) }));
  const content = { v: 1, keys, consent: b64(record.consent) };
  const others = (record.others || []).map((one) => ({ tag: b64(one.tag), wrap: b64(one.wrap) }));
  const written = utf8(JSON.stringify(others.length ? Object.assign(content, { others }) : content));
  if (written.length > PLAIN) throw new Malformed("record: too many epochs");
  const plain = joined(written, new Uint8Array(PLAIN - written.length).fill(32));
  const head = joined(sized(record.cid, ID, "cid"), sized(epoch, ID, "epoch"));
  return joined(head, await encrypt(wrap, plain, fields("safar/1 record", record.cid, epoch), nonce));
}

/** Open a record. Whoever uses a key of it checks it first against its epoch's commitment (`checkCommit`). */
export async function openRecord(wrap, sealed) {
  sized(sealed, RECORD, "record");
  const [cid, epoch] = [sealed.slice(0, ID), sealed.slice(ID, 2 * ID)];
  const record = readRecord(await decrypt(wrap, sealed.slice(2 * ID), fields("safar/1 record", cid, epoch)));
  if (!isSame(record.keys[record.keys.length - 1].epoch, epoch)) throw new WrongKey();
  return Object.assign(record, { cid });
}

function readRecord(plain) {
  try {
    const { v, keys, consent, others } = JSON.parse(text(plain));
    if (v !== 1 || !keys.length) throw new Malformed("record");
    return {
      keys: keys.map((one) => ({ epoch: unb64(one.epoch, ID), key: unb64(one.key, KEY) })),
      consent: unb64(consent),
      others: (others || []).map((one) => ({ tag: unb64(one.tag, KEY), wrap: unb64(one.wrap, KEY) })),
    };
  } catch (error) {
    throw new Malformed("record");
  }
}

// What an entry is bound to: {cid, epoch, eid, role, kind, form, seen}.
function bound(head) {
  if (!ROLES.includes(head.role) || !KINDS.includes(head.kind)) throw new Malformed("entry");
  const ids = [head.cid, head.epoch, head.eid].map((one) => sized(one, ID, "entry"));
  const seen = sized(head.seen || NOTHING_SEEN, 32, "entry");
  return fields("safar/1 entry", ...ids, head.role, head.kind, head.form, seen);
}

/** Seal an entry under the key of its epoch. `nonce` and `noise` are for test vectors alone. */
export async function sealEntry(key, head, content, nonce, noise) {
  if (head.kind === "note") throw new Malformed("entry: a note is sealed to its body");
  const padded = pad(content, classesOf(head.kind), noise);
  return encrypt(await entryKey(key, head.eid), padded, bound(head), nonce);
}

/** Open an entry; under another head it doesn't open. */
export async function openEntry(key, head, blob) {
  return unpad(await decrypt(await entryKey(key, head.eid), blob, bound(head)), classesOf(head.kind));
}

// What a slot is bound to: {instance, cid, epoch, body, keyId, purpose}.
function slotInfo(to) {
  const ids = [to.instance, to.cid, to.epoch].map((one) => sized(one, ID, "slot"));
  return fields("safar/1 slot", ...ids, to.body, sized(to.keyId, ID, "slot"), to.purpose);
}

/** Seal the key of an epoch to a body. */
export async function sealSlot(publicKey, to, key, ephemeral) {
  return seal(publicKey, slotInfo(to), sized(key, KEY, "key"), ephemeral);
}

/** Open a body's slot and hold the key against the epoch's commitment: one slot could open under two keys. */
export async function openSlot(pair, to, slot, commit) {
  return checkCommit(await unseal(pair, slotInfo(to), slot), commit);
}

// Where a body's own note belongs: {instance, body, keyId, head}.
function noteInfo(place) {
  return fields("safar/1 note", place.instance, place.body, place.keyId, bound(place.head));
}

/** Seal a note to its body alone. */
export async function sealNote(publicKey, place, content, ephemeral, noise) {
  return seal(publicKey, noteInfo(place), pad(content, classesOf(place.head.kind), noise), ephemeral);
}

/** Open a note of one's own body. */
export async function openNote(pair, place, blob) {
  return unpad(await unseal(pair, noteInfo(place), blob), classesOf(place.head.kind));
}
