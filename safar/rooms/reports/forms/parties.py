"""What a recruiter, an employer or anybody else may send about a card: an answer, a notice, a counter-notice.

Words alone. No file is taken: a worker's contract shown as "evidence" would be a way to find who wrote.
"""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safar.rooms.reports.asking import StepForm, line
from safar.rooms.reports.dispute_words import GROUNDS
from safar.rooms.reports.queries.parties import is_known
from safar.rooms.reports.telling import LONGEST_TEXT
from safar.rules.receipts import read_receipt

PARTY = re.compile(r"(?:.*/(?:party|reported)/)?([a-z0-9-]{1,40})/?", re.IGNORECASE)
MOST_NUMBER = 2**63 - 1
"""No row has a greater one; a database refuses to look for it."""


def words(label: object) -> forms.CharField:
    """Ask for a text of a few sentences."""
    hint = _("Write no name of a worker and guess at none. A person reads it before anybody else does.")
    box = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_TEXT, widget=box)  # type: ignore[arg-type]


class KeyForm(StepForm):
    """The number that a verified party got from a record editor."""

    key = line(_("The number we gave you, 24 digits"), most=80, required=True, inputmode="numeric", dir="ltr")

    def clean_key(self) -> str:
        """Take the digits as they were typed."""
        return _digits(self.cleaned_data["key"])


class AnswerForm(KeyForm):
    """The answer of a verified party."""

    text = words(_("What do you want to say?"))


class DisputeForm(StepForm):
    """A notice about what is shown of a party."""

    party = line(_("Address of the page"), _("Copy it from the browser, or write its last part."), required=True)
    ground = forms.ChoiceField(label=_("What is wrong?"), choices=GROUNDS, widget=forms.RadioSelect)
    text = words(_("Tell us what is wrong, and how we can see it"))
    key = line(
        _("The number we gave you, 24 digits"),
        _("Only if you speak for the firm and have one. Everybody else leaves it empty."),
        most=80,
        inputmode="numeric",
        dir="ltr",
    )

    def clean_party(self) -> str:
        """Take the address of a party's page, or its id alone; of a party that is one."""
        found = PARTY.fullmatch(self.cleaned_data["party"].strip())
        party = found[1].lower() if found else ""
        if not party or not is_known(party):
            raise forms.ValidationError(gettext("This is no address of a page here."))
        return party

    def clean_key(self) -> str:
        """Take the digits as they were typed, or none."""
        written = self.cleaned_data["key"]
        return _digits(written) if written.strip() else ""


def notice_number(label: object) -> forms.IntegerField:
    """Ask for the number of a notice; one that is too long is one that nobody has."""
    none = _("There is no notice with this number.")
    return forms.IntegerField(
        label=label,  # type: ignore[arg-type]
        min_value=1,
        max_value=MOST_NUMBER,
        error_messages={"min_value": none, "max_value": none},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )


class CounterForm(StepForm):
    """The answer to a notice, by its number."""

    number = notice_number(_("Number of the notice that you answer"))
    text = words(_("Why is it right as it stands?"))


class BecameForm(StepForm):
    """The number of a notice, to see what became of it."""

    number = notice_number(_("Number of the notice"))


def _digits(written: str) -> str:
    typed = read_receipt(written)
    if typed.problem is not None:
        raise forms.ValidationError(gettext("That is not a number of 24 digits."))
    return typed.digits
