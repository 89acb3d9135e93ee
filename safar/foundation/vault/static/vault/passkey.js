// A passkey keeps a member's seven words (members.py), so that the desk opens with a touch. The authenticator's PRF gives
// 32 secret bytes that only it can give again; the words are encrypted under them. The words on paper stay as they are.

import { decrypt, derived, encrypt, random, sha256 } from "./keys.js";
import { readWords } from "./members.js";
import { b64, fields, text, unb64, utf8 } from "./wire.js";

const NAME = "Safar";
const ALGORITHMS = [-7, -8, -257].map((alg) => ({ type: "public-key", alg }));

/** The authenticator, or the browser, gives no secret. */
export class NoSecret extends Error {}

/** The person, or the device, did not go through with it. */
export class Cancelled extends Error {}

export const canAsk = () => typeof PublicKeyCredential === "function";

const place = (state) => fields("safar/1 passkey", unb64(state.instance), state.member);

/** Encrypt the words under what the authenticator gave: what is stored. */
export const wrapWords = async (words, secret, state) =>
  encrypt(await derived(secret, "safar/1 passkey"), utf8(readWords(words)), place(state));

/** Give the words back. */
export const unwrapWords = async (wrapped, secret, state) =>
  text(await decrypt(await derived(secret, "safar/1 passkey"), wrapped, place(state)));

async function asked(way, options, state) {
  const extensions = { prf: { eval: { first: await sha256(place(state)) } } };
  try {
    return await navigator.credentials[way]({ publicKey: Object.assign({ challenge: random(32), extensions }, options) });
  } catch (error) {
    throw error.name === "NotAllowedError" ? new Cancelled() : new NoSecret();
  }
}

function secretOf(credential) {
  const { prf } = credential.getClientExtensionResults();
  return prf && prf.results && prf.results.first ? new Uint8Array(prf.results.first) : null;
}

async function secretFrom(id, state) {
  const allowCredentials = [{ type: "public-key", id }];
  const secret = secretOf(await asked("get", { allowCredentials, userVerification: "required" }, state));
  if (!secret) throw new NoSecret();
  return secret;
}

/** Make a passkey that keeps these words: what is sent. Some authenticators give their secret only at the second touch. */
export async function madePasskey(words, state) {
  const made = await asked("create", {
    rp: { name: NAME },
    user: { id: random(16), name: NAME, displayName: NAME },
    pubKeyCredParams: ALGORITHMS,
    authenticatorSelection: { userVerification: "required", residentKey: "discouraged" },
  }, state);
  const id = new Uint8Array(made.rawId);
  const secret = secretOf(made) || (await secretFrom(id, state));
  const wrapped = await wrapWords(words, secret, state);
  secret.fill(0);
  return { passkey: b64(id), wrapped: b64(wrapped) };
}

/** Ask the member's passkey for the words that it keeps. */
export async function wordsOf(state) {
  const secret = await secretFrom(unb64(state.passkey), state);
  const words = await unwrapWords(unb64(state.passkey_wrapped), secret, state);
  secret.fill(0);
  return words;
}
