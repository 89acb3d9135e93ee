"""Every ability has words of its own, and none is left out."""

from __future__ import annotations

from safar.rules.abilities import WORDS, Ability


def test_every_ability_has_words() -> None:
    assert set(WORDS) == set(Ability)
    assert len(set(WORDS.values())) == len(WORDS)
