"""What staff send about bodies and levels: a body to add, a level to change, for which organisation they speak."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from safar.rooms.casework.actions.agreements import NewAgreement
from safar.rooms.casework.actions.bodies import LONGEST_ID, NewBody
from safar.rooms.casework.actions.levels import NewLevel
from safar.rooms.casework.in_force import agreements_today, jurisdictions_today
from safar.rules.firewall import BodyKind, EmployerData, Purpose
from safar.rules.safety_levels import Duty, Level

DUTIES = [(one.value, one.value) for one in Duty if one is not Duty.OWN_NATIONALS]


class SpeakerForm(forms.Form):
    """For whom a person of the house speaks; a body's people are never asked."""

    organisation = forms.CharField(label="You speak for this organisation", max_length=200)

    def __init__(self, *args: Any, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["organisation"]

    @property
    def speaks_for(self) -> str:
        return str(self.cleaned_data.pop("organisation", ""))


class BodyForm(SpeakerForm):
    """A body to be added."""

    id = forms.SlugField(label="Short name for addresses", max_length=LONGEST_ID, help_text="Like my-union.")
    name = forms.CharField(label="Name", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=[(one.value, one.value) for one in BodyKind])
    country = forms.CharField(label="Country, two letters", min_length=2, max_length=2)
    run = forms.CharField(label="Organisation that runs it", max_length=200)
    state = forms.CharField(
        label="State that runs it, two letters", max_length=2, required=False, help_text="Empty where no state does."
    )
    is_matcher = forms.BooleanField(label="It only tells when enough people named one employer", required=False)
    counts_weeks = forms.BooleanField(label="It is small: keep weeks in place of days", required=False, initial=True)

    def new_body(self) -> NewBody:
        told = dict(self.cleaned_data)
        organisation, state = told.pop("run"), told.pop("state")
        told["country"] = told["country"].upper()
        return NewBody(**told, organisation=organisation, run_by=state.upper())


class AgreementForm(SpeakerForm):
    """An arrangement between authorities, on employers and recruiters alone."""

    id = forms.SlugField(label="Short name", max_length=LONGEST_ID, help_text="Like np-qa-inspection-2026.")
    parties = forms.CharField(label="Short names of the bodies", max_length=300, help_text="With commas between them.")
    purpose = forms.ChoiceField(label="Purpose", choices=[(one.value, one.value) for one in Purpose])
    categories = forms.MultipleChoiceField(
        label="What it covers",
        choices=[(one.value, one.value) for one in EmployerData],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_on = forms.DateField(
        label="Day on which it ends", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    published_at = forms.URLField(label="Where its text is published", max_length=300, assume_scheme="https")
    firewall_clause = forms.CharField(label="Its firewall clause", max_length=500, widget=forms.Textarea)

    def new_agreement(self) -> NewAgreement:
        told = dict(self.cleaned_data)
        parties = tuple(name for one in told.pop("parties").split(",") if (name := one.strip()))
        return NewAgreement(**told | {"categories": tuple(told["categories"])}, parties=parties)


class EndForm(SpeakerForm):
    """An agreement to be ended."""

    agreement = forms.ChoiceField(label="Agreement")
    why = forms.CharField(label="Why", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name, _ in agreements_today(timezone.now().date())]
        self.fields["agreement"].choices = names  # type: ignore[attr-defined]


class LevelForm(SpeakerForm):
    """A level to be changed."""

    jurisdiction = forms.ChoiceField(label="Row")
    level = forms.ChoiceField(label="Level", choices=[(one.value, one.value) for one in Level])
    duty_labour_inspectorate = forms.ChoiceField(label="Labour inspection reports people", choices=DUTIES)
    duty_public_services = forms.ChoiceField(label="Other public services report people", choices=DUTIES)
    duty_police = forms.ChoiceField(label="Police report people", choices=DUTIES)
    citation = forms.CharField(label="Law or agreement, with its section", max_length=300, required=False)
    source = forms.CharField(label="Where it can be read", max_length=300)
    dated = forms.DateField(
        label="Day for which the source speaks",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.id, f"{row.country}: {row.scope or row.id}") for row in jurisdictions_today(timezone.now().date())]
        self.fields["jurisdiction"].choices = rows  # type: ignore[attr-defined]

    def new_level(self) -> NewLevel:
        return NewLevel(**self.cleaned_data)
