// Pad what is sealed up to one of a few sizes (padding.py), so that its length tells nothing: length, content, noise.

import { random } from "./keys.js";
import { Malformed, joined } from "./wire.js";

export const TEXT_CLASSES = [4096, 16384, 65536];
export const FILE_CLASSES = [65536, 262144, 1048576, 4194304];

export const classesOf = (kind) => (kind === "file" ? FILE_CLASSES : TEXT_CLASSES);

/** Fill content up to the smallest class that takes it. `noise` is for test vectors alone. */
export function pad(content, classes, noise = random) {
  const size = classes.find((one) => content.length + 4 <= one);
  if (!size) throw new Malformed("content: too long");
  const length = content.length;
  const head = Uint8Array.of(length >>> 24, length >>> 16, length >>> 8, length);
  return joined(head, content, noise(size - 4 - length));
}

/** Take the content out again; a size that is no class, or a length beyond it, is malformed. */
export function unpad(padded, classes) {
  const length = padded.length > 4 ? new DataView(padded.buffer, padded.byteOffset).getUint32(0) : Infinity;
  if (!classes.includes(padded.length) || length > padded.length - 4) throw new Malformed("padding");
  return padded.slice(4, 4 + length);
}
