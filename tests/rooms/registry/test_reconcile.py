"""The reconciliation service as OpenRefine uses it: the shapes of version 0.2, and a match only where it is sure."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from safar.rooms.registry.models import Party, Record
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
LICENCES = [
    "0001,Blue Heron Manpower Ltd,Port Selu,Valid,",
    "0002,Grey Heron Manpower Ltd,Port Selu,Valid,",
    "0003,Al Rashid Overseas Recruitment,Tamarin,Suspended,",
    "0004,Twin Star Agency,Tamarin,Valid,",
    "0005,Twin Star Agency,Tamarin,Valid,",
]


@pytest.fixture
def record(load_rows: LoadText) -> None:
    load_rows("zz-licences", "2026-11-20", *LICENCES)
    load_rows("zz-findings", "2026-11-01", "Eastmere Textile Factory,Castra,Barred")


def ask(queries: Any, method: str = "post") -> Any:
    answer = getattr(Client(enforce_csrf_checks=True), method)("/reconcile", {"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"
    batch = answer.json()
    check_results(batch)
    return batch


def one(**query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask({"q0": query})["q0"]["result"]
    return found


def prop(**values: Any) -> list[dict[str, Any]]:
    return [{"pid": pid, "v": value} for pid, value in values.items()]


def check_results(batch: Any) -> None:
    """The specification's shape of a result batch."""
    for answer in batch.values():
        assert answer.keys() == {"result"}
        scores = [found["score"] for found in answer["result"]]
        assert scores == sorted(scores, reverse=True)
        for found in answer["result"]:
            assert found.keys() <= {"id", "name", "description", "type", "score", "features", "match"}
            assert isinstance(found["id"], str) and found["id"] and isinstance(found["name"], str) and found["name"]
            assert isinstance(found["score"], int | float) and isinstance(found["match"], bool)
            assert all(kind.keys() == {"id", "name"} for kind in found["type"])
            assert all(isinstance(one["value"], bool | int | float) for one in found["features"])
            assert len({one["id"] for one in found["features"]}) == len(found["features"])


def party_named(name: str) -> str:
    return Record.objects.filter(name=name).values_list("party_id", flat=True)[0]


def test_the_manifest_has_what_version_0_2_asks_for(record: None) -> None:
    told = Client().get("/reconcile").json()
    assert "0.2" in told["versions"]
    for name in ("name", "identifierSpace", "schemaSpace", "documentation", "serviceVersion"):
        assert isinstance(told[name], str) and told[name]
    for name in ("identifierSpace", "schemaSpace"):
        assert re.match(r"https?://", told[name])
    assert "{{id}}" in told["view"]["url"] and "{{id}}" in told["preview"]["url"]
    assert isinstance(told["preview"]["width"], int) and isinstance(told["preview"]["height"], int)
    assert {kind["id"] for kind in told["defaultTypes"]} == {"licence", "finding", "filing", "certificate"}
    assert told["batchSize"] == 50
    named = [told["extend"]["propose_properties"], *told["suggest"].values()]
    for service in named:
        path = (service["service_url"] + service["service_path"]).removeprefix("http://127.0.0.1:8000")
        assert Client().get(path, {"prefix": "a", "type": "licence"}).status_code == 200, path


def test_the_addresses_of_the_manifest_lead_somewhere(record: None) -> None:
    told, party = Client().get("/reconcile").json(), party_named("Blue Heron Manpower Ltd")
    for kind in ("view", "preview"):
        path = told[kind]["url"].replace("{{id}}", party).removeprefix("http://127.0.0.1:8000")
        assert b"Blue Heron" in Client().get(path).content


@pytest.mark.parametrize("method", ["post", "get"])
def test_a_batch_is_answered_key_by_key(record: None, method: str) -> None:
    batch = ask({"q0": {"query": "Blue Heron Manpower"}, "anything": {"query": "?!"}}, method)
    assert batch.keys() == {"q0", "anything"}
    assert batch["q0"]["result"][0]["name"] == "Blue Heron Manpower Ltd"
    assert batch["anything"]["result"] == []


def test_a_name_alone_is_never_a_match(record: None) -> None:
    assert [found["match"] for found in one(query="Blue Heron Manpower Ltd")][:1] == [False]


def test_the_same_name_in_the_same_place_is(record: None) -> None:
    found = one(query="Blue Heron Manpower Limited", properties=prop(place="port selu, North District"))
    assert [(line["name"], line["match"]) for line in found[:2]] == [
        ("Blue Heron Manpower Ltd", True),
        ("Grey Heron Manpower Ltd", False),
    ]
    assert {line["id"]: line["value"] for line in found[0]["features"]} == {
        "same_name": True,
        "same_place": True,
        "same_number": False,
    }


@pytest.mark.parametrize(
    ("query", "properties"),
    [
        ("Blue Heron Manpower Ltd", prop(place="Elsewhere")),
        ("Green Heron Manpower Ltd", prop(place="Port Selu")),
        ("Blue Heron Manpower Ltd", prop(place="Port Selu", country="GB")),
        ("Twin Star Agency", prop(place="Tamarin")),
    ],
    ids=["another place", "another name", "another country", "two that are alike"],
)
def test_what_is_not_sure_is_not_a_match(record: None, query: str, properties: list[dict[str, Any]]) -> None:
    found = one(query=query, properties=properties, limit=1)
    assert found and not any(line["match"] for line in found)


def test_a_number_tells_two_of_the_same_name_apart(record: None) -> None:
    found = one(query="Twin Star Agency", properties=prop(number=5, country={"id": "ZZ", "name": "ZZ"}))
    matches = [line["id"] for line in found if line["match"]]
    assert matches == [Record.objects.get(key__contains="0005").party_id]


def test_a_number_alone_finds_its_holder(record: None) -> None:
    [found] = one(properties=prop(number=["0003"]))
    assert (found["name"], found["match"]) == ("Al Rashid Overseas Recruitment", False)


def test_an_id_finds_its_party(record: None) -> None:
    party = party_named("Eastmere Textile Factory")
    assert one(query=party)[0]["id"] == party


def test_a_type_keeps_what_has_such_evidence(record: None) -> None:
    assert {kind["id"] for line in one(query="Eastmere Textile") for kind in line["type"]} >= {"finding"}
    licensed = one(query="Eastmere Textile", type=["licence"])
    assert all("licence" in {kind["id"] for kind in line["type"]} for line in licensed)
    assert party_named("Eastmere Textile Factory") not in {line["id"] for line in licensed}
    assert one(query="Eastmere Textile", type=["licence", "finding"], type_strict="all") == []


def test_the_limit_is_kept(record: None) -> None:
    assert len(one(query="Heron Manpower", limit=1)) == 1


def extend(ids: list[str], *wanted: str) -> Any:
    asked = {"ids": ids, "properties": [{"id": name} for name in wanted]}
    answer = Client(enforce_csrf_checks=True).post("/reconcile", {"extend": json.dumps(asked)})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_columns_can_be_added_from_the_record(record: None) -> None:
    rashid = party_named("Al Rashid Overseas Recruitment")
    found = extend([rashid, "nobody"], "standing", "country", "place", "number", "read_on", "publisher")
    assert [told["id"] for told in found["meta"]] == ["standing", "country", "place", "number", "read_on", "publisher"]
    assert found["rows"][rashid] == {
        "standing": [{"str": "suspended"}],
        "country": [{"str": "ZZ"}],
        "place": [{"str": "Tamarin"}],
        "number": [{"str": "0003"}],
        "read_on": [{"date": "2026-11-20T00:00:00Z"}],
        "publisher": [{"str": "Made-up Ministry"}],
    }
    assert set(map(str, found["rows"]["nobody"].values())) == {"[]"}


def test_the_id_of_a_joined_party_still_answers(record: None) -> None:
    living, joined = party_named("Blue Heron Manpower Ltd"), party_named("Grey Heron Manpower Ltd")
    Party.objects.filter(pk=joined).update(joined_into=living)
    Record.objects.filter(party_id=joined).update(party_id=living)
    assert extend([joined], "country")["rows"][joined] == {"country": [{"str": "ZZ"}]}


def test_a_natural_person_in_a_filing_is_neither_matched_nor_extended(record: None) -> None:
    person = party_named("Al Rashid Overseas Recruitment")
    Record.objects.filter(party_id=person).update(is_person=True, source="zz-elsewhere")
    assert one(properties=prop(number="0003")) == []
    assert extend([person], "place")["rows"][person] == {"place": []}
    assert Client().get(f"/reconcile/preview/{person}").status_code == 404


def test_names_are_suggested(record: None) -> None:
    found = Client().get("/reconcile/suggest/entity", {"prefix": "blue heron"}).json()["result"]
    assert found[0]["name"] == "Blue Heron Manpower Ltd"
    assert found[0].keys() == {"id", "name", "description", "notable"}
    skipped = Client().get("/reconcile/suggest/entity", {"prefix": "blue heron", "cursor": "1"}).json()["result"]
    assert skipped == found[1:]


def test_properties_and_types_are_suggested(record: None) -> None:
    assert [one["id"] for one in Client().get("/reconcile/suggest/property?prefix=tow").json()["result"]] == ["place"]
    assert [one["id"] for one in Client().get("/reconcile/suggest/type?prefix=FIL").json()["result"]] == ["filing"]
    proposed = Client().get("/reconcile/properties?type=licence").json()
    assert proposed["type"] == "licence" and {"id", "name"} == proposed["properties"][0].keys()


def test_a_preview_may_be_framed_and_nothing_else(record: None) -> None:
    page = Client().get(f"/reconcile/preview/{party_named('Blue Heron Manpower Ltd')}")
    assert "frame-ancestors *" in page["Content-Security-Policy"] and "X-Frame-Options" not in page
    assert "default-src 'none'" in page["Content-Security-Policy"] and b"<script" not in page.content
    assert len(page.content) < 4000
    assert Client().get("/registers")["X-Frame-Options"] == "DENY"


def test_jsonp_is_left_out(record: None) -> None:
    answer = Client().get("/reconcile", {"callback": "steal"})
    assert answer["Content-Type"] == "application/json" and b"steal" not in answer.content


ODD = [
    ("{", "not JSON"),
    ("[" * 100_000, "not JSON"),
    ("[]", "object"),
    ('{"q0": "x"}', "q0"),
    ('{"q0": {}}', "q0: neither"),
    ('{"q0": {"query": 7}}', "q0: a text"),
    ('{"q0": {"query": "\\ud800"}}', "q0: a text"),
    ('{"q0": {"query": "a\\u0000b"}}', "NUL"),
    (json.dumps({"q0": {"query": "x" * 1001}}), "1000 characters"),
    ('{"q0": {"query": "x", "limit": -1}}', "limit"),
    ('{"q0": {"query": "x", "limit": "many"}}', "limit"),
    ('{"q0": {"query": "x", "properties": {}}}', "list"),
    ('{"q0": {"query": "x", "properties": [{"pid": "place", "v": null}]}}', "text"),
    ('{"q0": {"query": "x", "type": [{}]}}', "text"),
    (json.dumps({f"q{n}": {"query": "x"} for n in range(51)}), "at most 50"),
]


@pytest.mark.parametrize(("queries", "words"), ODD)
def test_an_odd_batch_is_answered_in_words(record: None, queries: str, words: str) -> None:
    answer = Client().post("/reconcile", {"queries": queries})
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/json")
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("extend", ["{}", '{"ids": []}', '{"ids": [7], "properties": []}', "null", '{"ids": "x"}'])
def test_an_odd_extension_too(record: None, extend: str) -> None:
    assert Client().post("/reconcile", {"extend": extend}).status_code == 400


def test_an_unknown_property_is_named(record: None) -> None:
    asked = json.dumps({"ids": [], "properties": [{"id": "shoe size"}]})
    answer = Client().post("/reconcile", {"extend": asked})
    assert (answer.status_code, "'shoe size'" in answer.json()["detail"]) == (400, True)


def test_too_much_at_once_is_refused(record: None) -> None:
    answer = Client().post("/reconcile", "queries=" + "x" * 2_000_000, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_nothing_can_be_written(record: None, method: str) -> None:
    assert getattr(Client(), method)("/reconcile").status_code == 405
