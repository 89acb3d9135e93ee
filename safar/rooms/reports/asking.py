"""What the form of a worker and that of a centre's member have in common: the questions, the fee, lines of text.

No field asks who somebody is, for papers or for a day (FW-01).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as words_of
from django.utils.translation import gettext_lazy as _

from safar.foundation.vault.sealed import Refused
from safar.rooms.reports.choices import currencies
from safar.rooms.reports.telling import FEE_WITHOUT_PAYING, LONGEST_TEXT, check_text
from safar.rules.questionnaire import PAID_FEE, Answer, Question

QUIET = {"autocomplete": "off", "spellcheck": "false", "dir": "auto"}
ANSWERS = (("yes", _("Yes")), ("no", _("No")), ("unsure", _("Not sure")))
LEFT, THERE = "left", "there"
PAID_FEE_FIELD = f"a-{PAID_FEE}"
TOO_MUCH = _("This sum is too large. Count its digits, and look at the currency.")


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
    """Some of the twelve questions. Each may be left open; what was paid is asked beside whether she paid.

    `with_words` asks for a few words too, where the site takes any.
    """

    def __init__(self, *args: Any, questions: Sequence[Question], with_words: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[field_of(question)] = forms.ChoiceField(
                label=words_of(question.words), choices=ANSWERS, widget=forms.RadioSelect, required=False
            )
            if question.amount:
                self.fields["fee"] = amount(words_of(question.amount))
                self.fields["currency"] = forms.ChoiceField(label=_("Currency"), choices=currencies, required=False)
        if with_words and settings.REPORT_TEXTS:
            self.fields["text"] = _own_words()

    def clean_text(self) -> str:
        """Take words that can be shown as they were typed."""
        text = str(self.cleaned_data["text"])
        try:
            check_text(text)
        except Refused as refused:
            raise forms.ValidationError(words_of(str(refused))) from None
        return text

    def clean(self) -> dict[str, Any]:
        """An amount belongs to a fee that was paid, and says nothing without its currency.

        One typed beside an open question is asked about: it may be the sum she paid. After a *no* it is forgotten.
        """
        cleaned = super().clean() or {}
        if cleaned.get("fee") and cleaned.get(PAID_FEE_FIELD) == "":
            self.add_error(PAID_FEE_FIELD, words_of(FEE_WITHOUT_PAYING))
        if cleaned.get(PAID_FEE_FIELD) != Answer.YES:
            return cleaned | {"fee": None, "currency": ""}
        if cleaned.get("fee") and not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", words_of("Choose the currency in which you paid."))
        return cleaned


def amount(label: Any) -> forms.DecimalField:
    """Ask for a sum of money; none is fine."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "dir": "ltr"})
    said = dict.fromkeys(("max_digits", "max_whole_digits"), TOO_MUCH)
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=12, decimal_places=2, widget=widget, error_messages=said
    )


def _own_words() -> forms.CharField:
    hint = _("It may be shown beside the numbers. Write no names. A person reads it before anybody else does.")
    box = forms.Textarea(attrs={**QUIET, "rows": 4})
    return forms.CharField(
        label=_("In your own words"), help_text=hint, required=False, max_length=LONGEST_TEXT, widget=box
    )


def field_of(question: Question) -> str:
    """Name the field of a question."""
    return f"a-{question.id}"


def printable(text: str) -> str:
    """Keep what can be part of a name or a code."""
    return "".join(sign for sign in text if sign.isprintable()).strip()
