// What the room's pages are made of: words rendered by the server, templates, texts set as text alone.

export const one = (selector, root = document) => root.querySelector(selector);

/** Give a word of the page's own language, with {names} filled in. */
export function word(name, values = {}) {
  const found = one(`[data-word="${CSS.escape(name)}"]`, one("#words").content);
  return (found ? found.textContent : name).replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
}

/** Give a fresh copy of a template. */
export const made = (name) => one(`#t-${name}`).content.firstElementChild.cloneNode(true);

/** Put a text into its place, which disappears where there is none. */
export function put(root, name, text) {
  const place = one(`[data-put="${name}"]`, root);
  place.textContent = text || "";
  place.hidden = !text;
}

/** Mark what the rulebook says in English alone, for who reads the page aloud. */
export function inItsLanguage(node, file, place) {
  return file.english.has(place) ? Object.assign(node, { lang: "en", dir: "ltr" }) : node;
}

/** Put one of the rulebook's texts into its place. */
export function say(root, name, file, place) {
  put(root, name, file.texts[place]);
  inItsLanguage(one(`[data-put="${name}"]`, root), file, place);
}

/** Fill a list; the part it stands in disappears where the list is empty. */
export function list(root, name, items) {
  const place = one(`[data-place="${name}"]`, root), part = place.closest("[data-part]");
  place.replaceChildren(...items);
  (part || place).hidden = !items.length;
}

/** Give one of the rulebook's texts as an item of a list. */
export function line(file, place) {
  const item = document.createElement("li"), words = document.createElement("span");
  words.textContent = file.texts[place];
  item.append(inItsLanguage(words, file, place));
  return item;
}
