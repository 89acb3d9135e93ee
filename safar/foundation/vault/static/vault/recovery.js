// The recovery sheets of a body (recovery.py): one more holder of its keys that lives on three papers and nowhere else.
// Any two of the three open it (Shamir's scheme over GF(256)); one alone says nothing.

import { ECDH, KEY, loadPkcs8, newPair, random, sha256 } from "./keys.js";
import { Malformed, WrongKey, fields, isSame, joined, sized, unb64 } from "./wire.js";

const CONSONANTS = "bdfghjklmnprstvz";
const VOWELS = "aiou";
const SHEETS = [1, 2, 3];
const CHECK = 3;
const WORDS = 24;
// PKCS #8 of P-256 around the 32 secret bytes, and what stands before the public point.
const BEFORE = unb64("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg");
const BETWEEN = unb64("oUQDQgA");

/** Multiply in GF(256), with the polynomial of AES. */
export function times(one, other) {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    if (other & (1 << bit)) product ^= one;
    one = (one << 1) ^ (one & 128 ? 0x11b : 0);
  }
  return product;
}

// one^254, by Fermat.
function inverse(one) {
  let result = 1;
  for (let step = 0; step < 254; step += 1) result = times(result, one);
  return result;
}

/** Cut 32 bytes into three shares {number, share}; any two give them back. */
export const split = (secret, slope = random(KEY)) =>
  SHEETS.map((number) => ({ number, share: secret.map((byte, at) => byte ^ times(slope[at], number)) }));

/** Give back what two shares were cut from. */
export function combined(one, other) {
  if (one.number === other.number) throw new Malformed("sheet");
  const scale = inverse(one.number ^ other.number);
  return one.share.map((byte, at) => times(times(byte, other.number) ^ times(other.share[at], one.number), scale));
}

const check = async (bytes) => (await sha256(fields("safar/1 sheet", bytes))).slice(0, CHECK);
const syllable = (six) => CONSONANTS[six >> 2] + VOWELS[six & 3];

/** Write a share as 24 words with a check in them. */
export async function sheetWords({ number, share }) {
  const bytes = joined(Uint8Array.of(number), share);
  const bits = Array.from(joined(bytes, await check(bytes)), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{12}/g).map((word) => syllable(parseInt(word.slice(0, 6), 2)) + syllable(parseInt(word.slice(6), 2))).join(" ");
}

/** Read a share from its 24 words; one wrong letter is malformed. */
export async function readSheet(typed) {
  const words = typed.normalize("NFKC").toLowerCase().match(/[a-z]+/g) || [];
  if (words.length !== WORDS || !words.every((word) => /^([bdfghjklmnprstvz][aiou]){2}$/.test(word))) {
    throw new Malformed("sheet");
  }
  const six = (two) => ((CONSONANTS.indexOf(two[0]) << 2) | VOWELS.indexOf(two[1])).toString(2).padStart(6, "0");
  const bits = words.join("").match(/../g).map(six).join("");
  const all = Uint8Array.from(bits.match(/.{8}/g), (byte) => parseInt(byte, 2));
  const bytes = all.slice(0, -CHECK);
  if (!isSame(await check(bytes), all.slice(-CHECK)) || !SHEETS.includes(bytes[0])) throw new Malformed("sheet");
  return { number: bytes[0], share: bytes.slice(1) };
}

/** Make a holder of the body's keys that lives on paper: its public key, and the words of three sheets. */
export async function newSheets() {
  const made = await newPair(ECDH);
  const secret = made.pkcs8.slice(BEFORE.length, BEFORE.length + KEY);
  if (!isSame(made.pkcs8.slice(0, BEFORE.length), BEFORE)) throw new Malformed("private key");
  const words = await Promise.all(split(secret).map(sheetWords));
  for (const one of [secret, made.pkcs8]) one.fill(0);
  return { public: made.public, words };
}

/** Bring the paper holder back from two sheets, and refuse another than the one whose public half is known. */
export async function sheetPair(typed, other, publicKey) {
  const secret = sized(combined(await readSheet(typed), await readSheet(other)), KEY, "sheet");
  try {
    const pair = await loadPkcs8(joined(BEFORE, secret, BETWEEN, publicKey), ECDH);
    if (isSame(pair.public, publicKey)) return pair;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
  throw new WrongKey();
}
