"""`script/safar staff …`: make, list, change and close staff accounts. For the operator at the machine itself.

script/safar staff add amina --role judge                        prints a one-time link
script/safar staff add jo --role caseworker --body tuc-centre
script/safar staff list
script/safar staff change amina --role judge --role moderator
script/safar staff reset-link amina [--forget-second-factor]     prints a new one-time link
script/safar staff disable amina        (enable: opens it again)
"""

from __future__ import annotations

import argparse
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from safar.foundation.accounts import actions, queries
from safar.foundation.accounts.models import Staff
from safar.foundation.accounts.roles import Role
from safar.foundation.audit.actions import COMMAND_LINE


class Command(BaseCommand):
    help = "Make, list, change and close staff accounts; add and reset-link print a one-time link."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, parser_class=argparse.ArgumentParser)
        verbs.add_parser("list", help="list every account")
        for verb, words in VERBS.items():
            one = verbs.add_parser(verb, help=words)
            one.add_argument("username")
            if verb in {"add", "change"}:
                one.add_argument("--role", action="append", required=True, type=_role, help=", ".join(Role.labels))
                one.add_argument("--body", default="", help="public id of the body they work for")
            if verb == "add":
                one.add_argument("--name", default="", help="what to call the person")
            if verb == "reset-link":
                one.add_argument("--forget-second-factor", action="store_true")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "list":
            self._list()
            return
        try:
            getattr(self, f"_{verb.replace('-', '_')}")(options)
        except (actions.Refused, ValidationError) as refused:
            raise CommandError("; ".join(getattr(refused, "messages", [str(refused)]))) from None

    def _list(self) -> None:
        for one in queries.accounts():
            state = "active" if one.is_active else "disabled"
            factor = "second factor" if one.has_second_factor else "no second factor"
            last = f"last login {one.last_login:%Y-%m-%d}" if one.last_login else "never logged in"
            self.stdout.write("\t".join((one.username, ", ".join(one.roles), one.body or "-", state, factor, last)))

    def _add(self, options: dict[str, Any]) -> None:
        staff = actions.add_staff(
            username=options["username"],
            name=options["name"],
            roles=options["role"],
            body=options["body"],
            actor=COMMAND_LINE,
            now=timezone.now(),
        )
        self._print_link(staff)

    def _change(self, options: dict[str, Any]) -> None:
        actions.change_roles(
            _staff(options),
            roles=options["role"],
            body=options["body"],
            actor=COMMAND_LINE,
            now=timezone.now(),
        )

    def _reset_link(self, options: dict[str, Any]) -> None:
        staff = _staff(options)
        if options["forget_second_factor"]:
            actions.forget_second_factor(staff, actor=COMMAND_LINE, now=timezone.now())
        self._print_link(staff)

    def _disable(self, options: dict[str, Any]) -> None:
        actions.set_active(_staff(options), False, actor=COMMAND_LINE, now=timezone.now())

    def _enable(self, options: dict[str, Any]) -> None:
        actions.set_active(_staff(options), True, actor=COMMAND_LINE, now=timezone.now())

    def _print_link(self, staff: Staff) -> None:
        token = actions.invite(staff, actor=COMMAND_LINE, now=timezone.now())
        self.stderr.write(f"One-time link for {staff.username}; it works once, within 72 hours:")
        self.stdout.write(settings.SITE_ADDRESS + reverse("welcome", args=[token]))


VERBS = {
    "add": "make an account",
    "change": "give other roles in place of those held",
    "reset-link": "make a new one-time link",
    "disable": "close an account at once",
    "enable": "open a closed account again",
}


def _role(words: str) -> Role:
    """Take a role with a blank or a hyphen: `record editor`, record-editor."""
    try:
        return Role(words.strip().lower().replace(" ", "-"))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is none of: {', '.join(Role.values)}") from None


def _staff(options: dict[str, Any]) -> Staff:
    found = Staff.objects.filter(username=options["username"]).first()
    if found is None:
        raise CommandError(f"there is no account named {options['username']}")
    return found
