"""The audit's page, for operators and auditors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from safar.foundation.accounts.access import require_role
from safar.foundation.accounts.roles import Role
from safar.foundation.audit import queries


@require_role(Role.OPERATOR, Role.AUDITOR)
def audit(request: HttpRequest) -> HttpResponse:
    before, target = request.GET.get("before", ""), request.GET.get("target", "")
    lines = queries.entries(before=int(before) if before.isdecimal() else None, target=target)
    return render(request, "audit/audit.html", {"page_of": lines, "target": target})
