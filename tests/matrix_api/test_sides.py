"""What two sides report of the same goods is shown side by side and never added up."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.conftest import Ask, Serve, asking
from tests.matrix_api.loading import load_and_publish

HEADER = (
    "exporter,importer,nomenclature,product,"
    "value_usd,weight_kg,quantity,quantity_unit,reported_by\n"
)
# Of 2023 Brazil reports, and Cuba does not; of 2022 neither does.
OF_2023 = """\
MEX,BRA,HS2022,850300,120,12,6,u,IMPORTER
MEX,BRA,HS2022,850300,100,10,5,u,EXPORTER
CHN,BRA,HS2022,850300,300,50,20,u,IMPORTER
PRY,BRA,HS2022,850300,40,4,2,u,EXPORTER
CHN,BRA,HS2022,850440,60,6,3,kg,IMPORTER
CHN,BRA,HS2022,850450,10,1,1,u,IMPORTER
MEX,CUB,HS2022,850300,30,3,,,EXPORTER
CHN,CUB,HS2022,850300,50,5,1,u,EXPORTER
CHN,CUB,HS2022,850300,55,5,1,u,MIRROR
"""
OF_2022 = "MEX,BRA,HS2022,850300,80,8,4,u,EXPORTER\n"


@pytest.fixture(scope="module")
def ask(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    """Ask a matrix-api that holds the reports of sides."""
    files = {
        ("flows", "COMTRADE", 2023): HEADER + OF_2023,
        ("flows", "COMTRADE", 2022): HEADER + OF_2022,
    }
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, load_and_publish(module_database, files)).result()
    settings = Settings(database_url=module_database, uploads=Path(tmp_path_factory.mktemp("up")))
    with serve(create_app(settings)) as url:
        yield asking(url)


def history(ask: Ask, **more: Any) -> dict[str, Any]:
    """Return the history of Brazil's purchases of motor parts from Mexico."""
    asked = {"importer": "BRA", "exporter": "MEX", "product": "850300", "years": 2, **more}
    found: dict[str, Any] = ask("/v1/history", **asked).json()
    return found


def test_the_importers_report_is_the_figure_and_both_are_shown(ask: Ask) -> None:
    last = history(ask)["years"][-1]
    assert (last["value_usd"], last["reported_by"]) == ("120", "IMPORTER")
    assert [(one["reported_by"], one["value_usd"]) for one in last["reported"]] == [
        ("EXPORTER", "100"),
        ("IMPORTER", "120"),
    ]
    assert last["importer_to_exporter"] == pytest.approx(1.2)


def test_an_importer_that_does_not_report_is_seen_by_its_suppliers(ask: Ask) -> None:
    first = history(ask)["years"][0]
    assert (first["value_usd"], first["reported_by"]) == ("80", "EXPORTER")
    assert [one["reported_by"] for one in first["reported"]] == ["EXPORTER"]
    assert first["importer_to_exporter"] is None


def test_growth_and_unit_values_are_of_the_figure(ask: Ask) -> None:
    found = history(ask)
    first, last = found["years"]
    assert (first["growth"], last["growth"]) == (None, pytest.approx(0.5))
    assert found["growth_per_year"] == pytest.approx(0.5)
    assert (found["growth_from"], found["growth_to"]) == (2022, 2023)
    assert (last["quantity"], last["quantity_unit"]) == ("6", "u")
    assert last["unit_value_usd_per_unit"] == pytest.approx(20)
    assert last["unit_value_usd_per_kg"] == pytest.approx(10)


def test_quantities_of_several_units_are_not_added_up(ask: Ask) -> None:
    heading = history(ask, exporter="CHN", product="8504", years=1)["years"][0]
    line = history(ask, exporter="CHN", product="850440", years=1)["years"][0]
    assert (heading["value_usd"], heading["weight_kg"]) == ("70", "7")
    assert (heading["quantity"], heading["quantity_unit"]) == (None, None)
    assert heading["unit_value_usd_per_unit"] is None
    assert (line["quantity"], line["quantity_unit"]) == ("3", "kg")


def test_the_rule_and_the_terms_of_values_are_parameters(ask: Ask) -> None:
    parameters = {one["name"]: one["value"] for one in history(ask)["methodology"]["parameters"]}
    assert parameters["side_preference"] == "RECONCILED,IMPORTER,EXPORTER,MIRROR"
    assert parameters["valuation"] == "as_reported"


def test_suppliers_are_those_that_the_importer_reports(ask: Ask) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300").json()
    assert [(one["exporter"], one["value_usd"]) for one in answer["competitors"]] == [
        ("CHN", "300"),
        ("MEX", "120"),
    ]
    assert (answer["total_usd"], answer["suppliers"]) == ("420", 2)
    growth = {one["exporter"]: one["growth_per_year"] for one in answer["competitors"]}
    assert growth == {"MEX": pytest.approx(0.5), "CHN": None}


def test_customers_are_each_seen_by_their_own_side(ask: Ask) -> None:
    answer = ask("/v1/customers", exporter="CHN", product="850300").json()
    assert [(one["importer"], one["value_usd"]) for one in answer["customers"]] == [
        ("BRA", "300"),
        ("CUB", "50"),
    ]


def test_a_market_buys_what_one_side_reports(ask: Ask) -> None:
    items = ask("/v1/imports", importer="BRA", product="850300").json()["items"]
    assert [(one["value_usd"], one["suppliers"]) for one in items] == [("420", 2)]


def flows(ask: Ask, **filters: Any) -> list[tuple[str, str, str | None, str]]:
    """Return every flow of motor parts in 2023."""
    lines = ask("/v1/flows", product="850300", year_from=2023, format="ndjson", **filters).text
    return [
        (row["exporter"], row["importer"], row["reported_by"], row["value_usd"])
        for row in map(json.loads, lines.splitlines())
    ]


def test_the_listing_holds_each_flow_once(ask: Ask) -> None:
    assert flows(ask) == [
        ("CHN", "BRA", "IMPORTER", "300"),
        ("CHN", "CUB", "EXPORTER", "50"),
        ("MEX", "BRA", "IMPORTER", "120"),
        ("MEX", "CUB", "EXPORTER", "30"),
    ]


@pytest.mark.parametrize(
    ("side", "count"), [("EXPORTER", 4), ("IMPORTER", 2), ("MIRROR", 1), ("RECONCILED", 0)]
)
def test_the_listing_of_one_side_is_what_it_reports(ask: Ask, side: str, count: int) -> None:
    found = flows(ask, reported_by=side)
    assert len(found) == count
    assert {row[2] for row in found} <= {side}


def test_pages_of_one_figure_each_are_the_whole_list(ask: Ask) -> None:
    items: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page: httpx.Response = ask("/v1/flows", limit=2, **cursor)
        items += page.json()["items"]
        if not page.json()["next_cursor"]:
            break
        cursor = {"cursor": page.json()["next_cursor"]}
    assert len(items) == 7
    assert items[0]["year"] == 2022


async def test_one_figure_and_reports_of_sides_do_not_share_a_file(fresh_database: str) -> None:
    mixed = HEADER + OF_2022 + "MEX,CUB,HS2022,850300,30,3,,,RECONCILED\n"
    with pytest.raises(Exception, match="RECONCILED"):
        await load_and_publish(fresh_database, {("flows", "COMTRADE", 2022): mixed})
