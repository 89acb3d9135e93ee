// Making, confirming and renewing keys (key_actions.py), in a member's own window. Whatever is secret stays in it: what
// these functions give back to be sent is public keys, wraps and signatures.

import { ECDSA, decrypt, loadPkcs8, sha256, stretched } from "./keys.js";
import { newBodyKeys, newMemberKey, readWords, rewrapBodyKeys, unlockMemberKey, unwrapBodyKeys } from "./members.js";
import { sign } from "./signatures.js";
import { Malformed, WrongKey, b64, fields, isSame, unb64, utf8 } from "./wire.js";

const LEAST = 2;

/** Write a public key as six groups of four digits, to be read out on the telephone. */
export async function fingerprint(publicKey) {
  const hash = await sha256(fields("safar/1 member key", publicKey));
  const number = BigInt("0x" + Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  const digits = (number % 10n ** 24n).toString().padStart(24, "0");
  return digits.match(/\d{4}/g).join(" ");
}

/** Make a member's key under seven words: what is sent. */
export async function madeMember(words, state) {
  const made = await newMemberKey(words, unb64(state.instance), state.member);
  return { public: b64(made.public), wrapped: b64(made.wrapped) };
}

/** Open the member's own key for this window. */
export const unlocked = (words, state) =>
  unlockMemberKey(words, unb64(state.instance), state.member, unb64(state.wrapped), unb64(state.public));

const placeOf = (state, id, member) => ({ instance: unb64(state.instance), body: state.body, keyId: id, member });

// Open one of the body's keys that the member holds.
async function opened(words, state, id) {
  if (!state.wraps[id]) throw new WrongKey();
  return unwrapBodyKeys(await unlocked(words, state), placeOf(state, unb64(id), state.member), unb64(state.wraps[id]));
}

// Make a body's next two pairs, wrapped to [{member, public}, …], as they are sent.
async function newKeys(state, people) {
  const members = people.map((one) => ({ member: one.member, public: unb64(one.public) }));
  const made = await newBodyKeys(unb64(state.instance), state.body, members);
  const wraps = Object.fromEntries(made.wraps.map((one) => [one.member, b64(one.wrapped)]));
  return { sealing: b64(made.sealing), signing: b64(made.signing), wraps };
}

/** Make a body's first key for the colleagues who have keys, the maker among them. */
export async function firstKeys(state) {
  const people = state.colleagues.filter((one) => one.public);
  if (people.length < LEAST) throw new Malformed("members");
  return newKeys(state, people);
}

/** Open the first key that a colleague made, and sign that it is this body's with one's own key. */
export async function confirmed(words, state) {
  const id = unb64(state.unconfirmed);
  await opened(words, state, state.unconfirmed);
  const signer = await memberSigner(words, state);
  return { key_id: b64(id), signature: b64(await sign(signer.key, fields("safar/1 vouch", state.body, id))) };
}

// The member's own key once more, as one that signs.
async function memberSigner(words, state) {
  const salt = fields("safar/1 member", unb64(state.instance), state.member);
  const pkcs8 = await decrypt(await stretched(utf8(readWords(words)), salt), unb64(state.wrapped), salt);
  const pair = await loadPkcs8(pkcs8, ECDSA);
  pkcs8.fill(0);
  if (!isSame(pair.public, unb64(state.public))) throw new WrongKey();
  return pair;
}

/** Make the next key for everyone who holds the newest one, but one who leaves; the old key signs it. */
export async function renewed(words, state, leaving) {
  const keys = await opened(words, state, state.newest);
  const made = await newKeys(state, state.holders.filter((one) => one.member !== leaving));
  const stated = fields("safar/1 vouch", state.body, unb64(made.sealing), unb64(made.signing), state.from_day);
  const voucher = b64(await sign(keys.signing.key, stated));
  return Object.assign(made, { from_day: state.from_day, voucher, leaving: leaving || "" });
}

/** Wrap every key that one holds to a colleague {member, public}. */
export async function letIn(words, state, colleague) {
  return wrapAll(await unlocked(words, state), state, state.member, state.wraps, colleague);
}

/** The same, by any holder's key and wraps: the recovery sheet's too. */
export async function wrapAll(pair, state, holder, wraps, colleague) {
  const made = {};
  const other = { member: colleague.member, public: unb64(colleague.public) };
  for (const [id, wrapped] of Object.entries(wraps)) {
    made[id] = b64(await rewrapBodyKeys(pair, placeOf(state, unb64(id), holder), unb64(wrapped), other));
  }
  return { wraps: made };
}
