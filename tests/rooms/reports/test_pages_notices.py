"""Notices from the page on which they are given to what became of them; and the letters of a record editor."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from safar.foundation.vault.sessions import vault_reading, vault_session
from safar.rooms.registry.actions.example import load_example
from safar.rooms.registry.models import Record
from safar.rooms.registry.queries.find import find
from safar.rooms.reports.actions import disputes
from safar.rooms.reports.actions.disputes import MOST_OPEN, decide, give_notice
from safar.rooms.reports.actions.notices import note_facts, verify_party
from safar.rooms.reports.actions.remarks import decide_remark
from safar.rooms.reports.actions.replies import decide_reply, reply
from safar.rooms.reports.actions.submit import submit_plain
from safar.rooms.reports.models import Dispute, PartyNotice, ProposedParty, Remark, Reply
from safar.rooms.reports.queries.cards import card_of
from safar.rules.firewall import Purpose
from tests.cast import Person
from tests.rooms.reports.people import BAD, checked, report, rows, told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
STAFF = "/staff/reports/"
NUMBER = "1" * 24


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


@pytest.fixture(autouse=True)
def _no_notices_of_other_tests() -> None:
    disputes.BUDGET.forget()


@pytest.fixture
def party(own_index: None) -> str:
    """A firm of the example record, by its id."""
    load_example(now=timezone.now())
    return find("blue heron", today=timezone.now().date())[0].id


def answered(party: str, text: str = "Ram of Tamarin wrote that.") -> int:
    """A verified party's answer stands beside its card; gives its number."""
    now = timezone.now()
    reply(text, key=verify_party(party, evidence="letter", staff=7, now=now), now=now)
    with vault_reading(Purpose.STATISTICS):
        number = int(Reply.objects.get().pk)
    decide_reply(number, show=True, reason="seen", staff=7, now=now)
    return number


def noticed(party: str, ground: str = "personal") -> int:
    return give_notice(party=party, ground=ground, text="The answer names me.", now=timezone.now())


def shown_texts(party: str) -> list[str]:
    return [one.text for one in card_of(party, timezone.now().date()).replies]


class TestDecision:
    def test_an_answer_that_names_somebody_goes_and_comes_back(self, moderator: Person, party: str) -> None:
        number = answered(party)
        first = noticed(party)
        page = moderator.client.get(f"{STAFF}moderation/notice/{first}")
        assert "Ram of Tamarin" in words(page)
        gone = {"decision": "removed", "goes": [f"reply-{number}"], "reason": "It names a worker"}
        assert moderator.client.post(f"{STAFF}moderation/notice/{first}", gone).status_code == 302
        assert shown_texts(party) == []
        back = {"decision": "restored", "returns": [f"reply-{number}"], "reason": "It is a town"}
        assert moderator.client.post(f"{STAFF}moderation/notice/{noticed(party)}", back).status_code == 302
        assert shown_texts(party) == ["Ram of Tamarin wrote that."]

    def test_a_report_is_ticked_by_its_answers_and_its_day(self, moderator: Person, party: str) -> None:
        report(timezone.now(), BAD, party=party)
        report(timezone.now(), BAD, party="another-one")
        mine = next(one for one in rows() if one.party == party)
        address = f"{STAFF}moderation/notice/{noticed(party)}"
        page = moderator.client.get(address).content.decode()
        assert page.count('name="goes"') == 1
        assert "documents-kept yes" in page
        decided = {"decision": "removed", "goes": [f"report-{mine.pk}"], "reason": "Made up"}
        assert moderator.client.post(address, decided).status_code == 302
        assert [one.party for one in rows(withdrawn_on=None)] == ["another-one"]

    @pytest.mark.parametrize("gone", ["report-99999999999999999999", "report-7", "report-", "x", "answer-1"])
    def test_a_number_of_nothing_here_is_refused_and_the_reason_kept(
        self, moderator: Person, party: str, gone: str
    ) -> None:
        report(timezone.now(), BAD, party=party)
        address = f"{STAFF}moderation/notice/{noticed(party)}"
        page = moderator.client.post(address, {"decision": "removed", "goes": [gone], "reason": "As they wrote"})
        assert page.status_code == 200
        assert 'value="As they wrote"' in page.content.decode()
        assert len(rows(withdrawn_on=None)) == 1

    @pytest.mark.parametrize("decision", ["removed", "restored"])
    def test_a_decision_that_changes_nothing_is_none(self, moderator: Person, party: str, decision: str) -> None:
        answered(party)
        address = f"{STAFF}moderation/notice/{noticed(party)}"
        page = moderator.client.post(address, {"decision": decision, "reason": "So"})
        assert "tick what goes or comes back" in words(page)

    def test_what_stands_cannot_come_back_and_all_stays_with_nothing_ticked(
        self, moderator: Person, party: str
    ) -> None:
        ticked = {"goes": [f"reply-{answered(party)}"], "reason": "So"}
        address = f"{STAFF}moderation/notice/{noticed(party)}"
        assert "not there any more" in words(moderator.client.post(address, ticked | {"decision": "restored"}))
        assert "tick nothing" in words(moderator.client.post(address, ticked | {"decision": "kept"}))
        assert len(shown_texts(party)) == 1


class TestTakingOff:
    def test_words_that_were_let_through_are_listed_and_taken_off(
        self, moderator: Person, party: str, settings: LazySettings
    ) -> None:
        settings.REPORT_TEXTS = True
        report(timezone.now(), BAD, party=party, text="They kept my papers.")
        text, answer = rows()[0].pk, answered(party)
        decide_remark(text, show=True, reason="names nobody", staff=7, now=timezone.now())
        page = moderator.client.get(f"{STAFF}moderation/")
        assert "They kept my papers." in words(page)
        assert "Ram of Tamarin" in words(page)
        address = f"{STAFF}moderation/party/{party}"
        assert f'href="{address}"' in page.content.decode()
        gone = {"goes": [f"text-{text}", f"reply-{answer}"], "reason": "A name after all"}
        assert moderator.client.post(address, gone).status_code == 302
        assert shown_texts(party) == []
        with vault_reading(Purpose.STATISTICS):
            assert Remark.objects.get().state == "refused"
        assert "They kept my papers." not in words(moderator.client.get(f"{STAFF}moderation/"))
        assert len(rows(withdrawn_on=None)) == 1

    def test_a_made_up_report_goes_without_a_notice_and_with_a_reason(self, moderator: Person, party: str) -> None:
        report(timezone.now(), BAD, party=party)
        address, gone = f"{STAFF}moderation/party/{party}", [f"report-{rows()[0].pk}"]
        assert moderator.client.post(address, {"goes": gone, "reason": " "}).status_code == 200
        assert "tick what goes" in words(moderator.client.post(address, {"reason": "Made up"}))
        assert len(rows()) == 1
        assert moderator.client.post(address, {"goes": gone, "reason": "Made up"}).status_code == 302
        assert rows(withdrawn_on=None) == []
        assert moderator.client.get(address).status_code == 404

    def test_moderators_alone_see_it(self, immigration_officer: Person, record_editor: Person, party: str) -> None:
        report(timezone.now(), BAD, party=party)
        for person in (immigration_officer, record_editor):
            assert person.client.get(f"{STAFF}moderation/party/{party}").status_code == 404


class TestWhatBecame:
    def test_the_number_tells_that_it_waits_and_what_was_decided(self, client: Client, party: str) -> None:
        answer = client.post("/dispute", {"party": party, "ground": "untrue", "text": "It never happened."})
        [number] = re.findall(r"Its number: (\d+)", words(answer))
        assert 'href="/dispute/number"' in answer.content.decode()
        page = client.post("/dispute/number", {"number": number})
        assert "It waits." in words(page)
        assert "It is not true" in words(page)
        decide(int(number), decision="kept", reason="Two papers bear it out", staff=7, now=timezone.now())
        page = client.post("/dispute/number", {"number": number})
        assert "what is shown stays" in words(page)
        assert "Two papers bear it out" in words(page)
        assert "never happened" not in words(page)
        assert page["Cache-Control"] == "no-store"

    def test_whoever_answers_a_notice_can_follow_it_too(self, client: Client, party: str) -> None:
        number = noticed(party)
        answer = client.post("/dispute/answer", {"number": number, "text": "It did happen."})
        [own] = re.findall(r"Its number: (\d+)", words(answer))
        assert "It waits." in words(client.post("/dispute/number", {"number": own}))

    @pytest.mark.parametrize("number", ["7", "0", "-1", "99999999999999999999", "x", ""])
    @pytest.mark.parametrize("path", ["/dispute/number", "/dispute/answer"])
    def test_a_number_of_no_notice_tells_nothing(self, client: Client, path: str, number: str) -> None:
        assert client.post(path, {"number": number, "text": "It did."}).status_code == 422


class TestTheOtherSide:
    def test_a_worker_sees_what_waits_beside_her_report(self, client: Client, party: str) -> None:
        submit_plain(told(BAD, party=party), receipt=NUMBER, now=timezone.now())
        opened = {"step": "open", "receipt": NUMBER}
        assert "Notices that wait" not in words(client.post("/report", opened))
        number = noticed(party, "untrue")
        page = client.post("/report", opened)
        assert str(number) in words(page)
        assert "It is not true" in words(page)
        assert "The answer names me" not in words(page)
        assert f'name="to" value="{number}"' in page.content.decode()
        answer = client.post("/dispute/answer", {"to": number})
        assert answer.status_code == 200
        assert f'name="number" value="{number}"' in answer.content.decode()
        decide(number, decision="kept", reason="So", staff=7, now=timezone.now())
        assert "Notices that wait" not in words(client.post("/report", opened))

    def test_a_verified_party_sees_what_waits_about_it_alone(self, client: Client, party: str) -> None:
        key = verify_party(party, evidence="letter", staff=7, now=timezone.now())
        assert "No notice about you waits" in words(client.post("/answer/notices", {"key": key}))
        number, other = noticed(party), noticed("another-one")
        page = words(client.post("/answer/notices", {"key": key}))
        assert str(number) in page
        assert str(other) not in page
        assert client.post("/answer/notices", {"key": "2" * 24}).status_code == 422
        assert 'href="/answer/notices"' in client.get("/answer").content.decode()


class TestFloods:
    @pytest.mark.parametrize("about", ["zzz", "p-0123456789abcdef", "x" * 35])
    def test_a_notice_about_nobody_is_refused(self, client: Client, party: str, about: str) -> None:
        answer = client.post("/dispute", {"party": about, "ground": "untrue", "text": "No."})
        assert answer.status_code == 422
        assert "This is no address of a page here" in words(answer)
        with vault_reading(Purpose.STATISTICS):
            assert Dispute.objects.count() == 0

    def test_a_party_that_is_in_no_register_can_be_meant(self, client: Client, party: str) -> None:
        with vault_session(Purpose.STATISTICS):
            ProposedParty.objects.create(id="p-77", name="Broker Bob", proposed_on=timezone.now().date())
        told = {"party": "https://x.example/reported/p-77", "ground": "untrue", "text": "No."}
        assert client.post("/dispute", told).status_code == 200

    def test_strangers_can_not_lock_a_party_out(self, client: Client, party: str) -> None:
        key = verify_party(party, evidence="letter", staff=7, now=timezone.now())
        told = {"party": party, "ground": "untrue", "text": "None of that happened."}
        for _ in range(MOST_OPEN):
            noticed(party)
        assert "wait already" in words(client.post("/dispute", told))
        assert client.post("/dispute", told | {"key": key}).status_code == 200
        assert client.post("/dispute", told | {"key": "2" * 24}).status_code == 422
        assert client.post("/dispute", told | {"key": "12"}).status_code == 422

    def test_a_key_speaks_for_its_own_party_alone(self, client: Client, party: str) -> None:
        key = verify_party("another-one", evidence="letter", staff=7, now=timezone.now())
        answer = client.post("/dispute", {"party": party, "ground": "untrue", "text": "No.", "key": key})
        assert "This number opens nothing here" in words(answer)

    def test_a_heap_of_notices_leaves_room_for_answers_to_each(self, client: Client, party: str) -> None:
        numbers = [noticed(party) for _ in range(MOST_OPEN)]
        answer = client.post("/dispute/answer", {"number": numbers[0], "text": "It is right."})
        assert answer.status_code == 200

    def test_the_site_takes_so_many_a_minute_and_the_party_all_the_same(self, client: Client, party: str) -> None:
        key = verify_party(party, evidence="letter", staff=7, now=timezone.now())
        told = {"party": party, "ground": "untrue", "text": "No."}
        for _ in range(30):
            disputes.BUDGET.spend()
        assert "try again in a minute" in words(client.post("/dispute", told))
        assert client.post("/dispute", told | {"key": key}).status_code == 200


class TestRecordEditor:
    def test_what_was_noted_is_in_the_form(self, record_editor: Person, party: str) -> None:
        note_facts(party, is_household=True, workforce=50, staff=7, now=timezone.now())
        page = record_editor.client.get(f"{STAFF}notices/{party}/facts").content.decode()
        assert 'value="50"' in page
        assert re.search(r'name="is_household"[^>]* checked', page)

    def test_a_letter_has_a_name_an_address_of_record_and_the_whole_address_of_the_page(
        self, record_editor: Person, party: str, settings: LazySettings
    ) -> None:
        settings.CASES_ADDRESS = "https://cases.example.org"
        Record.objects.filter(party=party).update(address="4 Heron Street")
        page = record_editor.client.get(f"{STAFF}notices/{party}")
        assert "4 Heron Street" in words(page)
        assert "Blue Heron" in words(page)
        assert "https://cases.example.org/dispute" in words(page)
        page = record_editor.client.post(f"{STAFF}notices/{party}/verify", {"evidence": "Letter"})
        assert "https://cases.example.org/answer" in words(page)

    @pytest.mark.parametrize("path", ["", "/facts", "/verify"])
    def test_nobody_gets_no_letter(self, record_editor: Person, party: str, path: str) -> None:
        address = f"{STAFF}notices/no-such-firm{path}"
        assert record_editor.client.get(address).status_code == 404
        assert record_editor.client.post(address, {"evidence": "x", "workforce": "3"}).status_code == 404
        with vault_reading(Purpose.STATISTICS):
            assert PartyNotice.objects.count() == 0

    def test_a_party_of_a_register_is_found_and_can_be_verified(self, record_editor: Person, party: str) -> None:
        page = record_editor.client.get(f"{STAFF}notices/?q=blue+heron").content.decode()
        assert f'href="{STAFF}notices/{party}/verify"' in page

    def test_the_address_of_a_page_is_understood(self, record_editor: Person, party: str) -> None:
        page = record_editor.client.get(f"{STAFF}notices/?q=https://safar.example/ne/party/{party}").content.decode()
        assert f'href="{STAFF}notices/{party}/verify"' in page

    def test_parties_that_wait_for_a_letter_are_named(self, record_editor: Person, party: str) -> None:
        today = timezone.now().date()
        for began in (f"{today.year - 1}-03", f"{today.year - 1}-09"):
            for _ in range(3):
                report(timezone.now() - timedelta(days=70), BAD, party=party, began=began)
        checked(rows()[:2], today - timedelta(days=60))
        assert "Blue Heron" in words(record_editor.client.get(f"{STAFF}notices/"))

    def test_a_party_in_no_register_is_written_to_by_what_workers_told(self, record_editor: Person, party: str) -> None:
        with vault_session(Purpose.STATISTICS):
            ProposedParty.objects.create(
                id="p-77", name="Broker Bob", place="Tamarin", proposed_on=timezone.now().date()
            )
        page = words(record_editor.client.get(f"{STAFF}notices/p-77"))
        assert "Broker Bob" in page
        assert "Tamarin" in page
