// In which order a case is read, and of which day each part is: on the desk and on her own page alike.
//
// The server tells days, and weeks for a small body, so the day inside the seal counts. Within a day, what was seen
// comes before what was written after seeing it. A file says no day of its own: the text that names it does.

import { b64 } from "../vault/wire.js";
import { isDay } from "./desk_dates.js";

const filesIn = ({ role, content }) => (role === "worker" && content && Array.isArray(content.files) ? content.files : []);

/** Give entries {eid, role, kind, on, seen, content, hash} as [{entry, day}] in order; her account comes first. */
export function dialogue(entries) {
  const byHash = new Map(entries.filter((one) => one.hash).map((one) => [b64(one.hash), one]));
  const naming = new Map(entries.flatMap((one) => filesIn(one).map((file) => [file && file.eid, one])));
  const textOf = (one) => (one.kind === "file" && naming.get(one.eid)) || one;
  const depth = (one, left = entries.length) => {
    const before = byHash.get(one.seen);
    return before && left ? 1 + depth(before, left - 1) : 0;
  };
  const dayOf = ({ content, on }) => (content && isDay(String(content.on)) ? String(content.on) : on);
  const lines = entries.map((entry) => {
    const said = textOf(entry);
    return { entry, day: dayOf(said), depth: depth(said), rank: entry.kind === "account" ? 0 : 1, isFile: Number(said !== entry) };
  });
  return lines.sort((a, b) => a.rank - b.rank || a.day.localeCompare(b.day) || a.depth - b.depth || a.isFile - b.isFile);
}
