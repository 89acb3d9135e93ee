"""The steps of a report: whom it is about, where and when, twelve questions in two halves.

For a worker with three minutes and no account. What was answered rides from step to step in hidden fields; nothing is
kept before she sends it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safar.rooms.reports.asking import LEFT, THERE, StepForm, line, printable
from safar.rooms.reports.choices import countries, months

STILL = ((LEFT, _("No, I have left")), (THERE, _("Yes")))


class WhomForm(StepForm):
    """A recruiter or employer that is in no register we hold: name, place, telephone, seen by our staff alone.

    The country is where the office is: a broker of one town sends people to many countries.
    """

    name = line(_("Name of the recruiter or employer"), _("As you know it. A broker or an agent too."), required=True)
    place = line(_("Town, if you know it"), most=120)
    country = forms.ChoiceField(label=_("Country of their office, if you know it"), choices=countries, required=False)
    phone = line(_("Their telephone, if you know it"), _("Theirs, not yours."), most=24, inputmode="tel", dir="ltr")
    household = forms.BooleanField(
        label=_("It is a family, not a firm"),
        help_text=_("A family gets no page of its own. Tell about the agency too, if there was one."),
        required=False,
    )

    def clean_name(self) -> str:
        """Control characters can't be part of a name; PostgreSQL refuses NUL outright."""
        return printable(self.cleaned_data["name"])

    def clean_place(self) -> str:
        return printable(self.cleaned_data["place"])

    def clean_phone(self) -> str:
        return printable(self.cleaned_data["phone"])


class WhereForm(StepForm):
    """From where to where, since which month, and whether she is still there."""

    origin = forms.ChoiceField(label=_("From which country did you go?"))
    destination = forms.ChoiceField(label=_("In which country is the work?"))
    began = forms.ChoiceField(label=_("In which month did you start?"), required=False)
    still = forms.ChoiceField(
        label=_("Are you still with them?"),
        choices=STILL,
        widget=forms.RadioSelect,
    )
    at_once = forms.BooleanField(
        label=_("It may count at once, although I am still there"),
        help_text=_("If you are still there, it counts only after six months, so that nobody can guess who wrote."),
        required=False,
    )
    code = line(_("Code from a union or a centre, if you have one"), most=40, dir="ltr", inputmode="numeric")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["origin"].choices = self.fields["destination"].choices = countries()  # type: ignore[attr-defined]
        self.fields["began"].choices = months(today)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        return printable(self.cleaned_data["code"])


class NumberForm(StepForm):
    """The number of a report, to change or withdraw it."""

    receipt = line(_("Your number of 24 digits"), most=80, required=True, inputmode="numeric", dir="ltr")
