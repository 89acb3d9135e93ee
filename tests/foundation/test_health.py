"""The health page: 200 when both databases answer and are up to date, else 503, and never a host or a path."""

from __future__ import annotations

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client

from safar import VERSION

pytestmark = [pytest.mark.django_db(databases=["default", "vault"]), pytest.mark.postgres]


def test_all_is_well(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json()["databases"] == {"default": "ok", "vault": "ok"}
    assert answer.json()["version"] == VERSION
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("alias", ["default", "vault"])
def test_a_missing_migration_is_told(client: Client, alias: str) -> None:
    MigrationRecorder(connections[alias]).migration_qs.filter(app="audit").delete()
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["databases"][alias] == "migrations missing"


def test_a_database_that_does_not_answer_is_told_without_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("could not connect to server db.secret.example")

    monkeypatch.setattr(connections["vault"], "cursor", refuse)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["databases"] == {"default": "ok", "vault": "unreachable"}
    assert b"secret" not in answer.content
