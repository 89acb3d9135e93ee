"""Run a few lines of script in a page of the site, with the vault's modules at hand, and bytes going both ways."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from safar.foundation.vault.wire import b64, unb64

MODULES = ("wire", "keys", "hpke", "padding", "envelopes", "signatures", "members", "cleaning", "selftest")
PROLOGUE = """async (given) => {
  const loaded = await Promise.all(%s.map((name) => import(`/static/vault/${name}.js`)));
  const m = Object.assign({}, ...loaded);
  const read = (one) => (one && one.bytes !== undefined ? m.unb64(one.bytes)
    : Array.isArray(one) ? one.map(read)
    : one && typeof one === "object" ? Object.fromEntries(Object.entries(one).map(([k, v]) => [k, read(v)])) : one);
  const written = (one) => (one instanceof Uint8Array ? { bytes: m.b64(one) }
    : Array.isArray(one) ? one.map(written)
    : one && typeof one === "object" ? Object.fromEntries(Object.entries(one).map(([k, v]) => [k, written(v)])) : one);
  const failure = async (act) => { try { await act(); return ""; } catch (error) { return error.constructor.name; } };
  const a = read(given);
  return written(await (async () => { %s })());
}"""


def run_inside(page: Page, lines: str, given: dict[str, Any]) -> Any:
    """Give what the lines return; they see the modules as `m` and the given things as `a`."""
    return _in(page.evaluate(PROLOGUE % (list(MODULES), lines), _out(given)))


def _out(one: Any) -> Any:
    if isinstance(one, bytes):
        return {"bytes": b64(one)}
    if isinstance(one, dict):
        return {name: _out(value) for name, value in one.items()}
    return [_out(value) for value in one] if isinstance(one, list | tuple) else one


def _in(one: Any) -> Any:
    if isinstance(one, dict):
        return unb64(one["bytes"]) if set(one) == {"bytes"} else {name: _in(value) for name, value in one.items()}
    return [_in(value) for value in one] if isinstance(one, list) else one


def placed(one: Any) -> dict[str, Any]:
    """Give a frozen dataclass as the browser's object: the same names, in its spelling."""
    names = {"key_id": "keyId"}
    return {names.get(name, name): getattr(one, name) for name in one.__dataclass_fields__}
