// Take out of a photo what the phone wrote into it (cleaning.py, where the rules are explained; both do the same).

import { joined, utf8 } from "./wire.js";

const UPRIGHT = 1;
const PNG = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
const PNG_KEPT = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs"];
const WEBP_KEPT = ["VP8X", "ICCP", "ALPH", "VP8 ", "VP8L"];
const WEBP_FLAGS = 0x30;
const [SCAN, END] = [0xda, 0xd9];
const isFrame = (marker) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isTable = (marker) => [0xc4, 0xcc, 0xdb, 0xdc, 0xdd].includes(marker);
const isDropped = (marker) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;

export class NotCleanable extends Error {
  constructor() {
    super("this file can't be cleaned");
  }
}

function must(condition) {
  if (!condition) throw new NotCleanable();
}

const latin = (bytes) => String.fromCharCode(...bytes);
const starts = (bytes, text) => latin(bytes.subarray(0, text.length)) === text;
const big = (number, size) => Uint8Array.from({ length: size }, (_, place) => number >>> (8 * (size - 1 - place)));
const little = (number, size) => big(number, size).reverse();

// Read a number; nought where the bytes end before.
function number(bytes, at, size, isBig) {
  if (at + size > bytes.length) return 0;
  const part = Array.from(bytes.subarray(at, at + size));
  return (isBig ? part : part.reverse()).reduce((sum, one) => sum * 256 + one, 0);
}

/** Clean a JPEG, PNG or WebP file: {mediaType, data, told: {taken, orientation}}. Throws NotCleanable on any other. */
export function clean(data) {
  if (data[0] === 0xff && data[1] === 0xd8) return cleaned("image/jpeg", jpeg(data));
  if (starts(data, latin(PNG))) return cleaned("image/png", png(data));
  if (starts(data, "RIFF") && starts(data.subarray(8), "WEBP")) return cleaned("image/webp", webp(data));
  throw new NotCleanable();
}

const cleaned = (mediaType, { parts, exif }) => ({ mediaType, data: joined(...parts), told: readExif(exif) });

function jpeg(data) {
  const parts = [data.subarray(0, 2)];
  let [exif, at, hasFrame, hasScan] = [null, 2, false, false];
  for (;;) {
    must(data[at] === 0xff);
    while (data[at] === 0xff) at += 1;
    const marker = data[at];
    at += 1;
    if (marker === END && hasScan) return { parts: parts.concat(Uint8Array.of(0xff, END)), exif };
    const size = number(data, at, 2, true);
    must(isFrame(marker) || isTable(marker) || isDropped(marker) || marker === SCAN);
    must(size >= 2 && at + size <= data.length);
    const body = data.subarray(at + 2, at + size);
    at += size;
    if (marker === 0xe1 && starts(body, "Exif\0\0") && !(exif && exif.length)) exif = body.subarray(6);
    const kept = isDropped(marker) ? keptSegment(marker, body) : body;
    if (kept) parts.push(Uint8Array.of(0xff, marker), big(kept.length + 2, 2), kept);
    hasFrame = hasFrame || isFrame(marker);
    if (marker === SCAN) {
      const end = markerAfter(data, at);
      must(hasFrame);
      parts.push(data.subarray(at, end));
      [at, hasScan] = [end, true];
    }
  }
}

// Give what stays of an application's segment: JFIF without its thumbnail, the colour profile, Adobe's transform.
function keptSegment(marker, body) {
  if (marker === 0xe0 && starts(body, "JFIF\0") && body.length >= 14) {
    return joined(body.subarray(0, 12), Uint8Array.of(0, 0));
  }
  if (marker === 0xe2 && starts(body, "ICC_PROFILE\0")) return body;
  return marker === 0xee && starts(body, "Adobe") && body.length >= 12 ? body.subarray(0, 12) : null;
}

// Find where the picture's data end: a marker that is no restart.
function markerAfter(data, at) {
  for (let place = data.indexOf(0xff, at); place >= 0 && place + 1 < data.length; place = data.indexOf(0xff, place + 1)) {
    const next = data[place + 1];
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return place;
  }
  throw new NotCleanable();
}

function png(data) {
  const parts = [PNG];
  let [exif, at, hasData] = [null, PNG.length, false];
  for (;;) {
    const size = number(data, at, 4, true);
    const end = at + 12 + size;
    must(end <= data.length);
    must(crc32(data.subarray(at + 4, end - 4)) === number(data, end - 4, 4, true));
    const kind = latin(data.subarray(at + 4, at + 8));
    const isKept = PNG_KEPT.includes(kind);
    must((kind === "IHDR") === (at === PNG.length) && (isKept || data[at + 4] & 0x20));
    if (isKept) parts.push(data.subarray(at, end));
    else if (kind === "eXIf" && !(exif && exif.length)) exif = data.subarray(at + 8, end - 4);
    hasData = hasData || kind === "IDAT";
    if (kind === "IEND") {
      must(hasData && size === 0);
      return { parts, exif };
    }
    at = end;
  }
}

const CRCS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = CRCS[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function webp(data) {
  const end = 8 + number(data, 4, 4, false);
  must(end <= data.length);
  const found = new Map();
  let at = 12;
  while (at < end) {
    const [kind, size] = [latin(data.subarray(at, at + 4)), number(data, at + 4, 4, false)];
    must(at + 8 + size <= end);
    if (!found.has(kind)) found.set(kind, data.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  must(found.has("VP8 ") !== found.has("VP8L") && !found.has("ANIM") && !found.has("ANMF"));
  if (found.has("VP8X")) {
    const body = found.get("VP8X");
    must(body.length === 10);
    found.set("VP8X", joined(Uint8Array.of(body[0] & WEBP_FLAGS, 0, 0, 0), body.subarray(4)));
  }
  const chunks = [];
  for (const kind of WEBP_KEPT.filter((one) => found.has(one))) {
    const body = found.get(kind);
    chunks.push(joined(utf8(kind), little(body.length, 4), body, new Uint8Array(body.length % 2)));
  }
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 4);
  const exif = found.get("EXIF");
  return {
    parts: [utf8("RIFF"), little(size, 4), utf8("WEBP"), ...chunks],
    exif: exif && starts(exif, "Exif\0\0") ? exif.subarray(6) : exif,
  };
}

function readExif(block) {
  const exif = block || new Uint8Array(0);
  const isBig = starts(exif, "MM\0*");
  if (!isBig && !starts(exif, "II*\0")) return { taken: "", orientation: UPRIGHT };
  const valueAt = (table, tag) => (table.has(tag) ? table.get(tag) : exif.length);
  const main = tableAt(exif, number(exif, 4, 4, isBig), isBig);
  const turned = number(exif, valueAt(main, 0x0112), 2, isBig);
  const inner = tableAt(exif, number(exif, valueAt(main, 0x8769), 4, isBig), isBig);
  const where = number(exif, valueAt(inner, 0x9003), 4, isBig);
  const taken = where ? time(latin(exif.subarray(where, where + 19))) : "";
  return { taken, orientation: turned >= 1 && turned <= 8 ? turned : UPRIGHT };
}

// Give where the value of each tag of a directory stands.
function tableAt(exif, at, isBig) {
  const table = new Map();
  const count = at ? number(exif, at, 2, isBig) : 0;
  for (let one = at + 2; one < at + 2 + 12 * count && one + 12 <= exif.length; one += 12) {
    table.set(number(exif, one, 2, isBig), one + 8);
  }
  return table;
}

// Write Exif's time as ISO 8601, without a zone: the camera's own clock.
function time(text) {
  if (!/^(19|20)\d\d:\d\d:\d\d \d\d:\d\d:\d\d$/.test(text)) return "";
  const iso = text.slice(0, 10).replace(/:/g, "-") + "T" + text.slice(11);
  const read = new Date(iso + "Z");
  return !isNaN(read) && read.toISOString().startsWith(iso) ? iso : "";
}
