"""What leaves as figures: small counts never, frozen for good, and no month less another gives anybody away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import combinations

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from safar.foundation.release.models import ReleasedTable
from safar.foundation.vault.models import Body, Folder
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.casework.actions.release import publish_outcomes, table_json, table_of
from safar.rooms.casework.models import Case, Outcome, State
from safar.rules.small_cells import Counted, Table, summed, tabulate

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
PAGE = "/figures"


def ended(count: int, place: str, code: str, on: date) -> None:
    """Let cases end, as the desk records it."""
    with vault_session(KEEP_HOUSE):
        known = {"name": "Centre", "kind": "union", "country": "XA", "organisation": "c", "from_day": date(2026, 1, 1)}
        body = Body.objects.get_or_create(id="centre", defaults=known)[0]
        for _ in range(count):
            number = Folder.objects.count()
            folder = Folder.objects.create(
                room="casework",
                cid=number.to_bytes(16, "big"),
                epoch=bytes(16),
                consent_key=bytes(65),
                sealed_by="browser",
                last_on=on,
            )
            coarse = {"category": "money", "filer": "worker", "urgency": "normal", "state": State.OUTCOME}
            Case.objects.create(folder=folder, body=body, jurisdiction=place, state_on=on, filed_on=on, **coarse)
            Outcome.objects.create(folder=folder, code=code, on=on)


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def shown(month: str) -> Table:
    return table_of(ReleasedTable.objects.get(name="outcomes", month=month).content)


def test_small_counts_are_withheld_and_guarded(client: Client) -> None:
    for count, place, code in (
        (30, "GB", "paid-in-full"),
        (3, "GB", "no-result"),
        (25, "NZ", "paid-in-full"),
        (12, "NZ", "no-result"),
    ):
        ended(count, place, code, date(2026, 9, 10))
    publish_outcomes(now=at("2026-10-20"))
    table = shown("2026-09")
    assert (table.at("GB", "no-result"), table.at("", "")) == (None, 70)
    assert table.at("NZ", "no-result") is None, "or the three could be worked out from its column"
    page = client.get(PAGE).content.decode()
    assert "withheld" in page
    assert ">3<" not in page


def test_a_month_waits_until_no_week_can_reach_back_into_it() -> None:
    ended(20, "GB", "paid-in-full", date(2026, 9, 28))
    assert publish_outcomes(now=at("2026-10-07")) == 0
    assert publish_outcomes(now=at("2026-10-08")) == 1


def test_a_late_case_changes_no_table() -> None:
    """The differencing attack: the same month, read before and after one more case came in."""
    ended(20, "GB", "paid-in-full", date(2026, 9, 10))
    publish_outcomes(now=at("2026-10-20"))
    before = shown("2026-09")
    ended(1, "GB", "paid-in-full", date(2026, 9, 11))
    publish_outcomes(now=at("2026-10-21"))
    assert shown("2026-09") == before


def test_a_deleted_case_changes_no_table() -> None:
    ended(20, "GB", "paid-in-full", date(2026, 9, 10))
    publish_outcomes(now=at("2026-10-20"))
    before = shown("2026-09")
    with vault_session(KEEP_HOUSE):
        Folder.objects.all().delete()
    publish_outcomes(now=at("2026-11-20"))
    assert shown("2026-09") == before


def test_a_month_of_few_shows_no_number(client: Client) -> None:
    ended(9, "GB", "paid-in-full", date(2026, 9, 10))
    publish_outcomes(now=at("2026-10-20"))
    assert {count for _, _, count in ReleasedTable.objects.get().content["cells"]} == {None}
    assert "Too few complaints" in client.get(PAGE).content.decode()


def test_a_table_comes_back_as_it_was_written() -> None:
    table = tabulate([Counted("GB", "paid-in-full", number) for number in range(12)])
    assert table_of(table_json(table)) == table


CELLS = st.dictionaries(st.tuples(st.sampled_from("AB"), st.sampled_from("xy")), st.integers(0, 25), max_size=4)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(CELLS, min_size=2, max_size=3))
def test_months_less_months_give_nobody_away(months: list[dict[tuple[str, str], int]]) -> None:
    """Whatever months are added and taken from each other: what is withheld in one stays unknown."""
    tables = [tabulate(_cases(month, cells)) for month, cells in enumerate(months)]
    for size in range(2, len(tables) + 1):
        for some in combinations(tables, size):
            total = summed(some)
            for cell, count in total.cells.items():
                withheld = [table for table in some if table.cells.get(cell, 0) is None]
                assert not withheld or count is None


def _cases(month: int, cells: dict[tuple[str, str], int]) -> Iterable[Counted]:
    for (row, column), count in cells.items():
        for number in range(count):
            yield Counted(row, column, (month, row, column, number))
