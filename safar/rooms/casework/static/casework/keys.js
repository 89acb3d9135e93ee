// The page of one act on keys (keys_act.html). Words and keys live in this window alone; leaving the page wipes them.

import { confirmed, firstKeys, letIn, madeMember, renewed, unlocked, wrapAll } from "../vault/enrol.js";
import { random } from "../vault/keys.js";
import { newWords, readWords } from "../vault/members.js";
import { Cancelled, NoSecret, canAsk, madePasskey, wordsOf } from "../vault/passkey.js";
import { newSheets, sheetPair } from "../vault/recovery.js";
import { selfTest } from "../vault/selftest.js";
import { Malformed, WrongKey, b64, unb64 } from "../vault/wire.js";

const form = document.getElementById("act");
const told = document.getElementById("told");
const { act, other, done } = form.dataset;
let kept = "";
const typed = (id) => (id === "words" && kept) || document.getElementById(id).value;
const show = (id, isShown) => { document.getElementById(id).hidden = !isShown; };
const words = act === "mine" ? newWords() : "";

function say(word) {
  const found = document.querySelector("#says").content.querySelector(`[data-word="${word}"]`);
  told.textContent = found ? found.textContent : word;
}

async function state() {
  return (await fetch(form.dataset.state, { cache: "no-store" })).json();
}

async function send(content) {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const answer = await fetch(location.pathname, { method: "POST", headers, body: JSON.stringify(content) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Said(said.error || "network");
  return said;
}

class Said extends Error {}

async function mine() {
  if (readWords(typed("words")) !== words) throw new Said("differ");
  await send(await madeMember(words, await state()));
}

async function passkey() {
  const now = await state();
  await unlocked(typed("words"), now);
  await send(await madePasskey(typed("words"), now));
}

async function onSomebody() {
  const now = await state();
  const colleague = now.colleagues.find((one) => one.member === other);
  await send(await letIn(typed("words"), now, colleague));
}

async function sheets() {
  const now = await state();
  const pair = await unlocked(typed("words"), now);
  const made = await newSheets();
  const holder = "-" + random(6).reduce((number, byte) => number * 256 + byte, 1);
  const wraps = await wrapAll(pair, now, now.member, now.wraps, { member: holder, public: b64(made.public) });
  await send(Object.assign(wraps, { holder, public: b64(made.public) }));
  for (const [at, one] of made.words.entries()) document.querySelector(`[data-sheet="${at + 1}"]`).textContent = one;
  show("sheets", true);
  form.hidden = true;
  return true;
}

async function recover() {
  const now = await state();
  const sheet = await send({});
  const pair = await sheetPair(typed("sheet-1"), typed("sheet-2"), unb64(sheet.public));
  await send(await wrapAll(pair, now, sheet.holder, sheet.wraps, now));
}

const ACTS = {
  mine,
  passkey,
  first: async () => send(await firstKeys(await state())),
  confirm: async () => send(await confirmed(typed("words"), await state())),
  renew: async () => send(await renewed(typed("words"), await state(), "")),
  leaves: async () => send(await renewed(typed("words"), await state(), other)),
  "let-in": onSomebody,
  sheets,
  recover,
};

function wipe() {
  for (const field of form.querySelectorAll("input[type=text], textarea")) field.value = "";
  for (const shown of document.querySelectorAll("#new-words, [data-sheet]")) shown.textContent = "";
}

async function go(event) {
  event.preventDefault();
  document.getElementById("go").disabled = true;
  say("working");
  try {
    kept = event.submitter ? "" : await wordsOf(await state());
    const stays = await ACTS[act]();
    if (stays === true) say("");
    else location.assign(done);
  } catch (error) {
    say(error instanceof Said ? error.message : nameOf(error));
  }
  kept = "";
  document.getElementById("go").disabled = false;
}

const NAMED = [Malformed, WrongKey, NoSecret, Cancelled];
const nameOf = (error) => (NAMED.includes(error.constructor) ? error.constructor.name : "failed");

function begin() {
  form.hidden = false;
  if (act === "mine") {
    document.getElementById("new-words").textContent = words;
    document.getElementById("written").addEventListener("click", () => {
      document.getElementById("new-words").textContent = "";
      show("shown", false);
      show("typing", true);
      document.getElementById("words").focus();
    });
  }
  if (act === "sheets") {
    document.getElementById("print").addEventListener("click", () => window.print());
    document.getElementById("kept").addEventListener("click", () => location.assign(done));
  }
  const byPasskey = document.getElementById("by-passkey");
  if (byPasskey) {
    byPasskey.hidden = !canAsk();
    byPasskey.addEventListener("click", go);
  }
  form.addEventListener("submit", go);
  window.addEventListener("pagehide", wipe);
}

if (await selfTest()) begin();
else say("broken");
