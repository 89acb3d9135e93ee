// Hold the acts on a case against the site's journal: each leaf from its salt and act, its place under a signed head
// (RFC 9162, 2.1.3.2), and the head's own signature (C2SP signed note, Ed25519), where this browser knows that kind.

import { sha256 } from "../vault/keys.js";
import { isSame, joined, unb64, utf8 } from "../vault/wire.js";

const plain = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const leafOf = (content) => sha256(joined(Uint8Array.of(0), content));
const above = (left, right) => sha256(joined(Uint8Array.of(1), left, right));

/** Climb from a leaf to the root along its path; null where the path has another length. */
export async function rootFrom(leaf, position, size, path) {
  let [at, last, hash] = [position, size - 1, leaf];
  for (const step of path) {
    if (last === 0) return null;
    if (at % 2 || at === last) {
      hash = await above(step, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else {
      hash = await above(hash, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : null;
}

/** Say whether a signed note carries the key's signature; null where the browser can't tell. */
export async function isSignedNote(note, verifier) {
  const [name, id, value] = [verifier.split("+")[0], verifier.split("+")[1], verifier.split("+").slice(2).join("+")];
  const end = note.lastIndexOf("\n\n");
  const line = note.slice(end + 2).split("\n").find((one) => one.startsWith(`\u2014 ${name} `));
  if (end < 0 || !line) return false;
  const signature = plain(line.split(" ")[2]);
  if (Array.from(signature.slice(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("") !== id) return false;
  try {
    const key = await crypto.subtle.importKey("raw", plain(value).slice(1), "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature.slice(4), utf8(note.slice(0, end + 1)));
  } catch (error) {
    return null;
  }
}

async function standing(proof, verifier) {
  const leaf = unb64(proof.leaf);
  if (!isSame(await leafOf(joined(unb64(proof.salt), unb64(proof.act))), leaf)) return "proof-bad";
  if (proof.position === null) return "proof-good"; // promised, and not due before the day is closed
  const [, size, root] = proof.checkpoint.split("\n");
  const found = await rootFrom(leaf, proof.position, proof.size, proof.path.map(plain));
  if (!found || Number(size) !== proof.size || !isSame(found, plain(root))) return "proof-bad";
  const signed = await isSignedNote(proof.checkpoint, verifier);
  return signed === null ? "proof-unsigned" : signed ? "proof-good" : "proof-bad";
}

/** Give the name of the one line that is said of all acts: the worst of them counts. */
export async function proofLine(proofs, verifier) {
  const found = [];
  for (const proof of proofs) found.push(await standing(proof, verifier).catch(() => "proof-bad"));
  return ["proof-bad", "proof-unsigned"].find((one) => found.includes(one)) || "proof-good";
}
