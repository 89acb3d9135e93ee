"""What the form of a worker and that of a centre's member have in common: the questions, the fee, lines of text.

No field asks who somebody is, for papers or for a day (FW-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as words_of
from django.utils.translation import gettext_lazy as _

from safar.rooms.reports.choices import currencies
from safar.rules.questionnaire import PAID_FEE, Answer, Question

QUIET = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}
ANSWERS = (("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure")))
LEFT, THERE = "left", "there"
PAID_FEE_FIELD = f"a-{PAID_FEE}"


class StepForm(forms.Form):
    """A step. Errors speak plainly; the page asks for nothing that the server does not."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""


def line(label: Any, hint: Any = "", *, most: int = 200, required: bool = False, **attrs: str) -> forms.CharField:
    """Make a field for one line of text that no browser remembers."""
    widget = forms.TextInput(attrs={**QUIET, **attrs})
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, widget=widget)


class AnswersForm(StepForm):
    """Some of the twelve questions. Each may be left open; what was paid is asked beside whether she paid."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[field_of(question)] = forms.ChoiceField(
                label=words_of(question.words), choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
            if question.amount:
                self.fields["fee"] = amount(words_of(question.amount))
                self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=currencies, required=False)

    def clean(self) -> dict[str, Any]:
        """An amount belongs to a fee that was paid, and says nothing without its currency."""
        cleaned = super().clean() or {}
        if cleaned.get(PAID_FEE_FIELD) != Answer.YES:
            return cleaned | {"fee": None, "currency": ""}
        if cleaned.get("fee") and not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", words_of("Choose the currency in which you paid."))
        return cleaned


def amount(label: Any) -> forms.DecimalField:
    """Ask for a sum of money; none is fine."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})
    return forms.DecimalField(label=label, required=False, min_value=0, max_digits=12, decimal_places=2, widget=widget)


def field_of(question: Question) -> str:
    """Name the field of a question."""
    return f"a-{question.id}"


def printable(text: str) -> str:
    """Keep what can be part of a name or a code."""
    return "".join(sign for sign in text if sign.isprintable()).strip()
