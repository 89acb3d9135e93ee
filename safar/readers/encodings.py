"""Find the encoding of a text file among those its source allows; a file that fits none is not read at all.

One series of a publisher may come in UTF-8, cp1252 and cp850 in turn. Single-byte encodings decode almost anything,
so the right one is found by how the letters beyond ASCII sit in their words.
"""

from __future__ import annotations

import re

from safar.readers.reading import Unreadable

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_IN_WORDS = "’'-–‐·."
_MOST_JUDGED = 20_000


def decode(content: bytes, encodings: tuple[str, ...]) -> str:
    """Give the text of a file. Raises Unreadable with the line for UTF-16, binary content or a wrong encoding."""
    if content.startswith(_UTF_16):
        raise Unreadable("line 1: the file is in UTF-16; save it as UTF-8")
    if (nul := content.find(b"\0")) >= 0:
        raise Unreadable(f"line {_line(content, nul)}: the file holds a NUL byte; it is not a text file")
    if content.startswith(b"\xef\xbb\xbf"):
        return _strictly(content[3:], "utf-8")
    if "utf-8" in encodings and (text := _decoded(content, "utf-8")) is not None:
        return text
    found = [text for name in encodings if name != "utf-8" if (text := _decoded(content, name)) is not None]
    if not found:
        return _strictly(content, encodings[0])
    return found[0] if len(found) == 1 else max(found, key=plausibility)


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = _line(content, error.start)
        raise Unreadable(f"line {line}: a byte there is not {encoding}; the file's encoding is wrong") from error


def _line(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1


def plausibility(text: str) -> int:
    """Score how well the characters beyond ASCII sit in their words; higher is likelier.

    >>> wrong, right = "Montréal".encode("cp850").decode("cp1252"), "Montréal"
    >>> plausibility(right) > plausibility(wrong)
    True
    """
    score = 0
    for count, match in enumerate(_BEYOND_ASCII.finditer(text)):
        if count == _MOST_JUDGED:
            break
        place = match.start()
        score += _fit(text[max(place - 1, 0) : place], match[0], text[place + 1 : place + 2])
    return score


def _fit(before: str, character: str, after: str) -> int:
    """A letter fits in a word of its own case; a sign fits between words, a box or control character nowhere."""
    in_word = before.isalpha() or after.isalpha()
    if character.isalpha():
        if not in_word:
            return 0
        if character.islower():
            return 1 if before.islower() or after.islower() else -1
        return 1 if not (before.islower() or after.islower()) or (after.islower() and not before.isalpha()) else -1
    if "\u2500" <= character <= "\u25ff" or (not character.isprintable() and character != "\xa0"):
        return -3
    inside = before.isalpha() and after.isalpha()
    return -2 if inside and character not in _IN_WORDS else 0
