"""The stages of a worker's way, and what she can do here at each. A stage appears when something can be done at it.

Only what works is listed: no link to a room that is not there, no promise of one.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that can be done: the link's words, why, and the name of the page's URL."""

    words: Promise
    why: Promise
    url: str

    @property
    def address(self) -> str:
        return reverse(self.url)


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of the way, with what can be done at it."""

    name: Promise
    deeds: tuple[Deed, ...]


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
                _("See which countries we hold"),
                _("No list is complete. See what we can and can't tell you."),
                "registry:registers",
            ),
        ),
    ),
    Stage(
        _("At work"),
        (
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
                _("Check once more"),
                _("Licences end and bans begin. The last answer may be old."),
                "registry:check",
            ),
        ),
    ),
)
