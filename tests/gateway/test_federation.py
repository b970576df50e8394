"""The graph as a subgraph: entities, and the schema that is published."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import gateway
import pytest
from eslabon.contracts.countries import Country
from eslabon.contracts.nomenclature import Product
from gateway.federation import Schema
from gateway.schema import SCHEMA, Query
from httpx import AsyncClient

Ask = Callable[..., Awaitable[Any]]

SNAPSHOT = Path(gateway.__file__).parent.parent / "schema.graphql"
ENTITIES = "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }"


def test_the_committed_schema_is_what_the_code_says() -> None:
    assert SNAPSHOT.read_text("utf-8") == f"{SCHEMA.as_str()}\n", (
        "run: python -m gateway.schema > services/gateway/schema.graphql"
    )


async def test_the_schema_is_read_as_text_and_as_a_subgraph(
    graph: AsyncClient, answered: Ask
) -> None:
    text = (await graph.get("/schema.graphql")).text
    sdl = (await answered("{ _service { sdl } }"))["data"]["_service"]["sdl"]

    assert "federation/v2.9" in text
    assert 'type Country @key(fields: "iso3"' in text
    assert 'type Product @key(fields: "nomenclature code"' in text
    assert 'type Country @key(fields: "iso3"' in sdl


@pytest.mark.parametrize(
    "broken",
    [
        {"__typename": "Nothing", "iso3": "BRA"},
        {"iso3": "BRA"},
        {"__typename": "Country"},
        {"__typename": "Country", "iso3": 7},
        {"__typename": "Product", "code": "080122"},
        {"__typename": "Query"},
        "BRA",
        None,
    ],
)
async def test_a_broken_representation_says_what_it_lacks_and_nothing_of_python(
    answered: Ask, broken: object
) -> None:
    answer = await answered(ENTITIES, {"r": [broken]})
    text = str(answer.get("errors"))

    assert answer.get("data") in ({"_entities": [None]}, None)
    assert "representation" in text or "__typename" in text or "null" in text
    for leak in ("Traceback", "KeyError", "argument", "0x"):
        assert leak not in text


async def test_no_representations_are_no_entities(answered: Ask) -> None:
    assert await answered(ENTITIES, {"r": []}) == {"data": {"_entities": []}}


async def test_entities_keep_their_places_and_are_asked_once_for_each_type() -> None:
    asked: list[list[dict[str, str]]] = []

    async def countries(_context: object, keys: Any) -> list[object]:
        asked.append(list(keys))
        return [ValueError("hidden") if key["iso3"] == "BAD" else None for key in keys]

    schema = Schema(query=Query, entities={Country: countries, Product: countries})
    given = [
        {"__typename": "Country", "iso3": "BRA", "extra": 1},
        {"__typename": "Nothing"},
        {"__typename": "Country", "iso3": "BAD"},
        {"__typename": "Country", "iso3": "BRA"},
    ]
    result = await schema.execute(ENTITIES, {"r": given})

    assert asked == [[{"iso3": "BRA"}, {"iso3": "BAD"}, {"iso3": "BRA"}]]
    assert result.data == {"_entities": [None, None, None, None]}
    assert [error.path for error in result.errors or []] == [["_entities", 1], ["_entities", 2]]
    assert given[0] == {"__typename": "Country", "iso3": "BRA", "extra": 1}
