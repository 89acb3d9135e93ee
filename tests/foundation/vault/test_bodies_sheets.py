"""Two of a body's three recovery sheets open what it holds; one, a torn one and those of another body don't."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.foundation import vault
from safar.foundation.vault.keys import load_pkcs8, new_pair, pkcs8_of, public_of
from safar.foundation.vault.recovery import Share, combined, read_sheet, sheet_key, sheet_words, split, times
from safar.foundation.vault.wire import Malformed, WrongKey

FOLDER = Path(vault.__file__).parent / "static" / "vault"
SECRETS = st.binary(min_size=32, max_size=32)


def scalar(private: object) -> bytes:
    return private.private_numbers().private_value.to_bytes(32, "big")  # type: ignore[attr-defined,no-any-return]


@given(SECRETS)
def test_any_two_of_three_give_it_back(secret: bytes) -> None:
    assert all(combined(one, other) == secret for one, other in permutations(split(secret), 2))


def test_one_share_says_nothing() -> None:
    """For every value of a byte there is a slope that gives the very share one holds."""
    (share,) = {times(0x35, 2) ^ 0x71}
    values = {share ^ times(slope, 2) for slope in range(256)}
    assert values == set(range(256))


@given(SECRETS, st.integers(1, 3))
def test_words_come_back_however_they_are_typed(secret: bytes, number: int) -> None:
    share = Share(number, secret)
    words = sheet_words(share)
    assert len(words.split()) == 24
    assert read_sheet("  " + words.upper().replace(" ", "\n")) == share


def test_a_wrong_letter_is_found() -> None:
    words = sheet_words(split(bytes(32))[0])
    for place in range(0, len(words), 7):
        other = "u" if words[place] in "aio" else "a" if words[place] == "u" else "b" if words[place] != "b" else "d"
        if words[place] != " ":
            with pytest.raises(Malformed):
                read_sheet(words[:place] + other + words[place + 1 :])


@pytest.mark.parametrize("typed", ["", "baba", "baba " * 23, "xaxa " * 24])
def test_what_is_no_sheet_is_malformed(typed: str) -> None:
    with pytest.raises(Malformed):
        read_sheet(typed)


def test_two_sheets_bring_the_key_back_and_no_other() -> None:
    private, other = new_pair(), new_pair()
    mine, theirs = (list(map(sheet_words, split(scalar(one)))) for one in (private, other))
    back = sheet_key(mine[2], mine[0], public_of(private))
    assert pkcs8_of(back) == pkcs8_of(load_pkcs8(pkcs8_of(private)))
    with pytest.raises(Malformed):
        sheet_key(mine[1], mine[1], public_of(private))
    with pytest.raises(WrongKey):
        sheet_key(mine[0], theirs[1], public_of(private))


@pytest.mark.parametrize("name", ["enrol", "recovery"])
def test_the_browsers_half_sends_nothing_and_writes_no_markup(name: str) -> None:
    """What makes and opens keys has no way out; the page's own script (casework/keys.js) sends what it gives back."""
    text = (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|\beval\b|localStorage|sessionStorage|console\.", text)
    assert not re.search(r"https?://|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|document\b", text)
    assert set(re.findall(r'from "([^"]+)"', text)) <= {f"./{path.name}" for path in FOLDER.glob("*.js")}
