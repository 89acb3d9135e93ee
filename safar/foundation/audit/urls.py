"""The audit's address, included at /staff/audit/."""

from __future__ import annotations

from django.urls import path

from safar.foundation.audit import views

urlpatterns = [path("", views.audit, name="audit")]
