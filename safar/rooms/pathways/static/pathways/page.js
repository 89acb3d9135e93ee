// Asks one question at a time and shows what the rules say. Answers live in this module alone: no address, cookie,
// storage or request ever holds one, and leaving the page forgets them.

import { answer, choice, fields } from "./asking.js";
import { wire } from "./calendar.js";
import { NO, opened } from "./evaluate.js";
import { needs, together } from "./needs.js";
import { inItsLanguage, made, one, put, say, word } from "./parts.js";
import { groups } from "./results.js";

const file = opened(JSON.parse(one("#rules").textContent));
const told = new Map(), skipped = new Set(), picked = new Set(), asked = [];
const BEFORE_THE_END = [90, 60, 30, 0];
const books = [...file.books.values()], alive = books.filter((book) => book.cap !== NO);
const ways = alive.filter((book) => book.model !== "points table");

/** Give the programmes to look at, with the tables of points that they use: all where none was picked. */
function looked() {
  const used = [...picked].flatMap((id) => file.books.get(id).uses);
  return books.filter(({ id }) => !picked.size || picked.has(id) || used.includes(id));
}

/** Give what is open, in the order to ask it, and for each the names of the programmes that it serves. */
function open() {
  const found = looked().filter((book) => alive.includes(book)).map((book) => [book, needs(file, book.id, told)]);
  const serves = (name) => found.filter(([book, all]) => ways.includes(book) && all.some((need) => need.fact === name)).map(([book]) => book.name);
  return [together(found.map(([, all]) => all.filter((need) => !skipped.has(need.fact)))), serves];
}

const next = () => open()[0][0];

function show(part, content) {
  for (const name of ["ask", "results"]) {
    one(`#${name}`).hidden = name !== part;
    one(`#${name}`).replaceChildren(...(name === part ? [content] : []));
  }
  one("h2", content).focus({ preventScroll: true });
  one("h1").scrollIntoView();
}

/** Write a text of a rulebook as a part of a line. */
const span = (place) => inItsLanguage(Object.assign(document.createElement("span"), { textContent: file.texts[place] }), file, place);

/** Let the worker pick programmes: she then isn't asked what only another one wants to know. */
function choose() {
  const part = made("choose"), place = one("[data-place=ways]", part);
  place.append(...ways.map((book) => choice(book.id, span(book.name), "checkbox")));
  const boxes = [...place.querySelectorAll("input")];
  boxes.forEach((box) => { box.checked = picked.has(box.value); });
  const begin = () => {
    picked.clear();
    boxes.filter((box) => box.checked).forEach((box) => picked.add(box.value));
    ask();
  };
  deeds(part, { begin });
  show("ask", part);
}

function ask(again) {
  const [order, serves] = open(), name = again ?? order[0];
  if (name === undefined) return results();
  const fact = file.facts[file.names.indexOf(name)], part = made("question"), names = serves(name);
  say(part, "question", file, fact[2]);
  say(part, "unit", file, fact[3]);
  if (fact[1] === "text") put(part, "unit", "");
  put(part, "alert", "");
  one("[data-place=serves]", part).append(...names.flatMap((text) => [" · ", span(text)]).slice(1));
  one("[data-part=serves]", part).hidden = !names.length || ways.length === 1;
  const place = one("[data-place=answer]", part);
  place.append(...fields(file, fact));
  const take = () => {
    const { number, wrong } = answer(fact, place);
    if (wrong) return put(part, "alert", wrong);
    told.set(name, number);
    asked.push(name);
    ask();
  };
  const skip = () => { skipped.add(name); asked.push(name); ask(); };
  deeds(part, { answer: take, skip, keep: skip, back, results });
  place.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } });
  one("[data-do=back]", part).hidden = !canGoBack();
  show("ask", part);
}

const canGoBack = () => asked.length > 0 || ways.length > 1;
const start = () => (ways.length > 1 ? choose() : ask());

function back() {
  if (!asked.length) return start();
  const name = asked.pop();
  told.delete(name);
  skipped.delete(name);
  ask(name);
}

function results() {
  const part = made("results");
  one("[data-place=groups]", part).append(...groups(file, looked().map((book) => book.id), told));
  deeds(part, { on, back, print: printed, forget });
  one("[data-do=back]", part).hidden = !canGoBack();
  one("[data-do=on]", part).hidden = next() === undefined && !skipped.size;
  wire(one("[data-calendar]", part), BEFORE_THE_END);
  show("results", part);
}

/** Ask on: first what is open, then what was skipped. */
function on() {
  if (next() === undefined) skipped.clear();
  if (next() === undefined) return;
  ask();
}

function printed() {
  document.querySelectorAll("#results details").forEach((part) => { part.open = true; });
  print();
}

function forget() {
  told.clear();
  skipped.clear();
  picked.clear();
  asked.length = 0;
  start();
}

function deeds(part, acts) {
  for (const [name, act] of Object.entries(acts)) one(`[data-do=${name}]`, part).addEventListener("click", () => act());
}

addEventListener("pagehide", () => {
  told.clear();
  picked.clear();
  for (const name of ["ask", "results"]) one(`#${name}`).replaceChildren();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
one("#without noscript")?.remove();
start();
