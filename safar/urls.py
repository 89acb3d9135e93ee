"""Every address of the site, in the order in which they are tried."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from safar.foundation.health import health
from safar.rooms.casework.api import api as sealed
from safar.rooms.registry.api import api

urlpatterns = [
    path("health", health, name="health"),
    path("api/v1/", api.urls),
    path("sealed/v1/", sealed.urls),
    path("", include("safar.rooms.registry.reconcile_urls")),
    path("staff/", include("safar.foundation.accounts.urls")),
    path("staff/audit/", include("safar.foundation.audit.urls")),
    path("staff/registry/", include("safar.rooms.registry.staff_urls")),
    *i18n_patterns(
        path("", include("safar.pages.urls")),
        path("", include("safar.rooms.registry.urls")),
        prefix_default_language=False,
    ),
]
