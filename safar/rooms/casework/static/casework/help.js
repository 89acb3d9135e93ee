// The worker's page: it works only after this browser has shown that it seals as it must, and leaves nothing behind.

import { selfTest } from "../vault/selftest.js";
import { comeBack } from "./help_folder.js";
import { all, one } from "./help_page.js";
import { begin } from "./help_steps.js";

function party() {
  const found = /^#party=([a-z0-9-]{1,40})$/i.exec(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  return found ? found[1] : "";
}

// Leaving wipes the page: what was written, and what was opened.
function wipe() {
  document.body.replaceChildren();
}

async function start() {
  const from = party();
  if (!(await selfTest())) return;
  begin(from);
  comeBack();
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
