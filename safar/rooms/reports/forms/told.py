"""From the fields of a form to what the reports room takes in, and back: for the first telling and for a change."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in, month_in, number_in
from safar.foundation.design.parts import Fact
from safar.foundation.design.statuses import Words
from safar.foundation.languages import active_language
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import KEY, receipt_keys
from safar.foundation.vault.sealed import SealedFolder
from safar.foundation.vault.sealed_shapes import FolderIn
from safar.foundation.vault.wire import Malformed, unb64
from safar.rooms.reports.actions.submit import INTAKE, Submitted, submit
from safar.rooms.reports.asking import ANSWERS, PAID_FEE_FIELD, THERE, AnswersForm, StepForm, amount, field_of
from safar.rooms.reports.forms.report import STILL, WhereForm, WhomForm
from safar.rooms.reports.forms.steps import answers_in
from safar.rooms.reports.queries.own import OwnReport
from safar.rooms.reports.queries.parties import check_known, name_of
from safar.rooms.reports.queries.questionnaire import asked
from safar.rooms.reports.telling import Proposed, Told
from safar.rules.questionnaire import Answer
from safar.rules.receipts import read_receipt


def tag_in(data: QueryDict) -> bytes:
    """Give the tag: as the browser derived it, or derived here from the number that was sent."""
    if data.get("tag"):
        return unb64(data["tag"], KEY)
    typed = read_receipt(data.get("receipt", ""))
    if typed.problem is not None:
        raise Malformed("receipt")
    return receipt_keys(typed.digits, "", instance_id()).tag


def submit_told(data: QueryDict, now: datetime) -> Submitted:
    """Store what every step has found right. In a flood browsers with script show work; the others share a budget."""
    check_known(data.get("party", ""))
    INTAKE.count()
    worked = "tag" in data and INTAKE.is_paid(data.get("work", ""), data.get("answer", ""))
    code, proofs = data.get("code", ""), _proofs(data)
    return submit(told_in(data), tag=tag_in(data), now=now, code=code, evidence=proofs, work_shown=worked)


def told_in(data: QueryDict) -> Told:
    """Put together what was told."""
    still = data.get("still") == THERE
    return Told(
        party=data.get("party", ""),
        proposed=None if data.get("party") else _proposed(data),
        origin=data.get("origin", ""),
        destination=data.get("destination", ""),
        began=data.get("began", ""),
        answers=answers_in(data),
        fee=_fee(data),
        currency=data.get("currency", "") if _fee(data) is not None else "",
        still_there=still,
        may_join_now=still and "at_once" in data,
        text=_words(data),
        language=active_language(),
    )


def changed(own: OwnReport, form: AnswersForm) -> Told:
    """Give what she told with other answers."""
    cleaned = form.cleaned_data
    fee = cleaned.get("fee") or None
    given = {question.id: cleaned.get(field_of(question), "") for question in asked().questions}
    return Told(
        party=own.party,
        origin=own.origin,
        destination=own.destination,
        began=own.began,
        answers={question: answer for question, answer in given.items() if answer},
        fee=fee,
        currency=cleaned.get("currency", "") if fee else "",
        still_there=own.still_there,
        may_join_now=own.may_join_now,
        text=cleaned.get("text", ""),
        language=active_language(),
    )


def answers_form(data: QueryDict | None = None, own: OwnReport | None = None) -> AnswersForm:
    """Ask all twelve at once, filled with what was told before."""
    initial: dict[str, Any] = {}
    if own is not None:
        initial = {f"a-{question}": answer for question, answer in own.answers.items()}
        initial |= {"fee": own.fee, "currency": own.currency, "text": own.text}
    return AnswersForm(data, questions=asked().questions, with_words=True, initial=initial)


def review_rows(data: QueryDict) -> list[Fact]:
    """List what she reads once more before it is sent."""
    language, words = active_language(), dict(ANSWERS)
    there = [country_in(language, str(data[end])) for end in ("origin", "destination") if data.get(end)]
    rows = [Fact(_("About"), _about(data)), *_of_a_name(data), Fact(_("From and to"), " – ".join(there))]
    rows += _when(data)
    for question in asked().questions:
        answer = data.get(field_of(question), "")
        if answer in words:
            rows.append(Fact(_(question.words), words[answer]))
    fee = _fee(data)
    if fee is not None:
        rows.append(Fact(_("What you paid"), f"{number_in(language, fee)} {data.get('currency', '')}"))
    rows.append(Fact(_("In your own words"), _words(data)))
    rows.append(_asked(WhereForm, "code", data.get("code", "")))
    return [row for row in rows if row.value]


def _about(data: QueryDict) -> str:
    """Name the party as we know it; a name that only the form brought stands beside the id that it claims."""
    party, country = data.get("party", ""), data.get("country", "")
    if party:
        return name_of(party) or " · ".join(filter(None, (data.get("party_name", ""), party)))
    office = country_in(active_language(), country) if country else ""
    return ", ".join(filter(None, (data.get("name", ""), data.get("place", ""), office)))


def _of_a_name(data: QueryDict) -> list[Fact]:
    """Give what else was told of a party in no register, each under its question."""
    if data.get("party"):
        return []
    family = _("Yes") if "household" in data else ""
    return [_asked(WhomForm, "phone", data.get("phone", "")), _asked(WhomForm, "household", family)]


def _when(data: QueryDict) -> list[Fact]:
    """Give the month, and what decides from when it counts."""
    began, still = data.get("began", ""), data.get("still", "")
    month = month_in(active_language(), date.fromisoformat(f"{began}-01")) if began else ""
    rows = [_asked(WhereForm, "began", month), _asked(WhereForm, "still", dict(STILL).get(still, ""))]
    if still == THERE:
        rows.append(_asked(WhereForm, "at_once", _("Yes") if "at_once" in data else _("No")))
    return rows


def _asked(form: type[StepForm], name: str, told: Words) -> Fact:
    """Give what was told under the words that asked for it."""
    return Fact(str(form.base_fields[name].label), told)


def _proofs(data: QueryDict) -> SealedFolder | None:
    """Read the proofs that the browser sealed to a centre; nobody here can open them."""
    written = data.get("proofs", "")
    try:
        return FolderIn.model_validate_json(written).sealed() if written else None
    except ValueError:
        raise Malformed("proofs") from None


def _fee(data: QueryDict) -> Decimal | None:
    """Read the sum; its form has found it right. It belongs to a fee that was paid."""
    written = data.get("fee", "").strip()
    if not written or data.get(PAID_FEE_FIELD, "") != Answer.YES:
        return None
    return Decimal(str(amount("").clean(written))) or None


def _words(data: QueryDict) -> str:
    """Give her own words, where the site takes any."""
    return data.get("text", "").strip() if settings.REPORT_TEXTS else ""


def _proposed(data: QueryDict) -> Proposed:
    return Proposed(
        name=data.get("name", ""),
        place=data.get("place", ""),
        telephone=data.get("phone", ""),
        country=data.get("country", ""),
        is_household="household" in data,
    )
