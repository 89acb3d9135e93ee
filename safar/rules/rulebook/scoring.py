"""Reads a rulebook's points: tables by bands or choices, rows with conditions, sums, the best of some, caps.

For the lawyer who copies a point table row by row. A band that leaves a gap or covers an age twice is refused here.
"""

from __future__ import annotations

from collections.abc import Mapping

from safar.rules.rulebook import model
from safar.rules.rulebook.expressions import ExpressionError, FactName, Names, ParamName, constant
from safar.rules.rulebook.facts import Fact
from safar.rules.rulebook.model import Basis, Points, Row, Score, Source
from safar.rules.rulebook.reading import number_at, read_basis, test_at
from safar.rules.rulebook.table import Table

TAKES = ("all", "first", "best")


def read_scores(tables: list[Table], names: Names, sources: Mapping[str, Source]) -> list[Score]:
    """Read the [[scores]] of a rulebook in their order."""
    return [_score(table, names, sources) for table in tables]


def _score(table: Table, names: Names, sources: Mapping[str, Source]) -> Score:
    of = number_at(table, "of", names)
    fact = names.facts.get(of.name) if isinstance(of, FactName) else None
    by = test_at(table, "by", names)
    inner = table.tables("rows")
    basis = read_basis(table, sources) if inner or table.has("source") else None
    told_by, told = _told(table, names)
    score = Score(
        id=table.text("id"),
        words=table.text("words", ""),
        of=of,
        rows=tuple(_row(row, names, sources, basis, fact) for row in inner if basis),
        take=table.choice("take", TAKES, "all"),
        value=number_at(table, "value", names),
        add=_scores_named(table, "add", names),
        best=_scores_named(table, "best", names),
        by=by,
        cap=_points(table, "cap", names),
        floor=_points(table, "floor", names),
        counted_on=table.choice("counted_on", model.COUNTED_ON, "application"),
        told_by=told_by,
        told=told,
    )
    table.close()
    if sum([bool(score.rows), score.value is not None, bool(score.add), bool(score.best)]) != 1:
        raise table.wrong("", "must have one of: rows, value, add, best")
    _check_columns(table, score, inner)
    if score.of is not None:
        _check_cover(score, inner, fact)
    return score


def _told(table: Table, names: Names) -> tuple[str, tuple[tuple[float, float], ...]]:
    """Read which answer tells these points outright: the fact, and points by the place of its choice."""
    if not table.has("told_by") and not table.has("told"):
        return "", ()
    fact, points = names.facts.get(table.text("told_by")), table.raw("told")
    if fact is None or fact.type != "enum":
        raise table.wrong("told_by", "must be a fact of type enum")
    if not isinstance(points, dict) or not all(type(one) in {int, float} for one in points.values()):
        raise table.wrong("told", "must be choices with their points, such as { A = 20 }")
    try:
        return fact.name, tuple((constant(choice, fact).value, one) for choice, one in points.items())
    except ExpressionError as error:
        raise table.wrong("told", str(error)) from None


def _row(row: Table, names: Names, sources: Mapping[str, Source], above: Basis, fact: Fact | None) -> Row:
    found = Row(
        words=row.text("words", ""),
        points=_points(row, "points", names),
        basis=read_basis(row, sources, above),
        low=row.figure("from"),
        high=row.figure("below"),
        choices=_choices(row, fact),
        when=test_at(row, "when", names),
    )
    row.close()
    if not found.points:
        raise row.wrong("points", "is missing")
    return found


def _choices(row: Table, fact: Fact | None) -> tuple[float, ...]:
    value = row.raw("is")
    if value is None:
        return ()
    try:
        return tuple(constant(part, fact).value for part in (value if isinstance(value, list) else [value]))
    except ExpressionError as error:
        raise row.wrong("is", str(error)) from None


def _points(table: Table, key: str, names: Names) -> tuple[Points, ...]:
    value = table.raw(key)
    if value is None:
        return ()
    return tuple(_point(table, key, part, names) for part in (value if isinstance(value, list) else [value]))


def _point(table: Table, key: str, part: object, names: Names) -> Points:
    if isinstance(part, str):
        if part not in names.parameters:
            raise table.wrong(key, f"unknown name '{part}': it must be a parameter")
        return ParamName(part)
    if isinstance(part, bool) or not isinstance(part, int | float):
        raise table.wrong(key, "must be a number or a parameter")
    return part


def _scores_named(table: Table, key: str, names: Names) -> tuple[str, ...]:
    found = table.texts(key)
    for name in found:
        if name not in names.scores:
            raise table.wrong(key, f"unknown name '{name}': no such score")
    return found


def _check_columns(table: Table, score: Score, rows: list[Table]) -> None:
    widths = {1, 2} if score.by is not None else {1}
    for place, row in zip(rows, score.rows, strict=True):
        if len(row.points) not in widths:
            raise place.wrong("points", "has two columns: 'by' must say which holds")
        if (row.when is None) == (score.of is None):
            raise place.wrong("when", "a table 'of' something has bands or choices, any other has conditions")
    for key, ends in (("cap", score.cap), ("floor", score.floor)):
        if ends and len(ends) not in widths:
            raise table.wrong(key, "has two columns: 'by' must say which holds")


def _check_cover(score: Score, places: list[Table], fact: Fact | None) -> None:
    """Refuse bands with a gap or an overlap, choices named twice or forgotten."""
    if any(row.choices for row in score.rows):
        _check_choices(score, places, fact)
        return
    for number, (place, row) in enumerate(zip(places, score.rows, strict=True)):
        before = score.rows[number - 1].high if number else None
        if row.low != before:
            what = "overlap" if None not in (row.low, before) and (row.low or 0) < (before or 0) else "gap"
            raise place.wrong("from", f"these bands have {_a(what)} before {row.low}")
        if row.low is not None and row.high is not None and row.high <= row.low:
            raise place.wrong("below", "this band ends before it begins: an overlap")
        if (row.high is None) != (number == len(places) - 1):
            raise place.wrong("below", "these bands have a gap: all but the last need 'below', the last must not")


def _a(what: str) -> str:
    return f"an {what}" if what == "overlap" else f"a {what}"


def _check_choices(score: Score, places: list[Table], fact: Fact | None) -> None:
    seen: set[float] = set()
    for place, row in zip(places, score.rows, strict=True):
        if not row.choices or row.low is not None or row.high is not None:
            raise place.wrong("is", "each row of a table of choices has 'is'")
        if seen & set(row.choices):
            raise place.wrong("is", "an overlap: a choice stands in two rows")
        seen |= set(row.choices)
    if fact is None or fact.type != "enum":
        raise places[0].wrong("is", "only a fact of type enum has choices: use from and below")
    missing = [choice for place, choice in enumerate(fact.choices) if place not in seen]
    if missing:
        raise places[-1].wrong("is", f"a gap: no row for {', '.join(missing)}")
