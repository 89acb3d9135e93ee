"""The sealed API keeps what its description promises, whatever is sent: right and wrong, made up by the dozen."""

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

from safar.rooms.casework.api import api
from safar.wsgi import application

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
QUESTIONS = [(label, mode) for label, told in OPERATIONS.items() for mode in MODES if told.body or told.query]
QUESTIONS += [
    (label, GenerationMode.POSITIVE) for label, told in OPERATIONS.items() if not told.body and not told.query
]


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
        if response.status_code >= 400:
            assert len(response.json()["detail"]) > 10

    ask()
    assert asked
