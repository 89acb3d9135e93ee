"""Nepal's recruiting agencies as the Department of Foreign Employment's search answers: JSON, at most 100 rows a query.

A query that gives 100 rows has been cut, and the agencies beyond it would look as if they had been struck off. So the
register has to be walked by the first letters of the names, and a file tells how it was walked:

    [{"prefix": "A",  "rows": [ … 100 rows: cut … ]},
     {"prefix": "AA", "rows": [ … ]}, {"prefix": "AB", "rows": [ … ]}, … {"prefix": "A ", "rows": []}, …
     {"prefix": "B",  "rows": [ … 74 rows … ]}, …]

Capital or small letters are the same. The walk is whole when every letter and digit was asked as a first prefix; when
each prefix that was cut was split by every letter, digit, blank and full stop; and when every row seen under a cut
prefix comes again under one of its parts. The answer to one query (a plain list, or a list under data, Rows or rowData)
is taken when it holds fewer than 100 rows.

E-mail addresses and telephone numbers stand in the answers; only the fields named here are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase, digits
from typing import Any, Final

from safar.readers.description import Layout
from safar.readers.json_text import list_of_objects, only_document
from safar.readers.layouts.json import value_text
from safar.readers.opening import Opened
from safar.readers.reading import Incomplete, Reject, Table, Unreadable

KINDS = frozenset({"json"})
HEADER: Final = ("id", "name", "permissionNo", "district", "address", "website", "statusName")
MUST_HAVE: Final = ("name", "permissionNo", "statusName")
MOST_ROWS: Final = 100  # of one query
FIRST: Final = ascii_lowercase + digits
NEXT: Final = FIRST + " ."

Record = dict[str, object]


def read(opened: Opened, layout: Layout) -> Table:
    """Take the answers apart. Raises Incomplete when a query was cut or never asked."""
    document = only_document(opened.content)
    answers = _answers(document)
    records = _one_answer(document) if answers is None else _walked(answers)
    rejects: list[Reject] = []
    return Table(HEADER, _lines(records, rejects), rejects)


def _answers(document: Any) -> dict[str, list[Record]] | None:
    """Give the rows by prefix, or None when the file is the answer to one query."""
    if not isinstance(document, list) or not document or not isinstance(document[0], dict):
        return None
    if "prefix" not in document[0] or "rows" not in document[0]:
        return None
    answers: dict[str, list[Record]] = {}
    for count, answer in enumerate(document, 1):
        if not isinstance(answer, dict) or not isinstance(answer.get("prefix"), str):
            raise Unreadable(f"query {count}: the JSON has another shape: there are no prefix and rows")
        prefix = answer["prefix"].casefold()
        if prefix in answers:
            raise Unreadable(f"query {count}: the prefix {answer['prefix']!r} stands in the file twice")
        answers[prefix] = _rows(answer.get("rows"), f"prefix {answer['prefix']!r}")
    return answers


def _rows(value: object, where: str) -> list[Record]:
    if value == []:
        return []
    try:
        return list_of_objects(value, "", MUST_HAVE)
    except Unreadable as why:
        raise Unreadable(f"{where}: {why}") from why


def _one_answer(document: Any) -> list[Record]:
    under = next((name for name in ("data", "Rows", "rowData") if isinstance(document, dict) and name in document), "")
    records = list_of_objects(document, under, MUST_HAVE)
    if len(records) >= MOST_ROWS:
        raise Incomplete(
            f"{len(records)} rows without the prefixes that were asked: a query is cut at {MOST_ROWS} rows. "
            'Bring the walk as [{"prefix": …, "rows": […]}, …]',
            len(records),
        )
    return records


def _walked(answers: dict[str, list[Record]]) -> list[Record]:
    """Give the rows of the queries that weren't cut, each agency once, after proving that nothing is missing."""
    whole = {prefix: rows for prefix, rows in answers.items() if len(rows) < MOST_ROWS}
    found = {_identity(record): record for rows in whole.values() for record in rows}
    cut = [prefix for prefix in answers if prefix not in whole]
    _check_asked("", FIRST, answers, len(found))
    for prefix in cut:
        _check_asked(prefix, NEXT, answers, len(found))
    for prefix in cut:
        lost = [record for record in answers[prefix] if _identity(record) not in found]
        if lost:
            name = value_text(lost[0]["name"])
            raise Incomplete(f"the prefix {prefix!r} was cut, and {name!r} stands under none of its parts", len(found))
    if not found:
        raise Unreadable("the walk holds no rows; an empty register is not believed")
    return list(found.values())


def _check_asked(prefix: str, letters: str, answers: dict[str, list[Record]], rows: int) -> None:
    missing = [prefix + letter for letter in letters if prefix + letter not in answers]
    if missing:
        why = f"the prefix {prefix!r} was cut at {MOST_ROWS} rows" if prefix else "the walk has gaps"
        raise Incomplete(f"{why}: {len(missing)} queries are missing, the first is {missing[0]!r}", rows)


def _identity(record: Record) -> tuple[str, ...]:
    return tuple(value_text(record.get(name)).strip() for name in HEADER)


def _lines(records: list[Record], rejects: list[Reject]) -> Iterator[tuple[int, tuple[str, ...]]]:
    for count, record in enumerate(records, 1):
        missing = [name for name in MUST_HAVE if name not in record]
        if missing:
            rejects.append(Reject(count, f"record {count} lacks {', '.join(missing)}"))
        else:
            yield count, tuple(value_text(record.get(name)) for name in HEADER)
