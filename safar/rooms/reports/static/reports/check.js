// A checker's page: the seven words open the body's keys in this window, and the proofs are shown here alone.

import { openEntry, openSlot } from "../vault/envelopes.js";
import { unlockMemberKey, unwrapBodyKeys } from "../vault/members.js";
import { splitFields, unb64 } from "../vault/wire.js";

const IDLE = 15 * 60 * 1000;
const page = document.getElementById("proofs");
const at = (id) => document.getElementById(id);
const fetched = async (address) => {
  const answer = await fetch(address, { cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
};

async function ringOf(words, site) {
  const instance = unb64(site.instance);
  const pair = await unlockMemberKey(words, instance, site.member, unb64(site.wrapped), unb64(site.public));
  const ring = new Map();
  for (const wrap of site.wraps) {
    const place = { instance, body: site.body, keyId: unb64(wrap.key_id), member: site.member };
    ring.set(wrap.key_id, await unwrapBodyKeys(pair, place, unb64(wrap.sealed)));
  }
  return ring;
}

async function keyOf(sealed, ring, site) {
  const slot = sealed.slots.find((one) => ring.has(one.key_id));
  const place = { instance: unb64(site.instance), cid: unb64(sealed.cid), epoch: unb64(slot.epoch), body: site.body };
  Object.assign(place, { keyId: unb64(slot.key_id), purpose: slot.purpose });
  return openSlot(ring.get(slot.key_id).sealing, place, unb64(slot.sealed), unb64(sealed.commits[slot.epoch]));
}

// A picture is drawn anew before it is shown; what is none is not shown at all.
async function shown(data) {
  const bitmap = await createImageBitmap(new Blob([data], { type: "image/jpeg" }));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", page.dataset.proof);
  return canvas;
}

async function open(words) {
  const site = await fetched(page.dataset.keys);
  const ring = await ringOf(words, site);
  const sealed = await fetched(page.dataset.sealed);
  const key = await keyOf(sealed, ring, site);
  for (const listed of sealed.entries.filter((one) => one.kind === "file")) {
    const [entry] = (await fetched(`${page.dataset.sealed}?eid=${encodeURIComponent(listed.eid)}`)).entries;
    const head = { cid: unb64(sealed.cid), role: entry.role, kind: entry.kind, form: entry.form };
    for (const name of ["epoch", "eid", "seen"]) head[name] = unb64(entry[name]);
    const [, data] = splitFields(await openEntry(key, head, unb64(entry.blob)), 2);
    at("shown").append(await shown(data).catch(() => document.createTextNode(page.dataset.unread)));
  }
}

function lock() {
  at("shown").replaceChildren();
  at("unlock").hidden = false;
}

at("unlock").addEventListener("submit", async (event) => {
  event.preventDefault();
  const words = at("words").value;
  at("words").value = "";
  at("said").textContent = "";
  try {
    await open(words);
    at("unlock").hidden = true;
    setTimeout(lock, IDLE);
  } catch (error) {
    at("said").textContent = page.dataset.wrong;
  }
});
addEventListener("pagehide", lock);
page.hidden = false;
