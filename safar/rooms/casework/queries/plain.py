"""What a receipt opens, read on the server in memory: for the worker or respondent whose phone runs no script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from safar.foundation.vault.envelopes import NOTHING_SEEN, seen_after
from safar.foundation.vault.signatures import EVERYTHING, read_scope
from safar.foundation.vault.wire import Malformed, b64, unb64
from safar.rooms.casework.dialogue import Line, dialogue
from safar.rooms.casework.opened import Ask, PlainFolder, Said, held_by
from safar.rooms.casework.queries.folder import folder_of
from safar.rooms.casework.queries.help import listed_in
from safar.rooms.casework.sealing import (
    BodyTo,
    Held,
    is_committed,
    is_confirmed,
    opened,
    opened_file,
)
from safar.rules.firewall import Purpose

APPROVED_FOR = timedelta(days=182)
_NAME = re.compile(r"[a-z0-9-]{1,40}")


def open_plain(receipt: str, word: str, *, today: date) -> PlainFolder | None:
    """Open all texts of a case."""
    held = held_by(receipt, word)
    if held is None:
        return None
    folder = folder_of(held.cid, held.token, (), today=today)
    if not is_committed(held, folder):
        return None
    lines = dialogue([(entry, _content(held, entry)) for entry in folder["entries"]])
    case = _Case(held, folder, lines, _answers(lines), today)
    blobs = [line.entry["blob"] for line in lines if line.content]
    said = tuple(_said(case, line) for line in lines)
    return PlainFolder(held, folder, said, seen_after(unb64(blobs[-1])) if blobs else NOTHING_SEEN)


def file_in(receipt: str, word: str, eid: str, *, today: date) -> tuple[str, bytes] | None:
    """Open one file of a case."""
    held = held_by(receipt, word)
    if held is None:
        return None
    found = folder_of(held.cid, held.token, [unb64(eid)], today=today)["entries"]
    return opened_file(held, found[0]) if found and found[0]["kind"] == "file" else None


def body_to(body: str, purpose: str, until: date | None, *, today: date) -> BodyTo | None:
    """Give a body with its key of today, to seal to; None where it takes nothing here, or is offered for nothing."""
    row = next((one for one in listed_in("", today, body=body) if one.recipient and one.body.id == body), None)
    if row is None or row.recipient is None or not any(offer.is_offered for offer in row.offers.values()):
        return None
    key = row.recipient.key
    return BodyTo(body, unb64(key["key_id"]), unb64(key["sealing"]), purpose, until)


@dataclass(frozen=True, slots=True)
class _Case:
    held: Held
    folder: Mapping[str, Any]
    lines: tuple[Line, ...]
    answers: Mapping[str, bool]
    today: date

    def name_of(self, body: str) -> str:
        return next((str(slot["name"]) for slot in self.folder["slots"] if slot["body"] == body), body)


@dataclass(frozen=True, slots=True)
class _Terms:
    body: str
    purpose: str
    until: date
    scope: str
    why: str


def _content(held: Held, entry: Mapping[str, Any]) -> dict[str, Any] | None:
    raw = opened(held, entry)
    try:
        found = json.loads(raw) if raw is not None else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _has(content: Mapping[str, Any] | None, what: str) -> bool:
    asked = (content or {}).get("ask")
    return isinstance(asked, dict) and isinstance(asked.get(what), dict)


def _answers(lines: Sequence[Line]) -> dict[str, bool]:
    """Give what she said to each question: only she can answer it."""
    hers = [line.content for line in lines if line.content and line.entry["role"] == "worker"]
    told = [content["ask"]["answer"] for content in hers if _has(content, "answer")]
    return {str(one.get("to")): bool(one.get("yes")) for one in told}


def _said(case: _Case, line: Line) -> Said:
    entry, content = line.entry, line.content
    known = {key["key_id"] for key in case.folder["keys"]}
    named = (content or {}).get("keys", [])
    is_hers = entry["role"] == "worker"
    confirmed = is_hers or is_confirmed(case.held, entry, case.folder["keys"])
    asked = confirmed and not is_hers and content is not None and case.folder["room"] != "claim"
    return Said(
        eid=entry["eid"],
        role=entry["role"],
        name=case.name_of(entry["body"]),
        on=line.day,
        text=str((content or {}).get("text", "")),
        is_file=entry["kind"] == "file",
        is_readable=content is not None or entry["kind"] == "file",
        is_confirmed=confirmed,
        names_unknown_key=not isinstance(named, list) or any(str(one) not in known for one in named),
        ask=_ask(case, line) if asked else None,
    )


def _ask(case: _Case, line: Line) -> Ask | None:
    is_claim = line.entry["kind"] == "claim"
    terms = _of_claim(line.entry, case.today) if is_claim else _of_consent(line.content)
    if terms is None:
        return None
    row = next((one for one in listed_in("", case.today, body=terms.body) if one.body.id == terms.body), None)
    return Ask(
        to=line.entry["eid"],
        body=terms.body,
        name=row.body.name if row else terms.body,
        purpose=terms.purpose,
        until=terms.until,
        scope=terms.scope,
        part=() if is_claim else _part(case, terms.scope),
        why=terms.why,
        caution=row.offers["other"].caution if row else "",
        is_claim=is_claim,
        answer=case.answers.get(line.entry["eid"]),
    )


def _of_claim(entry: Mapping[str, Any], today: date) -> _Terms:
    return _Terms(entry["body"], "conciliate", today + APPROVED_FOR, entry["eid"], "")


def _of_consent(content: Mapping[str, Any] | None) -> _Terms | None:
    """Read what a body asks for; one that can't be read, or was written by no desk of ours, is no question."""
    if content is None or not _has(content, "consent"):
        return None
    asked = content["ask"]["consent"]
    scope = asked.get("scope", EVERYTHING)
    try:
        read_scope(scope)
        terms = _Terms(asked["body"], Purpose(asked["purpose"]).value, date.fromisoformat(asked["until"]), scope, "")
    except (AttributeError, KeyError, TypeError, ValueError, Malformed):
        return None
    is_name = isinstance(terms.body, str) and _NAME.fullmatch(terms.body)
    return replace(terms, why=str(asked.get("why", ""))) if is_name else None


def _part(case: _Case, scope: str) -> tuple[tuple[str, date], ...]:
    """Name what a question is about by who wrote it ("" for herself) and when; all of the case is no part."""
    named = {b64(one) for one in read_scope(scope)}
    found = [line for line in case.lines if line.entry["eid"] in named]
    return tuple(("" if one.entry["role"] == "worker" else case.name_of(one.entry["body"]), one.day) for one in found)
