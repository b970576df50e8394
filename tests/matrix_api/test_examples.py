"""The examples that OpenAPI gives of totals and indicators answer on the sample."""

from typing import Any

import pytest
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.conftest import Ask

OPERATIONS = {
    path: operations["get"]
    for path, operations in create_app(
        Settings(database_url="postgresql://nobody@127.0.0.1:9/none")
    )
    .openapi()["paths"]
    .items()
    if {"totals", "advantage", "indicators"} & set(operations.get("get", {}).get("tags", ()))
}


def examples(operation: dict[str, Any]) -> dict[str, str]:
    """Return every parameter that has an example, with it."""
    found = {}
    for parameter in operation["parameters"]:
        for place in (parameter, parameter["schema"], *parameter["schema"].get("anyOf", ())):
            if place.get("examples"):
                found[parameter["name"]] = str(place["examples"][0])
                break
    return found


@pytest.mark.parametrize("path", sorted(OPERATIONS))
def test_all_examples_together_give_an_answer(ask_sample: Ask, path: str) -> None:
    given = examples(OPERATIONS[path])
    assert {"year", "level"} <= given.keys()
    answer = ask_sample(path, **given)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body.get("items") or body["missing"]  # the sample has no imports by heading
