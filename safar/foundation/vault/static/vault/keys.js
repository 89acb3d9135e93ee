// How every key of the vault comes about (keys.py): from a receipt, from the key of an epoch, or from chance.

import { Malformed, WrongKey, bytesOf, fields, isSame, joined, sized } from "./wire.js";

export const ROUNDS = 131072;
export const KEY = 32;
export const ID = 16;
export const NONCE = 12;
export const TAG = 16;
export const PUBLIC = 65;
export const ECDH = { name: "ECDH", namedCurve: "P-256" };
export const ECDSA = { name: "ECDSA", namedCurve: "P-256" };
const DIGITS = 24;

const subtle = () => crypto.subtle;
const bytes = (buffer) => new Uint8Array(buffer);

/** Give as many random bytes; the browser hands out at most 65,536 at once. */
export function random(size) {
  const made = new Uint8Array(size);
  for (let start = 0; start < size; start += 65536) crypto.getRandomValues(made.subarray(start, start + 65536));
  return made;
}

/** Draw a number below a limit of at most 256 by rejection, so that all are equally likely. */
export function drawn(limit) {
  const [one] = random(1);
  return one < 256 - (256 % limit) ? one % limit : drawn(limit);
}

export const newKey = () => random(KEY);
export const newId = () => random(ID);
export const newReceipt = () => Array.from({ length: DIGITS }, () => drawn(10)).join("");

// The decimal digits of every script stand in runs of ten, from nought to nine.
function digitValue(sign) {
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(sign.codePointAt(0) - before - 1))) before += 1;
  return before % 10;
}

/** Read a receipt as people write it, in any script's digits; null where it is none. */
export function readReceipt(typed) {
  const signs = typed.replace(/[ .,\-_/\t\r\n'·\p{Z}\p{Pd}\p{Cf}]/gu, "");
  const digits = Array.from(signs, (sign) => (/\p{Nd}/u.test(sign) ? digitValue(sign) : "?")).join("");
  return /^\d{24}$/.test(digits) ? digits : null;
}

// What Python calls casefold, sign by sign; a test holds the two against each other over all of Unicode.
function folded(sign) {
  if (sign === "ı") return sign;
  return /[Ꭰ-ᏽꭰ-ꮿ]/.test(sign) ? sign.toUpperCase() : sign.toLowerCase().toUpperCase().toLowerCase();
}

/** Write a secret word as it is used: width, case and blanks don't matter. */
export function normalWord(word) {
  return Array.from(word.normalize("NFKC"), folded).join("").replace(/\p{White_Space}+/gu, " ").replace(/^ | $/g, "");
}

/** Derive the tag (finds the record) and the wrapping key (opens it, never sent) of a receipt. */
export async function receiptKeys(receipt, word, instance) {
  if (!/^[0-9]{24}$/.test(receipt)) throw new Malformed("receipt");
  const root = await stretched(fields(receipt, normalWord(word)), instance);
  return { tag: await derived(root, "safar/1 tag"), wrap: await derived(root, "safar/1 wrap") };
}

/** PBKDF2-HMAC-SHA256: slow on purpose, for what people write down or remember. */
export async function stretched(secret, salt) {
  const key = await subtle().importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  return bytes(await subtle().deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, key, 256));
}

/** HKDF-SHA256 without salt, 32 bytes, under a label. */
export async function derived(secret, ...label) {
  const key = await subtle().importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: fields(...label) };
  return bytes(await subtle().deriveBits(how, key, 256));
}

export const commitOf = async (key) => derived(sized(key, KEY, "key"), "safar/1 commit");
export const tokenOf = async (key) => derived(sized(key, KEY, "key"), "safar/1 fetch");
export const entryKey = async (key, eid) => derived(sized(key, KEY, "key"), "safar/1 entry", eid);

/** Give the key back if it is the one committed to. To be called after every unwrap. */
export async function checkCommit(key, commit) {
  if (key.length !== KEY || !isSame(await commitOf(key), commit)) throw new WrongKey();
  return key;
}

export const sha256 = async (data) => bytes(await subtle().digest("SHA-256", data));

/** Name a body's pair of public keys. */
export async function keyId(sealing, signing) {
  return (await sha256(fields("safar/1 key", sealing, signing))).slice(0, ID);
}

/** AES-256-GCM under a fresh nonce, which stands in front. */
export async function encrypt(key, content, aad, nonce = random(NONCE)) {
  const cipher = await subtle().importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: nonce, additionalData: bytesOf(aad) };
  return joined(nonce, bytes(await subtle().encrypt(how, cipher, content)));
}

/** Open what `encrypt` made. */
export async function decrypt(key, sealed, aad) {
  if (sealed.length < NONCE + TAG) throw new Malformed("sealed");
  const cipher = await subtle().importKey("raw", key, "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: sealed.slice(0, NONCE), additionalData: bytesOf(aad) };
  try {
    return bytes(await subtle().decrypt(how, cipher, sealed.slice(NONCE)));
  } catch (error) {
    throw new WrongKey();
  }
}

/** Make a P-256 pair whose private half can be written down once, to be wrapped. */
export async function newPair(algorithm) {
  const uses = algorithm === ECDH ? ["deriveBits"] : ["sign", "verify"];
  const pair = await subtle().generateKey(algorithm, true, uses);
  return {
    public: bytes(await subtle().exportKey("raw", pair.publicKey)),
    pkcs8: bytes(await subtle().exportKey("pkcs8", pair.privateKey)),
  };
}

/** Take a private key into use: from here on it can't be written down again. Gives it with its public half. */
export async function loadPkcs8(pkcs8, algorithm) {
  const uses = algorithm === ECDH ? ["deriveBits"] : ["sign"];
  try {
    const readable = await subtle().importKey("pkcs8", pkcs8, algorithm, true, uses);
    const { x, y, crv, kty } = await subtle().exportKey("jwk", readable);
    const point = await subtle().importKey("jwk", { x, y, crv, kty }, algorithm, true, algorithm === ECDH ? [] : ["verify"]);
    const kept = await subtle().importKey("pkcs8", pkcs8, algorithm, false, uses);
    return { key: kept, public: bytes(await subtle().exportKey("raw", point)) };
  } catch (error) {
    throw new Malformed("private key");
  }
}

/** Take an uncompressed point of P-256 into use; points off the curve are malformed. */
export async function loadPublic(point, algorithm) {
  try {
    const uses = algorithm === ECDH ? [] : ["verify"];
    return await subtle().importKey("raw", sized(point, PUBLIC, "public key"), algorithm, true, uses);
  } catch (error) {
    throw new Malformed("public key");
  }
}
