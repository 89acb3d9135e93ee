"""What staff send us: a yes to a refused file, a judgement, an answer to an objection."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from safar.rooms.registry.models import Objection
from safar.rooms.registry.queries.queue import records_to_compare
from safar.rooms.registry.queries.standings import followed


class AcceptForm(forms.Form):
    """A yes to a refused file. `seen` is the edition it was held against when the person looked."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    published = forms.DateField(
        label="Published on",
        help_text="The day on which the publisher put this list out, for example 2026-11-24.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    sure = forms.BooleanField(label="I have looked at this page, and I take it upon me")

    def __init__(self, *args: Any, needs: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs != "date":
            del self.fields["published"]

    def clean_published(self) -> date:
        """A list can't come from tomorrow."""
        day: date = self.cleaned_data["published"]
        if day > timezone.now().date():
            raise forms.ValidationError("This day has not come yet.")
        return day


class DismissForm(forms.Form):
    """A no to a refused file."""

    sure = forms.BooleanField(label="Yes, put this file aside for good")


class JudgeForm(forms.Form):
    """A judgement of two records; each verdict is a button."""

    verdict = forms.ChoiceField(choices=[(word, word) for word in ("same", "different", "unsure")])
    why = forms.CharField(
        label="Why? (you may leave this empty)",
        help_text="What shows it: an official number, an address, an answer of the authority.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(forms.Form):
    """Two parties that may be one."""

    one = forms.CharField(label="First party", help_text="Its id, as in the address of its page.", max_length=20)
    other = forms.CharField(label="Second party", max_length=20)

    def clean(self) -> dict[str, Any]:
        """Both must exist, and must not be one already."""
        cleaned = super().clean() or {}
        parties = {name: followed(cleaned[name].strip().lower()) for name in ("one", "other") if cleaned.get(name)}
        for name, party in parties.items():
            cleaned[f"{name}_record"] = records_to_compare(party) if party else None
            if cleaned[f"{name}_record"] is None:
                self.add_error(name, "There is no party with this id.")
        if not self.errors and parties["one"] == parties["other"]:
            raise forms.ValidationError("These two are one party already. Its history shows why.")
        return cleaned


class AnswerForm(forms.Form):
    """An answer to an objection."""

    outcome = forms.ChoiceField(
        label="What do you find?",
        choices=[
            (Objection.State.UPHELD, "They are right: uphold the objection"),
            (Objection.State.REJECTED, "The statement stays as it is: reject the objection"),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Your answer",
        help_text="Whoever holds the reference reads it. Say why, and how to ask the publisher for a change.",
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
