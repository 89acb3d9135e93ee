"""Who may open a staff page. One condition a line; forbidden and unknown are the same 404.

@require_role(Role.JUDGE)
def review_pair(request: HttpRequest, pair: int) -> HttpResponse: ...
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from safar.foundation.accounts.models import Invitation, Staff
from safar.foundation.accounts.pages import View, staff_page
from safar.foundation.accounts.roles import Role


def require_role(*roles: Role) -> Callable[[View], View]:
    """Open a view to staff with one of these roles; strangers are asked to log in, everyone else sees a 404."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not holds_any(request.user, roles):
                raise Http404
            return view(request, *args, **kwargs)

        return cast(View, staff_page(guarded))

    return guard


def holds_any(person: Staff | AnonymousUser, roles: tuple[Role, ...]) -> bool:
    """Does this person hold one of the roles today?"""
    if not isinstance(person, Staff):
        return False
    if not person.is_active:
        return False
    return person.duties.filter(role__in=roles).exists()


def actor_of(request: HttpRequest) -> str:
    """Name the person for the audit: an id, never a name."""
    return f"staff {request.user.pk}"


def invitation_for(token: str, now: datetime) -> Invitation:
    """Find the open invitation behind a one-time link; used, expired, withdrawn and never made are the same 404."""
    found = Invitation.objects.select_related("staff").filter(token_sha256=token_hash(token)).first()
    if found is None:
        raise Http404
    if found.used_at is not None:
        raise Http404
    if found.expires_at <= now:
        raise Http404
    if not found.staff.is_active:
        raise Http404
    return found


def token_hash(token: str) -> str:
    """The table of invitations holds this in place of the token; 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
