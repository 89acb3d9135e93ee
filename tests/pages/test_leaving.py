"""The quick way out works for someone without script and without an account, and leaves nothing of ours behind."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string

from safar.foundation.design.context import page_in
from tests.cast import Person

pytestmark = [pytest.mark.django_db]


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("/exit", "https://en.wikipedia.org/"),
        ("/ar/exit", "https://ar.wikipedia.org/"),
        ("/fil/exit", "https://tl.wikipedia.org/"),
    ],
)
def test_somewhere_ordinary_at_once(worker: Person, address: str, elsewhere: str) -> None:
    answer = worker.client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, elsewhere)
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_the_way_out_is_a_plain_link_on_pages_that_ask_for_it() -> None:
    with_it = render_to_string("design/base.html", {"page": page_in("en"), "quick_exit": True})
    assert '<a class="quick-exit" href="/exit"' in with_it
    assert "quick_exit.js" in with_it
    without = render_to_string("design/base.html", {"page": page_in("en")})
    assert "quick-exit" not in without
    assert "<script" not in without
