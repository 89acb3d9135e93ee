// What the desk fetches and sends: sealed parts and codes, to this site alone.

const root = () => document.getElementById("desk").dataset.base;

export class Refused extends Error {}

async function answer(response) {
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(said.detail || String(response.status));
  return said;
}

export const fetchKeys = async () => answer(await fetch(root() + "keys"));
export const fetchCase = async (number) => answer(await fetch(`${root()}${number}/sealed`));
export const fetchFile = async (number, eid) =>
  (await answer(await fetch(`${root()}${number}/sealed?eid=${encodeURIComponent(eid)}`))).entries[0];

/** Post to a case; the server's refusal comes back in its words. */
export async function post(number, what, body) {
  const token = document.querySelector("#desk input[name=csrfmiddlewaretoken]").value;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return answer(await fetch(`${root()}${number}/${what}`, { method: "POST", headers, body: JSON.stringify(body) }));
}
