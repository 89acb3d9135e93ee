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

/** Fill a list; the part it stands in disappears where the list is empty. */
export function list(root, name, items) {
  const place = one(`[data-place="${name}"]`, root), part = place.closest("[data-part]");
  place.replaceChildren(...items);
  (part || place).hidden = !items.length;
}

export function line(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
