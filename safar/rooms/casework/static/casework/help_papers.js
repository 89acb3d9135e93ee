// Find words about papers and status in what she writes, so that she can blacken them before it is sealed (FW-03).

import { one } from "./help_page.js";

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
