// Does this browser seal as it must? The sealed form's button works only after this said yes.
//
// One made-up case runs through every step with fixed keys, nonces and noise. The fingerprint of all bytes that come
// out was made by the server's own code and a second library (tests/foundation/vault/crypto/vector.py).

import { clean } from "./cleaning.js";
import { openEntry, openRecord, openSlot, sealEntry, sealRecord, sealSlot } from "./envelopes.js";
import { ECDH, ECDSA, commitOf, keyId, loadPkcs8, readReceipt, receiptKeys, sha256, tokenOf } from "./keys.js";
import { consentStatement, entryStatement, isSigned, sign } from "./signatures.js";
import { b64, fields, isSame, joined, splitFields, text, unb64, utf8 } from "./wire.js";

const FINGERPRINT = "WQl-u3EoDBL9fUaPgDr8bZ9T2YaxjaaEMMvtd89cQx8";
const SIGNATURE =
  "QmAsSWvko-UMGLNCqPC6kTqUrpgc_cKr3XGiFkTvz-ZhWHmH-gVuJ_gr2znx2JmcL04ID6huP6oXvcdf7wzG1A";

// The key pairs of the recipient and of the sender in the test vectors of RFC 9180.
const RECIPIENT = [
  "MX-RXbe8YpxI_nZVh4l-AeKC0-hEX3nyf2XQMaiAgrI",
  "BKvH5JpMazVm130DBK3cbtDphRL_zPUF5qjj6yXGhRNvhTFIVEh23nbA8u-ZzcOgXM9d7Xhgx8AhI4-eIHPSNWw",
];
const SENDER = [
  "kDReOh0RbB3TmudtlauFjBQiI6Y-RPj4UxjPqRqEhY4",
  "BMBrT2vrx7tJXLeXq3U_kRr_gK77hv2Lb8w1Ul86tfA-CyG9MahsYEivPLLZjg078B2lzEw5_1Nw0zGk8ffVpOA",
];
const PKCS8 = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg";

const filled = (byte, size) => new Uint8Array(size).fill(byte);
const pkcs8 = ([scalar, point]) => joined(unb64(PKCS8), unb64(scalar), unb64("oUQDQgA"), unb64(point));

function picture() {
  const segment = (marker, content) => joined(Uint8Array.of(255, marker, 0, content.length + 2), content);
  const exif = utf8("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0");
  const parts = [segment(0xe1, exif), segment(0xfe, utf8("secret")), segment(0xc0, filled(1, 9))];
  return joined(Uint8Array.of(255, 216), ...parts, segment(0xda, filled(2, 6)), Uint8Array.of(9, 255, 0, 255, 217, 7));
}

/** Run the made-up case through and give every byte that comes out, as fields. Throws where a way back is missing. */
export async function madeUpCase() {
  const [instance, cid, epoch, eid, key] = [filled(1, 16), filled(2, 16), filled(3, 16), filled(4, 16), filled(5, 32)];
  const { tag, wrap } = await receiptKeys(readReceipt("٠١٢٣-4567 8901 २३४५ 6789 0123"), " Straße  ＡＢ ", instance);
  const [commit, token] = [await commitOf(key), await tokenOf(key)];
  const [reader, signer] = [await loadPkcs8(pkcs8(RECIPIENT), ECDH), await loadPkcs8(pkcs8(RECIPIENT), ECDSA)];
  const nonce = filled(6, 12);

  const record = await sealRecord(wrap, { cid, keys: [{ epoch, key }], consent: pkcs8(RECIPIENT) }, nonce);
  const head = { cid, epoch, eid, role: "worker", kind: "account", form: "complaint/1" };
  const blob = await sealEntry(key, head, utf8("نص سري"), nonce, (size) => filled(7, size));
  const to = { instance, cid, epoch, body: "a-union", keyId: await keyId(reader.public, signer.public), purpose: "advise" };
  const slot = await sealSlot(reader.public, to, key, await loadPkcs8(pkcs8(SENDER), ECDH));
  const statement = consentStatement(cid, { ...to, scope: b64(eid), until: "2030-01-31", nonce: filled(8, 16) });
  const { data, told } = clean(picture());

  const opened = await openRecord(wrap, record);
  const held = await openSlot(reader, to, slot, await commitOf(opened.keys[0].key));
  const signed = await isSigned(signer.public, statement, unb64(SIGNATURE));
  const resigned = await isSigned(signer.public, statement, await sign(signer.key, statement));
  if (!signed || !resigned || text(await openEntry(held, head, blob)) !== "نص سري") throw new Error("no way back");
  const turned = Uint8Array.of(told.orientation);
  return fields(tag, wrap, commit, token, record, blob, slot, statement, await entryStatement(head, blob), data, turned);
}

/** Say whether every step gives the bytes that it must. */
export async function selfTest() {
  try {
    const outcome = await madeUpCase();
    splitFields(outcome, 11);
    return isSame(await sha256(outcome), unb64(FINGERPRINT));
  } catch (error) {
    return false;
  }
}
