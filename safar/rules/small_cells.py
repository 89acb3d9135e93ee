"""What may be published of counts without giving one person away: ten or more, and no way to work out the rest.

For the public who wants figures and the worker who must not be found in them. A table carries its totals, and withholds
so many cells that no sum of what is published narrows a withheld one down to less than ten possible counts. Months are
the finest time, a month is counted once and then frozen, a group of people counts once, and below a whole jurisdiction
at least three employers stand behind a cell (FW-20; complementary suppression as loops in a network). A cell that holds
more than half of a known workforce is withheld like a small one. Of the same cases
one table is published, and what is drawn from it: a second one with other columns is a second chance to subtract.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush
from itertools import product

from safar.rules.disclosure import FEWEST, Shown, is_most_of

SMALLEST_COUNT = FEWEST[Shown.TABLE]

FEWEST_EMPLOYERS = 3
TOTAL = ""
"""The label of a total, in either direction; no row and no column may be called so."""

Cell = tuple[str, str]
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Counted:
    """One case as it enters a table: its row and column, the group that filed it together, the employer it is about.

    `group` and `employer` are opaque; a case that nobody filed with others is a group of its own.
    """

    row: str
    column: str
    group: Hashable
    employer: Hashable = None


@dataclass(frozen=True, slots=True)
class Table:
    """Counts with totals as they may be published; None is withheld. A one-way table has a single column."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[Cell, int | None]

    def at(self, row: str, column: str) -> int | None:
        """Give the published count of a cell or total, None where it is withheld."""
        return self.cells[row, column]

    def by_row(self) -> Table:
        """Give the one-way table of the rows: these totals and no others, so that both may be published."""
        cells = {(row, TOTAL): self.cells[row, TOTAL] for row in (*self.rows, TOTAL)}
        return Table(self.rows, (), cells)


def month_of(day: date) -> str:
    """Give the bucket of a day: its month.

    >>> month_of(date(2026, 11, 24))
    '2026-11'
    """
    return f"{day.year:04}-{day.month:02}"


def published(
    frozen: Mapping[str, Table], month: str, cases: Iterable[Counted], today: date, *, below_jurisdiction: bool = False
) -> Table | None:
    """Give a month's table: the frozen one where there is one, None until the month is over.

    A case enters the month in which it was released, so that a month that is over never changes.
    """
    if month in frozen:
        return frozen[month]
    return tabulate(cases, below_jurisdiction=below_jurisdiction) if month < month_of(today) else None


def tabulate(
    cases: Iterable[Counted], *, below_jurisdiction: bool = False, workforces: Mapping[Cell, int] | None = None
) -> Table:
    """Count cases into a two-way table with totals and withhold what must be withheld.

    `workforces` gives, for cells and totals where it is known, how many people could stand in them.
    """
    entered = _groups_once(cases)
    counts = Counter((case.row, case.column) for case in entered)
    unsafe = _with_few_employers(entered) if below_jurisdiction else set()
    return withhold(counts, unsafe | _with_most_of_a_workforce(entered, workforces or {}))


def withhold(counts: Mapping[Cell, int], unsafe: Iterable[Cell] = ()) -> Table:
    """Give the table of whole counts with its totals; small or unsafe cells are withheld, and others to guard them.

    >>> table = withhold({("a", "x"): 12, ("a", "y"): 3, ("b", "x"): 20, ("b", "y"): 15})
    >>> table.at("a", "y"), table.at("b", "y"), table.at("a", ""), table.at("", "")
    (None, None, 15, 50)
    """
    rows = tuple(sorted({row for row, _ in counts}))
    columns = tuple(sorted({column for _, column in counts}))
    if TOTAL in rows or TOTAL in columns:
        raise ValueError("a row or a column has no name")
    full = _with_totals(counts, rows, columns)
    hidden = {cell for cell, count in full.items() if count < SMALLEST_COUNT} | (set(unsafe) & full.keys())
    for cell in sorted(hidden):
        hidden |= _guards(cell, full, hidden)
    return Table(rows, columns, {cell: None if cell in hidden else count for cell, count in full.items()})


def summed(tables: Sequence[Table]) -> Table:
    """Give the sum of months for a longer period: withheld wherever a month is, so that it tells nothing new."""
    cells: dict[Cell, int | None] = {}
    for cell in sorted({cell for table in tables for cell in table.cells}):
        counts = [table.cells.get(cell) for table in tables]
        cells[cell] = None if None in counts else sum(count for count in counts if count is not None)
    rows = tuple(sorted({row for table in tables for row in table.rows}))
    return Table(rows, tuple(sorted({column for table in tables for column in table.columns})), cells)


def _groups_once(cases: Iterable[Counted]) -> list[Counted]:
    """Let each group count once in the whole table, in the cell where most of its members stand."""
    members: dict[Hashable, Counter[Counted]] = defaultdict(Counter)
    for case in cases:
        members[case.group][case] += 1
    return [min(group, key=lambda case: (-group[case], case.row, case.column)) for group in members.values()]


def _with_few_employers(cases: Iterable[Counted]) -> set[Cell]:
    employers: dict[Cell, set[Hashable]] = defaultdict(set)
    for case in cases:
        for cell in product((case.row, TOTAL), (case.column, TOTAL)):
            employers[cell].add(case.employer)
    return {cell for cell, known in employers.items() if len(known) < FEWEST_EMPLOYERS}


def _with_most_of_a_workforce(cases: Iterable[Counted], workforces: Mapping[Cell, int]) -> set[Cell]:
    counts = Counter(cell for case in cases for cell in product((case.row, TOTAL), (case.column, TOTAL)))
    return {cell for cell, count in counts.items() if is_most_of(count, workforces.get(cell))}


def _with_totals(counts: Mapping[Cell, int], rows: tuple[str, ...], columns: tuple[str, ...]) -> dict[Cell, int]:
    full = {(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    for row in rows:
        full[row, TOTAL] = sum(full[row, column] for column in columns)
    for column in (*columns, TOTAL):
        full[TOTAL, column] = sum(full[row, column] for row in rows)
    return full


def _guards(cell: Cell, full: Mapping[Cell, int], hidden: set[Cell]) -> set[Cell]:
    """Give the cheapest further cells to withhold so that the cell could just as well be ten greater.

    A table is a network: every line of it (a row or column, its total included) is a point, every cell a pipe between
    two. Counts can shift along a loop of withheld cells and nobody sees it. The loop must carry ten: forward any cell
    does, backward one that holds as much.
    """
    start, goal = _ends(cell)
    steps = _steps({other: count for other, count in full.items() if other != cell}, hidden)
    reached: set[Line] = set()
    waiting: list[tuple[int, Line, tuple[Cell, ...]]] = [(0, goal, ())]
    while waiting:
        cost, here, path = heappop(waiting)
        if here == start:
            return set(path) - hidden
        if here in reached:
            continue
        reached.add(here)
        for more, there, used in steps[here]:
            if there not in reached:
                heappush(waiting, (cost + more, there, (*path, used)))
    return set(full)


def _steps(full: Mapping[Cell, int], hidden: set[Cell]) -> Mapping[Line, list[tuple[int, Line, Cell]]]:
    steps: dict[Line, list[tuple[int, Line, Cell]]] = defaultdict(list)
    for cell, count in full.items():
        start, end = _ends(cell)
        cost = 0 if cell in hidden else count + 1
        steps[start].append((cost, end, cell))
        if count >= SMALLEST_COUNT:
            steps[end].append((cost, start, cell))
    return steps


def _ends(cell: Cell) -> tuple[Line, Line]:
    """Give a cell's two lines in the direction in which counts flow: from row to column, through totals back again."""
    row, column = ("row", cell[0]), ("column", cell[1])
    is_total = (cell[0] == TOTAL) != (cell[1] == TOTAL)
    return (column, row) if is_total else (row, column)


def withheld(table: Table) -> Iterator[Cell]:
    """Give the cells and totals that a table withholds."""
    return (cell for cell, count in table.cells.items() if count is None)
