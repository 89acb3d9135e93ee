"""One-time codes: used once, refused plainly, never tied to a report, marked in a daily batch."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.http import Http404

from safar.foundation.vault.keys import new_key
from safar.foundation.vault.receipts import new_receipt
from safar.foundation.vault.sealed import Refused
from safar.foundation.vault.sessions import KEEP_HOUSE, vault_session
from safar.rooms.reports.actions.codes import add_campaign, code_mac, make_codes, mark_spent
from safar.rooms.reports.actions.submit import enter_for_worker, submit
from safar.rooms.reports.models import Code, Report, SpentCode
from safar.rooms.reports.queries.campaigns import campaigns
from tests.device import found_body
from tests.rooms.reports.people import BAD, at, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
NOW = at(2026, 3, 10)
UNTIL = date(2026, 6, 30)


@pytest.fixture
def codes() -> tuple[str, ...]:
    found_body("union")
    number = add_campaign(body="union", title="Back from abroad", until=UNTIL, now=NOW)
    return make_codes(body="union", campaign=number, count=3, now=NOW).codes


def line() -> tuple[int, int]:
    [one] = campaigns("union", NOW.date())
    return one.codes, one.used


def test_a_code_brings_a_report_and_shows_as_used_after_the_batch(codes: tuple[str, ...]) -> None:
    submit(told(), tag=new_key(), now=NOW, code=" ".join(codes[0]))
    assert [row.way for row in rows()] == [Report.Way.INVITED]
    assert line() == (3, 0)
    assert mark_spent(NOW) == 1
    assert line() == (3, 1)
    assert mark_spent(NOW) == 0


def test_a_code_works_once_before_the_batch_and_after_it(codes: tuple[str, ...]) -> None:
    submit(told(), tag=new_key(), now=NOW, code=codes[0])
    for _ in range(2):
        with pytest.raises(Refused, match="used already"):
            submit(told(), tag=new_key(), now=NOW, code=codes[0])
        mark_spent(NOW)
    assert len(rows()) == 1


@pytest.mark.parametrize("code", ["0000000000000000", "12", "a" * 16, "drop table", "٠" * 16])
def test_a_forged_code_is_refused(codes: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused, match="not one of ours"):
        submit(told(), tag=new_key(), now=NOW, code=code)
    assert rows() == []


def test_a_code_that_ran_out_is_never_called_forged_while_sheets_lie_about(codes: tuple[str, ...]) -> None:
    submit(told(), tag=new_key(), now=NOW, code=codes[0])
    for late in (at(2026, 7, 1), at(2026, 9, 28)):
        mark_spent(late)
        with pytest.raises(Refused, match="used already"):
            submit(told(), tag=new_key(), now=late, code=codes[0])
        with pytest.raises(Refused, match="run out"):
            submit(told(), tag=new_key(), now=late, code=codes[1])


def test_ninety_days_later_the_marks_are_forgotten_and_the_counts_stay(codes: tuple[str, ...]) -> None:
    submit(told(), tag=new_key(), now=NOW, code=codes[0])
    for late in (at(2026, 9, 29), at(2026, 9, 30)):
        mark_spent(late)
        with pytest.raises(Refused, match="not one of ours"):
            submit(told(), tag=new_key(), now=late, code=codes[0])
        assert line() == (3, 1)
    with vault_session(KEEP_HOUSE):
        assert not {bytes(one.mac) for one in Code.objects.all()} & {code_mac(code) for code in codes}


def test_a_code_whose_report_could_not_be_stored_still_works(
    codes: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("safar.rooms.reports.actions.submit.add_report", fail)
        with pytest.raises(OSError, match="full"):
            submit(told(), tag=new_key(), now=NOW, code=codes[0])
    submit(told(), tag=new_key(), now=NOW, code=codes[0])
    assert len(rows()) == 1


def test_a_report_sent_twice_spends_one_code(codes: tuple[str, ...]) -> None:
    tag = new_key()
    submit(told(), tag=tag, now=NOW, code=codes[0])
    assert submit(told(), tag=tag, now=NOW, code=codes[0]).is_repeat
    assert mark_spent(NOW) == 1


def test_no_row_of_a_code_shares_a_value_with_a_row_of_a_report(codes: tuple[str, ...]) -> None:
    submit(told(), tag=new_key(), now=NOW, code=codes[0])
    with vault_session(KEEP_HOUSE):
        spent = SpentCode.objects.values().get()
        report = Report.objects.values().get()
        of_code = Code.objects.filter(mac=bytes(spent["mac"])).values().get()
    long = [
        value
        for value in report.values()
        if isinstance(value, int | bytes | memoryview) and not isinstance(value, bool)
    ]
    shown = {bytes(value) if isinstance(value, memoryview) else value for value in long}
    for row in (spent, of_code):
        assert not shown & {value for value in row.values() if isinstance(value, int | bytes) and value not in (0, 1)}
    assert not {name for name in report if "code" in name or "campaign" in name or "body" in name}


def test_the_house_keeps_no_code(codes: tuple[str, ...]) -> None:
    with vault_session(KEEP_HOUSE):
        kept = repr(list(Code.objects.values()))
    assert not any(code in kept for code in codes)


def test_another_body_sees_and_makes_nothing(codes: tuple[str, ...]) -> None:
    found_body("other")
    [one] = campaigns("union", NOW.date())
    assert campaigns("other", NOW.date()) == ()
    with pytest.raises(Http404):
        make_codes(body="other", campaign=one.number, count=1, now=NOW)


@pytest.mark.parametrize(("title", "until"), [("", UNTIL), ("x", NOW.date()), ("x", date(2028, 1, 1))])
def test_a_campaign_has_a_title_and_an_end(title: str, until: date) -> None:
    found_body("union")
    with pytest.raises(Refused):
        add_campaign(body="union", title=title, until=until, now=NOW)


def test_thirty_entries_typed_by_a_centre() -> None:
    found_body("union")
    receipts = [new_receipt() for _ in range(30)]
    for receipt in receipts:
        enter_for_worker(told(BAD), body="union", receipt=receipt, now=NOW)
    assert enter_for_worker(told(BAD), body="union", receipt=receipts[0], now=NOW).is_repeat
    assert {(row.way, row.checked_on) for row in rows()} == {(Report.Way.ASSISTED, None)}
    assert len(rows()) == 30


def test_a_member_who_was_shown_a_document_makes_it_tier_b() -> None:
    found_body("union")
    enter_for_worker(told(BAD), body="union", receipt=new_receipt(), now=NOW, proof_seen=True)
    assert [row.checked_on for row in rows()] == [NOW.date()]


def test_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    found_body("union")
    call_command("campaign", "add", "union", "--title", "Spring", "--until", soon())
    number = capsys.readouterr().out.strip()
    call_command("campaign", "codes", "union", number, "--count", "2")
    assert len(capsys.readouterr().out.split()) == 8
    call_command("campaign", "sheet", "union", number, "--count", "2")
    page = capsys.readouterr().out
    assert page.count("<svg") == 2
    assert "keep none" in page
    call_command("campaign", "sheet", "union", number, "--count", "1", "--language", "ar")
    page = capsys.readouterr().out
    assert '<html lang="ar" dir="rtl">' in page
    assert "/ar/report<" in page
    call_command("campaign", "list", "union")
    assert "0 of 5 used" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no such"):
        call_command("campaign", "codes", "union", "1")


def soon() -> str:
    from tests.device import soon as later

    return later(40).isoformat()
