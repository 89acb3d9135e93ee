"""What the worker's first page shows before anything is asked or sent: numbers, steps, the words of script."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safar.foundation.design.formats import country_in
from safar.rooms.casework.forms.help import (
    KEEPS,
    AccountForm,
    EmployerForm,
    KeepForm,
    ReturnForm,
    WhatForm,
    WhereForm,
    WhoForm,
    sendable,
)
from safar.rooms.casework.forms.help_words import FILING, PAPERS, folder_sentences
from safar.rooms.casework.queries.help import countries_to_choose, emergency_numbers
from safar.rules.harms import CaseCategory, Harm

LINES = {
    "police": _("Police"),
    "ambulance": _("Ambulance"),
    "women": _("Women's line"),
    "children": _("Children's line"),
    "trafficking": _("Line against trafficking"),
    "workers": _("Workers' line"),
}
TOPICS = {
    CaseCategory.MONEY: _("Money"),
    CaseCategory.CONTRACT: _("Contract and job"),
    CaseCategory.SAFETY: _("Safety and how you are treated"),
    CaseCategory.OTHER: _("Other"),
}
MODULES = (
    *(
        "vault/wire.js",
        "vault/keys.js",
        "vault/padding.js",
        "vault/hpke.js",
        "vault/envelopes.js",
        "vault/signatures.js",
    ),
    *("vault/cleaning.js", "vault/selftest.js", "casework/help_page.js", "casework/help_steps.js"),
    *("casework/help_filing.js", "casework/help_papers.js", "casework/help_proof.js", "casework/help_record.js"),
)
HOLDS = (2, 3, 5)


def first_page(language: str, today: date) -> dict[str, Any]:
    """Give what stands on the page before any script has run; nothing of it depends on who asks."""
    return {"numbers": numbers_in(language, today), "modules": MODULES, "today": today}


def sealed_form(today: date) -> dict[str, Any]:
    """Give the form and the parts that a browser which seals fetches."""
    forms = {
        "who": WhoForm(),
        "what": WhatForm(),
        "where": WhereForm(countries=countries_to_choose(today)),
        "employer": EmployerForm(),
        "account": AccountForm(),
        "keep": KeepForm(),
    }
    return {
        "forms": forms,
        "harms": sendable(),
        "topics": topics(),
        "script": True,
        "holds": [(0, _("No, send it now")), *((one, _waits_for(one)) for one in HOLDS)],
        "words": FILING.items(),
        "papers": PAPERS,
    }


def sealed_folder_parts() -> dict[str, Any]:
    """Give the way back in and the parts of an open case."""
    return {"return_form": ReturnForm(auto_id="return_%s"), "keeps": KEEPS, "words": folder_sentences()}


def topics() -> list[tuple[Any, list[Harm]]]:
    """Group the harms by what they are about, in the order of the facts."""
    return [(words, [harm for harm in sendable() if harm.category is topic]) for topic, words in TOPICS.items()]


@lru_cache(maxsize=12)
def numbers_in(language: str, today: date) -> tuple[dict[str, Any], ...]:
    """Give every country's numbers under its name in the language, in the order of names."""
    found = [
        {
            "name": country_in(language, one.country),
            "lines": [(LINES[name], told.dial, number, told.is_tested) for name, told, number in one.lines],
            "bodies": [(name, told.dial, number, told.is_tested) for name, told, number in one.bodies],
        }
        for one in emergency_numbers(today)
    ]
    return tuple(sorted(found, key=lambda one: str(one["name"])))


def _waits_for(count: int) -> str:
    return ngettext("Wait for {count} reports", "Wait for {count} reports", count).format(count=count)
