"""The API: the same answers as the pages, for programs; and for every odd question an answer in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from safar.rooms.registry.models import Party, Record
from tests.cast import Person
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
API = "/api/v1"
HERON = "0001,Blue Heron Manpower Ltd,Port Selu,Valid,"
OTHERS = [f"{n:04},Agency {chr(65 + n % 26)}{n},Town,Valid," for n in range(2, 40)]


@pytest.fixture
def record(load_rows: LoadText) -> LoadText:
    """A register of two editions and a finding against one of those on it."""
    load_rows("zz-licences", "2026-10-01", HERON, *OTHERS)
    load_rows("zz-licences", "2026-11-20", HERON.replace("Valid", "Suspended"), *OTHERS[1:])
    load_rows("zz-findings", "2026-11-01", "Agency D3,Elsewhere,Barred")
    return load_rows


def ask(path: str, **asked: str) -> Any:
    answer = Client().get(API + path, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def party_named(name: str) -> str:
    return Record.objects.filter(name=name).values_list("party_id", flat=True)[0]


def test_a_name_finds_what_the_command_finds(record: LoadText) -> None:
    [first, *_] = ask("/find", name="blue heron manpower", limit="3")
    assert first["name"] == "Blue Heron Manpower Ltd"
    assert first.keys() == {"id", "name", "names", "country", "place", "standing", "score"}
    assert first["standing"]["code"] == "suspended"


def test_nothing_found_is_an_empty_list(record: LoadText) -> None:
    assert ask("/find", name="?!") == []


def test_a_party_tells_who_said_what(record: LoadText) -> None:
    answer = ask(f"/parties/{party_named('Blue Heron Manpower Ltd')}")
    assert answer["standing"]["code"] == "suspended"
    assert [line["words"] for line in answer["statements"]] == ["Suspended"]
    assert answer["statements"][0]["publisher"] == "Made-up Ministry"


def test_any_past_day_can_be_asked(record: LoadText) -> None:
    heron = party_named("Blue Heron Manpower Ltd")
    assert ask(f"/parties/{heron}", on="2026-10-02")["standing"]["code"] == "licensed"
    assert ask(f"/parties/{heron}", on="2026-09-30")["standing"]["code"] == "not-held"


def test_the_id_of_a_joined_party_answers_with_the_living_one(record: LoadText) -> None:
    living, joined = party_named("Agency E4"), party_named("Agency F5")
    Party.objects.filter(pk=joined).update(joined_into=living)
    Record.objects.filter(party_id=joined).update(party_id=living)
    assert ask(f"/parties/{joined}")["id"] == living


def test_a_natural_person_in_a_filing_is_not_shown(record: LoadText) -> None:
    person = party_named("Agency E4")
    Record.objects.filter(party_id=person).update(is_person=True, source="zz-elsewhere")
    assert Client().get(f"{API}/parties/{person}").status_code == 404


def test_a_register_tells_its_terms_and_its_age(record: LoadText) -> None:
    [held] = [one for one in ask("/sources") if one["id"] == "zz-licences"]
    assert held == ask("/sources/zz-licences")
    assert (held["is_held"], held["records"], held["newest"], held["terms"]) == (True, 38, "2026-11-20", "none")
    assert held["evidence_kind"] == "licence"
    assert held["fetch"] == {"method": "manual", "url": "", "tried_live_on": None}


def test_editions_come_page_by_page(record: LoadText) -> None:
    first = ask("/sources/zz-licences/editions", limit="1")
    assert [edition["published"] for edition in first["editions"]] == ["2026-11-20"]
    assert (first["editions"][0]["rows_read"], first["editions"][0]["status_changes"]) == (38, 1)
    second = Client().get(first["next"]).json()
    assert [edition["published"] for edition in second["editions"]] == ["2026-10-01"]
    assert second["next"] is None


def test_changes_between_two_days(record: LoadText) -> None:
    found = ask("/sources/zz-licences/changes", **{"from": "2026-10-01", "to": "2026-11-20"})
    assert (found["added"], found["removed"]) == ([], ["Agency C2"])
    assert [(one["from"], one["to"]) for one in found["status_changes"]] == [("licensed", "suspended")]


def test_records_are_walked_to_the_last(record: LoadText) -> None:
    names, address = [], f"{API}/sources/zz-licences/records?limit=10&on=2026-10-05"
    while address:
        page = Client().get(address).json()
        names += [line["name"] for line in page["records"]]
        address = page["next"]
    assert len(names) == 39
    assert names == [line.split(",")[1] for line in (HERON, *OTHERS)]
    assert page["seen_on"] == "2026-10-01"


def test_records_of_today_leave_out_who_is_gone(record: LoadText) -> None:
    names = {line["name"] for line in ask("/sources/zz-licences/records", limit="1000")["records"]}
    assert "Agency C2" not in names and len(names) == 38


@pytest.mark.parametrize("source", ["zz-licences", "zz-filings"])
def test_natural_persons_leave_only_as_licensees(record: LoadText, source: str, settings: Any) -> None:
    lines = Record.objects.filter(source="zz-licences", name="Agency E4")
    lines.update(is_person=True, address="1 Home Street")
    if source == "zz-filings":
        make_filing(settings)
    records = ask("/sources/zz-licences/records", limit="1000")["records"]
    shown = [line for line in records if line["is_person"]]
    assert len(shown) == (1 if source == "zz-licences" else 0)
    assert all(line["address"] == "" and line["identifiers"] for line in shown)
    gone = ask("/sources/zz-licences/changes", **{"from": "2026-09-01", "to": "2026-11-20"})["added"]
    assert ("Agency E4" in gone) == (source == "zz-licences")


def make_filing(settings: Any) -> None:
    """Say of the licence register that it is one of papers filed."""
    from safar.rooms.registry.sources import all_sources

    path = settings.REGISTERS / "zz-licences.toml"
    path.write_text(path.read_text().replace('evidence_kind = "licence"', 'evidence_kind = "filing"'))
    all_sources.cache_clear()


def test_a_number_leads_to_the_authority_that_gives_such_numbers(record: LoadText, settings: Any) -> None:
    settings.LICENCE_SHAPES = settings.REGISTERS
    (settings.REGISTERS / "licence_numbers.toml").write_text(
        'seen_on = 2026-11-24\n[[shapes]]\ncountry = "ZZ"\nauthority = "Made-up Ministry"\nwhat = "licence"\n'
        'pattern = \'ZZ(\\d{4})\'\nnormal = "{1}"\nscheme = "zz-number"\nmark = "seen"\nsource = "made up"\n'
    )
    [found] = ask("/numbers", text="licence no. zz0001")
    assert (found["number"], found["sources"], found["is_held"]) == ("0001", ["zz-licences"], True)
    assert ask("/numbers", text="hello") == []


def test_an_answer_is_kept_until_the_record_changes(record: LoadText) -> None:
    first = Client().get(f"{API}/sources")
    known = {"If-None-Match": first["ETag"]}
    again = Client().get(f"{API}/sources", headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(f"{API}/sources/zz-licences", headers=known).status_code == 200
    record("zz-licences", "2026-11-22", HERON, *OTHERS[2:], "0100,New,Town,Valid,")
    fresh = Client().get(f"{API}/sources", headers=known)
    assert (fresh.status_code, fresh["ETag"] != first["ETag"]) == (200, True)


def test_what_somebody_typed_is_kept_by_no_shared_cache(record: LoadText) -> None:
    assert Client().get(f"{API}/find", {"name": "heron"})["Cache-Control"] == "private, no-cache"
    assert Client().get(f"{API}/sources")["Cache-Control"] == "public, max-age=60"


def test_every_site_may_read(record: LoadText) -> None:
    for answer in (Client().get(f"{API}/sources"), Client().get(f"{API}/parties/none"), Client().get(f"{API}/none")):
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
    asked = Client().options(f"{API}/sources", headers={"Origin": "https://elsewhere.example"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_nobody_may_write(employer: Person) -> None:
    for method in (employer.client.post, employer.client.put, employer.client.delete):
        answer = method(f"{API}/sources")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_head_gives_the_headers_alone(record: LoadText) -> None:
    whole, head = Client().get(f"{API}/sources"), Client().head(f"{API}/sources")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", whole["ETag"])


ODD = [
    ("/find", 422, "name: "),
    ("/find?name=", 422, "name: "),
    ("/find?name=" + "x" * 201, 422, "name: "),
    ("/find?name=a%00b", 400, "NUL"),
    ("/find?name=%ff%fe", 400, "UTF-8"),
    ("/find?name=a&limit=-1", 422, "limit: "),
    ("/find?name=a&limit=0", 422, "limit: "),
    ("/find?name=a&limit=many", 422, "limit: "),
    ("/find?name=a&country=GBR", 422, "country: "),
    ("/find?name=a&place=" + "x" * 9000, 400, "longer than"),
    ("/parties/nobody", 404, "no party 'nobody'"),
    ("/parties/a%00b", 400, "NUL"),
    ("/parties/%ff", 404, "no party"),
    ("/parties/nobody?on=yesterday", 422, "on: write a day as YYYY-MM-DD"),
    ("/parties/nobody?on=2026-02-30", 422, "on: "),
    ("/parties/nobody?on=1700000000", 422, "YYYY-MM-DD"),
    ("/sources/none", 404, "no source 'none'"),
    ("/sources/zz-licences/records?cursor=-1", 422, "cursor: "),
    ("/sources/zz-licences/records?cursor=99999999999999999999", 422, "cursor: "),
    ("/sources/zz-licences/records?cursor=987654321", 422, "start again"),
    ("/sources/zz-licences/records?limit=1001", 422, "limit: "),
    ("/sources/zz-licences/editions?limit=-5", 422, "limit: "),
    ("/sources/zz-licences/changes?from=2026-11-01", 422, "to: "),
    ("/sources/zz-licences/changes?from=2026-11-02&to=2026-11-01", 422, "from: "),
    ("/sources/none/records.csv", 404, "no source"),
    ("/sources/zz-licences/records.jsonl?on=x", 422, "on: "),
    ("/numbers", 422, "text: "),
    ("/no/such/address", 404, "/api/v1/docs"),
]


@pytest.mark.parametrize(("address", "status", "words"), ODD)
def test_an_odd_question_is_answered_in_words(two_registers: None, address: str, status: int, words: str) -> None:
    answer = Client().get(API + address)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/json")
    assert answer.json()["status"] == status
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("name", ['"', "((", "a AND", "\\", "*" * 200, "'; --", "a:b~^", "الرشيد", "🦩", "\u202e", " "])
def test_signs_in_a_name_break_nothing(record: LoadText, name: str) -> None:
    assert isinstance(ask("/find", name=name), list)


def test_the_documentation_is_a_page_without_script(client: Client) -> None:
    page = client.get(f"{API}/docs")
    text = page.content.decode()
    assert page.status_code == 200
    assert "/api/v1/sources/{source}/records.csv" in text and "text/csv" in text
    assert "<script" not in text and "https://" not in text.replace("https://www.w3.org", "")
    assert "default-src 'none'" in page["Content-Security-Policy"]


def test_the_documentation_is_in_english_whoever_asks(client: Client) -> None:
    text = client.get(f"{API}/docs", headers={"Accept-Language": "ar"}).content.decode()
    assert '<html lang="en" dir="ltr">' in text and "/ar/" not in text


def test_the_root_leads_to_the_documentation(client: Client) -> None:
    assert client.get(f"{API}/")["Location"] == f"{API}/docs"


def test_the_description_names_every_address(client: Client) -> None:
    told = client.get(f"{API}/openapi.json").json()
    assert told["openapi"].startswith("3.")
    assert {path.removeprefix(API) for path in told["paths"]} == {
        *("/find", "/parties/{id}", "/numbers", "/sources", "/sources/{source}", "/sources/{source}/editions"),
        *("/sources/{source}/changes", "/sources/{source}/records", "/sources/{source}/records.csv"),
        "/sources/{source}/records.jsonl",
    }
