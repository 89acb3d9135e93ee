// Find words about papers and status in what she writes, so that she can blacken them before it is sealed (FW-03).

import { all, one } from "./help_page.js";

const words = () => one("#papers").content.textContent.trim().split("|");
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Word ends count where letters have case; other scripts join words to what stands before and after.
function pattern() {
  const parts = words().map((word) => (/^[\x20-\u024f]+$/.test(word) ? `(?<!\\p{L})${escaped(word)}(?!\\p{L})` : escaped(word)));
  return new RegExp(parts.join("|"), "giu");
}

/** List the words about papers that a text holds, each once. */
export const papersIn = (text) => Array.from(new Set(text.match(pattern()) || []));

/** Blacken them. */
export const maskPapers = (text) => text.replace(pattern(), (found) => "█".repeat(Array.from(found).length));

// A secret word is none of her text: nobody reads it.
const hers = (root) => all('textarea, input[spellcheck][dir="auto"]:not([name="word"])', root).filter((box) => box.offsetParent);

/** Look over what she writes in a part of the page, as far as it shows; gives {look, mask} for what happens there. */
export function watchPapers(root) {
  const look = () => {
    const found = Array.from(new Set(hers(root).flatMap((box) => papersIn(box.value))));
    one("[data-papers]", root).hidden = !found.length;
    one("[data-papers-words]", root).textContent = found.join(", ");
  };
  const mask = async () => {
    for (const box of hers(root)) box.value = maskPapers(box.value);
    look();
  };
  root.addEventListener("input", look);
  return { look, mask };
}
