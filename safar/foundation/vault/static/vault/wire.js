// The bytes that browser and server agree on (wire.py): fields with their lengths, base64url, and how unreadable
// things are told. Messages name no value.

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export class Unreadable extends Error {}

/** It doesn't open with this key, or it was altered: the two can't be told apart. */
export class WrongKey extends Unreadable {
  constructor() {
    super("it does not open with this key");
  }
}

/** It doesn't have the form it must have. */
export class Malformed extends Unreadable {
  constructor(part) {
    super("malformed: " + part);
  }
}

export const utf8 = (text) => encoder.encode(text);

export function text(bytes) {
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new Malformed("text");
  }
}

export const bytesOf = (part) => (typeof part === "string" ? utf8(part) : part);

/** Join bytes. */
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}

const length = (size) => Uint8Array.of(size >>> 24, size >>> 16, size >>> 8, size);
const lengthAt = (bytes, at) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at);

/** Join parts, each behind its length in four bytes. */
export function fields(...parts) {
  const all = [];
  for (const part of parts.map(bytesOf)) all.push(length(part.length), part);
  return joined(...all);
}

/** Take exactly `count` parts apart again; a missing or a trailing byte is refused. */
export function splitFields(bytes, count) {
  const parts = [];
  let start = 0;
  while (parts.length < count) {
    const end = start + 4 > bytes.length ? Infinity : start + 4 + lengthAt(bytes, start);
    if (end > bytes.length) throw new Malformed("fields");
    parts.push(bytes.slice(start + 4, end));
    start = end;
  }
  if (start !== bytes.length) throw new Malformed("fields");
  return parts;
}

/** Write bytes as base64url without padding. */
export function b64(bytes) {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}

/** Read base64url strictly: one spelling a value, and the size if one is asked for. */
export function unb64(written, size) {
  if (typeof written !== "string" || !/^[\w-]*$/.test(written) || written.length % 4 === 1) {
    throw new Malformed("base64url");
  }
  const bytes = Uint8Array.from(atob(written.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  if (b64(bytes) !== written || (size !== undefined && bytes.length !== size)) throw new Malformed("base64url");
  return bytes;
}

/** Give the bytes back if there are as many as there must be. */
export function sized(bytes, size, part) {
  if (!(bytes instanceof Uint8Array) || bytes.length !== size) throw new Malformed(part);
  return bytes;
}

/** Compare in a time that doesn't tell where the difference is. */
export function isSame(one, other) {
  let difference = one.length ^ other.length;
  for (let place = 0; place < one.length; place += 1) difference |= one[place] ^ other[place];
  return difference === 0;
}
