"""One table of thresholds for the whole house, and nobody keeps one of their own."""

from __future__ import annotations

import ast

import pytest

from safar.rules import effectiveness, firewall, reports_joined, small_cells
from safar.rules.disclosure import FEWEST, Shown, is_most_of, may_show
from safar.rules.small_cells import Counted, tabulate
from tests.architecture.tree import ROOT


@pytest.mark.parametrize(
    ("count", "shown", "workforce", "may"),
    [
        (4, Shown.CARD, None, False),
        (5, Shown.CARD, None, True),
        (9, Shown.TABLE, None, False),
        (10, Shown.TABLE, None, True),
        (10, Shown.TABLE, 20, True),
        (11, Shown.TABLE, 20, False),
        (5, Shown.CARD, 9, False),
    ],
)
def test_five_for_a_card_ten_for_a_table_half_of_a_workforce(
    count: int, shown: Shown, workforce: int | None, may: bool
) -> None:
    assert may_show(count, shown, workforce) is may


def test_an_unknown_workforce_hides_nothing() -> None:
    assert not is_most_of(1000, None)


def test_everybody_takes_theirs_from_the_table() -> None:
    assert firewall.SMALLEST_COUNT == small_cells.SMALLEST_COUNT == effectiveness.SMALLEST_COUNT == FEWEST[Shown.TABLE]
    assert FEWEST[Shown.CARD] == reports_joined.FEWEST_ON_A_CARD
    assert "threshold: 10\n" in firewall.table_text()


def test_no_rule_writes_the_thresholds_down_again() -> None:
    for name in ("firewall", "small_cells", "effectiveness", "reports_joined", "report_cards"):
        tree = ast.parse((ROOT / f"safar/rules/{name}.py").read_text(encoding="utf-8"))
        written = [
            target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value in (5, 10)
            for target in node.targets
            if isinstance(target, ast.Name)
        ]
        assert written == [], name


def test_a_cell_that_holds_most_of_a_workforce_is_withheld_and_guarded() -> None:
    cases = [Counted(row, "n", f"{row}{number}") for row in "abc" for number in range(20)]
    assert tabulate(cases, workforces={("a", "n"): 40}).at("a", "n") == 20
    table = tabulate(cases, workforces={("a", "n"): 39})
    assert table.at("a", "n") is None
    assert [table.at(row, "n") for row in "bc"].count(None) == 1
