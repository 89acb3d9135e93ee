// Signatures (signatures.py): a body's under its entries, a worker's under each consent. Raw r and s, 64 bytes.

import { ECDSA, ID, loadPublic, newId, sha256 } from "./keys.js";
import { Malformed, b64, fields, isSame, sized, unb64 } from "./wire.js";

const HOW = { name: "ECDSA", hash: "SHA-256" };
export const EVERYTHING = "all";

export async function sign(privateKey, message) {
  return new Uint8Array(await crypto.subtle.sign(HOW, privateKey, message));
}

/** Say whether the holder of a key signed the message. */
export async function isSigned(publicKey, message, signature) {
  try {
    return await crypto.subtle.verify(HOW, await loadPublic(publicKey, ECDSA), signature, message);
  } catch (error) {
    return false;
  }
}

/** Give what a body signs under an entry: its place and the hash of the sealed bytes. */
export async function entryStatement(head, blob) {
  const ids = [head.cid, head.epoch, head.eid].map((one) => sized(one, ID, "entry"));
  return fields("safar/1 signed", ...ids, await sha256(blob));
}

/** Say whether a body's signing key vouches for this entry in this place. */
export async function verifyBodyEntry(publicKey, signature, head, blob) {
  return isSigned(publicKey, await entryStatement(head, blob), signature);
}

/** Write the entries that a consent is about; none means all of them. */
export const scopeOf = (entries) => entries.map((one) => b64(sized(one, ID, "scope"))).join(",") || EVERYTHING;

/** Read the entries that a scope names; none means all of them. */
export const readScope = (scope) => (scope === EVERYTHING ? [] : scope.split(",").map((one) => unb64(one, ID)));

// A day as consents write it; the server refuses other spellings.
function isDay(day) {
  const time = Date.parse(day + "T00:00:00Z");
  return /^\d{4}-\d\d-\d\d$/.test(day) && !isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** Give what a worker signs about {body, keyId, purpose, scope, until, nonce}. */
export function consentStatement(cid, consent) {
  readScope(consent.scope);
  if (!isDay(consent.until)) throw new Malformed("consent");
  const [id, keyId, nonce] = [cid, consent.keyId, consent.nonce].map((one) => sized(one, ID, "consent"));
  return fields(
    "safar/1 consent", id, consent.body, keyId, consent.purpose, consent.scope, consent.until, nonce,
  );
}

/** Give a worker's word about {body, keyId, purpose, scope, until}, under the consent key of her case. */
export async function signConsent(privateKey, cid, terms) {
  const consent = Object.assign({}, terms, { nonce: newId() });
  return Object.assign(consent, { signature: await sign(privateKey, consentStatement(cid, consent)) });
}

/** Say whether the case's consent key stands under these very terms. */
export async function verifyConsent(publicKey, cid, consent) {
  try {
    return await isSigned(publicKey, consentStatement(cid, consent), consent.signature);
  } catch (error) {
    return false;
  }
}

/** Say why a consent gives nothing to {body, keyId, purpose} on a day; null: it counts. */
export async function flawIn(consent, publicKey, cid, mine, today) {
  if (consent.body !== mine.body) return "other-body";
  if (!isSame(consent.keyId, mine.keyId)) return "other-key";
  if (consent.purpose !== mine.purpose) return "other-purpose";
  if (!(await verifyConsent(publicKey, cid, consent))) return "signature";
  return today > consent.until ? "ended" : null;
}
