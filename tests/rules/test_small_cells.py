"""Published counts give nobody away, to somebody who adds and subtracts all that was ever published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.rules import small_cells
from safar.rules.small_cells import TOTAL, Cell, Counted, Table, published, summed, tabulate, withheld, withhold

TODAY = date(2026, 11, 24)
Sum = tuple[tuple[Cell, int], ...]
COUNTS = st.integers(1, 4).flatmap(
    lambda rows: st.integers(1, 3).flatmap(
        lambda columns: st.fixed_dictionaries(
            {(f"r{r}", f"c{c}"): st.integers(0, 12) | st.integers(0, 60) for r in range(rows) for c in range(columns)}
        )
    )
)


def sums(table: Table) -> list[Sum]:
    """What everybody knows of a table: its lines add up to their totals."""
    lines = [[*((row, column) for column in table.columns), (row, TOTAL)] for row in (*table.rows, TOTAL)]
    lines += [[*((row, column) for row in table.rows), (TOTAL, column)] for column in (*table.columns, TOTAL)]
    return [tuple((cell, -1 if cell == line[-1] else 1) for cell in line) for line in lines]


def recovered(known: Mapping[Cell, int | None], equations: list[Sum]) -> dict[Cell, Fraction]:
    """Attack by algebra: solve for every withheld cell that the published ones determine."""
    unknown = [cell for cell, count in known.items() if count is None]
    system = []
    for equation in equations:
        row = [Fraction(sum(sign for cell, sign in equation if cell == one)) for one in unknown]
        system.append([*row, Fraction(-sum(sign * (known[cell] or 0) for cell, sign in equation))])
    place = 0
    for column in range(len(unknown)):
        pivot = next((at for at in range(place, len(system)) if system[at][column]), None)
        if pivot is None:
            continue
        system[place], system[pivot] = system[pivot], system[place]
        system[place] = [value / system[place][column] for value in system[place]]
        for at in range(len(system)):
            if at != place and system[at][column]:
                factor = system[at][column]
                system[at] = [a - factor * b for a, b in zip(system[at], system[place], strict=True)]
        place += 1
    solved = {}
    for row in system[:place]:
        terms = [at for at, value in enumerate(row[:-1]) if value]
        if len(terms) == 1:
            solved[unknown[terms[0]]] = row[-1]
    return solved


def narrowed(known: Mapping[Cell, int | None], equations: list[Sum]) -> dict[Cell, tuple[float, float]]:
    """Attack by bounds: counts are never negative, so sums squeeze the withheld cells from both sides."""
    inf = float("inf")
    bounds = {cell: (0.0, inf) if count is None else (float(count), float(count)) for cell, count in known.items()}
    for _ in range(30):
        for equation in equations:
            for cell, sign in equation:
                rest = [(bounds[one], other) for one, other in equation if one != cell]
                low = sum(b[0] if s == 1 else -b[1] for b, s in rest)
                high = sum(b[1] if s == 1 else -b[0] for b, s in rest)
                least, most = (-high, -low) if sign == 1 else (low, high)
                bounds[cell] = (max(bounds[cell][0], least), min(bounds[cell][1], most))
    return {cell: bounds[cell] for cell, count in known.items() if count is None}


def too_narrow(table: Table) -> list[Cell]:
    return [cell for cell, (low, high) in narrowed(table.cells, sums(table)).items() if high - low < 10]


@given(COUNTS)
def test_no_withheld_cell_is_recovered_or_narrowed_below_ten_counts(counts: dict[Cell, int]) -> None:
    table = withhold(counts)
    assert recovered(table.cells, sums(table)) == {}
    assert too_narrow(table) == []


@given(COUNTS)
def test_what_is_published_is_true_and_ten_or_more(counts: dict[Cell, int]) -> None:
    table = withhold(counts)
    for (row, column), count in table.cells.items():
        whole = sum(n for (r, c), n in counts.items() if row in {r, TOTAL} and column in {c, TOTAL})
        assert count is None or (count == whole and count >= 10)


@settings(max_examples=40)
@given(COUNTS, st.data())
def test_unsafe_cells_are_guarded_too(counts: dict[Cell, int], data: st.DataObject) -> None:
    unsafe = data.draw(st.sets(st.sampled_from(sorted(counts))))
    table = withhold(counts, unsafe)
    assert unsafe <= set(withheld(table))
    assert recovered(table.cells, sums(table)) == {}


SMALL_BESIDE_BIG = {("a", "x"): 12, ("a", "y"): 3, ("b", "x"): 20, ("b", "y"): 15}


def test_the_attack_works_where_only_the_small_cell_is_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(small_cells, "_guards", lambda *_: set())
    table = withhold(SMALL_BESIDE_BIG)
    assert list(withheld(table)) == [("a", "y")]
    assert recovered(table.cells, sums(table)) == {("a", "y"): 3}
    assert too_narrow(table) == [("a", "y")]


def test_a_big_table_loses_no_more_than_a_loop() -> None:
    counts = {(f"r{r}", f"c{c}"): 20 + r + c for r in range(6) for c in range(6)} | {("r2", "c3"): 4}
    assert len(list(withheld(withhold(counts)))) == 4


def test_a_one_way_table_withholds_a_second_cell_with_a_small_one() -> None:
    table = withhold({("a", "n"): 4, ("b", "n"): 11, ("c", "n"): 40})
    assert (table.at("a", "n"), table.at("b", "n"), table.at("c", "n"), table.at(TOTAL, TOTAL)) == (None, None, 40, 55)


def test_the_one_way_table_of_a_two_way_table_tells_nothing_new() -> None:
    table = withhold(SMALL_BESIDE_BIG)
    assert table.by_row().cells == {(row, TOTAL): table.at(row, TOTAL) for row in ("a", "b", TOTAL)}


def test_zero_is_withheld_as_any_small_count() -> None:
    assert withhold({("a", "n"): 0, ("b", "n"): 30, ("c", "n"): 30}).at("a", "n") is None


def test_a_table_that_is_too_small_says_nothing() -> None:
    table = withhold({("a", "n"): 3, ("b", "n"): 4})
    assert set(table.cells.values()) == {None}
    assert withhold({}).cells == {(TOTAL, TOTAL): None}


def case(number: int, row: str = "a", *, group: str = "", employer: int = 0) -> Counted:
    return Counted(row, "n", group or number, employer or number)


def test_a_group_counts_once() -> None:
    alone = [case(number) for number in range(15)]
    together = [case(100 + number, group="strike", row="a" if number else "b") for number in range(40)]
    assert tabulate([*alone, *together]).at("a", "n") == 16


def test_below_a_jurisdiction_three_employers_stand_behind_a_cell() -> None:
    two = [case(number, employer=1 + number % 2) for number in range(30)]
    assert tabulate(two).at("a", "n") == 30
    assert tabulate(two, below_jurisdiction=True).at("a", "n") is None
    assert tabulate([*two, case(99, employer=3)], below_jurisdiction=True).at("a", "n") == 31


def test_a_month_is_counted_once_it_is_over_and_then_frozen() -> None:
    cases = [case(number) for number in range(20)]
    assert published({}, "2026-11", cases, TODAY) is None
    first = published({}, "2026-10", cases, TODAY)
    assert first is not None
    assert published({"2026-10": first}, "2026-10", [*cases, case(99)], TODAY) is first


def joint(tables: Iterable[Table]) -> tuple[dict[Cell, int | None], list[Sum]]:
    """All that was published of consecutive months and of their sum, in one system."""
    months = list(tables)
    known: dict[Cell, int | None] = {}
    equations: list[Sum] = []
    for number, table in enumerate([*months, summed(months)]):
        known |= {(f"{number}/{row}", column): count for (row, column), count in table.cells.items()}
        equations += [tuple(((f"{number}/{r}", c), sign) for (r, c), sign in one) for one in sums(table)]
    for row, column in months[0].cells:
        parts = [((f"{number}/{row}", column), 1) for number in range(len(months))]
        equations.append((*parts, ((f"{len(months)}/{row}", column), -1)))
    return known, equations


MONTHS = st.lists(
    st.fixed_dictionaries({(r, c): st.integers(0, 30) for r in "ab" for c in "xy"}), min_size=2, max_size=3
)


@settings(max_examples=30)
@given(MONTHS)
def test_frozen_months_and_their_sum_give_nothing_away_together(months: list[dict[Cell, int]]) -> None:
    known, equations = joint(withhold(counts) for counts in months)
    assert recovered(known, equations) == {}


def test_a_year_counted_anew_would_give_a_month_away() -> None:
    months = [{("a", "n"): 4, ("b", "n"): 11, ("c", "n"): 40}, {("a", "n"): 30, ("b", "n"): 30, ("c", "n"): 30}]
    whole = withhold({cell: sum(month[cell] for month in months) for cell in months[0]})
    frozen = [withhold(month) for month in months]
    assert (whole.at("a", "n") or 0) - (frozen[1].at("a", "n") or 0) == 4
    assert summed(frozen).at("a", "n") is None


def test_a_month_that_is_not_frozen_would_give_a_case_away() -> None:
    cases = [case(number) for number in range(20)]
    before, after = tabulate(cases), tabulate([*cases, replace(case(99))])
    assert (after.at("a", "n") or 0) - (before.at("a", "n") or 0) == 1
