"""The W3C community group's Reconciliation Service API 0.2: OpenRefine users clean their lists against the record.

Read only, though questions come by POST because they are long. JSONP is left out: it would have strangers' pages run
our answer as a script, and every address allows cross-origin reading instead. Flyouts are left out too.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from csp.decorators import csp_replace
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt

from safar import VERSION
from safar.foundation.public_answers import kept_until_changed, problem, readable_from_anywhere
from safar.rooms.registry.indexing import record_version
from safar.rooms.registry.queries.reconcile import Known, Offer, Row, known, offers
from safar.rooms.registry.reconcile_forms import (
    ASKED_BY,
    MOST_CANDIDATES,
    MOST_ROWS,
    PROPERTIES,
    Unreadable,
    read_batch,
    read_extension,
    read_number,
    read_text,
)

TYPES = {
    "licence": "Listed in a licence register",
    "finding": "Named in a finding of an authority",
    "filing": "Named in filed papers (neutral)",
    "certificate": "Holds a private certificate",
}


def _reconcile(request: HttpRequest) -> HttpResponse:
    """Answer a batch of questions, a data extension, or (to a bare GET) with what this service can do."""
    try:
        asked = request.GET if request.method == "GET" else request.POST
        if "queries" in asked:
            batch = read_batch(asked["queries"])
            return _json({key: {"result": [_candidate(one) for one in offers(row, _today())]} for key, row in batch})
        if "extend" in asked:
            return _json(_extended(*read_extension(asked["extend"])))
        return _json(manifest()) if request.method == "GET" else problem(400, "send queries or extend")
    except Unreadable as why:
        return problem(400, str(why))
    except RequestDataTooBig:
        return problem(413, f"send at most {MOST_ROWS} rows at once")
    except (BadRequest, MultiPartParserError, TooManyFieldsSent):
        return problem(400, "the form can't be read; send application/x-www-form-urlencoded")


reconcile = readable_from_anywhere(_reconcile, methods=("GET", "POST"))


def _preview(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a party in a frame of somebody else's page: its answer alone, nothing to press."""
    found = known([reference], _today()).get(reference)
    if found is None:
        raise Http404
    return render(request, "registry/reconcile_preview.html", {"party": found, "reference": reference})


framed_by_anyone = csp_replace({"frame-ancestors": ["*"]})
preview = readable_from_anywhere(xframe_options_exempt(framed_by_anyone(_preview)))


@readable_from_anywhere
@kept_until_changed(record_version)
def suggest_entity(request: HttpRequest) -> HttpResponse:
    """Complete the beginning of a name."""
    try:
        prefix, skipped = (
            read_text(request.GET.get("prefix", ""), "prefix"),
            read_number(request.GET.get("cursor", "0")),
        )
    except Unreadable as why:
        return problem(400, str(why))
    found = offers(Row(prefix, limit=MOST_CANDIDATES), _today())[skipped:]
    return _json({"result": [_suggestion(offer) for offer in found]})


@readable_from_anywhere
def suggest_property(request: HttpRequest) -> HttpResponse:
    """Complete the name of a property that a question may hold."""
    return _json({"result": _named_like(ASKED_BY, request.GET.get("prefix", ""))})


@readable_from_anywhere
def suggest_type(request: HttpRequest) -> HttpResponse:
    """Complete the name of a type: what kind of evidence there is."""
    return _json({"result": _named_like(TYPES, request.GET.get("prefix", ""))})


@readable_from_anywhere
def properties(request: HttpRequest) -> HttpResponse:
    """Propose what a data extension can fetch; it is the same for every type."""
    proposed = [{"id": key, "name": name} for key, name in PROPERTIES.items()]
    return _json({"type": request.GET.get("type", ""), "properties": proposed})


def manifest() -> dict[str, Any]:
    """Say what this service is and can do."""
    service, party = settings.SITE_ADDRESS + reverse("reconcile"), settings.SITE_ADDRESS + "/party/"
    return {
        "versions": ["0.2"],
        "name": "Safar: recruiters and employers in the public record",
        "identifierSpace": party,
        "schemaSpace": "https://schema.org/Organization",
        "defaultTypes": _types(TYPES),
        "documentation": settings.SITE_ADDRESS + reverse("api-v1:openapi-view"),
        "serviceVersion": VERSION,
        "batchSize": MOST_ROWS,
        "view": {"url": party + "{{id}}"},
        "preview": {"url": service + "/preview/{{id}}", "width": 420, "height": 220},
        "suggest": {
            kind: {"service_url": service, "service_path": f"/suggest/{kind}"}
            for kind in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _candidate(offer: Offer) -> dict[str, Any]:
    agreeing = {"name": offer.same_name, "place": offer.same_place, "number": offer.same_number}
    return {
        **_who(offer),
        "type": _types(offer.kinds),
        "score": offer.candidate.score,
        "features": [{"id": f"same_{name}", "value": agrees} for name, agrees in agreeing.items()],
        "match": offer.is_match,
    }


def _suggestion(offer: Offer) -> dict[str, Any]:
    return {**_who(offer), "notable": _types(offer.kinds)}


def _who(offer: Offer) -> dict[str, str]:
    candidate = offer.candidate
    told = ", ".join(part for part in (candidate.place, candidate.country) if part)
    return {"id": candidate.id, "name": candidate.name, "description": f"{told}: {candidate.standing.words}"}


def _types(kinds: Any) -> list[dict[str, str]]:
    return [{"id": kind, "name": TYPES[kind]} for kind in kinds]


def _named_like(named: dict[str, str], prefix: str) -> list[dict[str, str]]:
    folded = prefix.casefold()
    return [{"id": key, "name": name} for key, name in named.items() if folded in f"{key} {name}".casefold()]


def _extended(ids: list[str], wanted: list[str]) -> dict[str, Any]:
    found = known(ids, _today())
    rows = {one: {name: _cells(found.get(one), name) for name in wanted} for one in ids}
    return {"meta": [{"id": name, "name": PROPERTIES[name]} for name in wanted], "rows": rows}


def _cells(party: Known | None, name: str) -> list[dict[str, str]]:
    if party is None:
        return []
    if name == "read_on":
        return [{"date": f"{party.read_on.isoformat()}T00:00:00Z"}] if party.read_on else []
    texts: dict[str, tuple[str, ...]] = {
        "country": (party.country,),
        "place": (party.place,),
        "number": party.numbers,
        "standing": (str(party.standing.code),),
        "answer": (party.standing.words,),
        "name": party.names,
        "publisher": party.publishers,
    }
    return [{"str": text} for text in texts[name] if text]


def _json(answer: dict[str, Any]) -> JsonResponse:
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _today() -> date:
    return timezone.now().date()
