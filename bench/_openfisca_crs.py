"""The CRS in OpenFisca's own style (dated scales, one variable a score), for `bench/pathways` to compare with.

Runs in a throw-away environment that holds OpenFisca-core, which is AGPL and no part of Safar:
python _openfisca_crs.py RULES.json PEOPLE.npz. Prints seconds with and without building the simulation, then a digest.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

PERIOD, SINCE, ROUNDS = "2026-11", "2015-01-01", 7
PERSON = build_entity("person", "persons", "A person", is_person=True)
SIGNS = {"==": np.equal, "!=": np.not_equal, ">=": np.greater_equal, "<": np.less, ">": np.greater, "<=": np.less_equal}


class Crs:
    """The rules read from JSON, as OpenFisca variables over dated scales."""

    def __init__(self, rules: Any) -> None:
        book = rules["books"][0]
        self.facts = rules["facts"]
        self.steps = book["variants"][0][0]
        self.system = TaxBenefitSystem([PERSON])
        scales = {name: self.scales(body) for kind, name, body in self.steps if kind == "s" and "of" in body}
        self.system.parameters = ParameterNode("", data={"crs": scales})
        computed = {name for _, name, _ in self.steps}
        for name, type_, *_ in self.facts:
            if name not in computed:
                self.add(name, bool if type_ == "bool" else int, None)
        for kind, name, body in self.steps:
            formula = self.truth(body) if kind == "t" else self.score(name, body)
            self.add(name, bool if kind == "t" else float, formula)

    def add(self, name: str, value_type: type, formula: Any) -> None:
        body = {"value_type": value_type, "entity": PERSON, "definition_period": DateUnit.MONTH, "label": name}
        if formula is not None:
            body["formula"] = formula
        self.system.add_variable(type(name, (Variable,), body))

    def scales(self, body: Any) -> Any:
        """Write a table as scales of single amounts, one for each column."""
        width = len(body["rows"][0][0])
        marks = [(row[1] if len(row) > 1 and row[1] is not None else 0, row) for row in body["rows"]]
        marks = [(choice, row) for low, row in marks for choice in (row[2] if len(row) > 2 and row[2] else [low])]
        return {
            f"column_{column}": {
                "metadata": {"type": "single_amount"},
                "brackets": [
                    {"threshold": {SINCE: {"value": low}}, "amount": {SINCE: {"value": row[0][column]}}}
                    for low, row in sorted(marks, key=lambda mark: mark[0])
                ],
            }
            for column in range(width)
        }

    def name_of(self, number: Any) -> str:
        return self.facts[int(number[1:])][0] if number[0] == "f" else number[1:]

    def value(self, number: Any, person: Any, period: Any) -> Any:
        if isinstance(number, str):
            return person(self.name_of(number), period)
        return number if isinstance(number, int | float) else number[0]

    def holds(self, test: Any, person: Any, period: Any) -> Any:
        kind, *rest = test
        if kind in ("and", "or"):
            found = [self.holds(part, person, period) for part in rest]
            return np.logical_and.reduce(found) if kind == "and" else np.logical_or.reduce(found)
        if kind == "is":
            return person(rest[0], period)
        if kind == "in":
            return np.isin(self.value(rest[0], person, period), rest[1])
        return SIGNS[kind](self.value(rest[0], person, period), self.value(rest[1], person, period))

    def truth(self, test: Any) -> Any:
        return lambda person, period: self.holds(test, person, period)

    def score(self, name: str, body: Any) -> Any:
        def formula(person: Any, period: Any, parameters: Any) -> Any:
            points = self.points(name, body, person, period, parameters)
            if "cap" in body:
                cap = body["cap"][0]
                if len(body["cap"]) == 2:
                    cap = np.where(self.holds(body["by"], person, period), *body["cap"])
                points = np.minimum(points, cap)
            return points

        return formula

    def points(self, name: str, body: Any, person: Any, period: Any, parameters: Any) -> Any:
        if "add" in body:
            return sum(person(other, period) for other in body["add"])
        if "value" in body:
            return np.minimum.reduce([self.value(part, person, period) for part in body["value"][1:]])
        if "of" in body:
            of, scales = self.value(body["of"], person, period), parameters(period).crs[name]
            columns = [scales[f"column_{place}"].calc(of) for place in range(len(body["rows"][0][0]))]
            return np.where(self.holds(body["by"], person, period), *columns) if len(columns) == 2 else columns[0]
        rows = [np.where(self.holds(row[3], person, period), row[0][0], 0) for row in body["rows"]]
        return np.maximum.reduce(rows) if body.get("take") == "best" else sum(rows)


def main() -> None:
    crs = Crs(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    people = np.load(sys.argv[2])
    whole, only = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        simulation = SimulationBuilder().build_default_simulation(crs.system, len(people["age_years"]))
        for name in people.files:
            simulation.set_input(name, PERIOD, people[name])
        middle = time.process_time()
        points = simulation.calculate("crs_score", PERIOD)
        whole.append(time.process_time() - start)
        only.append(time.process_time() - middle)
    digest = hashlib.sha256(points.astype(np.int64).tobytes()).hexdigest()
    print(json.dumps({"whole": min(whole), "only": min(only), "digest": digest}))


if __name__ == "__main__":
    main()
