// Asks one question at a time and shows what the rules say. Answers live in this module alone: no address, cookie,
// storage or request ever holds one, and leaving the page forgets them.

import { answer, fields } from "./asking.js";
import { wire } from "./calendar.js";
import { NO, opened } from "./evaluate.js";
import { needs, together } from "./needs.js";
import { made, one, put, say, word } from "./parts.js";
import { groups } from "./results.js";

const file = opened(JSON.parse(one("#rules").textContent));
file.order = [...file.books.keys()];
const told = new Map(), skipped = new Set(), asked = [];
const BEFORE_THE_END = [90, 60, 30, 0];

function next() {
  const alive = file.order.filter((id) => file.books.get(id).cap !== NO);
  const open = alive.map((id) => needs(file, id, told).filter((need) => !skipped.has(need.fact)));
  return together(open)[0];
}

function show(part, content) {
  for (const name of ["ask", "results"]) {
    one(`#${name}`).hidden = name !== part;
    one(`#${name}`).replaceChildren(...(name === part ? [content] : []));
  }
  one("h2", content).focus({ preventScroll: true });
  one("h1").scrollIntoView();
}

function ask(name = next()) {
  if (name === undefined) return results();
  const fact = file.facts[file.names.indexOf(name)], part = made("question");
  say(part, "question", file, fact[2]);
  if (fact[1] === "text") put(part, "unit", word("month-day"));
  else say(part, "unit", file, fact[3]);
  put(part, "alert", "");
  const place = one("[data-place=answer]", part);
  place.append(...fields(file, fact));
  const take = () => {
    const number = answer(fact, place);
    if (number === null) return put(part, "alert", word("wrong"));
    told.set(name, number);
    asked.push(name);
    ask();
  };
  const skip = () => { skipped.add(name); asked.push(name); ask(); };
  deeds(part, { answer: take, skip, keep: skip, back, results });
  place.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); take(); } });
  one("[data-do=back]", part).hidden = !asked.length;
  show("ask", part);
}

function back() {
  const name = asked.pop();
  told.delete(name);
  skipped.delete(name);
  ask(name);
}

function results() {
  const part = made("results");
  one("[data-place=groups]", part).append(...groups(file, told));
  deeds(part, { on, back, print: printed, forget });
  one("[data-do=back]", part).hidden = !asked.length;
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
  asked.length = 0;
  ask();
}

function deeds(part, acts) {
  for (const [name, act] of Object.entries(acts)) one(`[data-do=${name}]`, part).addEventListener("click", () => act());
}

addEventListener("pagehide", () => {
  told.clear();
  for (const name of ["ask", "results"]) one(`#${name}`).replaceChildren();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
one("#without noscript")?.remove();
ask();
