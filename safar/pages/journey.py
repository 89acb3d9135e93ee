"""The stages of a worker's way, and what she can do here at each. A stage appears when something can be done at it.

Only what works is listed: no link to a room that is not there, no promise of one.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done: the link's words, why, and the name of the page's URL.

    `elsewhere` is the page's path on the host that handles cases, for a process that doesn't.
    """

    words: Promise
    why: Promise
    url: str
    elsewhere: str = ""

    @property
    def address(self) -> str:
        """Give where it is done; empty where this site can't do it at all."""
        try:
            return reverse(self.url)
        except NoReverseMatch:
            return settings.CASES_ADDRESS + self.elsewhere if settings.CASES_ADDRESS and self.elsewhere else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the way, with what can be done at it."""

    name: Promise
    all_deeds: tuple[Deed, ...]

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """Give what can be done on this site."""
        return tuple(deed for deed in self.all_deeds if deed.address)


JOURNEY = (
    Stage(
        _("Before you go"),
        (
            Deed(
                _("Check the recruiter"),
                _("Is it licensed? Has it been banned? Look before you hand over money or your passport."),
                "registry:check",
            ),
            Deed(
                _("Check the employer"),
                _("See if an authority has punished this employer, or allows it to bring workers."),
                "registry:check",
            ),
            Deed(
                _("See what workers report"),
                _("Fees, broken promises, papers kept: what others met on the way you want to go."),
                "reports:corridors",
            ),
            Deed(
                _("See which countries we hold"),
                _("No list is complete. See what we can and can't tell you."),
                "registry:registers",
            ),
            Deed(
                _("See the lawful ways to go and to stay"),
                _("Your answers stay on your phone. Nothing is sent."),
                "pathways:places",
            ),
        ),
    ),
    Stage(
        _("At work"),
        (
            Deed(
                _("Complain safely"),
                _("You choose who may read it. Your words are locked on your phone."),
                "casework:help",
                "/help",
            ),
            Deed(
                _("See what happens to your permit if you complain"),
                _("Some permits protect people who complain. Look before you decide."),
                "pathways:complain",
            ),
            Deed(
                _("Find who answers for your employer"),
                _("Its page names the authority, its telephone number and where to complain."),
                "registry:check",
            ),
        ),
    ),
    Stage(
        _("Before you go again"),
        (
            Deed(
                _("Tell others how it was"),
                _("Twelve questions, three minutes, no name. Five reports make a card that all can read."),
                "reports:report",
                "/report",
            ),
            Deed(
                _("Check once more"),
                _("Licences end and bans begin. The last answer may be old."),
                "registry:check",
            ),
        ),
    ),
)
