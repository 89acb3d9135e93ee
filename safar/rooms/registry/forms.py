"""What visitors and staff may send us, and what we say when it can't be taken."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safar.rooms.registry.models import Objection
from safar.rooms.registry.queries.find import LONGEST_QUERY


class CheckForm(forms.Form):
    """A name as heard or a licence number, with a country and a town where known."""

    q = forms.CharField(label=_("Name or licence number"), max_length=LONGEST_QUERY, required=False, strip=True)
    country = forms.CharField(label=_("Country"), max_length=2, required=False)
    place = forms.CharField(label=_("Town"), max_length=100, required=False)

    def clean_q(self) -> str:
        """Control characters can't be part of a name; PostgreSQL refuses NUL outright."""
        return "".join(letter for letter in self.cleaned_data["q"] if letter.isprintable())


class ObjectionForm(forms.Form):
    """An objection to what a publisher says of somebody. The contact is optional, used for the answer and deleted."""

    kind = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[(Objection.Kind.NOT_US, _("This is not us")), (Objection.Kind.WRONG, _("This is wrong"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Tell us what is wrong, and how we can see it"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    contact = forms.CharField(
        label=_("How can we reach you? (you may leave this empty)"), max_length=200, required=False
    )

    def clean_text(self) -> str:
        """A text of a few letters can't be looked into."""
        text: str = self.cleaned_data["text"].replace("\x00", "").strip()
        if len(text) < 10:
            raise forms.ValidationError(_("Please write at least a sentence."))
        return text


class ChangesForm(forms.Form):
    """Two days between which a register is compared."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            raise forms.ValidationError(_("The first day must not be after the last day."))
        return cleaned
