"""What a yes or a no to each question says of those who gave it, as sentences for cards and corridors."""

from __future__ import annotations

from safar.rules.messages import gettext_noop
from safar.rules.questionnaire import PAID_FEE, SATISFIED

SAID_YES = {
    "asked-fee": gettext_noop("Were asked to pay for the job, the visa or the trip"),
    PAID_FEE: gettext_noop("Paid a fee"),
    "contract": gettext_noop("Got a contract they understood before they left"),
    "as-promised": gettext_noop("Found the job and the wage as promised"),
    "documents-kept": gettext_noop("Had their passport or other papers kept"),
    "paid-on-time": gettext_noop("Were paid in full and on time"),
    "hours": gettext_noop("Had a rest day and pay for extra hours"),
    "housing": gettext_noop("Had a clean and safe place to live"),
    "safety": gettext_noop("Had safe work"),
    "freedom": gettext_noop("Could leave freely"),
    "treatment": gettext_noop("Were threatened, hit, insulted or harassed"),
    SATISFIED: gettext_noop("Would tell a friend to go with them"),
}
SAID_NO = {
    "contract": gettext_noop("Got no contract they understood before they left"),
    "as-promised": gettext_noop("Found another job or wage than promised"),
    "paid-on-time": gettext_noop("Were not paid in full and on time"),
    "hours": gettext_noop("Had no rest day or no pay for extra hours"),
    "housing": gettext_noop("Had no clean and safe place to live"),
    "safety": gettext_noop("Had unsafe work"),
    "freedom": gettext_noop("Could not leave freely"),
}
"""Only where a no tells of harm."""
