// Before a claim goes to a respondent: point out in its text what may tell who complained. It points, people decide.

const LANGUAGES = ["en", "ar", "es", "hi", "ne", "fil", "ur", "fr"];
const FEW = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "dos", "tres", "cuatro", "dalawa", "tatlo", "اثنان", "ثلاثة", "दो", "तीन"];
const CURRENCY = "[A-Z]{3}|\\p{Sc}|dirhams?|riyals?|rials?|rupees?|pesos?|dinars?|dollars?|euros?|درهم|ريال|रुपये";
const SUM = new RegExp(`(?:${CURRENCY})\\s?\\p{Nd}[\\p{Nd}.,\\s]*|\\p{Nd}[\\p{Nd}.,]*\\s?(?:${CURRENCY})(?!\\p{L})|\\p{Nd}{1,3}(?:[.,]\\p{Nd}{3})+|\\p{Nd}{3,}`, "giu");
const DATE = /\p{Nd}{1,4}[-/.]\p{Nd}{1,2}[-/.]\p{Nd}{1,4}/gu;
const CONTACT = /[^\s@]+@[^\s@]+\.[^\s@]+|\+\p{Nd}[\p{Nd}\s-]{6,}/gu;
const COUNT = /(?<![\p{Nd}.,])\p{Nd}(?![\p{Nd}.,%])/gu;

function monthNames() {
  const names = new Set();
  for (const language of LANGUAGES) {
    for (let month = 0; month < 12; month += 1) {
      const named = new Intl.DateTimeFormat(language, { month: "long", calendar: "gregory", timeZone: "UTC" });
      names.add(named.format(Date.UTC(2026, month, 1)).toLowerCase());
    }
  }
  names.delete("may"); // a verb in English: counted as a month only beside a number
  return names;
}

const MONTHS = monthNames();
const wordsOf = (text) => text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) || [];

// A word with a capital inside a sentence is a name in most of our languages; scripts without capitals are told by the
// account's own words.
function names(text, employer) {
  const allowed = new Set(wordsOf(employer).map((word) => word.toLowerCase()));
  const found = [];
  for (const match of text.matchAll(/(?<=[\p{L}\p{Nd},;:)]\s+)\p{Lu}\p{Ll}[\p{L}\p{M}'’-]*/gu)) {
    const word = match[0].toLowerCase();
    if (!allowed.has(word) && !MONTHS.has(word)) found.push(match[0]);
  }
  return found;
}

/** List what to look at twice: [{kind, words}], kind is name, contact, sum, date or group. */
export function findings(text, account = {}) {
  const employer = (account.employer && account.employer.name) || "";
  const low = text.toLowerCase();
  const found = [];
  const add = (kind, all) => {
    for (const words of all) if (!found.some((one) => one.words === words)) found.push({ kind, words: words.trim() });
  };
  const dates = [...text.matchAll(DATE)].map((one) => one[0]);
  const months = wordsOf(text).filter((word) => MONTHS.has(word.toLowerCase()));
  const may = [...text.matchAll(/(?:\p{Nd}+\s+May|May\s+\p{Nd}+)(?!\p{L})/gu)].map((one) => one[0]);
  add("date", [...dates, ...months, ...may]);
  add("contact", [...text.matchAll(CONTACT)].map((one) => one[0]));
  add("sum", [...text.replace(DATE, " ").replace(CONTACT, " ").matchAll(SUM)].map((one) => one[0].trim()));
  add("group", [...text.replace(DATE, " ").matchAll(COUNT)].map((one) => one[0]));
  add("group", FEW.filter((word) => wordsOf(low).includes(word)));
  add("name", names(text, employer));
  const told = [account.place, account.reach].filter(Boolean).flatMap(wordsOf).filter((word) => word.length > 3);
  add("name", told.filter((word) => wordsOf(low).includes(word.toLowerCase())));
  return found;
}
