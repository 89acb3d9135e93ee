"""What a member of staff may be: the closed list of roles, and which of them exist only inside a body."""

from __future__ import annotations

from django.db.models import TextChoices


class Role(TextChoices):
    """A role opens pages; nothing in the site is opened by a user name."""

    OPERATOR = "operator", "operator"
    RECORD_EDITOR = "record-editor", "record editor"
    JUDGE = "judge", "judge of matches"
    MODERATOR = "moderator", "moderator"
    TRANSLATOR = "translator", "translator"
    AUDITOR = "auditor", "auditor"
    CASEWORKER = "caseworker", "caseworker"
    SUPERVISOR = "supervisor", "supervisor"
    EVIDENCE_CHECKER = "evidence-checker", "evidence checker"


ROLES_IN_A_BODY = frozenset({Role.CASEWORKER, Role.SUPERVISOR, Role.EVIDENCE_CHECKER})
"""These people work for a union, a centre or an inspectorate; they never share an account with a role of the house."""
