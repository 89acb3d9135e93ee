// Show what a worker sent as proof. A picture is drawn anew before it is shown; anything else is only ever a download.

const PICTURES = [["image/jpeg", [0xff, 0xd8, 0xff]], ["image/png", [0x89, 0x50, 0x4e, 0x47]], ["image/webp", [0x52, 0x49, 0x46, 0x46]]];
const addresses = [];

/** Say what picture the bytes are, by their first bytes alone; null for all else: HTML, SVG, PDF. */
export function pictureType(data) {
  const known = PICTURES.find(([, start]) => start.every((byte, place) => data[place] === byte));
  return known ? known[0] : null;
}

function kept(blob) {
  const address = URL.createObjectURL(blob);
  addresses.push(address);
  return address;
}

/** Draw a picture anew and give it as an element; null where it is none or the browser can't draw it. */
export async function picture(data, words) {
  const type = pictureType(data);
  if (!type) return null;
  try {
    const bitmap = await createImageBitmap(new Blob([data], { type }));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    const again = await new Promise((done) => canvas.toBlob(done, "image/png"));
    const shown = document.createElement("img");
    [shown.src, shown.alt] = [kept(again), words];
    return shown;
  } catch (error) {
    return null;
  }
}

/** Give a download that no program opens by itself. */
export function download(data, name, words) {
  const link = document.createElement("a");
  link.href = kept(new Blob([data], { type: "application/octet-stream" }));
  link.download = name.replace(/[^\p{L}\p{Nd}._-]+/gu, "_").slice(0, 80) || "file";
  link.textContent = words;
  return link;
}

/** Let go of everything that was shown. */
export function forgetEvidence() {
  while (addresses.length) URL.revokeObjectURL(addresses.pop());
}
