"""What a union or a centre enters: a campaign, how many codes, and answers given on paper or by telephone."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info

from safar.rooms.reports.actions.codes import MOST_CODES
from safar.rooms.reports.asking import LEFT, THERE, AnswersForm, field_of, line, printable
from safar.rooms.reports.choices import countries
from safar.rooms.reports.queries.questionnaire import asked
from safar.rooms.reports.telling import Proposed, Told

PARTY = re.compile(r"(?:.*/(?:party|reported)/)?([a-z0-9-]{1,40})/?", re.IGNORECASE)
OF_A_NAME = ("name", "place", "country", "phone", "household")


def sheet_languages() -> list[tuple[str, str]]:
    """Give each language of the site in its own words."""
    return [(code, get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]


class CampaignForm(forms.Form):
    """A new campaign."""

    title = forms.CharField(
        label="What is it called?", help_text="Printed on the sheet. Name no party.", max_length=120
    )
    until = forms.DateField(
        label="Until which day can its codes be used?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class CodesForm(forms.Form):
    """How many codes to print, and in which language the sheet and its page speak to the workers."""

    count = forms.IntegerField(label="How many codes?", min_value=1, max_value=MOST_CODES, initial=30)
    language = forms.ChoiceField(label="Language of the sheet", choices=sheet_languages, initial="en")


class EntryForm(AnswersForm):
    """One worker's answers as a member of a body types them: no name of hers, no text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, questions=asked().questions, **kwargs)
        answers = dict(self.fields)
        self.fields = {**_where(), **answers, "seen": _seen()}

    def clean_party(self) -> str:
        """Take the address of a party's page, or its id alone."""
        written = self.cleaned_data["party"].strip()
        found = PARTY.fullmatch(written)
        if written and found is None:
            raise forms.ValidationError("This is no address of a party's page.")
        return found[1].lower() if found and written else ""

    def told(self) -> Told:
        """Give what was entered."""
        data = self.cleaned_data
        answers = {question.id: data.get(field_of(question), "") for question in asked().questions}
        paid = data.get("fee") or None
        return Told(
            party=data["party"],
            proposed=None if data["party"] else self._proposed(),
            origin=data["origin"],
            destination=data["destination"],
            began=data["began"],
            answers={question: answer for question, answer in answers.items() if answer},
            fee=paid,
            currency=data["currency"] if paid else "",
            still_there=data["still"] == THERE,
        )

    def for_the_next(self) -> dict[str, Any]:
        """Give what stays the same in the next entry of a row."""
        return {name: self.cleaned_data[name] for name in ("party", *OF_A_NAME, "origin", "destination", "began")}

    def _proposed(self) -> Proposed:
        data = self.cleaned_data
        name, place, phone = (printable(data[field]) for field in ("name", "place", "phone"))
        return Proposed(name, place, phone, data["country"], data["household"])


def _where() -> dict[str, forms.Field]:
    month = forms.RegexField(
        r"[0-9]{4}-(?:0[1-9]|1[0-2])",
        label="Month in which the work began, as 2026-03",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "inputmode": "numeric"}),
    )
    still = ((LEFT, "No"), (THERE, "Yes"))
    return {
        "party": line("Address of the party's page, or its id"),
        "name": line("Or its name, if it is in no register"),
        "place": line("Town, for a name in no register", most=120),
        "country": forms.ChoiceField(label="Country of its office, if known", choices=countries, required=False),
        "phone": line("Its telephone, if known", "Never the worker's.", most=24, inputmode="tel", dir="ltr"),
        "household": _household(),
        "origin": forms.ChoiceField(label="From", choices=countries, required=False),
        "destination": forms.ChoiceField(label="To", choices=countries, required=False),
        "began": month,
        "still": forms.ChoiceField(label="Still with them?", choices=still, widget=forms.RadioSelect, initial=LEFT),
    }


def _household() -> forms.BooleanField:
    return forms.BooleanField(
        label="It is a family, not a firm", help_text="A family is never shown: the agency answers.", required=False
    )


def _seen() -> forms.BooleanField:
    return forms.BooleanField(
        label="I have seen a paper that shows it: a contract, a pay slip, a receipt",
        help_text="Tick it only if you have looked at it yourself. It makes this a checked report.",
        required=False,
    )


class CheckForm(forms.Form):
    """What a checker found in the proofs."""

    found = forms.ChoiceField(
        label="Do the proofs bear the report out?",
        choices=[("yes", "Yes"), ("no", "No, or they show nothing")],
        widget=forms.RadioSelect,
    )

    @property
    def bears_out(self) -> bool:
        """Say whether they do."""
        return bool(self.cleaned_data["found"] == "yes")
