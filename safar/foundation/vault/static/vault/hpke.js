// Seal to a public key (hpke.py): HPKE, RFC 9180, base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
// Composed from WebCrypto, which has the parts but not the whole. Sealed form: encapsulated key, then ciphertext.

import { ECDH, PUBLIC, TAG, loadPublic } from "./keys.js";
import { Malformed, WrongKey, joined, utf8 } from "./wire.js";

const KEM = joined(utf8("KEM"), Uint8Array.of(0, 16));
const SUITE = joined(utf8("HPKE"), Uint8Array.of(0, 16, 0, 1, 0, 2));
const EMPTY = new Uint8Array(0);
export const OVERHEAD = PUBLIC + TAG;

async function hmac(key, data) {
  const raw = key.length ? key : new Uint8Array(32); // the same to HMAC, and WebCrypto takes no empty key
  const made = await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", made, data));
}

const extract = (suite, salt, label, ikm) => hmac(salt, joined(utf8("HPKE-v1"), suite, utf8(label), ikm));

// One block of HMAC is enough: nothing here is longer than 32 bytes.
async function expand(suite, secret, label, info, size) {
  const labelled = joined(Uint8Array.of(0, size), utf8("HPKE-v1"), suite, utf8(label), info, Uint8Array.of(1));
  return (await hmac(secret, labelled)).slice(0, size);
}

async function sharedSecret(mine, theirs, encapsulated, recipient) {
  const point = await loadPublic(theirs, ECDH);
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "ECDH", public: point }, mine, 256));
  const secret = await extract(KEM, EMPTY, "eae_prk", dh);
  return expand(KEM, secret, "shared_secret", joined(encapsulated, recipient), 32);
}

async function keySchedule(shared, info, aad) {
  const id = await extract(SUITE, EMPTY, "psk_id_hash", EMPTY);
  const context = joined(Uint8Array.of(0), id, await extract(SUITE, EMPTY, "info_hash", info));
  const secret = await extract(SUITE, shared, "secret", EMPTY);
  const key = await expand(SUITE, secret, "key", context, 32);
  const iv = await expand(SUITE, secret, "base_nonce", context, 12);
  return [
    { name: "AES-GCM", iv, additionalData: aad },
    await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt", "decrypt"]),
  ];
}

async function freshPair() {
  const pair = await crypto.subtle.generateKey(ECDH, false, ["deriveBits"]);
  return { key: pair.privateKey, public: new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)) };
}

/** Seal to the holder of the private key. `ephemeral` and `aad` are for test vectors alone. */
export async function seal(recipient, info, content, ephemeral, aad = EMPTY) {
  const own = ephemeral || (await freshPair());
  const shared = await sharedSecret(own.key, recipient, own.public, recipient);
  const [how, key] = await keySchedule(shared, info, aad);
  return joined(own.public, new Uint8Array(await crypto.subtle.encrypt(how, key, content)));
}

/** Open what `seal` made; GCM alone doesn't bind a key, so the caller checks what comes out. */
export async function unseal(pair, info, sealed, aad = EMPTY) {
  if (sealed.length < OVERHEAD) throw new Malformed("sealed");
  const encapsulated = sealed.slice(0, PUBLIC);
  try {
    const shared = await sharedSecret(pair.key, encapsulated, encapsulated, pair.public);
    const [how, key] = await keySchedule(shared, info, aad);
    return new Uint8Array(await crypto.subtle.decrypt(how, key, sealed.slice(PUBLIC)));
  } catch (error) {
    throw new WrongKey();
  }
}
