"""The registry's public pages."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from safar.foundation.page_cache import keep_page
from safar.readers.source import Source
from safar.rooms.registry.access import objection_for, party_for, record_for
from safar.rooms.registry.actions.object import TooMany, submit_objection
from safar.rooms.registry.forms import ChangesForm, CheckForm, ObjectionForm
from safar.rooms.registry.queries.changes import changes
from safar.rooms.registry.queries.check import check as check_query
from safar.rooms.registry.queries.party import PartyPage, party_page
from safar.rooms.registry.queries.registers import holdings
from safar.rooms.registry.queries.registers import register as register_query
from safar.rooms.registry.queries.share import share_card
from safar.rooms.registry.sources import all_sources


def check(request: HttpRequest) -> HttpResponse:
    """Answer a name as heard; the address alone is enough, so that an answer can be shared."""
    form = CheckForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "country": "", "place": ""}
    answer = check_query(asked["q"], country=asked["country"], place=asked["place"], today=_today())
    return render(request, "registry/check.html", {"form": form, "answer": answer})


@keep_page
def card(request: HttpRequest, reference: str) -> HttpResponse:
    found = party_for(reference, _today())
    if found.joined_into_id:
        return redirect("registry:card", reference=found.joined_into_id, permanent=False)
    page = _page(found.pk)
    return render(request, "registry/card.html", {"party": page, "share": share_card(page, _today())})


def object_to(request: HttpRequest, reference: str, record: int) -> HttpResponse:
    """Take "this is wrong" or "this is not us" about one record of a party."""
    page = _page(party_for(reference, _today()).pk)
    objected = record_for(page.id, record)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = submit_objection(record=objected, now=timezone.now(), **form.cleaned_data)
            return redirect("registry:objection", reference=made.reference)
        except TooMany:
            form.add_error(None, _("Several objections to this are open already. They will be answered first."))
    return render(request, "registry/object.html", {"party": page, "record": objected, "form": form})


def objection(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what became of an objection to whoever holds its reference."""
    return render(request, "registry/objection.html", {"objection": objection_for(reference)})


@keep_page
def registers(request: HttpRequest) -> HttpResponse:
    return render(request, "registry/registers.html", {"holdings": holdings(_today())})


@keep_page
def register(request: HttpRequest, source: str) -> HttpResponse:
    return render(request, "registry/register.html", {"register": register_query(_source(source), _today())})


def register_changes(request: HttpRequest, source: str) -> HttpResponse:
    """Show what a register gained, lost and changed between two days."""
    chosen, form = _source(source), ChangesForm(request.GET or None)
    found = None
    if form.is_valid():
        found = changes(chosen.id, form.cleaned_data["first"], form.cleaned_data["last"], public=True)
    return render(request, "registry/register_changes.html", {"source": chosen, "form": form, "changes": found})


def _page(party_id: str) -> PartyPage:
    page = party_page(party_id, _today())
    if page is None:
        raise Http404
    return page


def _source(name: str) -> Source:
    if name not in all_sources():
        raise Http404
    return all_sources()[name]


def _today() -> date:
    return timezone.now().date()
