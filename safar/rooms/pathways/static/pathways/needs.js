// Finds which questions can still change an answer, those that decide most first. What is yes or no stays so whatever
// is added, so only what isn't settled is looked into; each fact is then tried with every value the rules tell apart.

import { NO, YES, evaluate } from "./evaluate.js";

const decided = (code) => code === YES || code === NO;
const union = (sets) => new Set(sets.flatMap((one) => [...one]));

/** Looks into one reading for facts that aren't told and stand in something unsettled. */
class Watch {
  constructor(reading) {
    this.reading = reading;
    this.steps = new Map(reading.book.steps[reading.place].map(([kind, name, body]) => [name, [kind, body]]));
    this.rules = new Map(reading.book.variants[reading.place][1].map((rule, at) => [reading.book.criteria[at][0], [at, rule]]));
  }

  whole() {
    return this.reading.book.when === null ? new Set() : this.test(this.reading.book.when);
  }

  test(test) {
    const [kind, ...rest] = test;
    if (kind === "is" || kind === "isn't") return this.named(rest[0]);
    if (kind === "truth" || decided(this.reading.test(test))) return new Set();
    if (kind === "and" || kind === "or" || typeof kind === "number") return union(rest.map((part) => this.test(part)));
    return kind === "in" || kind === "out" ? this.numbers([rest[0]]) : this.numbers(rest);
  }

  named(name) {
    if (!this.rules.has(name)) return this.test(this.steps.get(name)[1]);
    const [at, rule] = this.rules.get(name);
    if (decided(this.reading.criterion(at, rule))) return new Set();
    return union([rule[1], ...(rule[2] || []).flat()].map((part) => this.test(part)));
  }

  numbers(numbers) {
    const { file, told } = this.reading;
    return union(numbers.map((number) => {
      if (Array.isArray(number)) return number.length > 1 ? this.numbers(number.slice(1)) : [];
      if (typeof number !== "string") return [];
      if (number[0] === "s") return this.score(number.slice(1));
      const name = file.names[Number(number.slice(1))];
      return told.has(name) ? [] : [name];
    }));
  }

  score(name) {
    const [low, high] = this.reading.scores[name];
    if (low === high) return new Set();
    const body = this.steps.get(name)[1];
    if (body.best) return this.best(body.best);
    const rows = (body.rows || []).filter((row) => row[3]);
    return union([
      ...(body.add || []).map((one) => this.score(one)),
      this.numbers(["of", "value"].filter((key) => key in body).map((key) => body[key])),
      body.by ? this.test(body.by) : [],
      this.rows(body.take || "all", rows),
    ]);
  }

  best(names) {
    const scores = this.reading.scores;
    const surest = Math.max(...names.map((name) => scores[name][0]));
    return union(names.filter((name) => scores[name][1] > surest).map((name) => this.score(name)));
  }

  rows(take, rows) {
    const codes = rows.map((row) => [this.reading.asWritten(row[3]), Math.max(...row[0]), row[3]]);
    const sure = codes.filter(([code]) => code === YES).map(([, points]) => points);
    const surest = take === "best" ? Math.max(0, ...sure) : null;
    const found = [];
    for (const [code, points, test] of codes) {
      if (code === YES && take === "first") break;
      if (surest === null || points > surest) found.push(this.test(test));
    }
    return union(found);
  }
}

function live(book, told, before) {
  const found = [];
  if (book.cap !== NO) found.push(...before.firm.map((reading) => new Watch(reading).whole()));
  if (book.points && !told.has(book.points)) found.push(...before.shown.map((one) => new Watch(one).score(book.points)));
  return union(found);
}

const parts = (number) => (Array.isArray(number) && number.length > 1 ? [number, ...number.slice(1).flatMap(parts)] : [number]);
const figure = (number) => (Array.isArray(number) ? (number.length === 1 ? number[0] : null) : typeof number === "number" ? number : null);
const isFact = (number) => typeof number === "string" && number[0] === "f";

/** Give for each fact of a rulebook the values that its rules tell apart: each choice, each figure, and just beside it. */
function trials(file, book) {
  const marks = new Map();
  const mark = (number, value) => marks.set(number, (marks.get(number) || new Set()).add(value));
  const beside = (item, others) => {
    const figures = others.flatMap(parts).map(figure).filter((one) => one !== null);
    parts(item).filter(isFact).forEach((fact) => figures.forEach((one) => mark(fact, one)));
  };
  const walk = ([kind, ...rest]) => {
    if (kind === "and" || kind === "or" || typeof kind === "number") rest.forEach(walk);
    else if (kind === "in" || kind === "out") beside(rest[0], rest[1]);
    else if (!["truth", "is", "isn't"].includes(kind)) [[rest[0], rest[1]], [rest[1], rest[0]]].forEach(([one, other]) => beside(one, [other]));
  };
  book.variants.forEach((variant) => variant[1].forEach(([, when, pairs = []]) => [when, ...pairs.flat()].forEach(walk)));
  book.steps.flat().forEach(([kind, , body]) => {
    if (kind === "t") return walk(body);
    for (const row of body.rows || []) {
      if (row[3]) walk(row[3]);
      if (isFact(body.of)) [...(row[2] || []), row[1]].filter((one) => one !== null && one !== undefined).forEach((one) => mark(body.of, one));
    }
  });
  return new Map(file.facts.map((fact, at) => [fact[0], valuesOf(fact, marks.get(`f${at}`))]));
}

function valuesOf([, type, , , choices], marks) {
  if (type === "bool") return [0, 1];
  if (type === "enum") return choices.map((_, place) => place);
  const values = [...(marks || [0])].flatMap((one) => [one - 1, one, one + 1]);
  return [...new Set(values)].sort((a, b) => a - b);
}

const settled = (result) => result.criteria.filter((one) => decided(one.code)).length;

function narrowed(before, after) {
  if (!before.points || !after.points || !Number.isFinite(before.points[1] - before.points[0])) return 0;
  return before.points[1] - before.points[0] - (after.points[1] - after.points[0]);
}

const byWeight = (one, other) =>
  other.decides - one.decides || other.settles - one.settles || other.narrows - one.narrows || (one.fact < other.fact ? -1 : 1);

/** Give the facts that can still change a rulebook's outcome or points: how often each decides, settles, narrows. */
export function needs(file, id, told) {
  const book = file.books.get(id), before = evaluate(file, id, told);
  book.trials ||= trials(file, book);
  const share = (after, count) => after.reduce((sum, one) => sum + count(one), 0) / (after.length || 1);
  return [...live(book, told, before)].map((fact) => {
    const after = book.trials.get(fact).map((value) => evaluate(file, id, new Map(told).set(fact, value)));
    return {
      fact,
      decides: share(after, (one) => Number(decided(one.code) && one.code !== before.code)),
      settles: share(after, (one) => settled(one) - settled(before)),
      narrows: share(after, (one) => narrowed(before, one)),
    };
  }).sort(byWeight);
}

/** Put the facts that several rulebooks need in the order to ask them: what decides most rulebooks comes first. */
export function together(all) {
  const weights = new Map();
  for (const need of all.flat()) {
    const one = weights.get(need.fact) || { fact: need.fact, decides: 0, settles: 0, narrows: 0 };
    weights.set(need.fact, { ...one, decides: one.decides + need.decides, settles: one.settles + need.settles, narrows: one.narrows + 1 });
  }
  return [...weights.values()].sort(byWeight).map((one) => one.fact);
}
