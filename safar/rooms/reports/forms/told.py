"""From the fields of a form to what the reports room takes in, and back: for the first telling and for a change."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from safar.foundation.design.formats import country_in, number_in
from safar.foundation.design.parts import Fact
from safar.foundation.languages import active_language
from safar.foundation.vault.instance import instance_id
from safar.foundation.vault.keys import KEY, receipt_keys
from safar.foundation.vault.sealed import SealedFolder
from safar.foundation.vault.sealed_shapes import FolderIn
from safar.foundation.vault.wire import Malformed, unb64
from safar.rooms.reports.actions.submit import INTAKE, Submitted, submit
from safar.rooms.reports.asking import ANSWERS, PAID_FEE_FIELD, THERE, AnswersForm, amount, field_of
from safar.rooms.reports.forms.steps import answers_in
from safar.rooms.reports.queries.own import OwnReport
from safar.rooms.reports.queries.parties import check_known
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
        language=active_language(),
    )


def answers_form(data: QueryDict | None = None, own: OwnReport | None = None) -> AnswersForm:
    """Ask all twelve at once, filled with what was told before."""
    initial: dict[str, Any] = {}
    if own is not None:
        initial = {f"a-{question}": answer for question, answer in own.answers.items()}
        initial |= {"fee": own.fee, "currency": own.currency}
    return AnswersForm(data, questions=asked().questions, initial=initial)


def review_rows(data: QueryDict) -> list[Fact]:
    """List what she reads once more before it is sent."""
    language, words = active_language(), dict(ANSWERS)
    there = [country_in(language, str(data[end])) for end in ("origin", "destination") if data.get(end)]
    rows = [Fact(_("About"), data.get("party_name") or data.get("name", "")), Fact(_("From and to"), " – ".join(there))]
    for question in asked().questions:
        answer = data.get(field_of(question), "")
        if answer in words:
            rows.append(Fact(_(question.words), words[answer]))
    fee = _fee(data)
    if fee is not None:
        rows.append(Fact(_("What you paid"), f"{number_in(language, fee)} {data.get('currency', '')}"))
    return [row for row in rows if row.value]


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


def _proposed(data: QueryDict) -> Proposed:
    return Proposed(
        name=data.get("name", ""),
        place=data.get("place", ""),
        telephone=data.get("phone", ""),
        country=data.get("destination", ""),
        is_household="household" in data,
    )
