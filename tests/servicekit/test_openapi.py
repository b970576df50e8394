"""The API describes itself: whole, with its problems, and without fetching anything."""

import re

import httpx
import pytest


@pytest.fixture(scope="module")
def document(address: str) -> dict[str, dict[str, dict[str, dict[str, object]]]]:
    """The OpenAPI document of the toy service."""
    answer = httpx.get(f"{address}/openapi.json")
    found: dict[str, dict[str, dict[str, dict[str, object]]]] = answer.json()
    return found


def test_every_operation_states_its_problems(
    document: dict[str, dict[str, dict[str, dict[str, dict[str, object]]]]],
) -> None:
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if not status.startswith("2"):
                    assert list(response["content"]) == ["application/problem+json"]  # type: ignore[index]
            assert {"400", "404", "406", "422", "429", "default"} <= set(operation["responses"])


def test_operations_are_named_as_methods_of_a_client(
    document: dict[str, dict[str, dict[str, dict[str, object]]]],
) -> None:
    names = [one["operationId"] for path in document["paths"].values() for one in path.values()]

    assert "listThings" in names
    assert len(names) == len(set(map(str, names)))


def test_writing_states_its_key_and_reading_none(
    document: dict[str, dict[str, dict[str, dict[str, object]]]],
) -> None:
    things = document["paths"]["/v1/things"]

    assert things["post"]["security"] == [{"key": []}]
    assert things["get"]["security"] == []
    assert {"401", "403"} <= set(things["post"]["responses"])  # type: ignore[call-overload]


def test_the_page_for_people_fetches_from_this_service_only(address: str) -> None:
    page = httpx.get(f"{address}/docs").text
    files = re.findall(r'(?:src|href)="(?!data:)([^"]+)"', page)

    assert len(files) == 3
    for file in files:
        answer = httpx.get(f"{address}/{file}")
        assert answer.status_code == 200
        assert len(answer.content) > 200


def test_the_catalogue_leads_to_the_document(address: str) -> None:
    (links,) = httpx.get(f"{address}/.well-known/api-catalog").json()["linkset"]

    assert httpx.get(address + links["service-desc"][0]["href"]).status_code == 200
