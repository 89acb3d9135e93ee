"""What keeps a worker's words safe here and what can't, in plain words, with what each party could be made to give."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who could be forced: what there would be to give, and what not."""

    who: str
    could_give: str
    has_not: str


def safety(request: HttpRequest) -> HttpResponse:
    """Show the promises and what is no promise."""
    return render(request, "casework/safety.html", {"made_to": _made_to(), "quick_exit": True})


def _made_to() -> tuple[Holder, ...]:
    """Who holds what, and so could be made to hand it over."""
    return (
        Holder(
            _("Those who run this site"),
            _("Sealed text without a key. Which office has it, its kind and country, the day or week, how long it is."),
            _("What you wrote, your name, your telephone number, the address of your phone."),
        ),
        Holder(
            _("The office you chose"),
            _("All that you sealed to it and it has read. What it wrote down elsewhere."),
            _("What you sealed to others. What you add after you took your case away from it."),
        ),
        Holder(
            _("The witness, who checks our journal"),
            _("Signed summaries of the journal, which are public anyway."),
            _("Anything about a case."),
        ),
        Holder(
            _("The matcher, if you wait for others"),
            _("The name of the employer you gave, while you wait. With our help: the key to your case."),
            _("What you wrote, as long as matcher and site don't work together against you."),
        ),
    )
