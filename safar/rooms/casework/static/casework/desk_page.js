// The page's own words and facts, and the few ways in which text gets onto it: `textContent`, never markup.

export const at = (id) => document.getElementById(id);
const kept = (what) => at("desk-words").content.querySelector(what);
const all = (what) => [...at("desk-words").content.querySelectorAll(what)];
const safe = (name) => CSS.escape(String(name));

/** Give a word of the page; a name without one is shown as it is. */
export function word(name) {
  const found = kept(`[data-word="${safe(name)}"]`);
  return found ? found.textContent : name;
}

export const harmWords = (id) => (kept(`[data-harm="${safe(id)}"]`) || { textContent: id }).textContent;
export const questionWords = (id) => (kept(`[data-question="${safe(id)}"]`) || { textContent: id }).textContent;
export const dangerWords = (id) => (kept(`[data-danger="${safe(id)}"]`) || { textContent: id }).textContent;
export const verbWords = (id) => (kept(`[data-verb="${safe(id)}"]`) || { textContent: id }).textContent;
export const topicsOf = (harms) => [...new Set(harms.flatMap((id) => {
  const found = kept(`[data-harm="${safe(id)}"]`);
  return found && found.dataset.topics ? found.dataset.topics.split(" ") : [];
}))];
export const isAboutMoney = (id) => Boolean((kept(`[data-harm="${safe(id)}"]`) || { dataset: {} }).dataset.money);

/** Give the worker's terms of every country: [{country, topics, value, unit, less, check, words}]. */
export const clocks = () => all("[data-clock]").map((one) => ({
  country: one.dataset.country, topics: one.dataset.topics.split(" "), value: Number(one.dataset.value),
  unit: one.dataset.unit, less: Number(one.dataset.less), check: Boolean(one.dataset.check), words: one.textContent,
}));

/** List the letters: [{name, language, text}]. */
export const letters = () => all("[data-letter]").map((one) => ({
  name: one.dataset.letter, language: one.dataset.language, text: one.textContent,
}));

/** Make an element with text; its direction follows what is written. */
export function made(tag, text, className) {
  const one = document.createElement(tag);
  if (text !== undefined) one.textContent = text;
  if (className) one.className = className;
  return one;
}

/** Make text of a person's own words: kept line breaks, its own direction. */
export function told(text, tag = "p") {
  const one = made(tag, text, "said-text");
  one.dir = "auto";
  return one;
}

export function button(text, act) {
  const one = made("button", text);
  one.type = "button";
  one.addEventListener("click", act);
  return one;
}

export const fill = (place, children) => at(place).replaceChildren(...children);

/** Write terms and values into a list of facts; what is empty is left out. */
export function facts(place, lines) {
  fill(place, lines.filter(([, value]) => value !== undefined && value !== null && value !== "").map(([term, value]) => {
    const line = made("div");
    line.append(made("dt", term), told(String(value), "dd"));
    return line;
  }));
}

export function choices(place, lines) {
  fill(place, lines.map(([value, text]) => {
    const one = made("option", text);
    one.value = value;
    return one;
  }));
}

/** Say what happened, for eyes and screen readers. */
export function say(text) {
  at("said").textContent = text;
}
