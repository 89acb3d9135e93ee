// The worker's page: it works only after this browser has shown that it seals as it must, and leaves nothing behind.

import { selfTest } from "../vault/selftest.js";
import { all, one } from "./help_page.js";
import { begin } from "./help_steps.js";

function party() {
  const found = /^#party=([a-z0-9-]{1,40})$/i.exec(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  return found ? found[1] : "";
}

// The form comes only to a browser that seals. It is read as a document, so that no text is ever taken for markup.
function fetchPart(step) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", location.pathname);
    asked.responseType = "document";
    asked.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    asked.addEventListener("load", () => (asked.status === 200 ? resolve(asked.response) : reject(asked.status)));
    asked.addEventListener("error", reject);
    asked.send(`step=${step}`);
  });
}

function place(fetched) {
  for (const part of all("[data-for]", fetched)) one(`#${part.dataset.for}`).append(...document.importNode(part, true).childNodes);
}

// Coming back needs parts of its own: they are fetched when the way is opened.
async function bringBack() {
  const { comeBack } = await import("./help_folder.js");
  place(await fetchPart("sealed-folder"));
  comeBack();
}

// Leaving wipes the page: what was written, and what was opened.
function wipe() {
  document.body.replaceChildren();
}

async function start() {
  const from = party();
  if (!(await selfTest())) return;
  place(await fetchPart("sealed"));
  begin(from);
  one("#return").addEventListener("toggle", bringBack, { once: true });
  for (const part of all('[data-part="unsealed"]')) part.remove();
  for (const part of all('[data-part="sealed"]')) part.hidden = false;
  const print = one('#done [data-do="print"]');
  print.hidden = false;
  print.addEventListener("click", () => window.print());
  if (from) one("#safe").open = true;
  addEventListener("pagehide", wipe);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.documentElement.dataset.seals = "yes";
}

start();
