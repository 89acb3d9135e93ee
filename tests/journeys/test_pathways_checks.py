"""A rule whose source's words were not kept says so on the worker's own device too, in her language."""

from __future__ import annotations

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import BrowserPage

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True, databases=["default", "vault"])]


def test_a_rule_whose_words_were_not_kept_is_marked(live_server: LiveServer, browser_page: BrowserPage) -> None:
    page = browser_page()
    page.goto(f"{live_server.url}/pathways/caricom", wait_until="networkidle")
    page.evaluate(
        """async () => {
          const { opened } = await import("/static/pathways/evaluate.js");
          const { groups } = await import("/static/pathways/results.js");
          const file = opened(JSON.parse(document.querySelector("#rules").textContent));
          file.order = [...file.books.keys()];
          document.querySelector("h1").after(...groups(file, file.order, new Map()));
        }"""
    )
    rows = {
        words: page.locator("li", has_text=words).first.text_content() or ""
        for words in ("You are a national of a CSME member state", "You have the certificate of recognition of skills")
    }
    assert ["check: the source's words were not kept" in row for row in rows.values()] == [True, False]
