"""What a body can do for a worker, in a closed list that every language has words for.

The directory's own sentence on a body (`can_do`) stays beside it as the source wrote it, in English.
"""

from __future__ import annotations

from enum import StrEnum

from safar.rules.messages import gettext_noop


class Service(StrEnum):
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


WORDS: dict[Service, str] = {
    Service.ADVICE: gettext_noop("gives advice"),
    Service.COMPLAINT: gettext_noop("takes complaints"),
    Service.REPORT: gettext_noop("takes reports"),
    Service.INSPECTION: gettext_noop("inspects workplaces"),
    Service.CONCILIATION: gettext_noop("helps both sides to agree"),
    Service.DECISION: gettext_noop("decides who is right"),
    Service.LEGAL_HELP: gettext_noop("helps with the law"),
    Service.SHELTER: gettext_noop("finds a safe place to sleep"),
    Service.COUNSELLING: gettext_noop("listens and supports"),
    Service.VIOLENCE: gettext_noop("helps after violence"),
    Service.TRAFFICKING: gettext_noop("helps after trafficking or exploitation"),
    Service.DISCRIMINATION: gettext_noop("acts against discrimination"),
    Service.AGENCIES: gettext_noop("acts on recruitment agencies"),
    Service.MONEY: gettext_noop("helps with wages and money"),
    Service.RETURN_HOME: gettext_noop("helps you to go home"),
    Service.CHILDREN: gettext_noop("helps children"),
    Service.ALL_DAY: gettext_noop("answers day and night"),
    Service.SUPPORT: gettext_noop("helps in other ways"),
}
"""What each means, for pages to translate."""
OTHER_LANGUAGES = "others"
"""In the list of languages a body speaks: its source names more than it lists."""
