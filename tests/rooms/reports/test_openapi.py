"""The API of reports keeps what its description promises, whatever is sent: right and wrong, made up by the dozen."""

from __future__ import annotations

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from safar.foundation.vault.keys import new_key
from safar.foundation.vault.wire import b64
from safar.rooms.reports.actions.publish import publish_cards
from safar.rooms.reports.api import api
from safar.wsgi import application
from tests.cast import Person
from tests.rooms.conftest import LoadText
from tests.rooms.reports.people import BAD, GOOD, PARTY, at, checked, notified, report, rows

pytestmark = [pytest.mark.django_db(databases=["default", "vault"])]
PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = application
OPERATIONS = {operation.ok().label: operation.ok() for operation in schema.get_all_operations()}
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def takes_something(told: Any) -> bool:
    return bool(told.body or told.query or told.path_parameters)


QUESTIONS = [(label, mode) for label, told in OPERATIONS.items() for mode in MODES if takes_something(told)]
QUESTIONS += [(label, GenerationMode.POSITIVE) for label, told in OPERATIONS.items() if not takes_something(told)]


@pytest.mark.parametrize(("label", "mode"), QUESTIONS)
def test_every_answer_is_as_described(label: str, mode: GenerationMode) -> None:
    asked = 0

    @BOUNDED
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        nonlocal asked
        response = case.call(base_url="http://localhost", headers={"Accept-Encoding": "identity"})
        case.validate_response(response, checks=PROMISES)
        asked += 1

    ask()
    assert asked


def post(person: Person, what: str, body: dict[str, Any]) -> Any:
    return person.client.post(f"/reports/v1/{what}", json.dumps(body), content_type="application/json")


def test_report_look_change_withdraw(worker: Person) -> None:
    told = {"proposed": {"name": "Ram Kaka Travels"}, "answers": BAD, "fee": "1200.50", "currency": "USD"}
    tag = {"tag": b64(new_key())}
    made = post(worker, "submit", told | tag)
    assert made.status_code == 201, made.content
    party = made.json()["party"]
    assert made.json()["promise"]
    own = post(worker, "own", tag).json()
    assert (own["answers"], own["fee"], own["party"]) == (BAD, "1200.50", party)
    assert post(worker, "change", {"party": party, "answers": GOOD} | tag).status_code == 200
    assert post(worker, "own", tag).json()["answers"] == GOOD
    assert post(worker, "let-join", tag).status_code == 204
    assert post(worker, "withdraw", tag).status_code == 204
    assert post(worker, "own", tag).status_code == 404
    assert post(worker, "withdraw", tag).status_code == 404


def test_a_party_of_no_register_is_refused_and_one_of_a_register_is_taken(worker: Person, load_rows: LoadText) -> None:
    told = {"party": "nobody", "answers": GOOD, "tag": b64(new_key())}
    refused = post(worker, "submit", told)
    assert (refused.status_code, "give its name" in refused.json()["detail"]) == (422, True)
    load_rows("zz-licences", "2026-11-01", "1,Good Agency,Town,Valid,2027-01-01")
    from safar.rooms.registry.models import Party

    known = Party.objects.get().pk
    assert post(worker, "submit", told | {"party": known}).status_code == 201


def test_the_same_open_data_for_everybody(worker: Person) -> None:
    for day in (3, 10):
        report(at(2025, 11, day), BAD)
    for day in (4, 11, 18):
        report(at(2026, 5, day))
    checked(rows()[:1], at(2026, 6, 1).date())
    report(at(2026, 5, 4), party="too-few")
    notified(at(2026, 1, 1).date())
    publish_cards(now=at(2026, 7, 1))
    data = worker.client.get("/reports/v1/open-data").json()
    assert [(one["party"], one["state"], one["reports"]) for one in data["cards"]] == [(PARTY, "scored", 5)]
    few = worker.client.get("/reports/v1/cards/too-few").json()
    assert (few["state"], few["reports"], few["shares"]) == ("few", None, [])


def test_questions_come_in_the_languages_of_the_site(worker: Person) -> None:
    english = worker.client.get("/reports/v1/questionnaire").json()
    assert len(english["questions"]) == 12
    assert worker.client.get("/reports/v1/questionnaire?language=xx").json() == english
