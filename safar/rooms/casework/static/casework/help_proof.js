// Hold the acts on a case against the site's journal: each leaf from its salt and act, its place under a signed head
// (RFC 9162, 2.1.3.2), and the head's own signature (C2SP signed note, Ed25519), where this browser knows that kind.

import { sha256 } from "../vault/keys.js";
import { isSame, joined, text, unb64, utf8 } from "../vault/wire.js";

const DAYS_TO_CLOSE = 3;
const plain = (written) => Uint8Array.from(atob(written), (sign) => sign.charCodeAt(0));
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

const saysItsLeaf = async ({ leaf, salt, act }) => isSame(await leafOf(joined(unb64(salt), unb64(act))), unb64(leaf));

/** Check the signed promise that comes with a filing: it names this leaf, and the journal's key stands under it. */
export async function promiseLine(promise, verifier) {
  const [, leaf] = promise.note.split("\n");
  if (!(await saysItsLeaf(promise)) || !isSame(plain(leaf), unb64(promise.leaf))) return "promise-bad";
  return (await isSignedNote(promise.note, verifier)) === false ? "promise-bad" : "promise";
}

// An act waits until its day is closed; one that waits longer than it may is as bad as one that doesn't fit.
const isOverdue = (proof) => Date.now() - Date.parse(JSON.parse(text(unb64(proof.act))).day) > DAYS_TO_CLOSE * 86400000;

async function standing(proof, verifier) {
  const leaf = unb64(proof.leaf);
  if (!(await saysItsLeaf(proof))) return "proof-bad";
  if (proof.position === null) return isOverdue(proof) ? "proof-late" : "proof-good";
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
  return ["proof-bad", "proof-late", "proof-unsigned"].find((one) => found.includes(one)) || "proof-good";
}
