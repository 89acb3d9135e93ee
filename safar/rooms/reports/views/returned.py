"""Coming back with a number: see what one told, change it, let it count, take it back. The number is the only key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.load import opening
from safar.foundation.vault.wire import b64
from safar.rooms.reports.actions import change as acts
from safar.rooms.reports.forms.report import NumberForm
from safar.rooms.reports.forms.told import answers_form, changed, tag_in
from safar.rooms.reports.queries.disputes import open_notices
from safar.rooms.reports.queries.own import OwnReport, own_report
from safar.rooms.reports.refusing import why_refused
from safar.rooms.reports.views.shown import shown_page
from safar.rules.receipts import read_receipt

Act = Callable[[HttpRequest, QueryDict], HttpResponse]
ForOwn = Callable[[HttpRequest, QueryDict, OwnReport], HttpResponse]


def come_back(request: HttpRequest, data: QueryDict) -> HttpResponse:
    """Ask for the number."""
    return _asked(request, NumberForm())


def for_own(act: ForOwn) -> Act:
    """Open the report first; a wrong, a withdrawn and a mistyped number open nothing and look the same."""

    def opened(request: HttpRequest, data: QueryDict) -> HttpResponse:
        if "tag" not in data and read_receipt(data.get("receipt", "")).problem is not None:
            form = NumberForm(data)
            form.add_error("receipt", _("That is not a number of 24 digits."))
            return _asked(request, form)
        own = _own(data)
        return _nothing(request, data) if own is None else act(request, data, own)

    return opened


def show(request: HttpRequest, data: QueryDict, own: OwnReport) -> HttpResponse:
    """Show what she told."""
    return _shown(request, data, own)


def change(request: HttpRequest, data: QueryDict, own: OwnReport) -> HttpResponse:
    """Take other answers."""
    form = answers_form(data)
    if not form.is_valid():
        return _shown(request, data, own, form=form)
    problem = why_refused(lambda: acts.change(changed(own, form), tag=tag_in(data), now=timezone.now()))
    if problem:
        return _shown(request, data, own, form=form, problem=problem)
    return _shown(request, data, _own(data) or own, said=_("It is changed."))


def join(request: HttpRequest, data: QueryDict, own: OwnReport) -> HttpResponse:
    """Let a report of somebody who was still there count now."""
    acts.let_join(tag_in(data), now=timezone.now())
    return _shown(request, data, _own(data) or own, said=_("It counts from now on."))


def withdraw(request: HttpRequest, data: QueryDict, own: OwnReport) -> HttpResponse:
    """Take it back, if she is sure."""
    if "sure" not in data:
        return _shown(request, data, own, problem=_("Tick “I am sure” first."))
    acts.withdraw(tag_in(data), now=timezone.now())
    return shown_page(request, "said", said=_("It is taken back. Your number opens nothing any more."))


def _own(data: QueryDict) -> OwnReport | None:
    """Open what the number opens, in one of the few places for that."""
    tag = tag_in(data)
    with opening():
        return own_report(tag, today=timezone.now().date())


def _asked(request: HttpRequest, form: NumberForm) -> HttpResponse:
    status = 422 if form.errors else 200
    return shown_page(request, "return", status, form=form, instance=b64(instance_id()))


def _nothing(request: HttpRequest, data: QueryDict) -> HttpResponse:
    words = _("This number opens nothing here. Look at the digits. It may have been taken back.")
    form = NumberForm(data if "receipt" in data else {"receipt": ""})
    form.errors.clear()
    form.add_error(None, words)
    return _asked(request, form)


def _shown(request: HttpRequest, data: QueryDict, own: OwnReport, **shown: Any) -> HttpResponse:
    shown.setdefault("form", answers_form(own=own))
    shown |= {"tag": data.get("tag", ""), "receipt": data.get("receipt", "")}
    shown["notices"] = open_notices(own.party)
    waits = own.joins_from if own.joins_from > timezone.now().date() else None
    return shown_page(request, "own", 422 if shown.get("problem") else 200, waits_until=waits, own=own, **shown)


RETURN_ACTS: dict[str, Act] = {
    "return": come_back,
    "open": for_own(show),
    "change": for_own(change),
    "join": for_own(join),
    "withdraw": for_own(withdraw),
}
