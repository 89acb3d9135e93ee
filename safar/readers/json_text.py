"""Read JSON that a site's own pages are fed with: whole, of the expected shape, or refused with the line.

A feed that breaks off or answers with another shape must never be taken for a register that lost its rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from safar.readers.reading import Unreadable
from safar.readers.web_page import refuse_challenge


def parse_documents(content: bytes) -> list[Any]:
    """Read JSON documents that stand one after the other, as pages of a feed saved into one file do.

    A byte order mark is tolerated; one document alone is the usual case.
    """
    refuse_challenge(content)
    text = _text(content)
    decoder = json.JSONDecoder()
    found: list[Any] = []
    place = _next(text, 0)
    while place < len(text):
        try:
            document, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            raise _broken(text, error) from error
        except RecursionError as error:
            raise Unreadable("the JSON is nested too deeply; it is no register") from error
        found.append(document)
        place = _next(text, place)
    if not found:
        raise Unreadable("the file is empty")
    return found


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"line {line}: a byte there is not UTF-8; the JSON is damaged") from error


def _next(text: str, place: int) -> int:
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    return place


def _broken(text: str, error: json.JSONDecodeError) -> Unreadable:
    if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated"):
        return Unreadable(f"line {error.lineno}: the JSON is truncated: it breaks off here")
    return Unreadable(f"line {error.lineno}: this is not JSON: {error.msg}")


def only_document(content: bytes) -> Any:
    """Read a file that holds one JSON document and nothing more."""
    documents = parse_documents(content)
    if len(documents) > 1:
        raise Unreadable(f"the file holds {len(documents)} JSON documents where one is expected")
    return documents[0]


def list_of_objects(document: Any, under: str, must_have: Iterable[str]) -> list[dict[str, object]]:
    """Give the records of a document: the list itself or what stands under a key. The first must have its fields."""
    found = document.get(under) if isinstance(document, dict) and under else document
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        where = f"under {under!r}" if under else "at the top"
        raise Unreadable(f"the JSON has another shape: there is no list of records {where}")
    if not found:
        raise Unreadable("the list is empty; an empty register is not believed")
    missing = [name for name in must_have if name not in found[0]]
    if missing:
        raise Unreadable(f"record 1: the JSON has another shape: it lacks {', '.join(missing)}")
    return found
