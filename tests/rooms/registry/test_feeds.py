"""The Atom feeds: valid, with ids that never change, and nobody's private life."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from safar.rooms.registry.models import Party, Record
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ATOM = "{http://www.w3.org/2005/Atom}"
HERON = "0001,Blue Heron Manpower Ltd,Port Selu,Valid,2026-11-05"
OTHERS = [f"{n:04},Agency {n},Town,Valid," for n in range(2, 30)]


def feed(path: str) -> Any:
    """Read a feed as a reader would, and check what RFC 4287 asks of every feed and entry."""
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    root = etree.fromstring(answer.content)
    assert root.tag == ATOM + "feed"
    assert root.find(ATOM + "author").findtext(ATOM + "name") == "Safar"
    for one in [root, *root.findall(ATOM + "entry")]:
        for name in ("id", "title", "updated"):
            assert len(one.findall(ATOM + name)) == 1 and one.findtext(ATOM + name), name
        assert datetime.fromisoformat(one.findtext(ATOM + "updated")).tzinfo is not None
        assert one.findall(ATOM + "link")
    assert [link.get("rel") for link in root.findall(ATOM + "link")] == ["alternate", "self"]
    ids = [entry.findtext(ATOM + "id") for entry in root.findall(ATOM + "entry")]
    assert len(ids) == len(set(ids)) and all(one.startswith("tag:127.0.0.1,2026:") for one in ids)
    assert root.findtext(ATOM + "updated") == max(
        [entry.findtext(ATOM + "updated") for entry in root.findall(ATOM + "entry")],
        default=root.findtext(ATOM + "updated"),
    )
    return root


def entries(root: Any) -> list[tuple[str, str]]:
    return [
        (entry.findtext(ATOM + "updated")[:10], entry.findtext(ATOM + "title"))
        for entry in root.findall(ATOM + "entry")
    ]


def party_named(name: str) -> str:
    return Record.objects.filter(name=name).values_list("party_id", flat=True)[0]


def test_a_party_from_its_first_day_to_its_last(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", HERON, *OTHERS)
    load_rows("zz-licences", "2026-10-10", HERON.replace("Valid", "Suspended"), *OTHERS)
    load_rows("zz-licences", "2026-10-20", HERON, *OTHERS)
    load_rows("zz-findings", "2026-10-25", "Blue Heron Manpower Ltd,Port Selu,Barred")
    found = feed(f"/party/{party_named('Blue Heron Manpower Ltd')}/feed")
    assert found.findtext(ATOM + "title") == "Blue Heron Manpower Ltd"
    assert [(day, title.split(":")[0]) for day, title in entries(found)] == [
        ("2026-11-06", "Changed"),
        ("2026-10-25", "New"),
        ("2026-10-20", "Changed"),
        ("2026-10-10", "Changed"),
        ("2026-10-01", "New"),
    ]
    assert "ran out on 5 November" in entries(found)[0][1], "a licence runs out by itself"


def test_one_who_is_no_longer_listed(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    load_rows("zz-licences", "2026-10-20", *OTHERS[1:])
    found = entries(feed(f"/party/{party_named('Agency 2')}/feed"))
    assert found[0] == (
        "2026-10-20",
        "Gone: No longer listed by Made-up Ministry since 20 October 2026: we don't know why",
    )
    assert [day for day, _ in found] == ["2026-10-20", "2026-10-01"]


def test_an_entry_keeps_its_id_when_the_record_grows(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    path = f"/party/{party_named('Agency 2')}/feed"
    before = feed(path).find(f"{ATOM}entry/{ATOM}id").text
    load_rows("zz-licences", "2026-10-20", OTHERS[0].replace("Valid", "Suspended"), *OTHERS[1:])
    ids = [one.text for one in feed(path).findall(f"{ATOM}entry/{ATOM}id")]
    assert len(ids) == 2 and ids[1] == before


def test_a_natural_person_has_no_feed(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    person = party_named("Agency 2")
    Record.objects.filter(party_id=person).update(is_person=True)
    page = Client().get(f"/party/{person}")
    assert page.status_code == 200 and b"/feed" not in page.content
    assert Client().get(f"/party/{person}/feed").status_code == 404


def test_the_feed_of_a_joined_party_leads_to_the_living_one(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    living, joined = party_named("Agency 2"), party_named("Agency 3")
    Party.objects.filter(pk=joined).update(joined_into=living)
    assert Client().get(f"/party/{joined}/feed")["Location"] == f"/party/{living}/feed"


def test_signs_that_xml_cannot_hold_are_left_out(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    Record.objects.filter(name="Agency 2").update(name="A\x0bgency <2> & \ufffe Co")
    party = Record.objects.values_list("party_id", flat=True).order_by("pk")[0]
    assert feed(f"/party/{party}/feed").findtext(ATOM + "title") == "Agency <2> &  Co"


def test_a_register_tells_its_editions(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    load_rows("zz-licences", "2026-10-20", *OTHERS[1:], "0099,Agency 99,Town,Valid,")
    assert load_rows("zz-licences", "2026-10-25", *OTHERS[:9]).status == "refused"
    found = feed("/register/zz-licences/feed")
    assert entries(found) == [("2026-10-20", "Edition of 2026-10-20"), ("2026-10-01", "Edition of 2026-10-01")]
    told = found.find(f"{ATOM}entry/{ATOM}summary").text
    assert "Rows: 28" in told and "Names added: 1" in told and "Names removed: 1" in told
    assert "Agency" not in told, "names are not part of it"


def test_a_register_that_we_do_not_hold_has_an_empty_feed(two_registers: None) -> None:
    root = feed("/register/zz-findings/feed")
    assert (entries(root), root.findtext(ATOM + "updated")[:10]) == ([], "2026-11-24")


def test_feeds_speak_the_language_of_their_address(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    root = feed(f"/ar/party/{party_named('Agency 2')}/feed")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


def test_a_reader_that_knows_the_feed_gets_nothing_twice(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-10-01", *OTHERS)
    first = Client().get("/register/zz-licences/feed")
    again = Client().get("/register/zz-licences/feed", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/party/nobody/feed", "/register/nothing/feed", "/party/x%00y/feed"])
def test_an_unknown_feed_is_none(two_registers: None, path: str) -> None:
    assert Client().get(path).status_code in {400, 404}
