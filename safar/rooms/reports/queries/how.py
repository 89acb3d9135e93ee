"""The numbers that decide what a card shows, read from the rules themselves, so that the page can't say others."""

from __future__ import annotations

from dataclasses import dataclass

from safar.rules.disclosure import FEWEST, Shown
from safar.rules.report_cards import CHECKED, COHORTS, DAYS_OF_NOTICE, YEARS_IN_FULL
from safar.rules.report_weights import PRAISES_A_WEEK
from safar.rules.reports_joined import MONTHS_OF_SILENCE
from safar.rules.shares import COVERAGE


@dataclass(frozen=True, slots=True)
class HowMade:
    """Each limit by its name."""

    fewest_on_a_card: int = FEWEST[Shown.CARD]
    fewest_in_a_table: int = FEWEST[Shown.TABLE]
    cohorts: int = COHORTS
    checked: int = CHECKED
    days_of_notice: int = DAYS_OF_NOTICE
    months_of_silence: int = MONTHS_OF_SILENCE
    years_in_full: int = YEARS_IN_FULL
    praises_a_week: int = PRAISES_A_WEEK
    of_a_hundred: int = round(COVERAGE * 100)


def how_made() -> HowMade:
    """Give the limits."""
    return HowMade()
