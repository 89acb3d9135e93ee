"""Staff pages of reports: campaigns and entries of a centre, the queue, notices, replies, notices of wrongs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone

from safar.foundation.accounts.roles import Role
from safar.foundation.vault.sessions import vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.registry.actions.example import load_example
from safar.rooms.registry.queries.find import find
from safar.rooms.reports.actions.disputes import give_notice
from safar.rooms.reports.actions.submit import submit_plain
from safar.rooms.reports.models import Code, Dispute, ProposedParty, Reply
from safar.rooms.reports.queries.cards import card_of
from safar.rooms.reports.queries.centres import centres
from safar.rooms.reports.telling import Proposed
from safar.rules.firewall import Purpose
from tests.cast import CENTRE, Person, at_work, hire
from tests.device import found_body
from tests.rooms.casework.desk_people import colleague
from tests.rooms.reports.people import PARTY, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
ENTRY = {
    "name": "Blue Heron Manpower",
    "place": "Tamarin",
    "origin": "NP",
    "destination": "AE",
    "began": "2026-03",
    "still": "left",
    "a-paid-fee": "yes",
    "fee": "900",
    "currency": "USD",
    "a-recommend": "no",
}
STAFF = "/staff/reports/"


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


@pytest.fixture
def centre() -> None:
    found_body(CENTRE)


def begun(person: Person) -> str:
    until = timezone.now().date() + timedelta(days=60)
    answer = person.client.post(f"{STAFF}campaigns/", {"title": "Spring", "until": until.isoformat()})
    assert answer.status_code == 302
    return str(answer["Location"])


@pytest.mark.usefixtures("centre")
class TestCampaigns:
    def test_codes_are_printed_once_and_kept_as_marks(self, caseworker: Person) -> None:
        sheet = caseworker.client.post(begun(caseworker), {"count": 30, "language": "en"})
        found = re.findall(r'one-code"><bdi dir="ltr">([\d ]+)<', sheet.content.decode())
        assert len({one.replace(" ", "") for one in found}) == 30
        assert sheet.content.decode().count("<svg") == 30 + sheet.content.decode().count('class="logo"')
        with vault_reading(Purpose.ADVISE, body=CENTRE):
            assert Code.objects.count() == 30
        again = caseworker.client.get(f"{STAFF}campaigns/")
        assert "30 codes" in words(again)
        assert found[0] not in words(again)

    def test_a_code_of_the_sheet_works_once(self, caseworker: Person, worker: Person) -> None:
        sheet = caseworker.client.post(begun(caseworker), {"count": 1, "language": "en"}).content.decode()
        [code] = re.findall(r'one-code"><bdi dir="ltr">([\d ]+)<', sheet)
        assert rows() == []
        submit_plain(told(), receipt="1" * 24, now=timezone.now(), code=code)
        assert [one.way for one in rows()] == ["invited"]

    def test_a_sheet_speaks_the_workers_language_and_leads_to_it(self, caseworker: Person) -> None:
        sheet = caseworker.client.post(begun(caseworker), {"count": 1, "language": "ar"}).content.decode()
        assert '<div lang="ar" dir="rtl">' in sheet
        assert f"{settings.SITE_ADDRESS}/ar/report<" in sheet
        assert '<html lang="en"' in sheet

    def test_a_language_we_have_not_makes_no_codes(self, caseworker: Person) -> None:
        assert "Select a valid choice" in words(
            caseworker.client.post(begun(caseworker), {"count": 1, "language": "q"})
        )
        with vault_reading(Purpose.ADVISE, body=CENTRE):
            assert Code.objects.count() == 0

    def test_a_campaign_that_ends_yesterday_is_refused_with_its_reason(self, caseworker: Person) -> None:
        answer = caseworker.client.post(f"{STAFF}campaigns/", {"title": "Old", "until": "2020-01-01"})
        assert "a campaign ends after today" in words(answer)

    def test_another_bodys_campaign_is_not_there(self, caseworker: Person) -> None:
        address = begun(caseworker)
        found_body("union-2")
        other = at_work(hire("uma", [Role.CASEWORKER], body="union-2"))
        assert other.client.get(address).status_code == 404
        assert other.client.post(address, {"count": 3, "language": "en"}).status_code == 404


@pytest.mark.usefixtures("centre", "own_index")
class TestEntry:
    def test_the_next_form_keeps_what_stays_the_same(self, caseworker: Person) -> None:
        page = caseworker.client.post(f"{STAFF}entry", ENTRY | {"receipt": "1" * 24})
        assert "Entered: 1 in this row" in words(page)
        assert "1111 1111 1111 1111 1111 1111" in words(page)
        assert 'value="Blue Heron Manpower"' in page.content.decode()
        assert 'value="900"' not in page.content.decode()
        assert 'name="receipt" value="1' + "1" * 23 not in page.content.decode()

    def test_the_same_form_sent_twice_is_one_report(self, caseworker: Person) -> None:
        for _ in range(2):
            caseworker.client.post(f"{STAFF}entry", ENTRY | {"receipt": "1" * 24})
        [report] = rows()
        assert (report.way, report.checked_on) == ("assisted", None)

    def test_a_paper_that_was_seen_makes_it_checked(self, caseworker: Person) -> None:
        caseworker.client.post(f"{STAFF}entry", ENTRY | {"receipt": "1" * 24, "seen": "on"})
        assert rows()[0].checked_on == timezone.now().date()

    def test_the_address_of_a_partys_page_is_understood(self, caseworker: Person) -> None:
        load_example(now=timezone.now())
        found = caseworker.client.get("/check?q=blue+heron").content.decode()
        party = re.findall(r'href="/party/([a-z0-9]+)"', found)[0]
        entry = ENTRY | {"name": "", "place": "", "party": f"https://safar.example/ar/party/{party}"}
        caseworker.client.post(f"{STAFF}entry", entry | {"receipt": "1" * 24})
        assert [one.party for one in rows()] == [party]

    def test_it_is_the_party_that_workers_named(self, caseworker: Person) -> None:
        named = Proposed("Blue Heron Manpower", "Tamarin", "+977 98-555555", "NP")
        party = submit_plain(told(party="", proposed=named), receipt="2" * 24, now=timezone.now()).party
        caseworker.client.post(f"{STAFF}entry", ENTRY | {"receipt": "1" * 24})
        by_line = {"name": "Heron", "place": "", "phone": "00977 98555555", "receipt": "3" * 24}
        caseworker.client.post(f"{STAFF}entry", ENTRY | by_line)
        by_page = {"name": "", "party": f"https://safar.example/ar/reported/{party}", "receipt": "4" * 24}
        caseworker.client.post(f"{STAFF}entry", ENTRY | by_page)
        assert [one.party for one in rows()] == [party] * 4

    def test_a_family_is_entered_as_one(self, caseworker: Person) -> None:
        page = caseworker.client.post(f"{STAFF}entry", ENTRY | {"receipt": "1" * 24, "household": "on"})
        assert re.search(r'name="household"[^>]* checked', page.content.decode())
        with vault_reading(Purpose.STATISTICS):
            assert [one.is_household for one in ProposedParty.objects.all()] == [True]

    def test_an_address_of_nobody_is_refused(self, caseworker: Person) -> None:
        entry = ENTRY | {"name": "", "place": "", "party": "/party/nobody2345", "receipt": "1" * 24}
        assert "We know no such" in words(caseworker.client.post(f"{STAFF}entry", entry))
        assert rows() == []

    @pytest.mark.parametrize("wrong", [{"party": "two words"}, {"name": ""}, {"began": "March"}, {"currency": ""}])
    def test_what_is_wrong_is_said_and_nothing_kept(self, caseworker: Person, wrong: dict[str, str]) -> None:
        page = caseworker.client.post(f"{STAFF}entry", ENTRY | {"receipt": "1" * 24} | wrong)
        assert "Entered:" not in words(page)
        assert rows() == []


class TestWalls:
    PAGES = ("campaigns/", "entry", "evidence/", "moderation/", "notices/", f"notices/{PARTY}", "moderation/notice/1")

    @pytest.mark.parametrize("path", PAGES)
    def test_the_immigration_officer_sees_nothing(self, immigration_officer: Person, path: str) -> None:
        assert immigration_officer.client.get(STAFF + path).status_code == 404

    @pytest.mark.usefixtures("centre")
    def test_each_sees_the_own_pages_alone(self, caseworker: Person, moderator: Person, record_editor: Person) -> None:
        may = {"campaigns/": caseworker, "moderation/": moderator, "notices/": record_editor}
        for path, person in may.items():
            for one in may.values():
                assert (one.client.get(STAFF + path).status_code == 200) is (one is person), path


@pytest.fixture
def listed(own_index: None) -> str:
    """A firm of the example record, by its id."""
    load_example(now=timezone.now())
    return find("blue heron", today=timezone.now().date())[0].id


class TestParties:
    def test_a_reply_goes_from_the_party_over_a_moderator_to_the_card(
        self, record_editor: Person, moderator: Person, employer: Person, listed: str
    ) -> None:
        page = record_editor.client.post(f"{STAFF}notices/{listed}/verify", {"evidence": "Letter on their paper"})
        [key] = re.findall(r"data-key>([\d ]+)<", page.content.decode())
        answer = employer.client.post("/answer", {"key": key, "text": "We gave all the money back."})
        assert "A person looks" in words(answer)
        assert card_of(listed, timezone.now().date()).replies == ()
        with vault_reading(Purpose.STATISTICS):
            number = Reply.objects.get().pk
        assert "We gave all the money back." in words(moderator.client.get(f"{STAFF}moderation/answer/{number}"))
        decided = {"show": "yes", "reason": "It names nobody"}
        assert moderator.client.post(f"{STAFF}moderation/answer/{number}", decided).status_code == 302
        assert [one.text for one in card_of(listed, timezone.now().date()).replies] == ["We gave all the money back."]

    @pytest.mark.parametrize("key", ["", "12", "0" * 24])
    def test_a_key_that_is_none_answers_nothing(self, employer: Person, key: str) -> None:
        assert employer.client.post("/answer", {"key": key, "text": "We are good."}).status_code == 422

    def test_no_file_can_be_sent(self, employer: Person) -> None:
        for path in ("/answer", "/dispute", "/dispute/answer"):
            page = employer.client.get(path).content.decode()
            assert 'type="file"' not in page
            assert "multipart" not in page

    def test_the_notice_holds_no_number_and_no_date(self, record_editor: Person, listed: str) -> None:
        page = record_editor.client.get(f"{STAFF}notices/{listed}").content.decode()
        [letter] = re.findall(r"<blockquote>(.*?)</blockquote>", page, re.S)
        assert not re.search(r"\d", letter.replace("http://127.0.0.1:8000/dispute", ""))
        assert record_editor.client.post(f"{STAFF}notices/{listed}", {"undeliverable": "on"}).status_code == 302

    def test_notice_and_counter_notice_meet_before_the_moderator(
        self, employer: Person, moderator: Person, listed: str
    ) -> None:
        told = {"party": f"https://x.example/party/{listed}", "ground": "untrue", "text": "None of that happened."}
        page = employer.client.post("/dispute", told)
        with vault_reading(Purpose.STATISTICS):
            number = Dispute.objects.get().pk
        assert str(number) in words(page)
        countered = {"number": number, "text": "It did: forty of us were there."}
        assert "looked at with the notice" in words(employer.client.post("/dispute/answer", countered))
        address = f"{STAFF}moderation/notice/{number}"
        assert "forty of us" in words(moderator.client.get(address))
        assert moderator.client.post(address, {"decision": "kept", "reason": " "}).status_code == 200
        assert moderator.client.post(address, {"decision": "kept", "reason": "Nothing shown"}).status_code == 302
        assert moderator.client.get(address).status_code == 404

    @pytest.mark.parametrize(
        "wrong", [{"party": "a b"}, {"ground": "hate"}, {"text": ""}, {"text": "x" * 3000}, {"party": "<script>"}]
    )
    def test_a_notice_that_can_not_be_right_is_refused(
        self, employer: Person, listed: str, wrong: dict[str, Any]
    ) -> None:
        told = {"party": listed, "ground": "untrue", "text": "None of that happened."}
        assert employer.client.post("/dispute", told | wrong).status_code == 422

    def test_script_in_a_notice_is_text_for_the_moderator(self, moderator: Person) -> None:
        text = "<script>alert(1)</script>"
        number = give_notice(party=PARTY, ground="untrue", text=text, now=timezone.now())
        page = moderator.client.get(f"{STAFF}moderation/notice/{number}").content.decode()
        assert text not in page
        assert "&lt;script&gt;alert" in page


class TestProofs:
    def test_another_centres_proofs_are_not_there(self) -> None:
        found_body(CENTRE)
        checker = at_work(hire("chris", [Role.EVIDENCE_CHECKER], body=CENTRE))
        for path in ("evidence/7", "evidence/7/sealed", "evidence/7/sealed?eid=zz"):
            assert checker.client.get(STAFF + path).status_code == 404, path

    def test_keys_go_to_checkers_alone_and_still_wrapped(self, immigration_officer: Person) -> None:
        desk = found_body(CENTRE)
        checker = colleague("chris", desk, (Role.EVIDENCE_CHECKER,))
        answer = checker.person.client.get(f"{STAFF}evidence/keys")
        assert set(answer.json()) == {"instance", "body", "member", "public", "wrapped", "wraps"}
        assert [one["key_id"] for one in answer.json()["wraps"]] == [b64(desk.key_id)]
        assert immigration_officer.client.get(f"{STAFF}evidence/keys").status_code == 404

    def test_an_authority_and_a_mission_take_no_proofs(self) -> None:
        for name, kind in (("union-2", "union"), ("mission-1", "mission"), ("inspectorate-9", "labour-inspectorate")):
            found_body(name, kind=kind)
        assert [one.id for one in centres(timezone.now().date())] == ["union-2"]
