// Shows what the rules say, programme by programme: the reasons with their sources, what is missing, what would change it.

import { CONFLICT, DISCRETION, NO, UNKNOWN, YES, evaluate } from "./evaluate.js";
import { needs } from "./needs.js";
import { line, list, made, one, put, say, word } from "./parts.js";

const MOST_MISSING = 8;
const ORDER = [YES, DISCRETION, CONFLICT, UNKNOWN, NO];

/** Give the groups, best first, each with its programmes out of those that are looked at. */
export function groups(file, ids, told) {
  const found = ids.map((id) => evaluate(file, id, told));
  return ORDER.map((code) => [code, found.filter((one) => one.code === code)]).filter((pair) => pair[1].length).map(([code, all]) => {
    const section = document.createElement("section"), head = document.createElement("h3");
    head.textContent = word(`group-${code}`);
    section.append(head, ...all.map((one) => programme(file, one, told)));
    return section;
  });
}

function programme(file, result, told) {
  const book = file.books.get(result.id), part = made("programme"), text = (place) => file.texts[place];
  for (const name of ["name", "most", "notes"]) say(part, name, file, book[name]);
  put(part, "points", pointsOf(result.points));
  put(part, "doubts", book.doubts.map((place) => word(text(place))).join("; "));
  put(part, "flag", book.rights.permanent_need_flag && text(book.rights.permanent_need_flag[0]) === "flag" ? word("flag") : "");
  list(part, "criteria", result.criteria.map((one, at) => criterion(file, book.criteria[at], one)));
  list(part, "missing", missing(file, result, told).map((place) => line(file, place)));
  list(part, "change", changing(file, result, told).map((place) => line(file, place)));
  list(part, "conflicts", book.conflicts.map((place) => line(file, place)));
  list(part, "applying", result.code === NO ? [] : applying(book.id));
  list(part, "rights", Object.entries(book.rights).filter(([key]) => key !== "permanent_need_flag").map((pair) => right(file, pair)));
  return part;
}

/** Cost, time and way of applying are written by the server, for they need no answer; a closed programme has none. */
function applying(id) {
  const found = one(`#apply-${id}`);
  return found ? [...found.content.cloneNode(true).children] : [];
}

function pointsOf(points) {
  if (!points) return "";
  const write = (number) => new Intl.NumberFormat(document.documentElement.lang).format(number);
  if (!points.every(Number.isFinite)) return word("points-open");
  const [low, high] = points;
  return low === high ? word("points", { low: write(low) }) : word("points-range", { low: write(low), high: write(high) });
}

/** Keep a date in its order among words that run from right to left. */
const kept = (day) => `\u2066${day}\u2069`;

/** What is read beside a rule: the source's own words as they are, the rest in the page's language. */
function putSource(item, file, basis, doubt) {
  const [title, dated, grade, seen, quote, confidence] = basis.map((place) => file.texts[place]);
  put(item, "title", `${word(title)}, ${word(dated)}`);
  put(item, "seen", `${word(grade)}, ${word("seen", { day: kept(seen) })}`);
  put(item, "quote", quote === "none" ? "" : `“${quote}”`);
  const check = doubt || (quote === "none" && confidence === "S" ? "its words not kept" : "");
  put(item, "doubt", check && `(${word(check)})`);
}

function criterion(file, [, words, basis], { code, doubtful, doubt }) {
  const item = made("criterion");
  put(item, "mark", word(doubtful ? "mark-check" : `mark-${code}`));
  say(item, "words", file, words);
  putSource(item, file, basis, doubt);
  return item;
}

function right(file, [key, [value, confidence, source, seen]]) {
  const item = made("right"), text = (place) => file.texts[place];
  put(item, "term", word(key));
  say(item, "value", file, value);
  put(item, "check", text(confidence) === "S" ? "" : `(${word("check")})`);
  put(item, "source", `${word(text(source))}, ${text(seen)}`);
  return item;
}

const question = (file, name) => file.facts[file.names.indexOf(name)][2];

const missing = (file, result, told) =>
  result.code === NO ? [] : needs(file, result.id, told).slice(0, MOST_MISSING).map((need) => question(file, need.fact));

/** Give the questions whose answer, were it another one, would lift a no. */
function changing(file, result, told) {
  const book = file.books.get(result.id);
  if (result.code !== NO || book.cap === NO) return [];
  needs(file, result.id, told);
  const lifts = (name) => book.trials.get(name).some((value) => evaluate(file, result.id, new Map(told).set(name, value)).code !== NO);
  return [...told.keys()].filter((name) => book.trials.has(name) && lifts(name)).map((name) => question(file, name));
}
