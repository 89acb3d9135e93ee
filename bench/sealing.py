"""What sealing costs, on the server where a worker has no script and in her browser where she has.

Each figure is a ratio to something nobody can do without, measured in the same run: the key stretching alone, bare
AES-GCM over the same bytes (the nonce in front and the padding behind cost two copies), a second library's HPKE, Pillow
writing the same photo anew. The browser is the system's Chromium, once as it is and once with its scripts slowed to a
quarter; key stretching, which runs outside of scripts, is not slowed by that.

    script/bench sealing
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import statistics
import threading
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image
from playwright.sync_api import sync_playwright
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from safar.foundation.vault import cleaning, hpke, keys
from safar.foundation.vault.envelopes import Head, Recipient, seal_entry, seal_slot
from safar.foundation.vault.receipts import EpochKey, Record, new_receipt, seal_record
from tests.needs import chromium

STATIC = Path(hpke.__file__).parent / "static"
INSTANCE, ROUNDS = bytes(16), 15
PRIVATE = keys.new_pair()
PUBLIC = keys.public_of(PRIVATE)
SUITE = CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES256_GCM)
FILING = """async (instance) => {
  const load = (name) => import(`/vault/${name}.js`);
  const [wire, keys, envelopes, test] = await Promise.all(["wire", "keys", "envelopes", "selftest"].map(load));
  const body = await keys.newPair(keys.ECDH);
  const tested = performance.now();
  const works = await test.selfTest();
  const started = performance.now();
  const [cid, epoch, eid, key] = [keys.newId(), keys.newId(), keys.newId(), keys.newKey()];
  const { wrap } = await keys.receiptKeys(keys.newReceipt(), "", new Uint8Array(16));
  const consent = (await keys.newPair(keys.ECDSA)).pkcs8;
  await envelopes.sealRecord(wrap, { cid, keys: [{ epoch, key }], consent });
  const head = { cid, epoch, eid, role: "worker", kind: "account", form: "complaint/1" };
  await envelopes.sealEntry(key, head, wire.utf8("a".repeat(3000)));
  const to = { instance: new Uint8Array(16), cid, epoch, body: "a-union", keyId: cid, purpose: "advise" };
  await envelopes.sealSlot(body.public, to, key);
  return [works, started - tested, performance.now() - started];
}"""


def milliseconds(call: Callable[[], object]) -> float:
    """Give the median time of a call."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def filing() -> None:
    """Seal a whole case, as the page without script does."""
    cid, epoch, key, consent = keys.new_id(), keys.new_id(), keys.new_key(), keys.new_pair()
    wrap = keys.receipt_keys(new_receipt(), "", INSTANCE).wrap
    seal_record(wrap, Record(cid, (EpochKey(epoch, key),), keys.pkcs8_of(consent)))
    seal_entry(key, Head(cid, epoch, keys.new_id(), "worker", "account", "complaint/1"), b"a" * 3000)
    seal_slot(PUBLIC, Recipient(INSTANCE, cid, epoch, "a-union", bytes(16), "advise"), key)


def both_ways() -> None:
    hpke.unseal(PRIVATE, b"slot", hpke.seal(PUBLIC, b"slot", INSTANCE))


def both_ways_pyhpke() -> None:
    public, private = (KEMKey.from_pyca_cryptography_key(one) for one in (PRIVATE.public_key(), PRIVATE))
    sent, context = SUITE.create_sender_context(public, info=b"slot")
    SUITE.create_recipient_context(sent, private, info=b"slot").open(context.seal(INSTANCE))


def photo() -> bytes:
    """Make a photo of about 3 MB with a note of its maker."""
    file, told = io.BytesIO(), Image.Exif()
    told[0x010F] = "a phone"
    picture = Image.frombytes("RGB", (1600, 1200), os.urandom(1600 * 1200 * 3))
    picture.save(file, "JPEG", exif=told, quality=85)
    return file.getvalue()


def in_the_browser(slowness: int) -> tuple[float, float]:
    """Give the times of the self-test and of sealing a case."""
    handler = functools.partial(_Quiet, directory=str(STATIC))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        options = ["--no-sandbox"] if os.getuid() == 0 else []
        page = playwright.chromium.launch(executable_path=chromium(), args=options).new_page()
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowness})
        page.goto(f"http://127.0.0.1:{server.server_port}/vault/wire.js")
        runs = [page.evaluate(FILING) for _ in range(7)]
        server.shutdown()
    assert all(works for works, *_ in runs)
    return statistics.median(run[1] for run in runs), statistics.median(run[2] for run in runs)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Requests are not what is measured."""


def main() -> None:
    stretching = milliseconds(lambda: keys.stretched(b"receipt", INSTANCE))
    whole = milliseconds(filing)
    print(f"a case sealed on the server: {whole:.1f} ms, {whole / stretching:.2f} times the key stretching; limit 1.2")
    ours, theirs = milliseconds(both_ways), milliseconds(both_ways_pyhpke)
    print(f"HPKE there and back: {ours:.2f} ms, {ours / theirs:.2f} times pyhpke ({theirs:.2f} ms); limit 1")
    head, key, plain = Head(*[INSTANCE] * 3, "worker", "file", "f"), keys.new_key(), os.urandom(4_194_000)
    sealing = milliseconds(lambda: seal_entry(key, head, plain))
    bare = milliseconds(lambda: bytes(12) + AESGCM(key).encrypt(bytes(12), plain + os.urandom(300), b""))
    print(f"a file of 4 MB sealed: {sealing:.1f} ms, {sealing / bare:.1f} times bare AES-GCM ({bare:.1f} ms); limit 2")
    data = photo()
    picture = Image.open(io.BytesIO(data))
    cleaned = milliseconds(lambda: cleaning.clean(data))
    anew = milliseconds(lambda: picture.save(io.BytesIO(), "JPEG", quality=85))
    print(f"a photo of {len(data) / 1e6:.1f} MB cleaned: {cleaned:.1f} ms, {cleaned / anew:.2f} times Pillow; limit 1")
    for slowness in (1, 4):
        test, made = in_the_browser(slowness)
        print(f"scripts {slowness} times slower: self-test {test:.0f} ms, a case sealed {made:.0f} ms; limit 1,000")


if __name__ == "__main__":
    main()
