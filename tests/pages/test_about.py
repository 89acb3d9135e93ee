"""How Safar works: every mark explained, in words that hold."""

from __future__ import annotations

import re
from html import unescape

import pytest

from safar.foundation.design.statuses import MARKS
from tests.cast import Person

pytestmark = [pytest.mark.django_db]
LONGEST = 20  # words in a sentence; the aim is 15


def test_every_mark_is_explained(worker: Person) -> None:
    shown = unescape(worker.client.get("/how-it-works").content.decode())
    for mark in MARKS.values():
        assert str(mark.words) in shown
        assert str(mark.meaning) in shown


def test_sentences_are_short(worker: Person) -> None:
    shown = unescape(worker.client.get("/how-it-works").content.decode())
    paragraphs = re.findall(r"<p>([^<]+)</p>", shown[shown.index("<main") :])
    assert len(paragraphs) > 20
    for sentence in (part for text in paragraphs for part in re.split(r"(?<=[.?!]) ", text)):
        assert len(sentence.split()) <= LONGEST, sentence
