"""`script/safar audit …`: check a journal from its published files. For anybody; it opens no database.

script/safar audit DIR                        the files that `journal publish` wrote
script/safar audit --live https://safar.example.org/journal
    --since FILE      the checkpoint (or the whole folder) kept from an earlier visit
    --key KEY         the journal's verifier key as you hold it, not as the site tells it
    --witness KEY     a witness that must have signed
    --promise FILE    the promise that a worker was given
    --body ID         only the keys of this body
Ends with 0 (clean), 1 (trouble, told in plain words) or 2 (unreadable).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from safar.foundation.journal.auditing import Asked, Report, audit
from safar.foundation.journal.checks import Earlier
from safar.foundation.journal.notes import BadNote, VerifierKey
from safar.foundation.journal.published import CannotRead, Published, from_folder, from_site, head_of
from safar.foundation.vault.wire import b64


class Command(BaseCommand):
    help = "Check a journal from its published files: nothing removed, altered, moved or swapped."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a folder of published files")
        parser.add_argument("--live", metavar="URL", help="address of a live journal")
        parser.add_argument("--since", type=Path, metavar="FILE", help="earlier checkpoint, or folder")
        for name in ("key", "witness"):
            parser.add_argument(f"--{name}", default="", metavar="KEY", help="verifier key that you hold")
        parser.add_argument("--promise", type=Path, metavar="FILE")
        parser.add_argument("--body", default="", metavar="ID")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if (options["folder"] is None) == (options["live"] is None):
            raise CommandError("name a folder, or a site with --live", returncode=2)
        try:
            report = audit(_published(options), _earlier(options["since"]), _asked(options))
        except (CannotRead, OSError, UnicodeDecodeError, BadNote) as why:
            raise CommandError(str(why), returncode=2) from None
        self.stdout.write(_as_json(report) if options["json"] else _as_text(report))
        if not report.is_clean:
            raise CommandError("the journal is not what it should be", returncode=1)


def _published(options: dict[str, Any]) -> Published:
    return from_site(options["live"]) if options["live"] else from_folder(options["folder"])


def _earlier(path: Path | None) -> Earlier | None:
    if path is None:
        return None
    if path.is_dir():
        kept = from_folder(path)
        return Earlier(kept.checkpoint, kept.leaves)
    note = path.read_text(encoding="utf-8")
    head_of(note)
    return Earlier(note)


def _asked(options: dict[str, Any]) -> Asked:
    for name in ("key", "witness"):
        if options[name]:
            VerifierKey.parse(options[name])
    return Asked(
        key=options["key"],
        witness=options["witness"],
        promise=options["promise"].read_text(encoding="utf-8") if options["promise"] else "",
        body=options["body"],
        live_on=timezone.now().date() if options["live"] else None,
    )


def _as_text(report: Report) -> str:
    head = [f"{report.origin}: {report.size} leaves, checkpoint of {report.day}"] if report.origin else []
    seen = [f"signed by the witness {name}" for name in report.witnesses] or [
        "no witness signed: nobody else checked it"
    ]
    keys = [f"key of {one.body} from {one.from_day}: {b64(one.key_id)}" for one in report.keys]
    troubles = [f"TROUBLE {one}" for one in report.troubles] or ["clean"]
    return "\n".join([*head, *seen, *keys, *troubles])


def _as_json(report: Report) -> str:
    keys = [{"body": one.body, "key_id": b64(one.key_id), "from": str(one.from_day)} for one in report.keys]
    told = {"clean": report.is_clean, "troubles": report.troubles, "origin": report.origin, "size": report.size}
    more = {"day": str(report.day) if report.day else None, "witnesses": report.witnesses, "keys": keys}
    return json.dumps({**told, **more}, ensure_ascii=False)
