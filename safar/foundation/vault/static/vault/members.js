// How a body's people hold its keys (members.py): seven words open a member's key, and that key opens the body's.
// Words and keys stay in this window. For the desk; no worker's page loads it.

import { seal, unseal } from "./hpke.js";
import { ECDH, ECDSA, ID, decrypt, drawn, encrypt, keyId, loadPkcs8, newPair, normalWord, stretched } from "./keys.js";
import { Malformed, WrongKey, fields, isSame, sized, splitFields, utf8 } from "./wire.js";

const CONSONANTS = "bdfghjklmnprstvz";
const VOWELS = "aiou";
const WORDS = 7;

const syllable = () => CONSONANTS[drawn(16)] + VOWELS[drawn(4)];

/** Make seven words, each of 4096 equally likely. */
export const newWords = () => Array.from({ length: WORDS }, () => syllable() + syllable()).join(" ");

/** Give the seven words as they were made; another number or form is malformed. */
export function readWords(typed) {
  const words = normalWord(typed).split(" ");
  if (words.length !== WORDS || !words.every((word) => /^([bdfghjklmnprstvz][aiou]){2}$/.test(word))) {
    throw new Malformed("words");
  }
  return words.join(" ");
}

function memberSalt(instance, member) {
  if (!/^[0-9]+$/.test(member)) throw new Malformed("member");
  return fields("safar/1 member", sized(instance, ID, "instance"), member);
}

/** Make a member's key: what is stored ({public, wrapped}), and the pair for use, which can't be written down. */
export async function newMemberKey(words, instance, member) {
  const salt = memberSalt(instance, member);
  const made = await newPair(ECDH);
  const wrapped = await encrypt(await stretched(utf8(readWords(words)), salt), made.pkcs8, salt);
  const pair = await loadPkcs8(made.pkcs8, ECDH);
  made.pkcs8.fill(0);
  return { public: made.public, wrapped, pair };
}

/** Unlock a member's key by the words, and refuse another key than the one whose public half is known. */
export async function unlockMemberKey(words, instance, member, wrapped, publicKey) {
  const salt = memberSalt(instance, member);
  const pkcs8 = await decrypt(await stretched(utf8(readWords(words)), salt), wrapped, salt);
  const pair = await loadPkcs8(pkcs8, ECDH);
  pkcs8.fill(0);
  if (!isSame(pair.public, publicKey)) throw new WrongKey();
  return pair;
}

// Whose wrap of which keys: {instance, body, keyId, member}.
function wrapInfo(place) {
  const [instance, id] = [place.instance, place.keyId].map((one) => sized(one, ID, "wrap"));
  return fields("safar/1 wrap", instance, place.body, id, place.member);
}

/** Make a body's two pairs and wrap them to its first members: [{member, public}, …]. */
export async function newBodyKeys(instance, body, members) {
  const [sealing, signing] = [await newPair(ECDH), await newPair(ECDSA)];
  const id = await keyId(sealing.public, signing.public);
  const content = fields(sealing.pkcs8, signing.pkcs8);
  const wraps = [];
  for (const one of members) {
    const place = { instance, body, keyId: id, member: one.member };
    wraps.push({ member: one.member, wrapped: await seal(one.public, wrapInfo(place), content) });
  }
  for (const secret of [sealing.pkcs8, signing.pkcs8, content]) secret.fill(0);
  return { keyId: id, sealing: sealing.public, signing: signing.public, wraps };
}

/** Unwrap a body's keys for use: {sealing, signing}, neither of which can be written down. */
export async function unwrapBodyKeys(pair, place, wrapped) {
  const content = await unseal(pair, wrapInfo(place), wrapped);
  const [sealing, signing] = splitFields(content, 2);
  const keys = { sealing: await loadPkcs8(sealing, ECDH), signing: await loadPkcs8(signing, ECDSA) };
  for (const secret of [content, sealing, signing]) secret.fill(0);
  if (!isSame(await keyId(keys.sealing.public, keys.signing.public), place.keyId)) throw new WrongKey();
  return keys;
}

/** Wrap a body's keys to one more member {member, public}, by a member who can open them. */
export async function rewrapBodyKeys(pair, place, wrapped, other) {
  await unwrapBodyKeys(pair, place, wrapped);
  const content = await unseal(pair, wrapInfo(place), wrapped);
  const theirs = await seal(other.public, wrapInfo(Object.assign({}, place, { member: other.member })), content);
  content.fill(0);
  return theirs;
}
