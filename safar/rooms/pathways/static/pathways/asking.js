// One question on the screen: a field by the kind of fact, and its answer as the number that the rules compare.

import { inItsLanguage, word } from "./parts.js";

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

function choice(value, words) {
  const label = element("label", { className: "choice" });
  label.append(element("input", { type: "radio", name: "answer", value, autocomplete: "off" }), words);
  return label;
}

const words = (textContent) => element("span", { textContent });

function countries() {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => !/^(EU|EZ|UN|ZZ|X[A-JL-Z]|Q[M-Z])$/.test(code));
  const found = codes.map((code) => [code, names.of(code)]).filter((pair) => pair[1]);
  const select = element("select", { autocomplete: "off" });
  const options = found.sort((a, b) => a[1].localeCompare(b[1])).map(([value, textContent]) => element("option", { value, textContent }));
  select.append(element("option", { value: "", textContent: word("choose") }), ...options);
  return select;
}

function field(type) {
  if (type === "country") return countries();
  if (type === "date") return element("input", { type: "date", autocomplete: "off" });
  if (type === "text") return element("input", { type: "text", inputMode: "numeric", placeholder: "11-15", autocomplete: "off" });
  return element("input", { type: "number", step: type === "int" ? "1" : "any", inputMode: type === "int" ? "numeric" : "decimal", autocomplete: "off" });
}

/** Give the elements that ask for a fact. */
export function fields(file, [, type, , , choices]) {
  if (type === "bool") return [choice("1", words(word("yes"))), choice("0", words(word("no")))];
  if (type === "enum") return choices.map((place, at) => choice(String(at), inItsLanguage(words(file.texts[place]), file, place)));
  const made = field(type);
  made.setAttribute("aria-labelledby", "question");
  return [made];
}

/** Give the answer as a number, null where it can't be read. */
export function answer([, type], place) {
  if (type === "bool" || type === "enum") {
    const chosen = place.querySelector("input:checked");
    return chosen ? Number(chosen.value) : null;
  }
  const text = place.firstElementChild.value.trim();
  return numberOf(type, text);
}

/** Turn a text into the number that stands for it: a date is 20261122, a day of the year 1115, a country its letters. */
export function numberOf(type, text) {
  if (type === "country") return /^[A-Z]{2}$/.test(text) ? text.charCodeAt(0) * 256 + text.charCodeAt(1) : null;
  if (type === "date") return /^\d{4}-\d{2}-\d{2}$/.test(text) ? Number(text.replaceAll("-", "")) : null;
  if (type === "text") return /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) ? Number(text.replace("-", "")) : null;
  const number = text === "" ? NaN : Number(text);
  if (!Number.isFinite(number) || (type === "int" && !Number.isInteger(number))) return null;
  return number;
}
