"""What moderators and record editors decide, each with a reason that goes into the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from safar.foundation.design.formats import day_in
from safar.rooms.reports.actions.removals import Chosen
from safar.rooms.reports.queries.disputes import REPLY, REPORT, TEXT, Thing

KINDS = {REPORT: "Report", REPLY: "Answer of the party", TEXT: "Text of a worker"}


def reason(hint: str = "It goes into the journal. Write no name of a worker.") -> forms.CharField:
    """Ask for the reason of a decision."""
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


class RemovalForm(forms.Form):
    """What of a party goes, where no notice asked for it."""

    field_order: tuple[str, ...] = ("goes", "reason")
    reason = reason()

    def __init__(self, *args: Any, things: Sequence[Thing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "goes", "What goes?", [one for one in things if one.stands])
        self.order_fields(self.field_order)

    @property
    def chosen(self) -> Chosen:
        """Give what was ticked."""
        return _chosen(self.cleaned_data.get("goes", ()))


class DisputeDecisionForm(RemovalForm):
    """What becomes of what a notice is about."""

    field_order = ("decision", "goes", "returns", "reason")
    decision = forms.ChoiceField(
        label="Decision",
        choices=[("kept", "All stays as it is"), ("removed", "Something goes"), ("restored", "Something comes back")],
        widget=forms.RadioSelect,
    )
    reason = reason("It goes into the journal, and whoever has the number of the notice reads it. Name no worker.")

    def __init__(self, *args: Any, things: Sequence[Thing], **kwargs: Any) -> None:
        super().__init__(*args, things=things, **kwargs)
        hint = "A report that was removed never does: its worker's number opens nothing any more."
        _offer(self, "returns", "What comes back?", [one for one in things if not one.stands], hint)
        self.order_fields(self.field_order)

    @property
    def chosen(self) -> Chosen:
        """Give what was ticked, on either side: the action refuses what does not fit the decision."""
        return _chosen([*self.cleaned_data.get("goes", ()), *self.cleaned_data.get("returns", ())])


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
    """A party by what somebody wrote of it."""

    q = forms.CharField(label="Name, licence number or telephone, or the address of its page", max_length=200)


def _offer(form: forms.Form, name: str, label: str, things: Sequence[Thing], hint: str = "") -> None:
    """Add tick boxes for things of a party; none where there is nothing to tick."""
    if things:
        form.fields[name] = forms.MultipleChoiceField(
            label=label,
            help_text=hint,
            choices=[(one.key, f"{KINDS[one.kind]}, {day_in('en', one.on)}: {one.words}") for one in things],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


def _chosen(keys: Iterable[str]) -> Chosen:
    """Read the keys that the form itself offered."""
    numbers: dict[str, list[int]] = {REPORT: [], REPLY: [], TEXT: []}
    for kind, _, number in (key.partition("-") for key in keys):
        numbers[kind].append(int(number))
    return Chosen(numbers[REPORT], numbers[REPLY], numbers[TEXT])
