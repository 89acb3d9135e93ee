// What the worker's page is made of: its words (rendered by the server), its templates, and the way to the sealed API.

export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

/** Give what the server says of the site and the day: instance, journal, language, today. */
export const site = () => one("#parts").dataset;

/** Give a sentence of the page's own language, with {names} filled in; an unknown one is the key itself. */
export function word(name, values = {}) {
  const found = all("template.words").map((part) => one(`[data-word="${CSS.escape(name)}"]`, part.content)).find(Boolean);
  const text = found ? found.textContent : name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

/** Give a fresh copy of a template. */
export const made = (name) => one(`#t-${name}`).content.firstElementChild.cloneNode(true);

/** Put a text into the place of that name, which disappears where there is none. */
export function put(root, name, text) {
  const place = one(`[data-put="${name}"]`, root);
  place.textContent = text || "";
  place.hidden = !text;
  return place;
}

export function alertOn(root, name) {
  const place = one("[data-alert]", root);
  place.textContent = name ? word(name) : "";
  place.hidden = !name;
  if (name) place.scrollIntoView({ block: "center" });
}

/** Say in the page's one headline what it shows now; the window's title stays neutral. */
export function titled(name) {
  const head = one("h1");
  Object.assign(head, { textContent: word(name), tabIndex: -1 });
  head.focus();
}

/** Show a day as the reader's language writes it. */
export function day(iso) {
  const language = one("html").lang;
  return iso ? new Date(iso + "T00:00:00Z").toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" }) : "";
}

export const groups = (receipt) => receipt.match(/\d{4}/g);

/** Write a receipt in its six groups. */
export function putReceipt(place, receipt) {
  place.replaceChildren();
  for (const group of groups(receipt)) {
    const span = document.createElement("span");
    span.textContent = group;
    place.append(span, " ");
  }
}

/** Ask the sealed API; nothing but sealed bytes and ids goes out. Throws what the server answered as a number. */
export async function post(what, body) {
  const how = { method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" }, cache: "no-store" };
  const answer = await fetch(`/sealed/v1/${what}`, Object.assign(how, { body: JSON.stringify(body) }));
  if (!answer.ok) throw Object.assign(new Error("refused"), { status: answer.status });
  if (what === "open") return new Uint8Array(await answer.arrayBuffer());
  return answer.status === 204 ? null : answer.json();
}

export async function get(what) {
  const answer = await fetch(`/sealed/v1/${what}`, { credentials: "omit" });
  if (!answer.ok) throw Object.assign(new Error("refused"), { status: answer.status });
  return answer.json();
}

/** Run an act of a button once, and say where it can't be done. */
export async function during(button, root, act) {
  if (button.disabled) return;
  button.disabled = true;
  alertOn(root, "");
  try {
    await act();
  } catch (error) {
    alertOn(root, error.word || (error.status === 503 ? "busy" : error.status ? "refused" : "no-way"));
  } finally {
    button.disabled = false;
  }
}
