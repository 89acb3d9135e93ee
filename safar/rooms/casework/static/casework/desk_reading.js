// Open a case on the desk: slots, consents, entries, and what is wrong with any of them. No page, no network here.
//
// Consents are checked before anything is shown. What doesn't open, is not signed or refers to what is not there is
// marked, never left out in silence.

import { NOTHING_SEEN, openEntry, openNote, openSlot } from "../vault/envelopes.js";
import { sha256 } from "../vault/keys.js";
import { EVERYTHING, flawIn, readScope, verifyBodyEntry } from "../vault/signatures.js";
import { dialogue } from "./dialogue.js";
import { b64, isSame, splitFields, text, unb64 } from "../vault/wire.js";

const later = (one, other) => (one > other ? one : other);
export const ownDay = () => new Date().toISOString().slice(0, 10);

/** Open a sealed case for the holder of `ring` (key id → keys); `site` has instance, body and everybody's keys. */
export async function openCase(sealed, ring, site) {
  const today = later(ownDay(), (sealed.known && sealed.known.today) || "");
  const grants = await openSlots(sealed, ring, site, today);
  const entries = [];
  for (const entry of sealed.entries) entries.push(await opened(entry, sealed, ring, site, grants.keys));
  const account = entries.find((one) => one.kind === "account" && one.role === "worker" && one.content);
  const may = grants.consented || (grants.direct && isToldTo(account, ring, sealed));
  const shown = may ? dialogue(entries.filter((one) => inScope(one, grants, site))).map((line) => line.entry) : [];
  return { may, today, keys: grants.keys, grants, entries: shown, account: may ? account : undefined,
    alarms: may ? [...grants.alarms, ...alarmsOf(shown, account, ring, site)] : [...grants.alarms, { code: "no-consent" }] };
}

const keysInside = (entry) => (entry && entry.content && Array.isArray(entry.content.keys) ? entry.content.keys : []);

// Without a consent the account itself must say that it was sealed to us. One that names no keys at all opens only to
// the body that answers for the case, under an alarm; a respondent's folder is our own.
function isToldTo(account, ring, sealed) {
  if (sealed.known === undefined) return true;
  const named = keysInside(account);
  return named.length ? named.some((id) => ring.has(id)) : sealed.known.is_home;
}

async function openSlots(sealed, ring, site, today) {
  const found = { keys: new Map(), alarms: [], direct: false, consented: false, all: false, scope: new Set() };
  for (const slot of sealed.slots) {
    const pair = ring.get(slot.key_id);
    if (!pair) {
      found.alarms.push({ code: "other-key" });
      continue;
    }
    const consents = slot.until === null ? [] : await standing(sealed, slot, { body: site.body, ring }, today, found);
    if (slot.until !== null && !consents.length) continue;
    try {
      found.keys.set(slot.epoch, await keyIn(slot, pair, sealed, site));
      found.direct = found.direct || slot.until === null;
      found.consented = found.consented || consents.length > 0;
      for (const one of consents) widen(found, one.scope);
    } catch (error) {
      found.alarms.push({ code: "slot-closed" });
    }
  }
  return found;
}

function widen(found, scope) {
  if (scope === EVERYTHING) found.all = true;
  else for (const eid of readScope(scope)) found.scope.add(b64(eid));
}

async function keyIn(slot, pair, sealed, site) {
  const place = { instance: unb64(site.instance), cid: unb64(sealed.cid), epoch: unb64(slot.epoch), body: site.body,
    keyId: unb64(slot.key_id), purpose: slot.purpose };
  return openSlot(pair.sealing, place, unb64(slot.sealed), unb64(sealed.commits[slot.epoch]));
}

// Give the worker's words that let this slot be used today; each that doesn't count is told once, with its flaw. Her
// word may name any key of ours: the body may have renewed it since. One that ran out and was given again is no flaw.
async function standing(sealed, slot, { body, ring }, today, found) {
  const good = [], flaws = new Set();
  for (const one of (sealed.consents || []).filter((consent) => consent.body === body && !consent.is_revoked)) {
    if (one.purpose !== slot.purpose) continue;
    const keyId = unb64(ring.has(one.key_id) ? one.key_id : slot.key_id);
    const flaw = await consentFlaw(one, sealed, { body, keyId, purpose: slot.purpose }, today);
    if (flaw) flaws.add("consent-" + flaw);
    else good.push(one);
  }
  if (good.length) flaws.delete("consent-ended");
  for (const code of flaws) if (!found.alarms.some((one) => one.code === code)) found.alarms.push({ code });
  return good;
}

/** Say why a consent as the server hands it over doesn't count for {body, keyId, purpose}; null: it does. */
export async function consentFlaw(one, sealed, mine, today) {
  const read = Object.assign({}, one, { keyId: unb64(one.key_id), nonce: unb64(one.nonce), signature: unb64(one.signature) });
  return flawIn(read, unb64(sealed.consent_key), unb64(sealed.cid), mine, today);
}

const inScope = (entry, grants, site) =>
  grants.direct || grants.all || grants.scope.has(entry.eid) || entry.body === site.body;

export const headOf = (entry, sealed) => ({ cid: unb64(sealed.cid), epoch: unb64(entry.epoch), eid: unb64(entry.eid),
  role: entry.role, kind: entry.kind, form: entry.form, seen: unb64(entry.seen) });

async function opened(entry, sealed, ring, site, keys) {
  const flaws = [];
  const head = headOf(entry, sealed);
  if (!(await isChained(head.seen, entry, sealed))) flaws.push("gap");
  if (entry.blob === null) return Object.assign({}, entry, { flaws, content: null });
  const blob = unb64(entry.blob);
  if (entry.role === "body" && !(await isSignedByIts(entry, head, blob, site))) flaws.push("not-confirmed");
  try {
    const bytes = await plain(entry, head, blob, ring, site, keys);
    return Object.assign({}, entry, { flaws, hash: await sha256(blob), bytes, content: entry.kind === "file" ? null : JSON.parse(text(bytes)) });
  } catch (error) {
    return Object.assign({}, entry, { flaws: [...flaws, "closed"], content: null });
  }
}

async function plain(entry, head, blob, ring, site, keys) {
  if (entry.kind !== "note") return openEntry(keys.get(entry.epoch), head, blob);
  const place = { instance: unb64(site.instance), body: site.body, keyId: unb64(entry.key_id), head };
  return openNote(ring.get(entry.key_id).sealing, place, blob);
}

// What its author had seen last must be here, among the hashes of all that the case holds.
async function isChained(seen, entry, sealed) {
  return isSame(seen, NOTHING_SEEN) || (sealed.hashes || []).includes(b64(seen));
}

async function isSignedByIts(entry, head, blob, site) {
  const key = site.keys.find((one) => one.key_id === entry.key_id && one.body === entry.body);
  return Boolean(key) && entry.signature !== "" && verifyBodyEntry(unb64(key.signing), unb64(entry.signature), head, blob);
}

// Every key that an entry says it was sealed to must be known to the site; an unknown one may be somebody's who listens.
function alarmsOf(entries, account, ring, site) {
  const known = new Set(site.keys.map((one) => one.key_id));
  const alarms = [];
  if (account && keysInside(account).length === 0) alarms.push({ code: "no-keys-named" });
  for (const entry of entries) {
    const unknown = keysInside(entry).filter((id) => !known.has(id));
    if (unknown.length) alarms.push({ code: "unknown-key", eid: entry.eid, ids: unknown });
    for (const flaw of entry.flaws) alarms.push({ code: "entry-" + flaw, eid: entry.eid });
  }
  return alarms;
}

/** Name the bodies that an entry says it was sealed to; one that the site doesn't know stays a bare id. */
export function readersOf(entry, site) {
  const names = keysInside(entry).map((id) => (site.keys.find((one) => one.key_id === id) || { name: id }).name);
  return [...new Set(names)];
}

/** Open a file that was fetched by name: {header: {name, type, taken}, data}. */
export async function openFile(entry, sealed, keys) {
  const bytes = await openEntry(keys.get(entry.epoch), headOf(entry, sealed), unb64(entry.blob));
  const [header, data] = splitFields(bytes, 2);
  return { header: JSON.parse(text(header)), data };
}
