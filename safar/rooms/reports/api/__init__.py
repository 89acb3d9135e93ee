"""The API of reports, version 1: what is published for everybody, and for the worker's own browser her own report.

The public process serves the first half alone.
"""

from __future__ import annotations

from django.conf import settings
from ninja import NinjaAPI

from safar.foundation.vault.api_refusals import refuse_in_words
from safar.rooms.reports.api import published, routes

__all__ = ["api"]

api = NinjaAPI(
    title="Safar reports",
    version="1",
    description="What workers report of recruiters and employers: cards above the threshold, and one's own report.",
    urls_namespace="reports-v1",
    docs_url=None,
)
api.add_router("", published.router)
if settings.SERVE.has_cases:
    api.add_router("", routes.router)

refuse_in_words(api, "nothing is here under this name or receipt")
