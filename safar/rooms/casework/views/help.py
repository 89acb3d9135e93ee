"""The worker's page, `/help`: one address and one title for every step, so that no list of visited pages tells more.

GET shows the page, on which the browser seals. POST is the path without script (`plain.py`).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from safar.foundation.headers import MAY_RECORD
from safar.foundation.journal.keys import journal_signer
from safar.foundation.languages import active_language
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.pages import sealed_page
from safar.foundation.vault.wire import b64
from safar.rooms.casework.forms.first_page import first_page
from safar.rooms.casework.views.plain import plain_step


@csrf_exempt
@sealed_page
@require_http_methods(["GET", "HEAD", "POST"])
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the page, or take a step of the path without script. Authority is in the body, so no cookie is asked."""
    if request.method == "POST":
        return plain_step(request)
    shown = first_page(active_language(), timezone.now().date())
    shown |= {"instance": b64(instance_id()), "journal_key": journal_signer().key, "address": request.path}
    answer = render(request, "casework/help.html", shown | {"quick_exit": True})
    answer.headers["Permissions-Policy"] = MAY_RECORD
    return answer
