"""Every address of the site, in the order in which they are tried; which half, SAFAR_SERVE says.

What belongs to the other half is not even imported: readers of publishers' files never are where cases are handled.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from safar.foundation.health import health
from safar.rooms.reports.api import api as reports


def _record() -> list[Any]:
    from safar.rooms.registry.api import api

    return [
        path("api/v1/", api.urls),
        path("", include("safar.rooms.registry.reconcile_urls")),
        path("staff/audit/", include("safar.foundation.audit.urls")),
        path("staff/registry/", include("safar.rooms.registry.staff_urls")),
    ]


def _record_pages() -> list[Any]:
    rooms = ("safar.rooms.registry.urls", "safar.rooms.pathways.urls")
    return [path("", include("safar.pages.urls")), *(path("", include(room)) for room in rooms)]


def _cases() -> list[Any]:
    from safar.rooms.casework.api import api as sealed

    return [
        path("sealed/v1/", sealed.urls),
        path("journal/", include("safar.foundation.journal.urls")),
        path("staff/", include("safar.rooms.casework.staff_urls")),
        path("staff/reports/", include("safar.rooms.reports.staff_urls")),
    ]


def _exit_alone() -> list[Any]:
    from safar.pages.leaving import leave

    pages = [
        path("exit", leave, name="exit"),
        path("", RedirectView.as_view(pattern_name="casework:help"), name="home"),
    ]
    return [path("", include((pages, "pages")))]


_serve = settings.SERVE
_urls = "urls" if _serve.has_cases else "public_urls"
urlpatterns = [
    path("reports/v1/", reports.urls),
    path("health", health, name="health"),
    *(_record() if _serve.has_record else []),
    *(_cases() if _serve.has_cases else []),
    path("staff/", include("safar.foundation.accounts.urls")),
    *i18n_patterns(
        *(_record_pages() if _serve.has_record else _exit_alone()),
        path("", include(f"safar.rooms.reports.{_urls}")),
        path("", include(f"safar.rooms.casework.{_urls}")),
        prefix_default_language=False,
    ),
]
