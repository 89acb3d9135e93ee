"""What a recruiter, an employer or anybody else may send about a card: an answer, a notice, a counter-notice.

Words alone. No file is taken: a worker's contract shown as "evidence" would be a way to find who wrote.
"""

from __future__ import annotations

import re

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safar.rooms.reports.asking import StepForm, line
from safar.rooms.reports.telling import LONGEST_TEXT
from safar.rules.receipts import read_receipt

PARTY = re.compile(r"(?:.*/(?:party|reported)/)?([a-z0-9-]{1,40})/?", re.IGNORECASE)
GROUNDS = (
    ("not-us", _("It is about somebody else")),
    ("untrue", _("It is not true")),
    ("unlawful", _("It is against the law")),
    ("personal", _("It tells something about a person")),
)


def words(label: object) -> forms.CharField:
    """Ask for a text of a few sentences."""
    hint = _("Write no name of a worker and guess at none. A person reads it before anybody else does.")
    box = forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST_TEXT, widget=box)  # type: ignore[arg-type]


class AnswerForm(StepForm):
    """The answer of a verified party, with the number it got from a record editor."""

    key = line(_("The number we gave you, 24 digits"), most=80, required=True, inputmode="numeric", dir="ltr")
    text = words(_("What do you want to say?"))

    def clean_key(self) -> str:
        """Take the digits as they were typed."""
        typed = read_receipt(self.cleaned_data["key"])
        if typed.problem is not None:
            raise forms.ValidationError(gettext("That is not a number of 24 digits."))
        return typed.digits


class DisputeForm(StepForm):
    """A notice about what is shown of a party."""

    party = line(_("Address of the page"), _("Copy it from the browser, or write its last part."), required=True)
    ground = forms.ChoiceField(label=_("What is wrong?"), choices=GROUNDS, widget=forms.RadioSelect)
    text = words(_("Tell us what is wrong, and how we can see it"))

    def clean_party(self) -> str:
        """Take the address of a party's page, or its id alone."""
        found = PARTY.fullmatch(self.cleaned_data["party"].strip())
        if found is None:
            raise forms.ValidationError(gettext("This is no address of a page here."))
        return found[1].lower()


class CounterForm(StepForm):
    """The answer to a notice, by its number."""

    number = forms.IntegerField(label=_("Number of the notice that you answer"), min_value=1)
    text = words(_("Why is it right as it stands?"))
