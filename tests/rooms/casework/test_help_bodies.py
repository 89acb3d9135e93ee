"""Whom a worker can tell: the list that her browser fetches for one country."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from safar.foundation.vault.wire import b64
from tests.device import Device, found_body

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]


def listed(client: Client, country: str, **more: str) -> dict[str, Any]:
    answer = client.get("/sealed/v1/bodies", {"country": country} | more)
    assert answer.status_code == 200, answer.content
    assert "public" in answer.headers["Cache-Control"]
    return {one["id"]: one for one in answer.json()["bodies"]}


def test_a_body_with_a_key_is_first_and_can_be_sealed_to(client: Client) -> None:
    desk = found_body("centre")
    one = listed(client, "XA")["centre"]
    assert one["key"]["key_id"] == b64(desk.key_id)
    assert one["offers"]["money"]["is_offered"] is True


def test_a_state_body_of_which_nothing_is_known_is_not_offered(client: Client) -> None:
    found_body("inspectorate", kind="labour-inspectorate")
    offer = listed(client, "XA")["inspectorate"]["offers"]["money"]
    assert (offer["is_offered"], offer["level"]) == (False, "unknown")
    assert "assume" in offer["why"]


def test_a_body_of_the_directory_has_a_telephone_and_no_key(client: Client) -> None:
    found = listed(client, "JP")
    assert len(found) >= 11
    assert all(one["key"] is None for one in found.values())
    assert any(line["dial"] for one in found.values() for line in one["lines"])


def test_only_the_country_asked_for_is_sent(client: Client) -> None:
    found_body("centre")
    found_body("far", country="XB")
    assert set(listed(client, "XA")) == {"centre"}
    assert set(listed(client, "", body="far")) == {"far"}
    assert listed(client, "") == {}


def test_matchers_are_listed_apart(client: Client) -> None:
    found_body("matcher", is_matcher=True, organisation="elsewhere")
    answer = client.get("/sealed/v1/bodies", {"country": "XA"}).json()
    assert [one["id"] for one in answer["matchers"]] == ["matcher"]
    assert answer["bodies"] == []


def test_a_second_receipt_renews_the_first(client: Client) -> None:
    device, other = Device(client), Device(client)
    desk = found_body("centre")
    device.file(desk)
    mine, theirs = device.epoch_to([])["receipts"][0], other.epoch_to([])["receipts"][0]
    asked = device.proof() | {"receipt": theirs, "renewed": mine}
    assert device.post("receipt", asked).status_code == 201
    assert device.reopen().cid == device.cid
    again = device.proof() | {
        "receipt": Device(client).epoch_to([])["receipts"][0],
        "renewed": theirs | {"tag": "A" * 43},
    }
    assert device.post("receipt", again).status_code == 422


def test_a_sealed_file_of_four_megabytes_is_taken_and_a_larger_request_is_not(client: Client) -> None:
    device = Device(client)
    device.file(found_body("centre"))
    assert device.add(bytes(4_194_304 - 4), "file").status_code == 201
    said = client.generic("POST", "/sealed/v1/add", b"{}", content_type="application/json", CONTENT_LENGTH="6000001")
    assert said.status_code == 413
