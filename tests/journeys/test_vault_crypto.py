"""The browser seals what Python opens and opens what Python seals, byte by byte, under the site's policy."""

from __future__ import annotations

import math
import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, Route
from pytest_django.live_server_helper import LiveServer

from safar.foundation.vault import keys, members
from safar.foundation.vault.cleaning import NotCleanable, clean
from safar.foundation.vault.envelopes import (
    Head,
    NotePlace,
    open_entry,
    open_note,
    open_slot,
    seal_entry,
    seal_note,
    seal_slot,
    seen_after,
)
from safar.foundation.vault.receipts import EpochKey, Record, open_record, seal_record
from safar.foundation.vault.sealed import SignedConsent
from safar.foundation.vault.signatures import entry_statement, is_signed, sign, sign_consent, verify_consent
from safar.foundation.vault.wire import b64
from safar.rules.receipts import read_receipt
from tests.foundation.vault.crypto import pictures, vector
from tests.foundation.vault.crypto.test_hpke import AAD, INFO, PLAIN, VECTORS
from tests.foundation.vault.crypto.test_modules import FOLDER
from tests.foundation.vault.crypto.vector import CID, EID, EPOCH, INSTANCE, KEY, pair, recipient
from tests.foundation.vault.crypto.window import placed, run_inside
from tests.journeys.browser import BrowserPage
from tests.rules.test_receipts import DECIMALS

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
RECEIPT, WORD, TEXT = "440712950038771029645518", " Straße ", "\ufeffThey keep my pay. أخذوا جوازي".encode()
BODY, MEMBER, CONSENT = members.BodyKeys(pair(42), pair(43)), pair(41), pair(44)
WORDS = "baba didi fofo gugu haha jiji koko"
SEALING, SIGNING = keys.public_of(BODY.sealing), keys.public_of(BODY.signing)
TO = replace(recipient(), key_id=BODY.key_id)
RECORD = Record(
    CID, (EpochKey(bytes(16), bytes(32)), EpochKey(EPOCH, KEY)), b"der", (keys.ReceiptKeys(b"t" * 32, b"w" * 32),)
)
SENT = Head(CID, EPOCH, EID, "body", "message", "answer/1", seen_after(b"before"))
Inside = Callable[..., Any]


@pytest.fixture
def inside(live_server: LiveServer, browser_page: BrowserPage) -> Inside:
    """Run a few lines in a page of the site, with all modules as `m` and the given things as `a`."""
    page = browser_page()
    page.goto(f"{live_server.url}/how-it-works")

    return lambda lines, **given: run_inside(page, lines, given)


ALTERED = {
    "wire": ("size >>> 8, size)", "size >>> 8, size + 1)"),
    "keys": ("131072", "131071"),
    "hpke": ('"shared_secret"', '"shared-secret"'),
    "padding": ("noise(size - 4 - length)", "noise(size - 4 - length).reverse().fill(0)"),
    "envelopes": ('"safar/1 entry", ...ids, head.role', '"safar/1 entry", ...ids, "worker "'),
    "signatures": ('"safar/1 consent", id, consent.body', '"safar/1 consent", id, ""'),
    "cleaning": ("marker === 0xfe", "marker === 0xfd"),
}


def _answering(body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=body, content_type="text/javascript")


def _self_test(page: Page) -> object:
    return page.evaluate("import('/static/vault/selftest.js').then((m) => m.selfTest()).catch(() => false)")


def test_the_self_test_says_yes(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    answer = page.goto(f"{live_server.url}/how-it-works")
    assert answer is not None
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert _self_test(page) is True


def test_the_self_test_says_no_when_any_module_is_altered(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    for name, (was, becomes) in ALTERED.items():
        text = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
        altered = text.replace(was, becomes)
        assert altered != text
        page.route(f"**/vault/{name}.js", _answering(altered))
        page.goto(f"{live_server.url}/how-it-works")
        assert _self_test(page) is False, name
        page.unroute(f"**/vault/{name}.js")
    page.reload()
    assert _self_test(page) is True


def test_official_vectors_of_hpke(inside: Inside) -> None:
    _, private, encapsulated, ciphertext = VECTORS["AES-256-GCM"]
    sealed = bytes.fromhex(encapsulated + ciphertext)
    found = inside(
        """const [own, sender] = [await m.loadPkcs8(a.own, m.ECDH), await m.loadPkcs8(a.sender, m.ECDH)];
        const sealed = await m.seal(own.public, a.info, a.plain, sender, a.aad);
        return [sealed, await m.unseal(own, a.info, a.sealed, a.aad)];""",
        own=keys.pkcs8_of(pair(private)),
        sender=keys.pkcs8_of(pair(vector.SENDER)),
        info=INFO,
        plain=PLAIN,
        aad=AAD,
        sealed=sealed,
    )
    assert found == [sealed, PLAIN]


def test_the_made_up_case_is_the_same_on_both_sides(inside: Inside) -> None:
    assert inside("return m.madeUpCase();") == vector.made_up_case()


def test_the_browser_opens_what_python_seals(inside: Inside) -> None:
    derived = keys.receipt_keys(RECEIPT, WORD, INSTANCE)
    blob = seal_entry(KEY, SENT, TEXT)
    note = NotePlace(INSTANCE, "a-union", BODY.key_id, replace(SENT, kind="note"))
    wrap = members.WrapPlace(INSTANCE, "a-union", BODY.key_id, "12")
    consent = sign_consent(
        CONSENT, CID, body="a-union", key_id=BODY.key_id, purpose="advise", scope=b64(EID), until=date(2027, 3, 31)
    )
    found = inside(
        """const { tag, wrap } = await m.receiptKeys(m.readReceipt(a.typed), a.word, a.to.instance);
        const record = await m.openRecord(wrap, a.record);
        const member = await m.unlockMemberKey(a.words, a.to.instance, "12", a.memberKey, a.memberPublic);
        const body = await m.unwrapBodyKeys(member, a.wrapPlace, a.wrapped);
        const key = await m.openSlot(body.sealing, a.to, a.slot, a.commit);
        const mine = { body: "a-union", keyId: a.to.keyId, purpose: "advise" };
        return {
          tag, record, key, entry: m.text(await m.openEntry(key, a.head, a.blob)),
          note: await m.openNote(body.sealing, a.notePlace, a.note),
          signed: await m.verifyBodyEntry(body.signing.public, a.signature, a.head, a.blob),
          flaws: [await m.flawIn(a.consent, a.consentKey, a.to.cid, mine, "2027-03-31"),
                  await m.flawIn(a.consent, a.consentKey, a.to.cid, mine, "2027-04-01")],
          kept: await Promise.all([member, body.sealing, body.signing].map(
            (one) => failure(() => crypto.subtle.exportKey("pkcs8", one.key)))),
        };""",
        typed="٤٤٠٧-١٢٩٥ 0038 7710 2964 5518",
        word=WORD,
        record=seal_record(derived.wrap, RECORD),
        words=WORDS.upper(),
        memberKey=members.wrap_member_key(WORDS, INSTANCE, "12", MEMBER),
        memberPublic=keys.public_of(MEMBER),
        wrapPlace=placed(wrap),
        wrapped=members.wrap_body_keys(keys.public_of(MEMBER), wrap, BODY),
        to=placed(TO),
        slot=seal_slot(SEALING, TO, KEY),
        commit=keys.commit_of(KEY),
        head=placed(SENT),
        blob=blob,
        notePlace=placed(note) | {"head": placed(note.head)},
        note=seal_note(SEALING, note, b"inside the office"),
        signature=sign(BODY.signing, entry_statement(CID, EPOCH, EID, blob)),
        consent=placed(consent) | {"until": consent.until.isoformat()},
        consentKey=keys.public_of(CONSENT),
    )
    assert found == {
        "tag": derived.tag,
        "record": {
            "keys": [{"epoch": bytes(16), "key": bytes(32)}, {"epoch": EPOCH, "key": KEY}],
            "consent": b"der",
            "others": [{"tag": b"t" * 32, "wrap": b"w" * 32}],
            "cid": CID,
        },
        "key": KEY,
        "entry": TEXT.decode(),
        "note": b"inside the office",
        "signed": True,
        "flaws": [None, "ended"],
        "kept": ["DOMException"] * 3,
    }


def test_python_opens_what_a_workers_browser_seals(inside: Inside) -> None:
    made = inside(
        """const receipt = m.newReceipt();
        const [cid, epoch, eid, key] = [m.newId(), m.newId(), m.newId(), m.newKey()];
        const { tag, wrap } = await m.receiptKeys(receipt, a.word, a.to.instance);
        const consentPair = await m.newPair(m.ECDSA);
        const signer = (await m.loadPkcs8(consentPair.pkcs8, m.ECDSA)).key;
        const to = { ...a.to, cid, epoch };
        const head = { cid, epoch, eid, role: "worker", kind: "account", form: "complaint/1" };
        const photo = { ...head, eid: m.newId(), kind: "file" };
        const terms = { body: to.body, keyId: to.keyId, purpose: "advise", scope: m.scopeOf([eid]), until: a.until };
        return {
          receipt, cid, epoch, eid, key, tag, commit: await m.commitOf(key), token: await m.tokenOf(key),
          record: await m.sealRecord(wrap, { ...a.others, cid, keys: [{ epoch, key }], consent: consentPair.pkcs8 }),
          blob: await m.sealEntry(key, head, a.text), slot: await m.sealSlot(a.sealing, to, key),
          photo: photo.eid, photoBlob: await m.sealEntry(key, photo, new Uint8Array(1048576).fill(9)),
          consent: await m.signConsent(signer, cid, terms), consentPublic: consentPair.public,
          kept: await failure(() => crypto.subtle.exportKey("pkcs8", signer)),
        };""",
        word=WORD,
        to=placed(TO),
        text=TEXT,
        sealing=SEALING,
        until="2027-03-31",
        others={"others": [{"tag": b"t" * 32, "wrap": b"w" * 32}]},
    )
    derived = keys.receipt_keys(made["receipt"], "strasse", INSTANCE)
    record = open_record(derived.wrap, made["record"])
    assert (derived.tag, record.cid, record.newest) == (made["tag"], made["cid"], EpochKey(made["epoch"], made["key"]))
    assert record.others == RECORD.others
    assert keys.public_of(keys.load_pkcs8(record.consent)) == made["consentPublic"]
    key = keys.check_commit(record.newest.key, made["commit"])
    assert keys.token_of(key) == made["token"]
    head = Head(made["cid"], made["epoch"], made["eid"], "worker", "account", "complaint/1")
    assert open_entry(key, head, made["blob"]) == TEXT
    assert open_entry(key, replace(head, eid=made["photo"], kind="file"), made["photoBlob"]) == b"\t" * 1_048_576
    assert len(made["photoBlob"]) == 4_194_304 + 28
    to = replace(TO, cid=made["cid"], epoch=made["epoch"])
    assert open_slot(BODY.sealing, to, made["slot"], made["commit"]) == key
    word = made["consent"]
    consent = SignedConsent(
        word["body"],
        word["keyId"],
        word["purpose"],
        word["scope"],
        date.fromisoformat(word["until"]),
        word["nonce"],
        word["signature"],
    )
    assert verify_consent(made["consentPublic"], made["cid"], consent)
    assert made["kept"] == "DOMException"


def test_python_opens_what_a_desks_browser_seals(inside: Inside) -> None:
    made = inside(
        """const words = m.newWords();
        const first = await m.newMemberKey(words, a.instance, "12");
        const body = await m.newBodyKeys(a.instance, "a-union", [{ member: "12", public: first.public }]);
        const place = { instance: a.instance, body: "a-union", keyId: body.keyId, member: "12" };
        const own = await m.unwrapBodyKeys(first.pair, place, body.wraps[0].wrapped);
        const blob = await m.sealEntry(a.key, a.head, a.text);
        const notePlace = { ...place, head: { ...a.head, kind: "note" } };
        return {
          words, public: first.public, wrapped: first.wrapped, body, blob,
          second: await m.rewrapBodyKeys(first.pair, place, body.wraps[0].wrapped, { member: "13", public: a.second }),
          signature: await m.sign(own.signing.key, await m.entryStatement(a.head, blob)),
          note: await m.sealNote(body.sealing, notePlace, a.text),
        };""",
        instance=INSTANCE,
        key=KEY,
        head=placed(SENT),
        text=TEXT,
        second=keys.public_of(MEMBER),
    )
    first = members.unwrap_member_key(made["words"], INSTANCE, "12", made["wrapped"], made["public"])
    body = made["body"]
    place = members.WrapPlace(INSTANCE, "a-union", body["keyId"], "12")
    own = members.unwrap_body_keys(first, place, body["wraps"][0]["wrapped"])
    again = members.unwrap_body_keys(MEMBER, replace(place, member="13"), made["second"])
    assert keys.public_of(own.sealing) == keys.public_of(again.sealing) == body["sealing"]
    assert keys.public_of(own.signing) == keys.public_of(again.signing) == body["signing"]
    assert open_entry(KEY, SENT, made["blob"]) == TEXT
    assert is_signed(body["signing"], entry_statement(CID, EPOCH, EID, made["blob"]), made["signature"])
    note = NotePlace(INSTANCE, "a-union", body["keyId"], replace(SENT, kind="note"))
    assert open_note(own.sealing, note, made["note"]) == TEXT


def test_the_browser_refuses_what_python_refuses(inside: Inside) -> None:
    """A key that is not the epoch's, a moved entry, swapped keys, wrong forms: each with the same kind of error."""
    derived = keys.receipt_keys(RECEIPT, "", INSTANCE)
    record = seal_record(derived.wrap, Record(CID, (EpochKey(EPOCH, KEY),), b""))
    wrap = members.WrapPlace(INSTANCE, "a-union", BODY.key_id, "12")
    found = inside(
        """const body = await m.loadPkcs8(a.body, m.ECDH);
        return Promise.all([
          () => m.openSlot(body, a.to, a.slot, a.commit), () => m.openSlot(body, a.to, a.falseSlot, a.commit),
          () => m.openSlot(body, { ...a.to, purpose: "conciliate" }, a.slot, a.commit),
          () => m.openSlot(body, a.to, a.slot.slice(0, 80), a.commit), () => m.sealSlot(a.offCurve, a.to, a.key),
          () => m.openEntry(a.key, a.head, a.blob), () => m.openEntry(a.key, { ...a.head, role: "worker" }, a.blob),
          () => m.openEntry(a.key, a.head, a.blob.slice(1)),
          () => m.sealEntry(a.key, { ...a.head, kind: "visa" }, a.key),
          () => m.sealEntry(a.key, { ...a.head, kind: "note" }, a.key),
          () => m.pad(new Uint8Array(65533), m.TEXT_CLASSES),
          () => m.unpad(new Uint8Array(4096).fill(255), m.TEXT_CLASSES), () => m.unpad(a.key, m.TEXT_CLASSES),
          () => m.openRecord(a.wrap, a.record), () => m.openRecord(a.key, a.record),
          () => m.openRecord(a.wrap, a.record.slice(1)), () => m.receiptKeys("4407", "", a.to.instance),
          () => m.splitFields(a.fields, 2), () => m.splitFields(a.fields, 1), () => m.splitFields(a.fields, 3),
          () => m.unb64("AB"), () => m.unb64("AA=="), () => m.unb64("AAAA", 4), () => m.unb64(7),
          () => m.unwrapBodyKeys(body, a.place, a.wrapped), () => m.readWords("baba didi"),
          () => m.loadPkcs8(a.key, m.ECDH), () => m.consentStatement(a.to.cid, { ...a.terms, until: "2027-02-30" }),
          () => m.consentStatement(a.to.cid, { ...a.terms, scope: "some" }),
        ].map(failure));""",
        body=keys.pkcs8_of(BODY.sealing),
        to=placed(TO),
        slot=seal_slot(SEALING, TO, KEY),
        falseSlot=seal_slot(SEALING, TO, bytes(32)),
        offCurve=SEALING[:-1] + bytes([SEALING[-1] ^ 1]),
        commit=keys.commit_of(KEY),
        key=KEY,
        head=placed(SENT),
        blob=seal_entry(KEY, SENT, TEXT),
        wrap=derived.wrap,
        record=record,
        fields=b"\0\0\0\1a\0\0\0\0",
        place=placed(wrap),
        wrapped=members.wrap_body_keys(SEALING, replace(wrap, member="13"), BODY),
        terms={"body": "b", "keyId": bytes(16), "purpose": "p", "scope": "all", "until": "", "nonce": bytes(16)},
    )
    ok, wrong, malformed = "", "WrongKey", "Malformed"
    assert found == [
        *(ok, wrong, wrong, malformed, malformed),
        *(ok, wrong, wrong, malformed, malformed, malformed, malformed, malformed),
        *(ok, wrong, malformed, malformed),
        *(ok, malformed, malformed, malformed, malformed, malformed, malformed),
        *(wrong, malformed, malformed, malformed, malformed),
    ]


def test_words_and_digits_are_read_alike_over_all_of_unicode(inside: Inside) -> None:
    known = [chr(point) for point in range(sys.maxunicode + 1)]
    known = [sign for sign in known if unicodedata.category(sign) not in {"Cn", "Co", "Cs"} and sign not in "|｜"]
    joined = inside(
        "return Array.from(a.signs, (sign) => m.normalWord('x' + sign + 'x')).join('|');", signs="".join(known)
    )
    found = joined.split("|")
    differing = [sign for sign, word in zip(known, found, strict=True) if word != keys.normal_word(f"x{sign}x")]
    assert differing == []
    read = inside("return a.receipts.map(m.readReceipt);", receipts=[sign * 24 for sign in DECIMALS])
    assert read == [str(unicodedata.decimal(sign)) * 24 for sign in DECIMALS]
    wrong = ["", "1" * 23, "1" * 25, "O" * 24, "1" * 23 + "²", "1" * 24 + "a"]
    assert inside("return a.receipts.map(m.readReceipt);", receipts=wrong) == [None] * len(wrong)


def test_the_same_signs_may_stand_between_digits(inside: Inside) -> None:
    signs = [chr(point) for point in range(0x10000) if not 0xD800 <= point < 0xE000]
    known = [sign for sign in signs if unicodedata.category(sign) not in {"Cn", "Nd"}]
    found = inside(
        "return Array.from(a.signs, (sign) => m.readReceipt(a.receipt + sign) !== null);",
        signs="".join(known),
        receipt=RECEIPT,
    )
    expected = [read_receipt(RECEIPT + sign).problem is None for sign in known]
    assert [sign for sign, one, other in zip(known, found, expected, strict=True) if one != other] == []


def test_chance_is_even_in_the_browser_too(inside: Inside) -> None:
    """Chi squared, nine degrees of freedom: 35 is passed once in 15,000 runs."""
    receipts = inside("return Array.from({ length: 1000 }, m.newReceipt);")
    counts = Counter("".join(receipts))
    assert math.fsum((counts[digit] - 2400) ** 2 / 2400 for digit in "0123456789") < 35
    words = inside("return Array.from({ length: 100 }, m.newWords);")
    assert [members.read_words(one) for one in words] == words
    assert len(set(words)) == 100


def _cleaned(data: bytes) -> Any:
    try:
        cleaned = clean(data)
    except NotCleanable:
        return "NotCleanable"
    told = {"taken": cleaned.told.taken, "orientation": cleaned.told.orientation}
    return {"mediaType": cleaned.media_type, "data": cleaned.data, "told": told}


def _files() -> list[bytes]:
    """The files of the cleaner's own tests, and two thousand damaged ones, the same in every run."""
    files = [made() for made, *_ in pictures.MADE.values()] + [plain for _, plain, _ in pictures.MADE.values()]
    files += [*pictures.REFUSED.values(), pictures.SIMPLE_WEBP, *map(pictures.jpeg, map(pictures.exif, pictures.TIMES))]
    files += [pictures.png(pictures.exif(is_big=True)), pictures.webp(pictures.exif(table=2**32 - 1))]
    chance = random.Random(7)
    for _ in range(2000):
        damaged = bytearray(chance.choice(files[:6]))
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] = chance.choice((0, 1, 0xFF, chance.randrange(256)))
        files.append(bytes(damaged[: chance.choice((len(damaged), chance.randrange(len(damaged))))]))
    return files


def test_both_cleaners_do_the_same(inside: Inside) -> None:
    files = _files()
    cleaned = inside(
        """const cleaned = (file) => { try { return m.clean(file); } catch (error) { return error.constructor.name; } };
        return a.files.map(cleaned);""",
        files=files,
    )
    expected = [_cleaned(file) for file in files]
    assert cleaned == expected
    assert 200 < expected.count("NotCleanable") < len(files) - 200
