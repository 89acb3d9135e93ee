// A proof leaves the phone sealed to one union or centre: a smaller copy, drawn anew, so that place and camera are gone.

import { NOTHING_SEEN, sealEntry, sealRecord, sealSlot } from "../vault/envelopes.js";
import { ECDSA, commitOf, newId, newKey, newPair, sha256, tokenOf } from "../vault/keys.js";
import { b64, fields, unb64 } from "../vault/wire.js";

const MOST = 255_000; // with its line on top it fills the second class of files
const SIDES = [1800, 1400, 1000, 700, 500];
const FORM = "1";

/** Draw a picture anew, as large as fits; throws where the browser can't read it. */
export async function smallerCopy(file) {
  const bitmap = await createImageBitmap(file);
  for (const side of SIDES) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((one) => Math.max(1, Math.round(one * scale)));
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.7));
    if (blob && blob.size <= MOST) return new Uint8Array(await blob.arrayBuffer());
  }
  throw new Error("too large");
}

/** Seal a picture to a centre {id, key, sealing} under the receipt's keys; gives the folder that is sent. */
export async function sealedProof(instance, receiptKeys, centre, picture) {
  const [cid, epoch, key, eid] = [newId(), newId(), newKey(), newId()];
  const pair = await newPair(ECDSA);
  const record = { cid, keys: [{ epoch, key }], consent: pair.pkcs8 };
  const to = { instance, cid, epoch, body: centre.id, keyId: unb64(centre.key), purpose: "advise" };
  const content = fields(JSON.stringify({ name: "1", type: "image/jpeg", taken: null }), picture);
  const head = { cid, epoch, eid, role: "worker", kind: "file", form: FORM, seen: NOTHING_SEEN };
  return {
    cid: b64(cid),
    consent_key: b64(pair.public),
    keep: "90-days",
    epoch: {
      epoch: b64(epoch),
      commit: b64(await commitOf(key)),
      token_sha256: b64(await sha256(await tokenOf(key))),
      receipts: [{ tag: b64(receiptKeys.tag), record: b64(await sealRecord(receiptKeys.wrap, record)) }],
      slots: [{ body: centre.id, key_id: centre.key, purpose: "advise", sealed: b64(await sealSlot(unb64(centre.sealing), to, key)) }],
    },
    entries: [{ eid: b64(eid), kind: "file", form: FORM, seen: b64(NOTHING_SEEN), blob: b64(await sealEntry(key, head, content)) }],
  };
}
