// One question on the screen: a field by the kind of fact, and its answer as the number that the rules compare.

import { inItsLanguage, made, word } from "./parts.js";

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

/** Give a label with a button to choose or a box to tick. */
export function choice(value, words, type = "radio") {
  const label = element("label", { className: "choice" });
  label.append(element("input", { type, name: "answer", value, autocomplete: "off" }), words);
  return label;
}

const words = (textContent) => element("span", { textContent });

const language = document.documentElement.lang;
const written = (number) => new Intl.NumberFormat(language).format(number);

function select(options) {
  const list = element("select", { autocomplete: "off" });
  list.append(...[["", word("choose")], ...options].map(([value, textContent]) => element("option", { value, textContent })));
  return list;
}

/** The server names countries and months: a browser doesn't know every language of the page. */
function countries() {
  const list = made("countries"), [first, ...others] = list.options;
  list.replaceChildren(first, ...others.sort((a, b) => a.text.localeCompare(b.text, language)));
  return list;
}

/** Ask for a day of any year by two lists: a phone's keyboard of digits has no hyphen, and not everyone writes 11-15. */
function monthAndDay() {
  const listed = (most, name) => Array.from({ length: most }, (_, at) => [String(at + 1).padStart(2, "0"), name(at + 1)]);
  const parts = { month: listed(12, (number) => word(`month-${number}`)), day: listed(31, written) };
  return Object.entries(parts).map(([name, options]) => {
    const label = element("label", { textContent: word(name) });
    label.append(select(options));
    return label;
  });
}

function numberField([, type, , , , min, max]) {
  const whole = type === "int";
  const ends = { min: min ?? "", max: max ?? "", step: whole ? "1" : "any" };
  return element("input", { type: "number", ...ends, inputMode: whole ? "numeric" : "decimal", autocomplete: "off" });
}

/** Give the elements that ask for a fact. */
export function fields(file, fact) {
  const [, type, , , choices] = fact;
  if (type === "bool") return [choice("1", words(word("yes"))), choice("0", words(word("no")))];
  if (type === "enum") return choices.map((place, at) => choice(String(at), inItsLanguage(words(file.texts[place]), file, place)));
  if (type === "text") return monthAndDay();
  const one = type === "country" ? countries() : type === "date" ? element("input", { type, autocomplete: "off" }) : numberField(fact);
  one.setAttribute("aria-labelledby", "question");
  return [one];
}

/** Give the answer as a number, null where it can't be read. */
function read(type, place) {
  if (type === "bool" || type === "enum") {
    const chosen = place.querySelector("input:checked");
    return chosen ? Number(chosen.value) : null;
  }
  return numberOf(type, [...place.querySelectorAll("input, select")].map((field) => field.value.trim()).join("-"));
}

/** Give the answer as a number, or what is wrong with it in words. */
export function answer([, type, , , , least, most], place) {
  const number = read(type, place), low = least ?? -Infinity, high = most ?? Infinity;
  if (number === null) return { wrong: word("wrong") };
  if (low <= number && number <= high) return { number };
  return { wrong: word(Number.isFinite(high) ? "between" : "at-least", { low: written(low), high: written(high) }) };
}

const isDay = (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);

/** Turn a text into the number that stands for it: a date is 20261122, a day of the year 1115, a country its letters. */
function numberOf(type, text) {
  if (type === "country") return /^[A-Z]{2}$/.test(text) ? text.charCodeAt(0) * 256 + text.charCodeAt(1) : null;
  if (type === "date") return isDay(text) ? Number(text.replaceAll("-", "")) : null;
  if (type === "text") return isDay(`2024-${text}`) ? Number(text.replace("-", "")) : null;
  if (!/^-?\d*\.?\d+$/.test(text) || (type === "int" && !Number.isInteger(Number(text)))) return null;
  return Number(text);
}
