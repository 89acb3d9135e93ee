"""The path without script: which step comes next, what rides along in hidden fields, and what is told in the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in
from safar.foundation.languages import active_language
from safar.foundation.vault.cleaning import clean
from safar.foundation.vault.receipts import new_receipt
from safar.foundation.vault.wire import unb64
from safar.rooms.casework.actions.plain import Told, attached
from safar.rooms.casework.facts import facts
from safar.rooms.casework.forms.help import (
    AccountForm,
    EmployerForm,
    HelpForm,
    KeepForm,
    MoreForm,
    TellForm,
    WhatForm,
    WhereForm,
    WhoForm,
    filer_code,
    sendable,
)
from safar.rooms.casework.forms.papers import blackened, papers_in
from safar.rooms.casework.queries.help import (
    Listed,
    category_of,
    countries_to_choose,
    first_purpose,
    listed_in,
    offer_for,
    sealing_elsewhere,
)
from safar.rooms.casework.sealing import Attached, BodyTo
from safar.rules.bodies_offered import Offer
from safar.rules.harms import Danger, Harm, urgency_of
from safar.rules.receipts import is_receipt

STEPS = ("who", "what", "more", "where", "employer", "tell", "account", "keep", "review")
SIMPLE = {"who": WhoForm, "what": WhatForm, "employer": EmployerForm, "account": AccountForm, "keep": KeepForm}
CONTROL = frozenset({"step", "go", "token"})
REVIEWED = frozenset({"day"})
OWN_WORDS = frozenset({"place", "employer", "when", "text", "reach"})
FORM = "plain form"


def step_after(step: str, data: QueryDict, by: int = 1) -> str:
    """Give the next step, or the one before; questions come only where a harm has some."""
    place = max(0, min(STEPS.index(step) + by, len(STEPS) - 1))
    if STEPS[place] == "more" and not any(harm.follow_ups for harm in harms_in(data)):
        place += by
    return STEPS[place]


def form_for(step: str, data: QueryDict, today: date, *, is_sent: bool) -> HelpForm:
    """Give the form of a step: with its errors where it was sent, else filled with what rides along."""
    given: dict[str, Any] = {"data": data} if is_sent else {"initial": _initial(data)}
    if step == "more":
        return MoreForm(harms=harms_in(data), **given)
    if step == "where":
        return WhereForm(countries=countries_to_choose(today), **given)
    if step == "tell":
        return TellForm(offered=[row.body.id for row in sealing(data, today)], **given)
    return SIMPLE[step](**given)


def first_wrong(data: QueryDict, today: date) -> tuple[str, HelpForm] | None:
    """Give the first step whose answers don't hold: hidden fields are no more to be trusted than others."""
    for step in STEPS[:-1]:
        form = form_for(step, data, today, is_sent=True)
        if not form.is_valid():
            return step, form
    return None


def carried(data: QueryDict, form: HelpForm | None) -> list[tuple[str, str]]:
    """List the hidden fields: all that was answered, but for what the shown form, or the review, asks."""
    shown = CONTROL | set(form.fields if form else REVIEWED)
    return [(name, value) for name, values in data.lists() if name not in shown for value in values if _is_ours(name)]


def harms_in(data: QueryDict) -> list[Harm]:
    """Give the harms that were chosen."""
    chosen = set(data.getlist("harms"))
    return [harm for harm in sendable() if harm.id in chosen]


Rows = list[tuple[Listed, Offer]]


def rows_to_tell(data: QueryDict, today: date) -> tuple[Rows, Rows, Rows]:
    """List the bodies for what happened: those that can be sealed to, those with a telephone, those not offered."""
    told = harms_in(data)
    listed = listed_in(data.get("country", ""), today) if data.get("country") else ()
    rows = [(row, offer) for row in listed if (offer := offer_for(row, told)) is not None]
    offered = [one for one in rows if one[1].is_offered]
    sealed = [one for one in offered if one[0].seals_here]
    return sealed, [one for one in offered if one not in sealed], [one for one in rows if not one[1].is_offered]


def elsewhere(data: QueryDict, today: date) -> list[tuple[str, Rows, bool]]:
    """List what can be sealed to in every other country, under its name, and whether something there is chosen.

    All of them travel with the page, so that nobody has to tell this site where she is from or has gone.
    """
    found: dict[str, Rows] = {}
    for row, offer in _far(data, today):
        found.setdefault(country_in(active_language(), row.body.country), []).append((row, offer))
    chosen = set(data.getlist("bodies"))
    return [(name, found[name], any(row.body.id in chosen for row, _offer in found[name])) for name in sorted(found)]


def sealing(data: QueryDict, today: date) -> list[Listed]:
    """List every body that can be chosen: those of the country first, for the first that is chosen answers."""
    return [row for row, _offer in (*rows_to_tell(data, today)[0], *_far(data, today))]


def _far(data: QueryDict, today: date) -> Rows:
    told = harms_in(data)
    rows = sealing_elsewhere(data.get("country", ""), today) if data.get("country") else ()
    return [(row, offer) for row in rows if (offer := offer_for(row, told)) is not None and offer.is_offered]


def receipt_in(data: QueryDict) -> str:
    """Give the receipt that rides along, or make one: it comes with the review page."""
    carried_one = data.get("receipt", "")
    return carried_one if is_receipt(carried_one) else new_receipt()


def cleaned_files(files: Sequence[bytes], *, with_day: bool) -> list[Attached]:
    """Clean each photo; raises NotCleanable on anything else, PDF files too."""
    found = []
    for place, data in enumerate(files, start=1):
        one = clean(data)
        found.append(attached(str(place), one.media_type, one.data, one.told.taken if with_day else ""))
    return found


def papers_told(data: QueryDict) -> tuple[str, ...]:
    """List the words about papers in all that she wrote."""
    return papers_in("\n".join(str(value) for name, value in data.items() if _is_own_words(name)))


def without_papers(data: QueryDict) -> QueryDict:
    """Blacken them, wherever they stand."""
    changed = data.copy()
    for name in filter(_is_own_words, data):
        changed[name] = blackened(str(data[name]))
    return changed


def told_in(data: QueryDict, files: Sequence[Attached], language: str, today: date) -> Told:
    """Put together what was told; every step has been found right."""
    harms = harms_in(data)
    rows = [row for row in sealing(data, today) if row.body.id in data.getlist("bodies")]
    dangers = [Danger(one) for one in data.getlist("dangers")]
    return Told(
        receipt=receipt_in(data),
        word=data.get("word", ""),
        account=_account(data, rows, language, today),
        files=files,
        bodies=[_to(row, today) for row in rows],
        keep=data.get("keep", ""),
        category=category_of(harms),
        country=data.get("country", ""),
        filer=filer_code(data.get("filer", "")),
        urgency=urgency_of(harms, dangers),
        may_hear_early="early" in data,
    )


def review_rows(data: QueryDict, today: date) -> list[tuple[str, str]]:
    """List what she reads once more before it is sealed."""
    chosen = data.getlist("bodies")
    names = [row.body.name for row in sealing(data, today) if row.body.id in chosen]
    rows = (
        (_("What happened"), "; ".join(_(harm.words) for harm in harms_in(data))),
        (_("Employer or recruiter"), data.get("employer", "")),
        (_("Who can read it"), ", ".join(names)),
        (_("Your words"), data.get("text", "")),
    )
    return [row for row in rows if row[1]]


def _account(data: QueryDict, rows: Sequence[Listed], language: str, today: date) -> Mapping[str, Any]:
    asked = [name for harm in harms_in(data) for name in (f"q-{harm.id}-{n}" for n in range(len(harm.follow_ups)))]
    people = data.get("people", "")
    return {
        "v": 1,
        "type": "account",
        "language": language,
        "filer": data["filer"],
        "harms": [harm.id for harm in harms_in(data)],
        "dangers": data.getlist("dangers"),
        "answers": {name[2:]: data[name] for name in asked if data.get(name)},
        "country": data["country"],
        "place": data.get("place", ""),
        "employer": {"name": data.get("employer", ""), "party": ""},
        "when": data.get("when", ""),
        "text": data["text"],
        "reach": data.get("reach", ""),
        "caseworker": data.get("caseworker") or "any",
        "people": int(people) if people.isdecimal() and int(people) > 0 else 1,
        "keys": [row.recipient.key["key_id"] for row in rows if row.recipient],
        "on": today.isoformat(),
    }


def _to(row: Listed, today: date) -> BodyTo:
    key = row.recipient.key if row.recipient else {}
    return BodyTo(row.body.id, unb64(key["key_id"]), unb64(key["sealing"]), first_purpose(row.body.kind, today))


def _initial(data: QueryDict) -> dict[str, Any]:
    several = {"harms", "dangers", "bodies"}
    return {name: values if name in several else values[-1] for name, values in data.lists() if values}


def _is_own_words(name: str) -> bool:
    return name in OWN_WORDS or name.startswith("q-")


def _is_ours(name: str) -> bool:
    """Only fields of the steps ride along, whatever was posted."""
    if name.startswith("q-"):
        parts = name[2:].rpartition("-")
        return facts().harm(parts[0]) is not None
    fixed = {"harms", "dangers", "caseworker", "country", "place", "bodies", "receipt", "day"}
    return name in fixed or any(name in form.base_fields for form in SIMPLE.values())
