"""Rulebooks: the lawful ways to go, to stay and to leave a bad employer, as dated, sourced rules.

For a worker who asks "can I?", and for the analyst who asks "how many can?". A rulebook is read once (`load_rulebook`),
taken as it stands on a day (`edition`) and then worked out for one person with its trace (`prepare`), for a population
(`population`) or on the worker's own device (`browser`). What isn't known is never a no.
"""

from __future__ import annotations

from safar.rules.rulebook.editions import Edition, edition
from safar.rules.rulebook.facts import Fact, UnfitAnswer
from safar.rules.rulebook.loading import load_rulebook
from safar.rules.rulebook.model import Rulebook
from safar.rules.rulebook.refusals import RulebookError
from safar.rules.rulebook.scalar import Finding, Prepared, Result, prepare
from safar.rules.rulebook.values import Outcome

__all__ = [
    "Edition",
    "Fact",
    "Finding",
    "Outcome",
    "Prepared",
    "Result",
    "Rulebook",
    "RulebookError",
    "UnfitAnswer",
    "edition",
    "load_rulebook",
    "prepare",
]
