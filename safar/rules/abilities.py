"""What a body can do for a worker, in a closed list that every language has words for.

The directory's own sentence on a body (`can_do`) stays beside it as the source wrote it, in English.
"""

from __future__ import annotations

from enum import StrEnum

from safar.rules.messages import gettext_noop


class Ability(StrEnum):
    """One thing that a body does."""

    ADVICE = "advice"
    COMPLAINT = "complaint"
    REPORT = "report"
    INSPECTION = "inspection"
    CONCILIATION = "conciliation"
    DECISION = "decision"
    LEGAL_HELP = "legal-help"
    SHELTER = "shelter"
    COUNSELLING = "counselling"
    VIOLENCE = "violence"
    TRAFFICKING = "trafficking"
    DISCRIMINATION = "discrimination"
    AGENCIES = "agencies"
    MONEY = "money"
    RETURN_HOME = "return-home"
    CHILDREN = "children"
    ALL_DAY = "all-day"
    SUPPORT = "support"


WORDS: dict[Ability, str] = {
    Ability.ADVICE: gettext_noop("gives advice"),
    Ability.COMPLAINT: gettext_noop("takes complaints"),
    Ability.REPORT: gettext_noop("takes reports"),
    Ability.INSPECTION: gettext_noop("inspects workplaces"),
    Ability.CONCILIATION: gettext_noop("helps both sides to agree"),
    Ability.DECISION: gettext_noop("decides who is right"),
    Ability.LEGAL_HELP: gettext_noop("helps with the law"),
    Ability.SHELTER: gettext_noop("finds a safe place to sleep"),
    Ability.COUNSELLING: gettext_noop("listens and supports"),
    Ability.VIOLENCE: gettext_noop("helps after violence"),
    Ability.TRAFFICKING: gettext_noop("helps after trafficking or exploitation"),
    Ability.DISCRIMINATION: gettext_noop("acts against discrimination"),
    Ability.AGENCIES: gettext_noop("acts on recruitment agencies"),
    Ability.MONEY: gettext_noop("helps with wages and money"),
    Ability.RETURN_HOME: gettext_noop("helps you to go home"),
    Ability.CHILDREN: gettext_noop("helps children"),
    Ability.ALL_DAY: gettext_noop("answers day and night"),
    Ability.SUPPORT: gettext_noop("helps in other ways"),
}
"""What each means, for pages to translate."""
OTHER_LANGUAGES = "others"
"""In the list of languages a body speaks: its source names more than it lists."""
