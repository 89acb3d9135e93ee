"""Every service has words of its own, and none is left out."""

from __future__ import annotations

from safar.rules.body_services import WORDS, Service


def test_every_service_has_words() -> None:
    assert set(WORDS) == set(Service)
    assert len(set(WORDS.values())) == len(WORDS)
