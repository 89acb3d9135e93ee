"""The journal's public pages: one for people, the others for auditors' and witnesses' programs. They show no act."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from safar.foundation.journal import publishing, queries
from safar.foundation.journal.notes import BadNote, decoded, encoded
from safar.foundation.journal.published import offered_json
from safar.foundation.journal.witnessing import NotOurs, accept
from safar.foundation.public_answers import problem
from safar.rules.merkle import HASH_BYTES

PLAIN, BYTES, JSON = "text/plain; charset=utf-8", "application/octet-stream", "application/json"
LONGEST_NOTE = 16 * 1024


@never_cache
def journal(request: HttpRequest) -> HttpResponse:
    here = request.build_absolute_uri(request.path).rstrip("/")
    return render(request, "journal/journal.html", {"state": queries.journal_state(timezone.now()), "here": here})


def checkpoint(request: HttpRequest) -> HttpResponse:
    last = queries.newest()
    if last is None:
        raise Http404
    return HttpResponse(queries.note_of(last), content_type=PLAIN)


def key(request: HttpRequest) -> HttpResponse:
    return HttpResponse(publishing.key(), content_type=PLAIN)


def witnesses(request: HttpRequest) -> HttpResponse:
    return HttpResponse(publishing.witnesses(), content_type=PLAIN)


def leaves(request: HttpRequest) -> HttpResponse:
    """Leaf hashes of a range, one after the other, at most 8,192 at once."""
    asked = _range(request)
    if asked is None:
        return problem(400, "name a range of leaves: ?from=0&to=64")
    return HttpResponse(queries.leaf_hashes(*asked), content_type=BYTES)


def open_leaves(request: HttpRequest) -> HttpResponse:
    last = queries.newest()
    return HttpResponse(publishing.opened(last.size if last else 0), content_type=JSON)


def offered(request: HttpRequest) -> HttpResponse:
    return HttpResponse(offered_json(publishing.offered_keys()), content_type=JSON)


def proof(request: HttpRequest) -> HttpResponse:
    """Prove that a leaf stands in the newest tree. It comes in the body, so that no log holds it."""
    try:
        found = queries.proof_for(_leaf(request.POST.get("leaf", "")))
    except BadNote:
        return problem(400, "leaf must be base64 of 32 bytes")
    return JsonResponse(found.as_json()) if found else problem(404, "no such leaf stands in the newest tree")


def consistency(request: HttpRequest) -> HttpResponse:
    """Prove that the tree of one checkpoint begins with that of an older one."""
    asked = _range(request)
    path = queries.consistency(*asked) if asked else None
    if asked is None or path is None:
        return problem(404, "name the sizes of two checkpoints: ?from=64&to=128")
    return JsonResponse({"from": asked[0], "to": asked[1], "path": [encoded(step) for step in path]})


def cosignature(request: HttpRequest) -> HttpResponse:
    """Take what a witness that we name has signed under one of our checkpoints."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_NOTE:
        return problem(413, "a note is short")
    try:
        accept(request.body.decode())
    except (BadNote, NotOurs, UnicodeDecodeError):
        return problem(400, "this is no checkpoint of ours that a witness of ours has signed")
    return HttpResponse(status=204)


URL_SAFE = str.maketrans("-_ ", "+/+")
"""Forms write a blank for a plus, and the rest of Safar writes base64url."""


def _leaf(text: str) -> bytes:
    plain = text.rstrip("=").translate(URL_SAFE)
    leaf = decoded(plain + "=" * (-len(plain) % 4))
    if len(leaf) != HASH_BYTES:
        raise BadNote("a leaf hash has 32 bytes")
    return leaf


def _range(request: HttpRequest) -> tuple[int, int] | None:
    first, last = request.GET.get("from", ""), request.GET.get("to", "")
    if not all(one.isascii() and one.isdigit() and len(one) < 16 for one in (first, last)):
        return None
    return (int(first), int(last)) if int(first) <= int(last) else None
