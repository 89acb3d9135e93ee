// Seal and sign what a caseworker writes: messages, drafts and files under the case's key, notes to the body alone, and
// the folder that a respondent opens. Nothing is sent from here.

import { NOTHING_SEEN, sealEntry, sealNote, sealRecord, sealSlot } from "../vault/envelopes.js";
import { ECDSA, commitOf, newId, newKey, newPair, newReceipt, receiptKeys, sha256, tokenOf } from "../vault/keys.js";
import { entryStatement, sign } from "../vault/signatures.js";
import { b64, fields, unb64, utf8 } from "../vault/wire.js";
import { ownDay } from "./desk_reading.js";

const FORM = "1";

const ownSlots = (sealed) => sealed.slots.filter((one) => one.epoch === sealed.epoch);

/** Give the key ids that can read what is written now: our own, those she named, and those she consented to. */
export function readersNow(sealed, opened) {
  const ids = new Set([...ownSlots(sealed).map((one) => one.key_id), ...((opened.account && opened.account.content.keys) || [])]);
  for (const one of sealed.consents || []) if (!one.is_revoked && one.until >= opened.today) ids.add(one.key_id);
  return [...ids];
}

/** Give the body's keys to sign with: the newest of those that count today. A case may be sealed to an older one. */
export function ownKeys(sealed, ring, site) {
  const counts = site.keys.filter((one) => ring.has(one.key_id) && one.from_day <= sealed.known.today);
  const newest = counts.sort((a, b) => b.from_day.localeCompare(a.from_day))[0];
  return newest ? ring.get(newest.key_id) : null;
}

function lastSeen(opened) {
  const seen = opened.entries.filter((one) => one.kind !== "note" && one.hash);
  return seen.length ? seen[seen.length - 1].hash : NOTHING_SEEN;
}

const posted = (head, blob, mine, signature) => ({ eid: b64(head.eid), kind: head.kind, form: head.form,
  seen: b64(head.seen), blob: b64(blob), key_id: b64(mine.keyId), signature: b64(signature) });

const newHead = (sealed, kind, seen) => ({ cid: unb64(sealed.cid), epoch: unb64(sealed.epoch), eid: newId(),
  role: "body", kind, form: FORM, seen });

async function signed(head, blob, mine) {
  return posted(head, blob, mine, await sign(mine.signing.key, await entryStatement(head, blob)));
}

/** Seal bytes under the newest key of the case and sign them. */
export async function writeEntry(sealed, opened, mine, kind, bytes) {
  const head = newHead(sealed, kind, lastSeen(opened));
  return signed(head, await sealEntry(opened.keys.get(sealed.epoch), head, bytes), mine);
}

/** Write a message {text, files, ask}, a claim {text, days} or another text under the case's key. */
export async function writeText(sealed, opened, mine, kind, said) {
  const content = { v: 1, type: kind, text: said.text, on: ownDay(), keys: readersNow(sealed, opened) };
  if (kind === "message") Object.assign(content, { files: said.files || [], ask: said.ask || null });
  if (kind === "claim") Object.assign(content, { days: said.days });
  return writeEntry(sealed, opened, mine, kind, utf8(JSON.stringify(content)));
}

/** Seal a file with its name inside. */
export async function writeFile(sealed, opened, mine, header, data) {
  return writeEntry(sealed, opened, mine, "file", fields(JSON.stringify(header), data));
}

/** Seal a note to the body alone: the worker and other bodies never see it. */
export async function writeNote(sealed, mine, site, said) {
  const head = newHead(sealed, "note", NOTHING_SEEN);
  const content = utf8(JSON.stringify({ v: 1, type: "note", text: said.text, on: ownDay(), due: said.due || null }));
  const place = { instance: unb64(site.instance), body: site.body, keyId: mine.keyId, head };
  return signed(head, await sealNote(mine.sealing.public, place, content), mine);
}

/** Make the respondent's folder, holding the approved text and nothing else: {folder, receipt}. */
export async function writeClaimFolder(mine, site, said) {
  const [cid, epoch, key, receipt] = [newId(), newId(), newKey(), newReceipt()];
  const [instance, consent] = [unb64(site.instance), await newPair(ECDSA)];
  const { tag, wrap } = await receiptKeys(receipt, "", instance);
  const head = { cid, epoch, eid: newId(), role: "body", kind: "claim", form: FORM, seen: NOTHING_SEEN };
  const content = { v: 1, type: "claim", text: said.text, days: said.days, keys: [b64(mine.keyId)] };
  const entry = await signed(head, await sealEntry(key, head, utf8(JSON.stringify(content))), mine);
  const place = { instance, cid, epoch, body: site.body, keyId: mine.keyId, purpose: "conciliate" };
  const record = await sealRecord(wrap, { cid, keys: [{ epoch, key }], consent: consent.pkcs8 });
  consent.pkcs8.fill(0);
  const folder = {
    cid: b64(cid), consent_key: b64(consent.public), epoch: b64(epoch), commit: b64(await commitOf(key)),
    token_sha256: b64(await sha256(await tokenOf(key))), tag: b64(tag), record: b64(record), entry,
    slot: { key_id: b64(mine.keyId), sealed: b64(await sealSlot(mine.sealing.public, place, key)) },
  };
  return { folder, receipt };
}
