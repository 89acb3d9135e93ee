"""The wall between the public record and what workers tell us, as far as it stands today.

FW-01: no table, form, schema or message asks for status, visa, passport number, entry date or nationality. The walk
goes over whatever is installed, so that a field planted in any later room breaks it. Then: every table on its side.
"""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import connections, models

import safar
from safar.foundation import databases
from safar.foundation.databases import PRIVATE_APPS, PUBLIC, VAULT, TwoDatabases, side_of
from tests.architecture.addresses import schemas
from tests.architecture.tree import ROOT

FORBIDDEN = [
    {"visa"},
    {"passport"},
    {"nationality"},
    {"citizenship"},
    {"immigration"},
    {"undocumented"},
    {"deportation"},
    {"stay", "status"},
    {"residence", "status"},
    {"residence", "permit"},
    {"residency"},
    {"legal", "status"},
    {"permit", "number"},
    {"work", "permit"},
    {"entry", "date"},
    {"date", "entry"},
    {"arrival", "date"},
]
ALLOWED: frozenset[str] = frozenset()
"""Places that must name such a thing because a foreign file does; each with the reader that drops it. None today."""


def is_forbidden(name: str) -> bool:
    """Does a name, in whatever spelling, ask for what the wall keeps out?"""
    words = set(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()))
    return any(asked <= words for asked in FORBIDDEN)


def all_modules() -> None:
    """Import the whole package, so that no form or dataclass is out of sight."""
    for found in pkgutil.walk_packages(safar.__path__, "safar."):
        if ".migrations" not in found.name and not found.name.endswith("wsgi"):
            importlib.import_module(found.name)


def subclasses(of: type) -> Iterator[type]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def model_names(installed: Iterable[type[models.Model]]) -> Iterator[str]:
    for model in installed:
        for field in model._meta.get_fields():
            yield f"{model._meta.label}.{field.name}"
        yield f"{model._meta.label}.{model._meta.db_table}"


def form_names() -> Iterator[str]:
    all_modules()
    for form in subclasses(forms.BaseForm):
        if form.__module__.startswith("safar."):
            yield from (f"{form.__name__}.{name}" for name in getattr(form, "base_fields", {}))


def dataclass_names() -> Iterator[str]:
    """Drafts and answers travel as dataclasses; what they can't hold can't be asked or shown."""
    all_modules()
    for name, module in sorted(sys.modules.items()):
        held = vars(module).values() if name.startswith(("safar.rooms", "safar.pages")) else ()
        for one in (one for one in held if isinstance(one, type) and dataclasses.is_dataclass(one)):
            yield from (f"{one.__name__}.{field.name}" for field in dataclasses.fields(one))


def schema_names(schema: Any) -> Iterator[str]:
    """Every property and parameter of an OpenAPI description, however deep."""
    if isinstance(schema, dict):
        yield from map(str, schema.get("properties", {}))
        yield from (str(one["name"]) for one in schema.get("parameters", []) if isinstance(one, dict) and "name" in one)
        for value in schema.values():
            yield from schema_names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from schema_names(value)


def message_keys() -> Iterator[str]:
    """Message ids that are keys, not sentences; the rulebooks' own name facts that are asked on the device alone."""
    for path in (ROOT / "locale").rglob("django.po"):
        found = re.findall(r'^msg(?:id|ctxt) "([\w.-]+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        yield from (key for key in found if "_" in key or "." in key)


def input_names() -> Iterator[str]:
    """Fields written by hand into a template."""
    for path in (ROOT / "safar").rglob("templates/**/*.html"):
        found = re.findall(r"<(?:input|select|textarea)\b[^>]*\bname=\"([^\"{]+)\"", path.read_text(encoding="utf-8"))
        yield from (f"{path.name}:{name}" for name in found)


def offences(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if is_forbidden(name.split(".")[-1].split(":")[-1]) and name not in ALLOWED})


def test_no_table_asks_for_it() -> None:
    assert len(list(model_names(apps.get_models()))) > 50
    assert offences(model_names(apps.get_models())) == []


def test_no_form_and_no_input_asks_for_it() -> None:
    assert len(list(form_names())) >= 2
    assert offences(form_names()) == []
    assert offences(input_names()) == []


def test_no_draft_and_no_answer_holds_it() -> None:
    assert len(list(dataclass_names())) > 20
    assert offences(dataclass_names()) == []


def test_no_api_schema_holds_it() -> None:
    names = [name for schema in schemas() for name in schema_names(schema)]
    assert len(names) > 10
    assert offences(names) == []


def test_no_message_key_names_it() -> None:
    assert offences(message_keys()) == []


@pytest.mark.parametrize(
    "name",
    ["visa_number", "passportNo", "Nationality", "entry_date", "date-of-entry", "status_of_stay", "immigrationStatus"],
)
def test_a_forbidden_name_is_known_in_any_spelling(name: str) -> None:
    assert is_forbidden(name)


@pytest.mark.parametrize("name", ["status", "country", "published_on", "licence_number", "date", "stay_informed"])
def test_a_name_of_the_public_record_is_not(name: str) -> None:
    assert not is_forbidden(name)


def test_a_planted_form_and_a_planted_schema_are_seen() -> None:
    class Planted(forms.Form):
        visa_number = forms.CharField()

    Planted.__module__ = "safar.rooms.planted"
    assert "Planted.visa_number" in offences(form_names())
    Planted.__module__ = "tests"
    deep = {"components": {"schemas": {"Draft": {"properties": {"worker": {"properties": {"passport_no": {}}}}}}}}
    assert offences(schema_names(deep)) == ["passport_no"]


def tables_on(alias: str) -> set[str]:
    return set(connections[alias].introspection.table_names()) - {"django_migrations", "sqlite_sequence"}


def tables_of(side: str) -> set[str]:
    """The tables that belong on a side, many-to-many tables included."""
    installed = apps.get_models(include_auto_created=True)
    return {one._meta.db_table for one in installed if one._meta.managed and side_of(one._meta.app_label) == side}


@pytest.mark.postgres
@pytest.mark.django_db(databases=[PUBLIC, VAULT])
@pytest.mark.parametrize("side", [PUBLIC, VAULT])
def test_every_table_is_on_its_side_and_nowhere_else(side: str) -> None:
    assert tables_on(side) == tables_of(side)


@pytest.mark.django_db(databases=[PUBLIC, VAULT])
def test_a_table_on_the_wrong_side_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "PRIVATE_APPS", frozenset({"audit"}))
    assert "audit_entry" in tables_on(PUBLIC) - tables_of(PUBLIC)
    assert "audit_entry" in tables_of(VAULT) - tables_on(VAULT)


def crossing_keys() -> list[str]:
    """Foreign keys from one database into the other."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            other = field.related_model if isinstance(field, models.ForeignKey | models.ManyToManyField) else None
            if isinstance(other, type) and side_of(model._meta.app_label) != side_of(other._meta.app_label):
                found.append(f"{model._meta.label}.{field.name} -> {other._meta.label}")
    return found


def test_no_foreign_key_crosses() -> None:
    assert crossing_keys() == []


def test_a_crossing_key_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases, "PRIVATE_APPS", frozenset({"mfa"}))
    assert "mfa.Authenticator.user -> accounts.Staff" in crossing_keys()


def test_private_apps_are_installed_and_the_router_rules_both_databases() -> None:
    assert {app.label for app in apps.get_app_configs()} >= PRIVATE_APPS
    assert [f"{TwoDatabases.__module__}.{TwoDatabases.__qualname__}"] == settings.DATABASE_ROUTERS
    assert set(settings.DATABASES) == {PUBLIC, VAULT}
    assert not any("immigration" in role or "border" in role or "police" in role for role in roles())


def roles() -> list[str]:
    from safar.foundation.accounts.roles import Role

    return list(Role.values)
