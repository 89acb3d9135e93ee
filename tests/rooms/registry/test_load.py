"""Loading an edition: what is counted, what is refused, what history keeps."""

from __future__ import annotations

from datetime import date

import pytest

from safar.foundation.audit.models import Entry
from safar.rooms.registry.actions.publish import held_file
from safar.rooms.registry.models import Edition, Record, Statement
from safar.rooms.registry.queries.changes import changes
from safar.rooms.registry.queries.find import find
from safar.rooms.registry.queries.standings import standings
from safar.rules.status import Status
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SEPTEMBER, OCTOBER, NOVEMBER = "2026-09-01", "2026-10-01", "2026-11-01"
THIRTY = [f"{n:04},Agency {chr(65 + n % 26)}{n},Town,Valid," for n in range(30)]


def test_the_first_edition_adds_everybody(load_rows: LoadText) -> None:
    report = load_rows("zz-licences", SEPTEMBER, *THIRTY)
    assert (report.status, report.exit_code) == ("published", 0)
    assert (report.rows_read, report.records, report.rows_added, report.names_added) == (30, 30, 30, 30)
    assert find("Agency B1", today=date(2026, 9, 2))[0].standing.code == Status.LICENSED


def test_the_same_bytes_again_change_nothing(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    before = list(Statement.objects.order_by("pk").values())
    report = load_rows("zz-licences", OCTOBER, *THIRTY)  # another name, the same bytes
    assert (report.status, report.exit_code) == ("unchanged", 0)
    assert list(Statement.objects.order_by("pk").values()) == before


def test_one_more_one_fewer_one_suspended(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    suspended = THIRTY[2].replace("Valid", "Suspended")
    report = load_rows("zz-licences", OCTOBER, *THIRTY[:2], suspended, *THIRTY[3:29], "0099,New Agency,Town,Valid,")
    assert (report.rows_added, report.rows_removed, report.names_added, report.names_removed) == (2, 2, 1, 1)
    assert report.status_changes == [
        {
            "name": "Agency C2",
            "scope": "",
            "from": "licensed",
            "to": "suspended",
            "from_words": "Valid",
            "to_words": "Suspended",
        }
    ]
    found = changes("zz-licences", date(2026, 9, 1), date(2026, 10, 1))
    assert (found.added, found.removed) == (["New Agency"], ["Agency D29"])
    assert [change["to"] for change in found.status_changes] == ["suspended"]


def test_absence_is_no_finding_and_any_past_day_can_be_asked(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    load_rows("zz-licences", OCTOBER, *THIRTY[:29])
    gone = Record.objects.get(key__icontains="0029").party_id
    answers = {day: standings([gone], day)[gone].code for day in (date(2026, 9, 15), date(2026, 10, 2))}
    assert answers == {date(2026, 9, 15): Status.LICENSED, date(2026, 10, 2): Status.NO_LONGER_LISTED}
    load_rows("zz-licences", NOVEMBER, *THIRTY, "0100,Another,Town,Valid,")
    assert standings([gone], date(2026, 11, 2))[gone].code == Status.LICENSED
    assert Record.objects.get(party_id=gone).gone_on is None


def test_more_than_five_in_a_hundred_gone_needs_a_yes(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    report = load_rows("zz-licences", OCTOBER, *THIRTY[:28])
    assert (report.status, report.exit_code) == ("refused", 3)
    assert report.reason.startswith("removals: 2 of 30")
    assert held_file(report.sha256).exists()
    assert Record.objects.filter(gone_on=None).count() == 30
    accepted = load_rows("zz-licences", OCTOBER, *THIRTY[:28], accept_removals=True)
    assert accepted.status == "published"
    assert not held_file(report.sha256).exists()


def test_a_licence_whose_time_was_over_may_go(load_rows: LoadText) -> None:
    over = [row + "2026-09-20" for row in THIRTY[:10]]
    load_rows("zz-licences", SEPTEMBER, *over, *THIRTY[10:])
    assert load_rows("zz-licences", OCTOBER, *THIRTY[10:]).status == "published"


def test_loads_go_in_date_order(load_rows: LoadText) -> None:
    load_rows("zz-licences", OCTOBER, *THIRTY)
    report = load_rows("zz-licences", SEPTEMBER, *THIRTY[1:])
    assert (report.status, report.reason) == ("refused", "older than the edition of 2026-10-01")


def test_an_unknown_word_is_never_a_licence(load_rows: LoadText) -> None:
    report = load_rows("zz-licences", SEPTEMBER, "1,Odd Agency,Town,Blessed,", *THIRTY)
    assert report.unmapped_status == {"Blessed": 1}
    assert find("Odd Agency", today=date(2026, 9, 2))[0].standing.code == Status.UNKNOWN


def test_nothing_is_dropped_in_silence(load_rows: LoadText) -> None:
    report = load_rows(
        "zz-licences", SEPTEMBER, *THIRTY, "77,Too,Many,Valid,,cells,here", THIRTY[0], "78,Fine,Town,Valid,"
    )
    assert report.rows_read == 33
    assert report.duplicate_rows == 1
    assert [reject["line"] for reject in report.rejected] == [32]


def test_an_empty_list_is_not_published(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    assert load_rows("zz-licences", OCTOBER).status in {"refused", "unreadable"}
    assert Record.objects.filter(gone_on=None).count() == 30


def test_every_load_stands_in_the_audit(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    load_rows("zz-licences", OCTOBER, *THIRTY[:10])
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["load published", "load refused"]
    assert Edition.objects.filter(state=Edition.State.REFUSED).count() == 1


def test_unreadable_rows_hide_no_removal(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    spoiled = THIRTY[7].replace(",Town,", ",Town,extra,")
    report = load_rows("zz-licences", OCTOBER, *THIRTY[:7], spoiled, *THIRTY[8:])
    assert report.status == "refused"
    assert "1 rows can't be read" in report.reason
    assert Record.objects.filter(gone_on=None).count() == 30


def test_a_list_from_the_future_is_refused(load_rows: LoadText) -> None:
    assert load_rows("zz-licences", "2099-01-01", *THIRTY).reason == "dated in the future: 2099-01-01"


def test_a_list_dated_by_its_month_speaks_for_all_of_it(load_rows: LoadText) -> None:
    report = load_rows("zz-licences", "2026-09", *[row + "2026-09-10" for row in THIRTY[:2]], *THIRTY[2:])
    assert report.published == "2026-09-30"
    party = Record.objects.get(name="Agency A0").party_id
    assert standings([party], date(2026, 9, 9))[party].code == Status.LICENSED
    assert standings([party], date(2026, 9, 24))[party].code == Status.EXPIRED


def test_the_same_file_shown_later_is_fresh_again(load_rows: LoadText) -> None:
    load_rows("zz-licences", SEPTEMBER, *THIRTY)
    party = Record.objects.get(name="Agency B1").party_id
    assert standings([party], date(2026, 11, 20))[party].code == "licensed-when-read"
    assert load_rows("zz-licences", SEPTEMBER, *THIRTY, given="2026-11-15").status == "unchanged"
    assert standings([party], date(2026, 11, 20))[party].code == Status.LICENSED
