// Record her voice within the page: it never becomes a file on the phone, and what isn't sent is gone with the page.

import { word } from "./help_page.js";

const MOST_SECONDS = 600;
const BITS = 24000; // a second; ten minutes are 1.8 MB

let stop = null;

/** Show the part only where the browser can record. */
export const offer = (part) => { part.hidden = !(window.MediaRecorder && navigator.mediaDevices); };

/** End what is being recorded, before the page goes on to another step. */
export const finish = async () => { if (stop) await stop(); };

/** Begin at the first press, end at the second or after ten minutes; `take` gets the bytes and their media type. */
export async function toggle(button, take) {
  if (stop) return stop();
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => {
    throw Object.assign(new Error("microphone"), { word: "no-microphone" });
  });
  const recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS }), parts = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve));
  stop = async () => {
    if (recorder.state !== "inactive") recorder.stop();
    await ended;
    stop = null;
    stream.getTracks().forEach((track) => track.stop());
    button.textContent = word("record");
    take(new Uint8Array(await new Blob(parts).arrayBuffer()), recorder.mimeType.split(";")[0]);
  };
  const now = stop;
  setTimeout(() => stop === now && now(), MOST_SECONDS * 1000);
  recorder.start();
  button.textContent = word("stop-recording");
  return null;
}
