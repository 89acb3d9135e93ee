"""What moderators and record editors decide, each with a reason that goes into the journal."""

from __future__ import annotations

import re

from django import forms


def reason() -> forms.CharField:
    """Ask for the reason of a decision."""
    hint = "It goes into the journal. Write no name of a worker."
    return forms.CharField(label="Reason", help_text=hint, max_length=200)


class ShowForm(forms.Form):
    """Show a text, or refuse it."""

    show = forms.ChoiceField(
        label="Decision", choices=[("yes", "Show it"), ("no", "Don't show it")], widget=forms.RadioSelect
    )
    reason = reason()

    @property
    def shows(self) -> bool:
        """Say whether it is to be shown."""
        return bool(self.cleaned_data["show"] == "yes")


class DisputeDecisionForm(forms.Form):
    """What becomes of what a notice is about."""

    decision = forms.ChoiceField(
        label="Decision",
        choices=[("kept", "It stays"), ("removed", "It goes"), ("restored", "It comes back")],
        widget=forms.RadioSelect,
    )
    reports = forms.CharField(
        label="Numbers of the reports that go",
        help_text="One a line; leave it empty if no report goes.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = reason()

    def clean_reports(self) -> list[int]:
        """Read the numbers."""
        written = re.split(r"[\s,]+", self.cleaned_data["reports"].strip())
        if any(one and not one.isdecimal() for one in written):
            raise forms.ValidationError("These are not numbers of reports.")
        return [int(one) for one in written if one]


class NoticeForm(forms.Form):
    """The notice went out, or came back."""

    undeliverable = forms.BooleanField(label="It came back: the address of record is wrong", required=False)


class FactsForm(forms.Form):
    """What a card depends on."""

    is_household = forms.BooleanField(label="It is a private household: it gets no card", required=False)
    workforce = forms.IntegerField(
        label="How many people work for it, if that is known", required=False, min_value=1, max_value=10_000_000
    )


class VerifyForm(forms.Form):
    """Who speaks for the party was seen."""

    evidence = forms.CharField(
        label="What did you see?",
        help_text="For example: letter of 3 May on the firm's paper, sent from the address in the register.",
        max_length=200,
    )


class SearchForm(forms.Form):
    """A name or a telephone of a party that is in no register."""

    q = forms.CharField(label="Name or telephone", max_length=200)
