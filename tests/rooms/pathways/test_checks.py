"""What must be looked up before anyone relies on it carries its mark on the pages, not only in the files."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
NOTICE = "Check this before you rely on it"


def page(path: str) -> str:
    return unescape(Client().get(path).content.decode())


@pytest.mark.parametrize(
    ("place", "words"), [("caricom", "You are a national of a CSME member state"), ("jp", "3,000,000 yen a year")]
)
def test_a_rule_whose_words_were_not_kept_is_marked_on_paper(place: str, words: str) -> None:
    box = next(one for one in page(f"/pathways/{place}/sheet").split("<li") if words in one)
    assert "check: the source's words were not kept" in box


def test_a_rule_that_was_read_is_not_marked() -> None:
    box = next(
        one for one in page("/pathways/caricom/sheet").split("<li") if "certificate of recognition of skills" in one
    )
    assert "(check" not in box


@pytest.mark.parametrize(("permit", "is_marked"), [("au-408-wj", True), ("eu-2009-52", True), ("uk-odw", False)])
def test_a_permit_past_its_pilot_or_from_memory_is_marked(permit: str, is_marked: bool) -> None:
    shown = re.search(rf'id="{permit}".*?</details>', page("/pathways/complain"), re.DOTALL)
    assert shown and (NOTICE in shown[0]) == is_marked
