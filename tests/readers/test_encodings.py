"""The encoding is found among those allowed, by how the letters sit in their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from safar.readers.encodings import decode
from safar.readers.reading import Unreadable

ALL = ("utf-8", "cp1252", "cp850")
TEXTS = [
    "Montréal, Québec; Trois-Rivières; Ferme Côté et frères",
    "MONTRÉAL, QUÉBEC; FRÈRES CÔTÉ; AGÊNCIA SÃO JOÃO",
    "Denny’s Restaurant – “A & W”; Café Élan; 50° Nord",
    "Peñalolén; Müller Söhne; Ångström; Łódź nie",
]


@pytest.mark.parametrize("encoding", ALL)
@pytest.mark.parametrize("text", TEXTS)
def test_the_right_one_of_three_is_found(text: str, encoding: str) -> None:
    possible = text.encode(encoding, errors="ignore").decode(encoding)
    assert decode(possible.encode(encoding), ALL) == possible


def test_the_order_in_which_they_are_named_does_not_decide() -> None:
    content = "Québec, Trois-Rivières".encode("cp1252")
    assert decode(content, ("cp850", "cp1252")) == decode(content, ("cp1252", "cp850"))


def test_plain_letters_and_a_byte_order_mark() -> None:
    assert decode(b"plain", ("cp850", "cp1252")) == "plain"
    assert decode("\ufeffé".encode(), ("cp1252",)) == "é"
    with pytest.raises(Unreadable, match="line 2: a byte there is not utf-8"):
        decode(b"\xef\xbb\xbfa\n\xff", ("cp1252",))


def test_only_what_the_source_allows() -> None:
    with pytest.raises(Unreadable, match="line 3: a byte there is not ascii"):
        decode("a\nb\né".encode(), ("ascii",))


@pytest.mark.parametrize(
    "name", ["lmia_positive/March-2017.csv", "lmia_negative/March-2017.csv", "lmia_negative/June-2020.xlsx"]
)
def test_real_files_of_one_series(registers: Path, name: str) -> None:
    text = decode((registers / "ca" / name).read_bytes(), ALL)
    assert "Québec" in text or "Quebec" in text
    assert not any("\u2500" <= character <= "\u25ff" for character in text), "no box drawing in employers' names"
