"""Recruiters in no register: found by staff, checked by a centre, listed by an editor, on one public list; and the
way of a party to its answer where the public process holds no case.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from safar.foundation.accounts.roles import Role
from safar.foundation.release.actions import publish_once
from safar.foundation.vault.sessions import vault_reading
from safar.rooms.registry.actions.example import load_example
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.actions.submit import submit_plain
from safar.rooms.reports.models import ProposedParty
from safar.rooms.reports.telling import Proposed
from safar.rules.firewall import Purpose
from tests.architecture.tree import ROOT
from tests.cast import CENTRE, Person, at_work, hire
from tests.device import found_body
from tests.rooms.reports.people import told

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]
PAGES = "/staff/reports/proposed/"
BROKER = Proposed("Ram Bahadur Manpower", "Kathmandu", "+977 98-555555", "NP")


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def named(broker: Proposed = BROKER) -> str:
    return submit_plain(told(party="", proposed=broker), receipt="1" * 24, now=timezone.now()).party


def row() -> ProposedParty:
    with vault_reading(Purpose.STATISTICS):
        return ProposedParty.objects.get()


class TestStaff:
    @pytest.fixture(autouse=True)
    def centre(self) -> None:
        found_body(CENTRE)

    def test_a_centre_finds_it_says_that_it_is_real_and_the_public_may_read_its_name(
        self, caseworker: Person, client: Client
    ) -> None:
        party = named()
        found = caseworker.client.get(PAGES, {"q": "ram bahadur"})
        assert f"{PAGES}{party}/known" in found.content.decode()
        assert caseworker.client.post(f"{PAGES}{party}/known", {}).status_code == 200
        assert row().checked_on is None
        assert caseworker.client.post(f"{PAGES}{party}/known", {"known": "on"}).status_code == 302
        publish_cards(now=timezone.now())
        said = client.get("/reported")
        assert f'href="/reported/{party}"' in said.content.decode()
        assert "Kathmandu, Nepal" in words(said)
        assert "555555" not in words(said)
        assert 'href="/reported"' in client.get("/cards").content.decode()

    def test_a_family_is_never_named(self, caseworker: Person) -> None:
        party = named(Proposed("Family A", "Doha", is_household=True))
        said = caseworker.client.post(f"{PAGES}{party}/known", {"known": "on"})
        assert "a family is never named" in words(said)
        assert row().checked_on is None

    def test_a_mission_says_of_nobody_that_it_is_real(self) -> None:
        party = named()
        found_body("mission-1", kind="mission")
        officer = at_work(hire("mia", [Role.CASEWORKER], body="mission-1"))
        assert officer.client.post(f"{PAGES}{party}/known", {"known": "on"}).status_code == 404
        assert row().checked_on is None

    @pytest.mark.usefixtures("own_index")
    def test_an_editor_says_which_entry_it_has_become(self, record_editor: Person, client: Client) -> None:
        load_example(now=timezone.now())
        entry = re.findall(r'href="/party/([a-z0-9]+)"', client.get("/check?q=blue+heron").content.decode())[0]
        party = named()
        assert f"{PAGES}{party}/listed" in record_editor.client.get(PAGES, {"q": "ram"}).content.decode()
        for wrong in ("two words", "/party/nobody2345", party, ""):
            assert record_editor.client.post(f"{PAGES}{party}/listed", {"listed": wrong}).status_code == 200, wrong
        assert row().listed_as == ""
        right = {"listed": f"https://safar.example/ar/party/{entry}"}
        assert record_editor.client.post(f"{PAGES}{party}/listed", right).status_code == 302
        assert row().listed_as == entry

    def test_each_does_the_own_part_alone(
        self, caseworker: Person, record_editor: Person, moderator: Person, immigration_officer: Person
    ) -> None:
        party = named()
        assert caseworker.client.get(f"{PAGES}{party}/listed").status_code == 404
        assert record_editor.client.get(f"{PAGES}{party}/known").status_code == 404
        for other in (moderator, immigration_officer):
            for path in ("", f"{party}/known", f"{party}/listed"):
                assert other.client.get(PAGES + path).status_code == 404
        assert caseworker.client.get(f"{PAGES}p-0000/known").status_code == 404


def test_the_list_says_when_nobody_is_on_it(client: Client) -> None:
    assert "None yet" in words(client.get("/reported"))


class TestAnswering:
    def test_a_partys_page_leads_to_the_notice_about_it(self, client: Client) -> None:
        publish_once("named p-1", "once", {"name": "Broker Bob", "place": "", "country": ""}, today=date(2026, 5, 1))
        page = client.get("/reported/p-1").content.decode()
        assert 'name="party" value="p-1"' in page
        [address] = re.findall(r'href="(/dispute[^"]*)"', page)
        assert 'value="p-1"' in client.get(address).content.decode()

    def test_the_public_process_leads_to_the_one_with_the_cases(self) -> None:
        cards, party = _public("/cards", "/reported/p-1")
        assert '"https://cases.example.org/dispute"' in cards
        assert '"https://cases.example.org/answer"' in cards
        assert '"https://cases.example.org/report"' in cards
        assert '"https://cases.example.org/dispute?about=p-1"' in party
        assert '"https://cases.example.org/report#party=p-1"' in party


ASK = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from datetime import date
from django.core.management import call_command
from django.test import Client
from safar.foundation.release.actions import publish_once
call_command("migrate", verbosity=0)
publish_once("named p-1", "once", {"name": "Bob", "place": "", "country": ""}, today=date(2026, 5, 1))
print("\\0".join(Client().get(path).content.decode() for path in sys.argv[1:]))
"""


def _public(*paths: str) -> list[str]:
    """Ask a public process of its own for pages."""
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_URL")}
    halves = {"SAFAR_SERVE": "public", "SAFAR_CASES_ADDRESS": "https://cases.example.org"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASK, *paths],
        cwd=ROOT,
        env=environment | halves,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\0")
