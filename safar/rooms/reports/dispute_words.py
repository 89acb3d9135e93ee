"""How a notice is told to its giver and to whoever it concerns: what is said to be wrong, and what became of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

GROUNDS = (
    ("not-us", _("It is about somebody else")),
    ("untrue", _("It is not true")),
    ("unlawful", _("It is against the law")),
    ("personal", _("It tells something about a person")),
)
SAID_WRONG = {**dict(GROUNDS), "counter": _("Answer to a notice")}
OUTCOMES = {
    "": _("It waits. No person has decided it yet."),
    "kept": _("It was decided: what is shown stays."),
    "removed": _("It was decided: something was taken off."),
    "restored": _("It was decided: something that was taken off is shown again."),
}
