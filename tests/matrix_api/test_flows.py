"""Flows are listed in one order, page by page, in any format, and never mix two sources."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import polars as pl
import pytest


def keys(items: list[dict[str, Any]]) -> list[tuple[int, str, str, str]]:
    """Return the place of each flow in the order of the list."""
    return [(one["year"], one["product"], one["exporter"], one["importer"]) for one in items]


def everything(ask: Any, **filters: Any) -> list[dict[str, Any]]:
    """Follow the pages of a listing to its end."""
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    for _ in range(100):
        asked = {**filters, "cursor": cursor} if cursor else filters
        page = ask("/v1/flows", **asked).json()
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 10),
        ({"importer": "BRA"}, 8),
        ({"exporter": "CHN"}, 3),
        ({"importer": "BRA", "exporter": "MEX"}, 3),
        ({"product": "850300"}, 6),
        ({"product": "85", "importer": "BRA", "year_from": 2022}, 6),
        ({"year_to": 2021}, 2),
    ],
)
def test_pages_hold_each_flow_once_in_order(
    ask: Any, filters: dict[str, Any], count: int, limit: int
) -> None:
    found = keys(everything(ask, limit=limit, **filters))
    assert len(found) == count
    assert found == sorted(set(found))


def test_one_source_answers_for_a_year(ask: Any) -> None:
    assert {one["source"] for one in everything(ask, product="850300")} == {"BACI"}
    assert {one["source"] for one in everything(ask, product="080111")} == {"OTHER"}


def test_a_flow_has_every_field_of_the_contract(ask: Any) -> None:
    first = ask("/v1/flows", importer="BRA", exporter="DEU", product="850300").json()["items"]
    assert first == [
        {
            "year": 2023,
            "exporter": "DEU",
            "importer": "BRA",
            "nomenclature": "HS2022",
            "product": "850300",
            "value_usd": "79",
            "weight_kg": None,
            "quantity": None,
            "quantity_unit": None,
            "reported_by": None,
            "source": "BACI",
        }
    ]


def test_an_area_that_iso_does_not_name_can_be_asked_for(ask: Any) -> None:
    assert [one["value_usd"] for one in everything(ask, exporter="S19")] == ["20"]


def test_an_empty_list_says_why_when_nothing_is_loaded(ask: Any) -> None:
    page = ask("/v1/flows", importer="BRA", product="010121").json()
    assert page["items"] == []
    assert {one["what"] for one in page["meta"]["missing"]} == {"product"}
    page = ask("/v1/flows", importer="BRA", year_from=2000, year_to=2001).json()
    assert page["items"] == []
    assert page["meta"]["missing"][0]["what"] == "years"


def test_years_between_the_loaded_ones_are_named(ask: Any) -> None:
    page = ask("/v1/flows", importer="BRA", year_from=2020).json()
    assert "2020, 2022" in page["meta"]["missing"][0]["detail"]
    assert ask("/v1/flows", importer="BRA", year_from=2023).json()["meta"]["missing"] == []


def test_csv_and_ndjson_hold_the_whole_list(ask: Any) -> None:
    items = everything(ask)
    lines = ask("/v1/flows", format="ndjson", limit=2).text.splitlines()
    assert [json.loads(line) for line in lines] == items
    rows = list(csv.DictReader(io.StringIO(ask("/v1/flows", format="csv").text)))
    assert [row["value_usd"] for row in rows] == [one["value_usd"] for one in items]
    assert rows[0].keys() == items[0].keys()
    assert (
        ask("/v1/flows", headers={"Accept": "text/csv"})
        .headers["content-type"]
        .startswith("text/csv")
    )


READERS = {"parquet": pl.read_parquet, "arrow": pl.read_ipc_stream}


@pytest.mark.parametrize("kind", READERS)
@pytest.mark.parametrize(
    "filters",
    [{}, {"importer": "BRA"}, {"exporter": "CHN", "product": "85"}, {"year_to": 2021}],
)
def test_a_file_holds_the_rows_of_the_pages(ask: Any, kind: str, filters: dict[str, Any]) -> None:
    frame = READERS[kind](io.BytesIO(ask("/v1/flows", format=kind, **filters).content))
    items = everything(ask, **filters)
    assert frame.columns == list(items[0])
    for row, item in zip(frame.to_dicts(), items, strict=True):
        amounts = {
            name: None if item[name] is None else Decimal(item[name])
            for name in ("value_usd", "weight_kg", "quantity")
        }
        assert row == item | amounts


def test_a_file_goes_on_where_a_page_ends(ask: Any) -> None:
    page = ask("/v1/flows", limit=3).json()
    rest = ask("/v1/flows", format="ndjson", cursor=page["next_cursor"]).text.splitlines()
    assert page["items"] + [json.loads(line) for line in rest] == everything(ask)


def test_provenance_names_the_releases_read(ask: Any) -> None:
    page = ask("/v1/flows", importer="BRA", product="850300").json()
    assert [one["slice"] for one in page["meta"]["provenance"]] == [
        "source=BACI,year=2021",
        "source=BACI,year=2023",
    ]


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"year_from": 2023, "year_to": 2021}, "/query/year_from"),
        ({"importer": "BRA", "exporter": "BR"}, "/query/exporter"),
        ({"product": "850300000"}, "/query/product"),
        ({"limit": 1001}, "/query/limit"),
        ({"format": "xml"}, "/query/format"),
        ({"nomenclature": "HS2017"}, "/query/nomenclature"),
    ],
)
def test_bad_input_is_one_problem(ask: Any, asked: dict[str, Any], pointer: str) -> None:
    answer = ask("/v1/flows", **asked)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_a_cursor_of_another_query_is_refused(ask: Any) -> None:
    cursor = ask("/v1/flows", limit=1).json()["next_cursor"]
    answer = ask("/v1/flows", limit=1, importer="BRA", cursor=cursor)
    assert answer.status_code == 422


def test_an_empty_service_lists_nothing_and_says_so(ask_empty: Any) -> None:
    page = ask_empty("/v1/flows").json()
    assert page["items"] == []
    assert page["meta"]["missing"][0] == {
        "what": "flows",
        "reason": "not_loaded",
        "detail": "No hay flujos de comercio cargados.",
    }
