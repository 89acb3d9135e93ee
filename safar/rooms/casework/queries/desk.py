"""What a desk is given: its list by what is due first, a case still sealed, and the keys its browser opens it with.

The list holds only what the server knows: codes, days, counts and sizes. A body whose consent names some entries gets
those and no others.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Min, Q

from safar.foundation.vault.access import member_for
from safar.foundation.vault.contents import commits_of, entries_of, key_json, slots_to
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.models import BodyKey, Consent, Entry, Folder, MemberWrap, Slot
from safar.foundation.vault.sessions import vault_reading
from safar.foundation.vault.wire import b64
from safar.rooms.casework.access import Desk, Handled, case_for
from safar.rooms.casework.models import Case, Claim, Outcome, Referral, Step
from safar.rooms.casework.queries.asking import who_may_be_asked
from safar.rooms.casework.queries.keys import passkey_json
from safar.rules.case_states import ENDED, State, verbs
from safar.rules.harms import Urgency

PURPOSE = "advise"
LONGEST_LIST = 500
_RANK = {urgency.value: place for place, urgency in enumerate(Urgency)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; an empty text means all. Ended cases are shown when asked for."""

    state: str = ""
    category: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A case on the list."""

    number: int
    category: str
    jurisdiction: str
    state: str
    urgency: str
    filer: str
    sealed_by: str
    is_home: bool
    due_on: date | None
    due: str
    is_overdue: bool
    is_escalated: bool
    texts: int
    files: int
    sizes: tuple[tuple[int, int], ...]

    @property
    def short(self) -> str:
        """Give the last digits of the number, enough to speak about a case across a desk."""
        return f"{self.number % 1_000_000:06d}"

    @property
    def order(self) -> tuple[bool, bool, int, date]:
        """What is overdue first, then escalated, urgent, and soonest due."""
        return (not self.is_overdue, not self.is_escalated, _RANK[self.urgency], self.due_on or date.max)


def lines_of(desk: Desk, asked: Asked, *, today: date) -> tuple[Line, ...]:
    """List a body's cases by what is due first; of a very long list, those whose day comes soonest."""
    with vault_reading(PURPOSE, body=desk.body):
        cases = list(_cases(desk, asked, today)[:LONGEST_LIST])
        numbers = [case.pk for case in cases]
        steps, entries = _steps(desk, numbers), _entries(numbers)
        made = [_line(case, desk, steps[case.pk], entries[case.pk], today) for case in cases]
    return tuple(sorted(made, key=lambda line: line.order))


def sealed_case(desk: Desk, number: int, eids: Collection[bytes] = (), *, today: date) -> dict[str, Any]:
    """Give a case to the desk's browser, sealed: entries in scope, own slots, the worker's words, the claims made."""
    with vault_reading(PURPOSE, body=desk.body):
        handled = case_for(desk, number, today)
        if eids:
            return {"entries": _shown(handled, eids)}
        return {
            **_folder(handled.folder, desk.body, today),
            "entries": _shown(handled),
            "known": _known(handled, today),
            "consents": [_consent(one) for one in _consents(handled)],
            "referrals": [_referral(one) for one in _referrals(handled)],
            "steps": [_step(one, desk, today) for one in _own_steps(handled)],
            "claims": [_claim(one, desk.body, today) for one in _claims(handled)],
            **who_may_be_asked(handled.body, handled.case, today),
        }


def keys_of_desk(desk: Desk) -> dict[str, Any]:
    """Give a member's wrapped key, the body's keys wrapped to it, and the public keys of every body of the site."""
    with vault_reading(PURPOSE, body=desk.body):
        member = member_for(desk.staff)
        if member is not None and member.body_id != desk.body:
            member = None
        wraps = MemberWrap.objects.filter(member=member).select_related("key") if member else []
        return {
            "instance": b64(instance_id()),
            "body": desk.body,
            "member": str(desk.staff),
            "public": b64(bytes(member.public)) if member else "",
            "wrapped": b64(bytes(member.wrapped)) if member else "",
            **passkey_json(member),
            "wraps": [{"key_id": b64(bytes(one.key.key_id)), "sealed": b64(bytes(one.sealed))} for one in wraps],
            "keys": [key_json(key) | {"name": key.body.name} for key in BodyKey.objects.select_related("body")],
        }


def _cases(desk: Desk, asked: Asked, today: date) -> Any:
    live = Slot.objects.filter(Q(until=None) | Q(until__gte=today), body=desk.body).values("folder")
    open_steps = Q(folder__steps__body=desk.body, folder__steps__done_on=None)
    soonest = Min("folder__steps__due_on", filter=open_steps)
    cases = Case.objects.filter(pk__in=live).select_related("folder").annotate(soonest=soonest)
    cases = cases.order_by(F("soonest").asc(nulls_last=True))
    cases = cases.filter(state=asked.state) if asked.state else cases.exclude(state__in=[one.value for one in ENDED])
    cases = cases.filter(category=asked.category) if asked.category else cases
    return cases.filter(urgency=asked.urgency) if asked.urgency else cases


def _steps(desk: Desk, numbers: list[int]) -> dict[int, list[Step]]:
    found: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.filter(folder__in=numbers, body=desk.body, done_on=None).order_by("due_on"):
        found[step.folder_id].append(step)
    return found


def _entries(numbers: list[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for folder, kind, size in Entry.objects.filter(folder__in=numbers).values_list("folder", "kind", "size"):
        found[folder].append((kind, size))
    return found


def _line(case: Case, desk: Desk, steps: list[Step], entries: list[tuple[str, int]], today: date) -> Line:
    first = steps[0] if steps else None
    files = [size for kind, size in entries if kind == "file"]
    return Line(
        number=case.pk,
        category=case.category,
        jurisdiction=case.jurisdiction,
        state=case.state,
        urgency=case.urgency,
        filer=case.filer,
        sealed_by=case.folder.sealed_by,
        is_home=case.body_id == desk.body,
        due_on=first.due_on if first else None,
        due=first.kind if first else "",
        is_overdue=first is not None and first.due_on < today,
        is_escalated=desk.is_supervisor and any(step.escalated_on for step in steps),
        texts=len(entries) - len(files),
        files=len(files),
        sizes=tuple(sorted(Counter(size for _, size in entries).items())),
    )


def _folder(folder: Folder, body: str, today: date) -> dict[str, Any]:
    return {
        "folder": str(folder.pk),
        "cid": b64(bytes(folder.cid)),
        "epoch": b64(bytes(folder.epoch)),
        "consent_key": b64(bytes(folder.consent_key)),
        "sealed_by": folder.sealed_by,
        "commits": commits_of(folder),
        "slots": slots_to(folder, body, today),
        "hashes": [b64(hashlib.sha256(one).digest()) for one in _blobs(folder)],
    }


def _blobs(folder: Folder) -> Iterable[bytes]:
    return map(bytes, Entry.objects.filter(folder=folder).exclude(kind="note").values_list("blob", flat=True))


def _shown(handled: Handled, eids: Collection[bytes] = ()) -> list[dict[str, Any]]:
    """Give the entries that this body may have: all, or those she named and its own."""
    entries = entries_of(handled.folder, eids, notes_of=handled.body)
    if handled.sees_all:
        return entries
    scope = {b64(eid) for eid in handled.scope}
    return [one for one in entries if one["eid"] in scope or one["body"] == handled.body]


def _known(handled: Handled, today: date) -> dict[str, Any]:
    case, outcome = handled.case, Outcome.objects.filter(folder=handled.folder).first()
    return {
        "state": case.state,
        "category": case.category,
        "jurisdiction": case.jurisdiction,
        "urgency": case.urgency,
        "filer": case.filer,
        "filed_on": case.filed_on,
        "may_hear_early": case.may_hear_early,
        "is_home": handled.is_home,
        "home": case.body_id,
        "shares_all": handled.sees_all,
        "today": today,
        "verbs": sorted(verbs(State(case.state))) if handled.is_home else [],
        "outcome": {"code": outcome.code, "recovered": outcome.recovered} if outcome else None,
    }


def _consents(handled: Handled) -> Iterable[Consent]:
    """Give every word of the worker to the body that answers for the case; to another its own alone."""
    given = Consent.objects.filter(folder=handled.folder)
    return given if handled.is_home else given.filter(body=handled.body)


def _referrals(handled: Handled) -> Iterable[Referral]:
    made = Referral.objects.filter(folder=handled.folder)
    return made if handled.is_home else made.filter(receiver=handled.body)


def _own_steps(handled: Handled) -> Iterable[Step]:
    return Step.objects.filter(folder=handled.folder, body=handled.body, done_on=None).order_by("due_on")


def _claims(handled: Handled) -> Iterable[Claim]:
    return Claim.objects.filter(case=handled.folder, body=handled.body).select_related("folder").order_by("deadline")


def _consent(row: Consent) -> dict[str, Any]:
    return {
        "body": row.body_id,
        "key_id": b64(bytes(row.key_id)),
        "purpose": row.purpose,
        "scope": row.scope,
        "until": row.until,
        "nonce": b64(bytes(row.nonce)),
        "signature": b64(bytes(row.signature)),
        "is_revoked": row.revoked_on is not None,
    }


def _referral(row: Referral) -> dict[str, Any]:
    return {
        "sender": row.sender_id or "",
        "receiver": row.receiver_id,
        "purpose": row.purpose,
        "on": row.on,
        "answered_on": row.answered_on,
        "ended_on": row.ended_on,
    }


def _step(row: Step, desk: Desk, today: date) -> dict[str, Any]:
    return {
        "step": str(row.pk),
        "kind": row.kind,
        "due_on": row.due_on,
        "is_overdue": row.due_on < today,
        "is_escalated": desk.is_supervisor and row.escalated_on is not None,
        "note": b64(bytes(row.note)),
    }


def _claim(row: Claim, body: str, today: date) -> dict[str, Any]:
    sealed = _folder(row.folder, body, today) | {"entries": entries_of(row.folder)}
    return sealed | {"deadline": row.deadline, "answered_on": row.answered_on, "approval": b64(bytes(row.approval))}
