"""Every address answers with the headers that protect the person who reads it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.architecture.addresses import addresses
from tests.architecture.tree import ROOT, templates
from tests.cast import Person

pytestmark = pytest.mark.django_db(databases=["default", "vault"])
WANTED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
OPEN_TO_STRANGERS = {"account_login", "account_inactive", "account_logout", "welcome"}


def lacking(client: Client, path: str) -> list[str]:
    answer = client.get(path)
    found = [f"{path}: {name}" for name, value in WANTED.items() if answer.headers.get(name) != value]
    if answer.headers.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
        found.append(f"{path}: Referrer-Policy")
    policy = answer.headers.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy or "unsafe" in policy:
        found.append(f"{path}: Content-Security-Policy {policy!r}")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append(f"{path}: Permissions-Policy")
    return found


def test_every_address_sends_them(client: Client) -> None:
    paths = {address.path for address in addresses()}
    assert len(paths) > 20
    assert [one for path in sorted(paths) for one in lacking(client, path)] == []


def test_the_microphone_is_open_to_the_page_where_a_worker_may_speak_and_to_no_other(client: Client) -> None:
    heard = {
        one.path for one in addresses() if "microphone=(self)" in client.get(one.path).headers["Permissions-Policy"]
    }
    assert heard == {"/help"}


def test_an_address_that_is_not_there_sends_them_too(client: Client) -> None:
    assert lacking(client, "/no-such-page") == []


def test_an_answer_without_them_would_be_seen(client: Client, settings: object) -> None:
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if "csp" not in one and "Headers" not in one]  # type: ignore[attr-defined]
    assert len(lacking(Client(), "/no-such-page")) == 2


def test_no_public_page_sets_a_cookie(client: Client) -> None:
    set_by = [one.path for one in addresses() if not one.path.startswith("/staff/") and client.get(one.path).cookies]
    assert set_by == []


def test_staff_addresses_are_closed_to_strangers_and_to_the_immigration_officer(immigration_officer: Person) -> None:
    stranger, officer = Client(), immigration_officer.client
    for one in addresses():
        if not one.path.startswith("/staff/") or one.name in OPEN_TO_STRANGERS:
            continue
        assert stranger.get(one.path).status_code in {302, 404}, one
        own = one.name.startswith(("mfa_", "account_"))
        assert own or officer.get(one.path).status_code == 404, one


INLINE = re.compile(
    r"\sstyle=|\son\w+=|javascript:|<style|<script(?![^>]*(?:\bsrc=|application/(?:json|ld\+json)))", re.I
)
ELSEWHERE = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I)


def breaks_policy(text: str) -> bool:
    return bool(INLINE.search(text) or ELSEWHERE.search(text))


def test_no_template_needs_what_the_policy_refuses() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in templates()}
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if breaks_policy(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color:red">',
        "<button onclick=x()>",
        "<script>x()</script>",
        "<style>p{}</style>",
        '<script src="//cdn.example/x.js"></script>',
        '<link rel="stylesheet" href="https://fonts.example/x.css">',
    ],
)
def test_a_template_that_does_would_be_seen(text: str) -> None:
    assert breaks_policy(text)
