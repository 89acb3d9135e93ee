"""The steps of a complaint, in order. The page with script shows all of them; the path without, each alone.

Nothing here is stored or logged: with script the answers are sealed in the browser, without it they ride from step to
step in hidden fields until the server seals them in memory. No field asks for papers or status (FW-01, FW-02).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safar.foundation.design.formats import country_in
from safar.foundation.languages import active_language
from safar.rooms.casework.facts import facts
from safar.rooms.casework.models import Case
from safar.rules.harms import Danger, Harm

LONGEST_TEXT, LONGEST_LINE = 12_000, 300
ME, LEFT = "worker", "left"
FILERS = (
    (ME, _("For me")),
    (LEFT, _("For me: I have already left that country")),
    ("relative", _("For someone else, who is silent, held, hurt or has died")),
    ("group", _("For several of us")),
    ("union", _("As a union or centre, for a worker")),
)
DANGERS = (
    (Danger.CHILD.value, _("A child is in danger")),
    (Danger.PREGNANCY.value, _("Somebody is pregnant")),
    (Danger.INJURY.value, _("Somebody is hurt or ill")),
    (Danger.LOCKED_IN.value, _("Somebody is locked in")),
)
CASEWORKERS = (
    ("any", pgettext_lazy("a caseworker", "It doesn't matter")),
    ("woman", pgettext_lazy("a caseworker", "A woman")),
    ("man", pgettext_lazy("a caseworker", "A man")),
)
KEEPS = (
    ("90-days", _("90 days after the last news")),
    ("year", _("One year after the last news")),
    ("closed", _("Until the case is closed")),
)
PURPOSES = {
    "advise": _("to advise you"),
    "conciliate": _("to settle it with the employer or recruiter"),
    "enforce-labour-law": _("to make the employer keep the law"),
    "recover-money": _("to get your money back"),
    "decide-licence": _("to decide on the recruiter's licence"),
    "help-protection": _("to help you ask for protection"),
    "statistics": _("for numbers without names"),
}
STATES = {
    "held": _("Waiting until others report the same employer"),
    "received": _("Received. Nobody has answered yet"),
    "acknowledged": _("Somebody has read it and will help"),
    "in-progress": _("Somebody is working on it"),
    "referred": _("Another body was asked to help"),
    "conciliation": _("They are talking with the employer or recruiter"),
    "inspection": _("The workplace is being inspected"),
    "proceedings": _("It is before a court or tribunal"),
    "outcome": _("There is an outcome"),
    "closed": pgettext_lazy("a case", "Closed"),
    "withdrawn": _("You have withdrawn it"),
}
DUE = {
    "acknowledge": _("a first answer"),
    "triage": _("a first answer, urgently"),
    "answer": _("an answer to what you wrote"),
    "reply": _("a decision on what you told"),
    "stage": _("the next step"),
}
_SHORT_LIMIT = _("For this there can be a short time limit, sometimes a few days. Ask about it first.")
QUIET = {"autocomplete": "off", "autocapitalize": "sentences", "spellcheck": "false"}


def _line(label: Any, hint: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={**QUIET, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST_LINE, widget=widget)


def _text(label: Any, hint: Any = "", *, rows: int = 3, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={**QUIET, "rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=LONGEST_TEXT, widget=widget)


class HelpForm(forms.Form):
    """A step. Errors speak plainly, and required fields are checked on the page too."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


class WhoForm(HelpForm):
    """For whom it is."""

    filer = forms.ChoiceField(label=_("For whom is this?"), choices=FILERS, widget=forms.RadioSelect, initial=ME)
    people = forms.IntegerField(
        label=_("How many people is it about?"),
        help_text=_("Only if there are several."),
        required=False,
        min_value=1,
        max_value=9999,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class WhatForm(HelpForm):
    """What happened, in pictures and words; and what makes it urgent."""

    harms = forms.MultipleChoiceField(label=_("What happened?"), error_messages={"required": _("Choose at least one.")})
    dangers = forms.MultipleChoiceField(
        label=_("Is one of these true?"),
        choices=DANGERS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Then somebody must look at it within a day."),
    )
    caseworker = forms.ChoiceField(
        label=_("Who should talk with you?"),
        choices=CASEWORKERS,
        widget=forms.RadioSelect,
        initial="any",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        harms: Any = self.fields["harms"]
        harms.choices = [(harm.id, harm.words) for harm in sendable()]


class MoreForm(HelpForm):
    """What to ask next, for each harm; every answer may stay empty."""

    def __init__(self, *args: Any, harms: Iterable[Harm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for harm in harms:
            hint = _SHORT_LIMIT if harm.deadlines else ""
            for name, question in questions_of(harm):
                self.fields[name], hint = _text(_(question), hint, rows=2), ""


class WhereForm(HelpForm):
    """In which country, and where there."""

    country = forms.ChoiceField(
        label=_("In which country did it happen?"),
        help_text=_("The body you choose and this site see the country."),
        widget=forms.Select(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Choose a country.")},
    )
    place = _line(_("Where there? Town, street, farm, ship"), _("Only the body that you choose can read this."))

    def __init__(self, *args: Any, countries: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((country_in(active_language(), code), code) for code in countries)
        chosen: Any = self.fields["country"]
        chosen.choices = [("", _("Choose")), *((code, name) for name, code in named)]


class EmployerForm(HelpForm):
    """Who did it, and when."""

    employer = _line(
        _("Name of the employer or recruiter"), _("As you know it. Only the body you choose can read this.")
    )
    when = _line(_("When did it happen?"), _("A day, a month, or “since May”. Some claims end after a few days."))


class TellForm(HelpForm):
    """Whom to tell; the choices are the bodies that are offered for what happened, in that country."""

    bodies = forms.MultipleChoiceField(
        label=_("Whom do you want to tell?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one body that can read it.")},
    )

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies: Any = self.fields["bodies"]
        bodies.choices = [(one, one) for one in offered]

    def clean_bodies(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["bodies"]
        if len(chosen) > 6:
            raise forms.ValidationError(_("Choose six at most."))
        return chosen


class AccountForm(HelpForm):
    """Her own words."""

    text = _text(
        _("What happened, in your own words?"),
        _("Any language. You need not say anything about your papers."),
        rows=8,
        required=True,
    )
    reach = _line(
        _("How and when is it safe to reach you?"), _("You may leave this empty: you come back with your number.")
    )


class KeepForm(HelpForm):
    """How long it is kept, and the word that nobody else knows."""

    keep = forms.ChoiceField(
        label=_("How long should it be kept?"),
        help_text=_("Then it is deleted. You can delete it yourself at any time."),
        choices=KEEPS,
        widget=forms.RadioSelect,
        initial="90-days",
    )
    word = forms.CharField(
        label=_("Secret word"),
        help_text=_(
            "Not needed. With a word, the number on paper alone opens nothing. A word that is forgotten is lost."
        ),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}
        ),
    )
    early = forms.BooleanField(
        label=_("They may write to the employer or recruiter in the first seven days"),
        help_text=_("Otherwise nobody writes to them before, and never without your yes."),
        required=False,
    )


class ReturnForm(HelpForm):
    """The number, and the word if there is one."""

    receipt = forms.CharField(
        label=_("Your number: 24 digits"),
        help_text=_("With or without blanks, in the digits of your language."),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr", "spellcheck": "false"}
        ),
    )
    word = forms.CharField(
        label=_("Secret word, if you chose one"),
        required=False,
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "auto"}
        ),
    )


def sendable() -> tuple[Harm, ...]:
    """Give the harms that a complaint may name; those about papers are answered on the page and never sent."""
    return tuple(harm for harm in facts().harms if not harm.on_device_only)


def questions_of(harm: Harm) -> tuple[tuple[str, str], ...]:
    """Give the names and words of what to ask next."""
    return tuple((f"q-{harm.id}-{place}", question) for place, question in enumerate(harm.follow_ups))


def filer_code(chosen: str) -> Case.Filer:
    """Give what the server may know of who files: that she has left the country, it may not."""
    return Case.Filer(ME if chosen == LEFT else chosen)
