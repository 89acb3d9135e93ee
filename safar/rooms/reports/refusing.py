"""A refusal of an action as words on a page, for views of workers and of staff."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.utils.translation import gettext as _

from safar.foundation.vault.sealed import Refused

Made = TypeVar("Made")


def why_refused(act: Callable[[], object]) -> str:
    """Do it; give the reason in the reader's language where it was refused, else nothing."""
    try:
        act()
    except Refused as why:
        return _said(why)
    return ""


def refused_on(form: forms.Form, act: Callable[[], Made]) -> Made | None:
    """Do it and give what was made; where it was refused, put the reason on the form."""
    try:
        return act()
    except Refused as why:
        form.add_error(None, _said(why))
    return None


def went_well(form: forms.Form, act: Callable[[], object]) -> bool:
    """Do it; where it was refused, put the reason on the form."""
    try:
        act()
    except Refused as why:
        form.add_error(None, _said(why))
        return False
    return True


def _said(why: Refused) -> str:
    return _(str(why)) if str(why) else _("It was refused: nothing was changed.")
