"""What keeps a worker's words safe here and what can't, in plain words, with what each party could be made to give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safar.foundation.design.parts import Cell, Table


def safety(request: HttpRequest) -> HttpResponse:
    """Show the promises and what is no promise."""
    return render(request, "casework/safety.html", {"made_to": _made_to(), "quick_exit": True})


def _made_to() -> Table:
    """The table of section 10: who holds what, and so could be made to hand it over."""
    rows = (
        (
            _("Those who run this site"),
            _("Sealed text without a key. Which office has it, its kind, its country, the day or week, how long it is."),
            _("What you wrote, your name, your telephone number, the address of your phone."),
        ),
        (
            _("The office you chose"),
            _("All that you sealed to it and it has read. What it wrote down elsewhere."),
            _("What you sealed to others. What you add after you took your case away from it."),
        ),
        (
            _("The witness, who checks our journal"),
            _("Signed summaries of the journal, which are public anyway."),
            _("Anything about a case."),
        ),
        (
            _("The matcher, if you wait for others"),
            _("The name of the employer you gave, while you wait. With our help: the key to your case."),
            _("What you wrote, as long as matcher and site don't work together against you."),
        ),
    )
    heads = (_("Who"), _("Could be made to hand over"), _("Does not have"))
    return Table(_("What each could be made to hand over"), heads, tuple(tuple(Cell(one) for one in row) for row in rows))
