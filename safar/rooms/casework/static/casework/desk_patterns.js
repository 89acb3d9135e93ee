// The same employer in several cases of one body: counted here, from opened accounts, because the server can't.

const FORMS = ["ltd", "limited", "llc", "llp", "inc", "co", "company", "corp", "plc", "pvt", "private", "gmbh", "sa", "sl", "srl",
  "wll", "fzco", "fze", "est", "establishment", "trading", "group", "sdn", "bhd", "pte", "the"];

// Accents of Latin, Greek and Cyrillic, and vowel points of Arabic. The signs of Indic scripts are letters of the name.
const ACCENTS = /[\u0300-\u036f\u064b-\u065f\u0670]/g;

/** Write a name so that spellings of one employer fall together: no accents, signs, case or legal form. */
export function plainName(name) {
  const bare = name.normalize("NFKD").replace(ACCENTS, "").toLowerCase().replace(/[.'’]/g, "");
  const words = bare.split(/[^\p{L}\p{M}\p{Nd}]+/u).filter((word) => word && !FORMS.includes(word));
  return words.join(" ") || bare.trim();
}

/** Group cases [{number, state, account}] by employer: [{name, spellings, cases, harms}], the most cases first. */
export function patterns(cases) {
  const [groups, parties] = [new Map(), new Map()];
  for (const one of cases) {
    const name = (one.account.employer && one.account.employer.name) || "";
    if (!plainName(name)) continue;
    const party = one.account.employer.party || "";
    const key = (party && parties.get(party)) || plainName(name);
    if (party) parties.set(party, key);
    const group = groups.get(key) || { name, spellings: new Set(), cases: [], harms: new Map(), places: new Set(), inspected: 0 };
    group.spellings.add(name);
    group.cases.push(one.number);
    if (one.account.place) group.places.add(one.account.place);
    if (one.state === "inspection") group.inspected += 1;
    for (const harm of one.account.harms || []) group.harms.set(harm, (group.harms.get(harm) || 0) + 1);
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.cases.length - a.cases.length || (a.name < b.name ? -1 : 1));
}

/** Give an inspection list: employers with their kinds of harm. No person, no number, no count stands in it. */
export function inspectionList(groups) {
  return groups.map((one) => ({ employer: one.name, harms: [...one.harms.keys()].sort() }))
    .sort((a, b) => (a.employer < b.employer ? -1 : 1));
}
