// Works out rulebooks on this device, from the JSON described in docs/pathways-language.md; nothing is sent anywhere.
// An answer nobody gave is unknown in a condition, and reaches from minus to plus infinity in a number.

export const NO = 0, UNKNOWN = 1, CONFLICT = 2, DISCRETION = 3, YES = 4;
const ANYTHING = [-Infinity, Infinity];
const decided = (code) => code === YES || code === NO;
const least = (ends) => Math.min(...ends.map((one) => one[0]));
const most = (ends) => Math.max(...ends.map((one) => one[1]));
const hull = (ends) => [least(ends), most(ends)];
const opposite = (code) => (decided(code) ? YES - code : code);
const same = (codes) => codes.every((code) => code === codes[0]);

/** Join what several readings of the sources say. */
export function combined(codes) {
  if (same(codes)) return codes[0];
  return codes.includes(UNKNOWN) ? UNKNOWN : CONFLICT;
}

/** Give a file with its books by id, its facts' names, what has no translation, and each variant's steps in their order. */
export function opened(file) {
  const books = new Map(file.books.map((book) => [book.id, book]));
  const names = file.facts.map((fact) => fact[0]);
  for (const book of file.books) {
    const used = book.uses.map((id) => books.get(id)).filter((one) => one && one.variants.length === 1);
    book.steps = book.variants.map((variant) => [...used.flatMap((one) => one.variants[0][0]), ...variant[0]]);
  }
  return { ...file, books, names, english: new Set(file.english) };
}

/** One rulebook in one reading for one person; where `firm`, nothing doubtful can make a yes. */
export class Reading {
  constructor(file, book, place, told, firm) {
    Object.assign(this, { file, book, place, told, firm, scores: {}, tests: {} });
    this.code = this.run();
  }

  run() {
    for (const [kind, name, body] of this.book.steps[this.place]) {
      if (kind === "t") this.tests[name] = this.test(body);
      else this.scores[name] = this.told.has(name) ? within(this.told.get(name), this.score(body)) : this.score(body);
    }
    this.book.variants[this.place][1].forEach((rule, at) => {
      this.tests[this.book.criteria[at][0]] = this.criterion(at, rule);
    });
    return this.book.when === null ? YES : this.test(this.book.when);
  }

  criterion(at, [top, when, pairs = []]) {
    const doubtful = this.firm && this.file.texts[this.book.criteria[at][4]];
    return Math.min(doubtful ? UNKNOWN : top, this.rule(when, pairs));
  }

  rule(when, pairs) {
    const codes = pairs.map(([applies, instead]) => [this.test(applies), this.test(instead)]);
    const sure = codes.filter(([applies]) => applies === YES).map((pair) => pair[1]);
    const perhaps = codes.filter(([applies]) => !decided(applies)).map((pair) => pair[1]);
    if (sure.length > 1) return CONFLICT;
    const possible = [...perhaps, ...(sure.length ? sure : [this.test(when)])];
    if (perhaps.length + sure.length > 1) possible.push(CONFLICT);
    return same(possible) ? possible[0] : UNKNOWN;
  }

  test([kind, ...rest]) {
    if (kind === "truth") return rest[0] ? YES : NO;
    if (kind === "is") return this.tests[rest[0]];
    if (kind === "isn't") return opposite(this.tests[rest[0]]);
    if (kind === "and") return rest.reduce((code, part) => (code === NO ? NO : Math.min(code, this.test(part))), YES);
    if (kind === "or") return rest.reduce((code, part) => (code === YES ? YES : Math.max(code, this.test(part))), NO);
    if (typeof kind === "number") return rest.map((part) => this.test(part)).sort((a, b) => b - a)[kind - 1];
    const listed = kind === "in" || kind === "out";
    const code = listed
      ? this.among(this.number(rest[0]), rest[1], kind === "in")
      : compared(kind, this.number(rest[0]), this.number(rest[1]));
    return this.firm && (listed ? rest[2] : isWeak(rest)) ? Math.min(code, UNKNOWN) : code;
  }

  among([low, high], members, isIn) {
    if (low === high) return members.includes(low) === isIn ? YES : NO;
    if (members.some((one) => low <= one && one <= high)) return UNKNOWN;
    return isIn ? NO : YES;
  }

  number(number) {
    if (typeof number === "number") return [number, number];
    if (typeof number === "string") {
      if (number[0] === "s") return this.scores[number.slice(1)];
      const value = this.told.get(this.file.names[Number(number.slice(1))]);
      return value === undefined ? ANYTHING : [value, value];
    }
    if (number.length === 1) return [number[0], number[0]];
    return joined(number[0], number.slice(1).map((part) => this.number(part)));
  }

  score(body) {
    let [low, high] = this.counted(body);
    const column = body.by ? this.test(body.by) : YES;
    if (body.floor) {
      const ends = pick(body.floor.map((end) => [end, end]), column);
      [low, high] = [Math.max(low, ends[0]), Math.max(high, ends[1])];
    }
    if (body.cap) {
      const ends = pick(body.cap.map((end) => [end, end]), column);
      [low, high] = [Math.min(low, ends[0]), Math.min(high, ends[1])];
    }
    return [low, high];
  }

  counted(body) {
    if ("value" in body) return this.firm && isWeak([body.value]) ? ANYTHING : this.number(body.value);
    if (body.add) return body.add.reduce(([low, high], name) => [low + this.scores[name][0], high + this.scores[name][1]], [0, 0]);
    if (body.best) {
      const ends = body.best.map((name) => this.scores[name]);
      return [Math.max(...ends.map((one) => one[0])), most(ends)];
    }
    const column = body.by ? this.test(body.by) : YES;
    const rows = body.rows.map((row) => [row, pick(this.points(row), column)]);
    return "of" in body ? lookedUp(this.number(body.of), rows) : this.taken(body.take || "all", rows);
  }

  points(row) {
    const doubtful = this.firm && (row[4] || (row[3] && isWeakTest(row[3])));
    return row[0].map((one) => (doubtful ? [Math.min(0, one), Math.max(0, one)] : [one, one]));
  }

  /** Work out a row's condition as it is written: doubt widens the row's points, not its condition. */
  asWritten(test) {
    const firm = this.firm;
    this.firm = false;
    const code = test ? this.test(test) : YES;
    this.firm = firm;
    return code;
  }

  taken(take, rows) {
    const possible = rows.map(([row, ends]) => [this.asWritten(row[3]), ends]).filter(([code]) => code !== NO);
    if (take === "first") return firstOf(possible);
    const [join, start] = take === "all" ? [(a, b) => a + b, 0] : [Math.max, 0];
    const atLeast = (code, low) => (code === YES ? low : Math.min(0, low));
    const atMost = (code, high) => (take === "all" && code !== YES ? Math.max(0, high) : high);
    return [
      possible.reduce((sum, [code, [low]]) => join(sum, atLeast(code, low)), start),
      possible.reduce((sum, [code, [, high]]) => join(sum, atMost(code, high)), start),
    ];
  }
}

function firstOf(possible) {
  const found = [];
  for (const [code, ends] of possible) {
    found.push(ends);
    if (code === YES) return hull(found);
  }
  return hull([...found, [0, 0]]);
}

function within(value, [low, high]) {
  const total = Math.min(Math.max(value, low), high);
  return [total, total];
}

function pick(columns, column) {
  if (columns.length === 1 || column === YES) return columns[0];
  return column === NO ? columns[1] : hull(columns);
}

function lookedUp([low, high], rows) {
  const found = rows.filter(([row], at) => {
    if (row[2] && row[2].length) return low !== high || row[2].includes(low);
    const start = row[1] ?? -Infinity;
    const after = at + 1 < rows.length ? rows[at + 1][0][1] : Infinity;
    return high >= start && (low < after || after === Infinity);
  });
  return hull(found.map((pair) => pair[1]));
}

export const isWeak = (numbers) =>
  numbers.some((one) => Array.isArray(one) && (one.length === 1 || isWeak(one.slice(1))));

function isWeakTest([kind, ...rest]) {
  if (kind === "in" || kind === "out") return Boolean(rest[2]);
  if (kind === "and" || kind === "or" || typeof kind === "number") return rest.some(isWeakTest);
  return !["truth", "is", "isn't"].includes(kind) && isWeak(rest);
}

function compared(sign, one, other) {
  if (sign[0] === ">") return compared("<" + sign.slice(1), other, one);
  if (sign === "<") return one[1] < other[0] ? YES : one[0] >= other[1] ? NO : UNKNOWN;
  if (sign === "<=") return one[1] <= other[0] ? YES : one[0] > other[1] ? NO : UNKNOWN;
  const alike = one[0] === one[1] && one[1] === other[0] && other[0] === other[1];
  const apart = one[1] < other[0] || other[1] < one[0];
  const code = alike ? YES : apart ? NO : UNKNOWN;
  return sign === "==" ? code : opposite(code);
}

const whole = (number) => Math.floor(number);
const product = (a, b) => (a === 0 || b === 0 ? 0 : a * b);

function joined(how, ends) {
  if (how === "whole") return ends[0].map(whole);
  if (how === "min") return [least(ends), Math.min(...ends.map((one) => one[1]))];
  if (how === "max") return [Math.max(...ends.map((one) => one[0])), most(ends)];
  const [one, other] = ends;
  if (how === "+") return [one[0] + other[0], one[1] + other[1]];
  if (how === "-") return [one[0] - other[1], one[1] - other[0]];
  if (how === "*") return times(one, other);
  if (other[0] <= 0 && other[1] >= 0) return ANYTHING;
  if (one[0] === one[1] && other[0] === other[1]) return [one[0] / other[0], one[0] / other[0]];
  return times(one, [1 / other[1], 1 / other[0]]);
}

function times(one, other) {
  const products = one.flatMap((a) => other.map((b) => product(a, b)));
  return [Math.min(...products), Math.max(...products)];
}

/** Give outcome, range of points, and each criterion's code, of one rulebook for one person (`told`: name → number). */
export function evaluate(file, id, told) {
  const book = file.books.get(id);
  const readings = (firm) => book.variants.map((_, place) => new Reading(file, book, place, told, firm));
  const firm = readings(true), shown = readings(false);
  const over = (all, name) => combined(all.map((one) => one.tests[name]));
  const criteria = book.criteria.map(([name, , , , doubt]) => {
    const code = over(firm, name);
    const held = code === UNKNOWN && over(shown, name) !== UNKNOWN;
    return { id: name, code, doubtful: held, doubt: held || code === NO ? file.texts[doubt] : "" };
  });
  const points = book.points ? hull(shown.map((one) => one.scores[book.points])) : null;
  return { id, code: Math.min(combined(firm.map((one) => one.code)), book.cap), points, criteria, firm, shown };
}
