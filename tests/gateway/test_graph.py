"""The other fields of the graph, over the real services."""

from typing import Any

import pytest


async def test_entities_are_one_call_however_many(joined: Any) -> None:
    text = """query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Country { iso3 nameEn } ... on Product { code description } } }"""
    products = ["080121", "080122", "999999", "850300"]
    given = [
        *({"__typename": "Country", "iso3": code} for code in ("BRA", "ZZZ", "PER", "BRA")),
        *({"__typename": "Product", "nomenclature": "HS2022", "code": code} for code in products),
    ]
    found = (await joined.ask(text, r=given))["data"]["_entities"]

    assert [row and row["iso3"] for row in found[:4]] == ["BRA", None, "PER", "BRA"]
    assert [row and row["code"] for row in found[4:]] == ["080121", "080122", None, "850300"]
    assert joined.calls == {
        ("tariff", "/v1/countries"): 1,
        ("tariff", "/v1/nomenclatures/HS2022/products"): 1,
    }


async def test_agreements_are_read_page_by_page_without_a_gap(joined: Any) -> None:
    page = """query ($first: Int!, $after: String) {
      agreements(first: $first, after: $after) {
        edges { cursor } nodes { code } pageInfo { hasNextPage endCursor } } }"""
    whole = (await joined.ask(page, first=100))["data"]["agreements"]
    read: list[str] = []
    after = None
    while True:
        found = (await joined.ask(page, first=4, after=after))["data"]["agreements"]
        read += [node["code"] for node in found["nodes"]]
        after = found["pageInfo"]["endCursor"]
        if not found["pageInfo"]["hasNextPage"]:
            break

    assert read == [node["code"] for node in whole["nodes"]]
    assert len(read) > 8


async def test_any_row_can_be_where_the_next_page_begins(joined: Any) -> None:
    page = """query ($after: String) {
      agreements(first: 5, after: $after) { edges { cursor node { code } } } }"""
    edges = (await joined.ask(page))["data"]["agreements"]["edges"]
    following = (await joined.ask(page, after=edges[1]["cursor"]))["data"]["agreements"]["edges"]

    assert [edge["node"]["code"] for edge in following[:3]] == [
        edge["node"]["code"] for edge in edges[2:]
    ]


async def test_a_foreign_cursor_is_refused(joined: Any) -> None:
    for cursor in ("", "abc", "abc~x", "~999", "nonsense~0"):
        answer = await joined.ask(
            "query ($a: String) { agreements(after: $a) { nodes { code } } }", a=cursor
        )

        assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT", cursor


async def test_countries_of_rows_are_read_once(joined: Any) -> None:
    answer = await joined.ask("{ agreements(first: 10) { nodes { parties countries { iso3 } } } }")
    nodes = answer["data"]["agreements"]["nodes"]

    assert [country["iso3"] for country in nodes[0]["countries"]] == nodes[0]["parties"]
    assert joined.calls["tariff", "/v1/countries"] == 1


async def test_full_members_of_a_scheme_on_a_day(joined: Any) -> None:
    text = 'query ($on: Date) { countries(scheme: "MERCOSUR", on: $on) { iso3 } }'
    in_2023 = (await joined.ask(text, on="2023-11-08"))["data"]["countries"]
    in_2025 = (await joined.ask(text, on="2025-01-01"))["data"]["countries"]

    assert [row["iso3"] for row in in_2023] == ["ARG", "BRA", "PRY", "URY"]
    assert [row["iso3"] for row in in_2025] == ["ARG", "BOL", "BRA", "PRY", "URY"]


@pytest.mark.parametrize("day", ["20231108", "2023-W45-3", "2023-02-30", 0])
async def test_a_day_is_written_as_in_rest(joined: Any, day: object) -> None:
    text = 'query ($on: Date) { countries(scheme: "MERCOSUR", on: $on) { iso3 } }'
    answer = await joined.ask(text, on=day)

    assert "data" not in answer
    assert "is not a day of the calendar" in answer["errors"][0]["message"]


async def test_single_things_are_found_or_null(joined: Any) -> None:
    answer = await joined.ask("""{
      country(code: "br") { iso3 }
      nowhere: country(code: "ZZ") { iso3 }
      product(code: "0801.22") { code ancestors { code } children { code } }
      unknown: product(code: "999999") { code }
      agreement(code: "AAP.CE 58") { code entries { granter beneficiary } }
      none: agreement(code: "nothing") { code }
      productSearch(query: "nuez del Brasil") { hits { code } headings { heading { code } } }
    }""")
    data = answer["data"]

    assert "errors" not in answer
    assert data["country"] == {"iso3": "BRA"}
    assert [row["code"] for row in data["product"]["ancestors"]] == ["08", "0801"]
    assert {"granter": "BRA", "beneficiary": "PER"} in data["agreement"]["entries"]
    assert [data[name] for name in ("nowhere", "unknown", "none")] == [None, None, None]
    assert {"080121", "080122"} <= {hit["code"] for hit in data["productSearch"]["hits"]}


async def test_datasets_of_a_service_that_is_down_are_null(lame: tuple[str, Any]) -> None:
    name, gateway = lame
    answer = await gateway.ask("{ datasets { service datasets { name rows } } }")
    found = {row["service"]: row["datasets"] for row in answer["data"]["datasets"]}

    assert {service for service, datasets in found.items() if datasets is None} == {name}
    assert all(datasets for service, datasets in found.items() if service != name)
    assert [error["extensions"]["service"] for error in answer["errors"]] == [name]
