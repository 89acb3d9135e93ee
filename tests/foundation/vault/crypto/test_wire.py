"""Fields can't be read in two ways, base64url has one spelling a value, and errors name no value."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safar.foundation.vault.wire import Malformed, Unreadable, WrongKey, b64, fields, sized, split_fields, unb64

PARTS = st.lists(st.binary(max_size=40), max_size=6)


@given(PARTS)
def test_fields_come_apart_as_they_were_joined(parts: list[bytes]) -> None:
    assert list(split_fields(fields(*parts), len(parts))) == parts


@given(PARTS, PARTS)
def test_two_lists_of_parts_never_give_the_same_bytes(one: list[bytes], other: list[bytes]) -> None:
    assert (fields(*one) == fields(*other)) == (one == other)


@given(PARTS.filter(bool), st.integers(1, 200))
def test_a_cut_or_a_trailing_byte_is_refused(parts: list[bytes], cut: int) -> None:
    whole = fields(*parts)
    for wrong in (whole[: -min(cut, len(whole))], whole + b"\0"):
        with pytest.raises(Malformed):
            split_fields(wrong, len(parts))


@given(st.binary(max_size=64), st.integers(0, 5))
def test_any_bytes_split_or_are_malformed(data: bytes, count: int) -> None:
    with suppress(Malformed):
        assert fields(*split_fields(data, count)) == data


@given(st.binary(max_size=64))
def test_base64url_comes_back(data: bytes) -> None:
    written = b64(data)
    assert "=" not in written
    assert unb64(written) == data


@pytest.mark.parametrize("text", ["AA==", "A", "AB", "+/8", "A A", "AAA\n", "é", None, 7, b"AAAA"])
def test_another_spelling_is_malformed(text: object) -> None:
    with pytest.raises(Malformed):
        unb64(text)


def test_a_wrong_size_is_malformed() -> None:
    with pytest.raises(Malformed):
        unb64("AAAA", 4)
    with pytest.raises(Malformed):
        sized(b"secret", 5, "key")


def test_messages_name_no_value() -> None:
    with pytest.raises(Malformed) as caught:
        unb64("c2VjcmV0!")
    assert "c2VjcmV0" not in str(caught.value)
    assert isinstance(caught.value, Unreadable)
    assert str(WrongKey()) == "it does not open with this key"


def test_half_a_surrogate_pair_is_malformed() -> None:
    with pytest.raises(Malformed) as caught:
        fields("secret \ud800")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
