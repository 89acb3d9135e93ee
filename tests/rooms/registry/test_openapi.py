"""The API keeps what its description promises, whatever is asked: right and wrong questions, made up by the dozen."""

from __future__ import annotations

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

from safar.rooms.registry.api import api
from safar.rooms.registry.models import Record
from safar.wsgi import application
from tests.rooms.conftest import LoadText

pytestmark = [pytest.mark.django_db]
PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = application
OPERATIONS = {operation.ok().label: operation.ok() for operation in schema.get_all_operations()}
ROWS = [f"{n:04},Agency {n},Town,Valid,2026-1{n % 3}-10" for n in range(30)]
BOUNDED = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


QUESTIONS = [(label, GenerationMode.POSITIVE) for label in OPERATIONS]
QUESTIONS += [(label, GenerationMode.NEGATIVE) for label, told in OPERATIONS.items() if len(told.query)]


@pytest.mark.parametrize(("label", "mode"), QUESTIONS)
def test_every_answer_is_as_described(load_rows: LoadText, label: str, mode: GenerationMode) -> None:
    load_rows("zz-licences", "2026-11-01", *ROWS)
    held = {"source": "zz-licences", "id": Record.objects.values_list("party_id", flat=True)[0]}
    statuses: set[int] = set()

    @BOUNDED
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        for path in (case.path_parameters, {name: held[name] for name in case.path_parameters}):
            case.path_parameters = path
            response = case.call(base_url="http://localhost", headers={"Accept-Encoding": "identity"})
            case.validate_response(response, checks=PROMISES)
            statuses.add(response.status_code)
            if response.status_code >= 400:
                assert len(response.json()["detail"]) > 10

    ask()
    assert (200 in statuses) or mode is GenerationMode.NEGATIVE
