"""What a receipt opens, read on the server in memory: for the worker or respondent whose phone runs no script."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from safar.foundation.vault.envelopes import NOTHING_SEEN, seen_after
from safar.foundation.vault.wire import unb64
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

APPROVED_FOR = timedelta(days=182)


def open_plain(receipt: str, word: str, *, today: date) -> PlainFolder | None:
    """Open all texts of a case."""
    held = held_by(receipt, word)
    if held is None:
        return None
    folder = folder_of(held.cid, held.token, (), today=today)
    if not is_committed(held, folder):
        return None
    texts = [(entry, _content(held, entry)) for entry in folder["entries"]]
    told = [one["ask"]["answer"] for _entry, one in texts if one is not None and _has(one, "answer")]
    answers = {str(one.get("to")): bool(one.get("yes")) for one in told}
    said = tuple(_said(held, folder, entry, content, answers, today) for entry, content in texts)
    blobs = [entry["blob"] for entry, content in texts if content]
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


def _said(
    held: Held,
    folder: Mapping[str, Any],
    entry: Mapping[str, Any],
    content: Mapping[str, Any] | None,
    answers: Mapping[str, bool],
    today: date,
) -> Said:
    names = {slot["body"]: slot["name"] for slot in folder["slots"]}
    known = {key["key_id"] for key in folder["keys"]}
    is_hers = entry["role"] == "worker"
    confirmed = is_hers or is_confirmed(held, entry, folder["keys"])
    asked = confirmed and not is_hers and content is not None and folder["room"] != "claim"
    return Said(
        eid=entry["eid"],
        role=entry["role"],
        name=names.get(entry["body"], entry["body"]),
        on=entry["on"],
        text=str((content or {}).get("text", "")),
        is_file=entry["kind"] == "file",
        is_readable=content is not None or entry["kind"] == "file",
        is_confirmed=confirmed,
        names_unknown_key=not set((content or {}).get("keys", [])) <= known,
        ask=_ask(entry, content or {}, answers, today) if asked else None,
    )


def _ask(entry: Mapping[str, Any], content: Mapping[str, Any], answers: Mapping[str, bool], today: date) -> Ask | None:
    if entry["kind"] == "claim":
        asked = {"body": entry["body"], "purpose": "conciliate", "until": (today + APPROVED_FOR).isoformat(), "why": ""}
    elif _has(content, "consent"):
        asked = content["ask"]["consent"]
    else:
        return None
    rows = listed_in("", today, body=str(asked["body"]))
    row = next((one for one in rows if one.body.id == asked["body"]), None)
    is_claim = entry["kind"] == "claim"
    return Ask(
        to=entry["eid"],
        body=str(asked["body"]),
        name=row.body.name if row else str(asked["body"]),
        purpose=str(asked["purpose"]),
        until=date.fromisoformat(asked["until"]),
        scope=entry["eid"] if is_claim else "all",
        why=str(asked.get("why", "")),
        caution=row.offers["other"].caution if row else "",
        is_claim=is_claim,
        answer=answers.get(entry["eid"]),
    )
