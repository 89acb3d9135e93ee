"""Reads a rulebook's TOML text into a `Rulebook`, or refuses it with file, line, place and reason.

For `readers/rulebooks`, which walks the files, and for a lawyer who tries a text. Nothing here opens a file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from safar.rules.rulebook import model
from safar.rules.rulebook.applying import read_application
from safar.rules.rulebook.checking import check
from safar.rules.rulebook.expressions import Names, Test
from safar.rules.rulebook.facts import NUMBERS, TYPES, Answer, Fact, usual_ends
from safar.rules.rulebook.model import Cohort, Criterion, Exemption, Parameter, Right, Rulebook, Source, Value
from safar.rules.rulebook.reading import needed_test, read_basis, tests_at
from safar.rules.rulebook.refusals import RulebookError, header_lines
from safar.rules.rulebook.scoring import read_scores
from safar.rules.rulebook.table import Table
from safar.rules.rulebook.values import Outcome

NAME = re.compile(r"[a-z][a-z0-9_]*")
CAPS = ("yes", "discretion", "unknown", "no")
Read = TypeVar("Read")


def load_rulebook(text: str, name: str, library: Mapping[str, Rulebook] | None = None) -> Rulebook:
    """Read one rulebook; `name` is its file for messages, `library` holds the rulebooks whose points it may use."""
    top = Table(name, "", _toml(text, name), header_lines(text))
    used = [_used(top, key, library or {}) for key in top.texts("uses")]
    sources = {key: read_source(table) for key, table in top.named("sources")}
    facts = {key: _fact(key, table) for key, table in top.named("facts")}
    facts = _merged(top, "facts", facts, [book.facts for book in used])
    parameters = _merged(top, "parameters", _parameters(top, sources), [book.parameters for book in used])
    cohort_tables, criterion_tables, score_tables = (top.tables(key) for key in ("cohorts", "criteria", "scores"))
    cohort_ids, criterion_ids, score_ids = (_ids(tables) for tables in (cohort_tables, criterion_tables, score_tables))
    names = Names(
        facts,
        frozenset(parameters),
        frozenset(score_ids).union(*(book.scores for book in used)),
        frozenset(cohort_ids).union(*(book.cohorts for book in used)),
    )
    _once(top, {**dict.fromkeys(parameters, "a parameter"), **dict.fromkeys(names.tests, "a cohort")}, facts)
    cohorts = {table.text("id"): _cohort(table, names) for table in cohort_tables}
    scores = {score.id: score for score in read_scores(score_tables, names, sources)}
    scores = _merged(top, "scores", scores, [book.scores for book in used])
    criteria = {table.text("id"): _criterion(table, names, sources) for table in criterion_tables}
    book = Rulebook(
        id=top.text("id"),
        name=top.text("name"),
        country=top.text("country"),
        region=top.text("region", ""),
        model=top.text("model"),
        status=top.choice("status", model.STATUSES),
        decision=top.choice("decision", model.DECISIONS),
        at_most=Outcome[top.choice("at_most", CAPS).upper()],
        at_most_words=top.text("at_most_words", ""),
        valid_from=top.day("valid_from"),
        valid_to=top.day("valid_to"),
        sure_until=top.day("sure_until"),
        notes=top.text("notes", ""),
        conflicts=top.texts("conflicts"),
        facts=facts,
        parameters=parameters,
        cohorts=_merged(top, "cohorts", cohorts, [book.cohorts for book in used]),
        criteria=criteria,
        scores=scores,
        when=_when(top, criterion_ids, facts),
        points=top.text("points", ""),
        rights={key: _right(table) for key, table in top.named("rights")},
        application=read_application(top, sources),
        uses=top.texts("uses"),
        file=name,
        tellers=tuple(score for score in scores.values() if score.told_by),
    )
    top.close()
    check(book, top, {table.values["id"]: table for table in [*cohort_tables, *criterion_tables, *score_tables]})
    return book


def _toml(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise RulebookError(name, "", int(line[1]) if line else 1, f"is no TOML: {error}") from None


def _used(top: Table, key: str, library: Mapping[str, Rulebook]) -> Rulebook:
    if key not in library:
        raise top.wrong("uses", f"unknown name '{key}': no such rulebook")
    return library[key]


def _merged(top: Table, key: str, own: dict[str, Read], others: list[Mapping[str, Read]]) -> dict[str, Read]:
    """Join what is written here with what used rulebooks bring; one name can't mean two things."""
    found = dict(own)
    for other in others:
        for name, thing in other.items():
            if found.setdefault(name, thing) != thing:
                raise top.wrong("uses", f"'{name}' stands in two of the {key} and means two things")
    return found


def _ids(tables: list[Table]) -> list[str]:
    found: list[str] = []
    for table in tables:
        name = table.text("id")
        if not NAME.fullmatch(name):
            raise table.wrong("id", f"'{name}' must be small letters, digits and _")
        if name in found:
            raise table.wrong("id", f"'{name}' stands here twice")
        found.append(name)
    return found


def _once(top: Table, others: Mapping[str, str], facts: Mapping[str, Fact]) -> None:
    for name, what in others.items():
        if name in facts:
            raise top.wrong(f"facts.{name}", f"'{name}' is a fact and {what}")


def read_source(table: Table) -> Source:
    """Read one [sources.name]."""
    source = Source(
        table.text("title"),
        table.choice("grade", model.GRADES),
        table.needed_day("seen_on"),
        table.text("dated", "undated"),
    )
    table.close()
    return source


def _fact(name: str, table: Table) -> Fact:
    kind = table.choice("type", TYPES)
    least, most = _ends(name, kind, table)
    fact = Fact(name, kind, table.text("question"), table.text("unit", ""), table.texts("choices"), least, most)
    if not NAME.fullmatch(name):
        raise table.wrong("", f"'{name}' must be small letters, digits and _")
    if (fact.type == "enum") != bool(fact.choices):
        raise table.wrong("choices", "an enum has choices, and only an enum has")
    table.close()
    return fact


def _ends(name: str, kind: str, table: Table) -> tuple[float | None, float | None]:
    """Read the least and the most that can be answered; where they aren't written, what is usual."""
    told, usual = [table.figure(key) for key in ("least", "most")], usual_ends(name, kind)
    least, most = (end if end is not None else other for end, other in zip(told, usual, strict=True))
    if told != [None, None] and kind not in NUMBERS:
        raise table.wrong("least" if table.has("least") else "most", "only a number has a least and a most")
    if least is not None and most is not None and least > most:
        raise table.wrong("most" if table.has("most") else "least", "the least is above the most")
    return least, most


def _parameters(top: Table, sources: Mapping[str, Source]) -> dict[str, Parameter]:
    found: dict[str, tuple[str, list[Value]]] = {}
    for table in top.tables("parameters"):
        name = table.text("name")
        if not NAME.fullmatch(name):
            raise table.wrong("name", f"'{name}' must be small letters, digits and _")
        words, value = table.text("words", ""), _value(table, sources)
        others = found.setdefault(name, (words, []))[1]
        for other in others:
            if _overlap(other, value):
                raise table.wrong("valid_from", f"'{name}' has two values in force on one day")
        others.append(value)
        table.close()
    return {
        name: Parameter(name, words, tuple(sorted(values, key=lambda value: value.valid_from)))
        for name, (words, values) in found.items()
    }


def _overlap(one: Value, other: Value) -> bool:
    return one.valid_from <= (other.valid_to or date.max) and other.valid_from <= (one.valid_to or date.max)


def _value(table: Table, sources: Mapping[str, Source]) -> Value:
    if table.has("value") == table.has("values"):
        raise table.wrong("value", "must be there once: value, or values where sources disagree")
    readings = table.raw("values") if table.has("values") else [table.raw("value")]
    if not isinstance(readings, list) or not readings:
        raise table.wrong("values", "must be a list of readings")
    start, end = table.needed_day("valid_from"), table.day("valid_to")
    if end is not None and end < start:
        raise table.wrong("valid_to", "ends before it begins")
    return Value(tuple(_plain(table, reading) for reading in readings), read_basis(table, sources), start, end)


def _plain(table: Table, reading: object) -> Answer | tuple[Answer, ...]:
    if isinstance(reading, list):
        return tuple(_one(table, part) for part in reading)
    return _one(table, reading)


def _one(table: Table, reading: object) -> Answer:
    if isinstance(reading, date):
        return reading.isoformat()
    if isinstance(reading, bool | int | float | str):
        return reading
    raise table.wrong("value", "must be a number, a text, a date or a list of them")


def _cohort(table: Table, names: Names) -> Cohort:
    cohort = Cohort(table.text("id"), table.text("words"), needed_test(table, "when", names))
    table.close()
    return cohort


def _criterion(table: Table, names: Names, sources: Mapping[str, Source]) -> Criterion:
    readings = tests_at(table, "readings", names)
    if bool(readings) == table.has("when"):
        raise table.wrong("when", "must be there once: when, or readings where sources disagree")
    criterion = Criterion(
        id=table.text("id"),
        words=table.text("words"),
        readings=readings or (needed_test(table, "when", names),),
        basis=read_basis(table, sources),
        counted_on=table.choice("counted_on", model.COUNTED_ON, "application"),
        valid_from=table.day("valid_from"),
        valid_to=table.day("valid_to"),
        exceptions=tuple(_exemption(inner, names) for inner in table.tables("exceptions")),
        is_disputed=table.flag("disputed"),
        is_discretion=table.flag("discretion"),
    )
    table.close()
    return criterion


def _exemption(table: Table, names: Names) -> Exemption:
    found = Exemption(table.text("label"), needed_test(table, "if", names), needed_test(table, "when", names))
    table.close()
    return found


def _when(top: Table, criterion_ids: list[str], facts: Mapping[str, Fact]) -> Test | None:
    if not criterion_ids:
        return None
    return needed_test(top, "when", Names({}, tests=frozenset(criterion_ids)))


def _right(table: Table) -> Right:
    right = Right(
        table.text("value"),
        table.choice("confidence", (*model.CONFIDENCES, model.DERIVED, model.NOT_STATED)),
        table.text("source"),
        table.needed_day("seen_on"),
    )
    table.close()
    return right
