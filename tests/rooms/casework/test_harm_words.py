"""The words of harms that are translated are those of the facts, no more and no fewer."""

from __future__ import annotations

from safar.rooms.casework.facts import facts
from safar.rooms.casework.harm_words import HARM_WORDS


def test_every_word_of_a_harm_is_collected_for_translation() -> None:
    told = {words for harm in facts().harms for words in (harm.words, *harm.follow_ups)}
    assert set(HARM_WORDS) == told
    assert len(HARM_WORDS) == len(told)
