// Put an opened case on the page: alarms first, due wages before all else on the matter, then what was told and said.

import { isDay, termsFor } from "./desk_dates.js";
import { download, picture } from "./desk_evidence.js";
import { at, button, clocks, dangerWords, facts, fill, harmWords, isAboutMoney, made, questionWords, told, topicsOf, word } from "./desk_page.js";
import { consentFlaw, openFile, readersOf } from "./desk_reading.js";
import { unb64 } from "../vault/wire.js";
import { fetchFile } from "./desk_wire.js";

const nameOf = (site, body) => (site.keys.find((one) => one.body === body) || { name: body }).name;

/** Show all of a case that can be read. */
export async function showCase(now) {
  showKnown(now);
  showAlarms(now.opened.alarms);
  showWages(now);
  showAccount(now);
  showTerms(now);
  showEntries(now);
  await showConsents(now);
}

function showKnown({ sealed, opened }) {
  const known = sealed.known;
  const names = ["state", "category", "jurisdiction", "urgency", "filer", "filed_on"];
  const lines = names.map((name) => [word("known." + name), known[name]]);
  lines.push([word("sealed_by"), word("sealed." + sealed.sealed_by)]);
  if (opened.may && !known.shares_all) lines.push(["", word("part")]);
  facts("known", lines);
}

function showAlarms(alarms) {
  const codes = [...new Set(alarms.map((one) => one.code))];
  fill("alarms", codes.map((code) => made("p", word("alarm." + code))));
}

// FW-16: what is owed to the worker comes before anything on lawfulness, for whoever reads the case.
function showWages({ opened }) {
  const harms = ((opened.account && opened.account.content.harms) || []).filter(isAboutMoney);
  at("wages").hidden = harms.length === 0;
  fill("wages-list", harms.map((id) => made("li", harmWords(id))));
}

function showAccount({ opened, site }) {
  const told = (opened.account && opened.account.content) || {};
  const text = typeof told === "string" ? told : told.text;
  const joined = (list, words) => (Array.isArray(list) ? list.map(words).join("; ") : "");
  const lines = ["language", "filer", "country", "place", "when", "reach", "caseworker", "people", "on"].map((name) => [word("account." + name), told[name]]);
  const answers = Object.entries(told.answers || {}).map(([question, value]) => [questionWords(question), value]);
  facts("account", [
    [word("account.harms"), joined(told.harms, harmWords)], [word("account.dangers"), joined(told.dangers, dangerWords)],
    [word("account.text"), text], [word("account.employer"), told.employer && told.employer.name], ...lines, ...answers,
    [word("account.readers"), opened.account ? readersOf(opened.account, site).join("; ") : ""],
  ]);
  at("event").value = isDay(told.when || "") ? told.when : "";
}

/** Count the worker's terms from the day that stands in the field. */
export function showTerms({ opened }) {
  const told = (opened.account && opened.account.content) || {};
  const event = at("event").value;
  if (!isDay(event)) return fill("terms", [made("li", word("no-day"))]);
  const terms = termsFor(clocks(), (told.country || "").slice(0, 2), topicsOf(told.harms || []), event);
  const lines = terms.map(({ clock, last }, place) => {
    const marks = [place === 0 ? word("counts") : "", last < opened.today ? word("passed") : "", clock.check ? word("check") : ""];
    return made("li", [`${last}: ${clock.words}`, ...marks.filter(Boolean)].join(" – "));
  });
  return fill("terms", lines.length ? lines : [made("li", word("no-terms"))]);
}

function showEntries(now) {
  const claims = (now.sealed.claims || []).flatMap((one) => one.opened.entries);
  fill("entries", [...now.opened.entries, ...claims].map((one) => entryLine(one, now)));
}

function entryLine(entry, now) {
  const line = made("li", undefined, `from-${entry.role} is-${entry.kind}`);
  const who = entry.role === "body" ? nameOf(now.site, entry.body) : word("role." + entry.role);
  line.append(made("h4", `${who}: ${word("kind." + entry.kind)}`));
  for (const flaw of entry.flaws) line.append(made("p", word("flaw." + flaw), "mark grave"));
  if (entry.kind === "file") line.append(fileButton(entry, now));
  else if (entry.content && entry.kind !== "account") line.append(told(textOf(entry.content)), ...askLines(entry.content, now.site));
  line.append(made("p", [entry.on, entry.content ? readersOf(entry, now.site).join(", ") : ""].filter(Boolean).join(" · "), "hint"));
  return line;
}

const textOf = (content) => (typeof content === "string" ? content : content.text || "");

function askLines({ ask, text }, site) {
  if (!ask) return [];
  if (ask.answer) return [made("p", word(ask.answer.yes ? "ask.yes" : "ask.no"))];
  if (ask.approve) return text === word("ask.approve") ? [] : [made("p", word("ask.approve"))];
  if (!ask.consent) return [];
  const { body, purpose, until, why, scope } = ask.consent;
  const part = word(!scope || scope === "all" ? "all-of-it" : "entries-named");
  const asked = made("p", `${word("ask.consent")} ${nameOf(site, body)}: ${purpose}, ${part}, ${word("until")} ${until}`);
  return why && why !== text ? [asked, told(why)] : [asked];
}

function fileButton(entry, now) {
  const place = made("div");
  place.append(button(word("show-file"), async () => {
    try {
      const fetched = await fetchFile(now.sealed.folder, entry.eid);
      const { header, data } = await openFile(fetched, now.sealed, now.opened.keys);
      const shown = await picture(data, word("picture"));
      place.replaceChildren(...(shown ? [told(header.name || ""), shown] : [made("p", word("offline")), download(data, header.name || "", word("save"))]));
    } catch (error) {
      place.append(made("p", word("flaw.closed"), "mark grave"));
    }
  }));
  return place;
}

async function showConsents({ sealed, opened, site }) {
  const lines = [];
  for (const one of sealed.consents) {
    const mine = { body: one.body, keyId: unb64(one.key_id), purpose: one.purpose };
    const flaw = one.is_revoked ? "revoked" : await consentFlaw(one, sealed, mine, opened.today);
    const marks = { revoked: word("revoked"), signature: word("unsigned"), ended: word("passed") };
    const scope = word(one.scope === "all" ? "all-of-it" : "entries-named");
    lines.push(made("li", [`${nameOf(site, one.body)}: ${one.purpose}, ${scope}, ${word("until")} ${one.until}`, flaw && (marks[flaw] || flaw)].filter(Boolean).join(" – ")));
  }
  fill("consents", lines.length ? lines : [made("li", word("no-consents"))]);
}

export const approvalOf = async (draft, { sealed, opened, site }) => {
  for (const one of sealed.consents.filter((consent) => consent.scope === draft.eid && consent.purpose === "conciliate" && !consent.is_revoked)) {
    const mine = { body: site.body, keyId: unb64(one.key_id), purpose: "conciliate" };
    if ((await consentFlaw(one, sealed, mine, opened.today)) === null) return one;
  }
  return null;
};
