"""The acts on keys, each with a page of its own: what it is called, what it does, what its button says."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404


@dataclass(frozen=True, slots=True)
class KeyAct:
    """One act; `is_on_somebody` where it is done to a colleague."""

    name: str
    title: str
    words: tuple[str, ...]
    button: str
    is_on_somebody: bool = False

    @property
    def takes_passkey(self) -> bool:
        """Does the act need the member's words, so that a passkey may give them?"""
        return self.name in {"confirm", "renew", "let-in", "leaves", "sheets"}


ACTS = (
    KeyAct(
        "mine",
        "Make your key",
        (
            "Your key opens what workers seal to your body. Seven words protect it.",
            "The words are made in this browser and never leave it. Nobody can send them to you again.",
            "If you have a key already, the new one takes its place. It opens nothing until a colleague lets you in.",
        ),
        "Keep this key",
    ),
    KeyAct(
        "passkey",
        "Open with a passkey",
        (
            "Your phone, your computer or a security key keeps your seven words, and gives them back at a touch.",
            "The site holds the words in a form that only this passkey opens.",
            "Keep the paper: without it, who loses the passkey has lost the key.",
            "A passkey that your devices share is kept by their maker, as safely as your account there.",
        ),
        "Make the passkey",
    ),
    KeyAct(
        "first",
        "Make the key of your body",
        (
            "It is made in this browser and wrapped for each colleague listed here who has a key.",
            "Call each of them. Their digits and the ones on their screen must be the same.",
            "A second member then confirms it. After that it stands in the public journal and works 72 hours later.",
        ),
        "Make the key",
    ),
    KeyAct(
        "confirm",
        "Confirm the key of your body",
        (
            "A colleague made it. Your browser opens it with your words and signs that it is the key of your body.",
            "Confirm only if you have spoken with that colleague.",
        ),
        "Confirm the key",
    ),
    KeyAct(
        "renew",
        "Make a new key for your body",
        (
            "The old key signs the new one. Everyone who can open today can open tomorrow.",
            "New cases are sealed to the new key as soon as it has stood in the journal for 72 hours.",
            "Old cases still open with the old key.",
        ),
        "Make the new key",
    ),
    KeyAct(
        "let-in",
        "Let a colleague open cases",
        (
            "Your browser wraps every key that you hold for this person, the old ones too.",
            "Call the person. The digits here and the ones on their screen must be the same.",
            "Different digits mean that somebody else made this key: stop, and tell your supervisor.",
        ),
        "The digits are the same: let them in",
        is_on_somebody=True,
    ),
    KeyAct(
        "leaves",
        "Somebody leaves",
        (
            "The person can open nothing here any more, from now on.",
            "Your body gets a new key that the person never held. It works after 72 hours, and then the old one ends.",
            "What the person has read can't be unread.",
            "Ask the operator to close the account too.",
        ),
        "Take them out and make a new key",
        is_on_somebody=True,
    ),
    KeyAct(
        "sheets",
        "Make recovery sheets",
        (
            "Three papers. Any two of them open everything that your body holds, and one alone opens nothing.",
            "Give them to three people who don't share a house, a safe or a boss.",
            "Sheets made before open nothing from now on. That they exist, and each use, stands in the public journal.",
        ),
        "Make three sheets",
    ),
    KeyAct(
        "recover",
        "Open with two recovery sheets",
        (
            "For the day on which nobody in your body can open any more.",
            "The use stands in the public journal, whatever comes of it.",
            "Make your own key first. Two sheets then let you in, and you can let your colleagues in.",
        ),
        "Open with these sheets",
    ),
)


def act_called(name: str) -> KeyAct:
    """Give an act by its name; one that isn't there is a 404."""
    for act in ACTS:
        if act.name == name:
            return act
    raise Http404
