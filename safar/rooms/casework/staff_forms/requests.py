"""What staff write down of a request for data, and of the answer to a judge's order."""

from __future__ import annotations

from django import forms

from safar.foundation.design.formats import country_in
from safar.rooms.casework.actions.requests import Asked, Basis, Decision, Requester
from safar.rooms.casework.facts import facts

CHOOSE = ("", "Choose")
ANSWERS = [(one.value, one.label) for one in (Decision.REFUSED, Decision.PART, Decision.GIVEN)]


class RequestForm(forms.Form):
    """A request, before anybody answers it."""

    requester = forms.ChoiceField(label="Who asks?", choices=[CHOOSE, *Requester.choices])
    basis = forms.ChoiceField(
        label="On what?",
        choices=[CHOOSE, *Basis.choices],
        help_text="A warrant that an official signed is no order of a judge.",
    )
    jurisdiction = forms.ChoiceField(label="In which country?")
    scope = forms.CharField(
        label="What do they ask for?",
        help_text="In their words. The worker will read this: write no name of hers.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    case = forms.IntegerField(label="Number of the case, if one is meant", required=False, min_value=1)
    gag_until = forms.DateField(
        label="The judge forbids telling the worker until",
        help_text="Leave this empty if nobody forbade it. After this day she is told.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        countries = sorted({row.country for row in facts().jurisdictions} | set(facts().countries))
        self.fields["jurisdiction"].choices = [CHOOSE, *_named(countries)]  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """Give what was written down."""
        return Asked(**self.cleaned_data)


def _named(countries: list[str]) -> list[tuple[str, str]]:
    return sorted(((code, country_in("en", code)) for code in countries), key=lambda one: one[1])


class AnswerForm(forms.Form):
    """The answer to a judge's order."""

    decision = forms.ChoiceField(label="Answer", choices=ANSWERS)
    given = forms.CharField(
        label="What is given",
        help_text="The worker will read this. We hold sealed text and codes, nothing else.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
