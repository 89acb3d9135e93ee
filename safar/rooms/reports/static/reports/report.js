// A report with script: this browser makes the number and sends only what the number derives. A code from a printed
// sheet comes in the fragment, which no server sees, and rides along in the form.

import { newReceipt, readReceipt, receiptKeys, sha256 } from "../vault/keys.js";
import { b64, unb64, utf8 } from "../vault/wire.js";

const one = (selector, root = document) => root.querySelector(selector);
const form = one("form[data-step]");

function ride(name, value) {
  const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(field);
}

// A public site leads here with the party in the fragment: its first step is then answered already.
function takeFragment() {
  const found = /^#(code|party)=([\w-]{4,40})$/.exec(location.hash);
  if (location.hash) history.replaceState(null, "", location.pathname);
  if (!found) return;
  const field = one(`[name=${found[1]}]`, form);
  if (field) field.value = found[2];
  else ride(found[1], found[2]);
  if (found[1] === "party") form.submit();
}

const tagOf = async (receipt) => b64((await receiptKeys(receipt, "", unb64(form.dataset.instance))).tag);

// The fee is asked of those who say that they paid; without script it is always there.
function askFee() {
  const sum = ["fee", "currency"].map((name) => one(`.field [name=${name}]`, form)).filter(Boolean);
  const paid = form.querySelectorAll("[name=a-paid-fee]");
  if (!sum.length || !paid.length) return;
  const look = () => {
    const yes = one("[name=a-paid-fee]:checked", form);
    for (const field of sum) field.closest(".field").hidden = !yes || yes.value !== "yes";
  };
  for (const choice of paid) choice.addEventListener("change", look);
  look();
}

function showDone(receipt) {
  const page = one("main .body");
  page.replaceChildren(one("#t-done").content.cloneNode(true));
  for (const group of receipt.match(/\d{4}/g)) {
    const span = document.createElement("span");
    span.textContent = group;
    one("[data-receipt]", page).append(span, " ");
  }
  one("h1", page).focus();
  offerPrint();
}

function offerPrint() {
  const print = one("[data-do=print]");
  if (!print) return;
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

// In a flood the site asks for some arithmetic: at most a second on a slow phone.
async function workShown() {
  const asked = await fetch("/reports/v1/work", { credentials: "omit", cache: "no-store" });
  const { bits, challenge } = await asked.json();
  for (let answer = 0; ; answer += 1) {
    const digest = await sha256(utf8(`${challenge}:${answer}`));
    if (new DataView(digest.buffer).getUint32(0) >>> (32 - bits) === 0 || bits === 0) return { work: challenge, answer };
  }
}

// A proof that was chosen is sealed here; a photo without a reader, or one that can't be read, stops the sending.
async function proofs(keys) {
  const file = one("#proofs", form) && one("#proofs", form).files[0];
  if (!file) return null;
  const { value: id, dataset } = one("#centre", form).selectedOptions[0];
  if (!id) throw new Unread();
  const { sealedProof, smallerCopy } = await import("./proofs.js");
  const picture = await smallerCopy(file).catch(() => { throw new Unread(); });
  return sealedProof(unb64(form.dataset.instance), keys, { id, key: dataset.key, sealing: dataset.sealing }, picture);
}

class Unread extends Error {}

async function told(keys) {
  const fields = new FormData(form);
  for (const name of ["receipt", "number"]) fields.delete(name);
  fields.set("tag", b64(keys.tag));
  const folder = await proofs(keys);
  if (folder) fields.set("proofs", JSON.stringify(folder));
  for (const [name, value] of Object.entries(await workShown())) fields.set(name, value);
  return new URLSearchParams(fields).toString();
}

// The answer is read as a document, so that no text is ever taken for markup. Gives nothing where it went well.
function send(body) {
  return new Promise((resolve, reject) => {
    const asked = new XMLHttpRequest();
    asked.open("POST", location.pathname);
    asked.responseType = "document";
    asked.setRequestHeader("Content-Type", "application/x-www-form-urlencoded");
    asked.addEventListener("load", () => (asked.status === 200 ? resolve("") : resolve(whyNot(asked.response))));
    asked.addEventListener("error", reject);
    asked.send(body);
  });
}

// The page that says no has a token that lasts, where this one's has grown too old to be sent.
function whyNot(page) {
  const token = page && one("main [name=token]", page);
  if (token) one("[name=token]", form).value = token.value;
  const said = page && one("main [role=alert]:not([hidden])", page);
  return said ? said.textContent.trim() : one("[data-unsent]", form).dataset.words;
}

function say(words) {
  const place = one("[data-unsent]", form);
  place.textContent = words;
  place.hidden = !words;
}

// One number for all tries, so that the same report sent twice stays one.
function sendHere() {
  const receipt = newReceipt();
  const unsent = one("[data-unsent]", form);
  unsent.dataset.words = unsent.textContent;
  const way = one("[data-proofs]", form);
  if (way) way.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.value === "back") return;
    event.preventDefault();
    const [button] = form.querySelectorAll("button");
    button.disabled = true;
    say("");
    try {
      const problem = await send(await told(await receiptKeys(receipt, "", unb64(form.dataset.instance))));
      if (problem) say(problem);
      else showDone(receipt);
    } catch (error) {
      say(error instanceof Unread ? one("[data-unread]", form).textContent : unsent.dataset.words);
    }
    button.disabled = false;
  });
}

// Coming back: the digits stay here, the tag goes.
function openHere() {
  form.addEventListener("submit", async (event) => {
    const typed = one("[name=receipt]", form);
    const digits = typed && readReceipt(typed.value);
    if (!digits) return;
    event.preventDefault();
    typed.removeAttribute("name");
    ride("tag", await tagOf(digits));
    form.submit();
  });
}

function start() {
  takeFragment();
  askFee();
  if (form.dataset.step === "review") sendHere();
  if (form.dataset.step === "return") openHere();
}

if (form) start();
offerPrint();
