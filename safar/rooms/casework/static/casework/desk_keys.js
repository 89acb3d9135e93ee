// The desk's keys: unlocked by seven words, kept in this window's memory alone, gone after fifteen idle minutes.

import { unlockMemberKey, unwrapBodyKeys } from "../vault/members.js";
import { unb64 } from "../vault/wire.js";

const IDLE = 15 * 60 * 1000;

/** Open the body's keys by a member's words: key id → {keyId, sealing, signing}. None can be written down again. */
export async function unlock(words, site) {
  const instance = unb64(site.instance);
  const pair = await unlockMemberKey(words, instance, site.member, unb64(site.wrapped), unb64(site.public));
  const ring = new Map();
  for (const wrap of site.wraps) {
    const keyId = unb64(wrap.key_id);
    const place = { instance, body: site.body, keyId, member: site.member };
    ring.set(wrap.key_id, Object.assign(await unwrapBodyKeys(pair, place, unb64(wrap.sealed)), { keyId }));
  }
  return ring;
}

/** Call `lock` once nobody has touched the page for fifteen minutes, however the timer was slept through. */
export function watchIdle(lock, idle = IDLE) {
  let last = Date.now();
  const touched = () => {
    last = Date.now();
  };
  for (const what of ["pointerdown", "keydown", "scroll"]) addEventListener(what, touched, { passive: true });
  const timer = setInterval(() => {
    if (Date.now() - last >= idle) lock();
  }, Math.min(idle / 4, 15000));
  return () => {
    clearInterval(timer);
    for (const what of ["pointerdown", "keydown", "scroll"]) removeEventListener(what, touched);
  };
}
