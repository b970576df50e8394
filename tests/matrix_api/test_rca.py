"""Revealed advantage on the sample: stored and computed, against an independent computation."""

import csv
import gzip
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from math import isclose
from typing import Any

import asyncpg
import httpx
import numpy as np
import polars as pl
import pytest
import sample
from complexity.presence import rca as balassa

from tests.matrix_api.conftest import Addresses

Ask = Callable[..., httpx.Response]
YEARS = (2012, 2016, 2019)


@cache
def exports(year: int) -> dict[tuple[str, str], Decimal]:
    """Return the sample's file of a year, by exporter and heading."""
    (entry,) = (
        one
        for one in sample.entries()
        if one.dataset == "totals" and one.slice["year"] == str(year)
    )
    with gzip.open(entry.path, "rt") as file:
        return {
            (row["area"], row["product"]): Decimal(row["exports_usd"])
            for row in csv.DictReader(file)
        }


@cache
def summed(*years: int, together: tuple[str, ...] = ()) -> dict[tuple[str, str], float]:
    """Return the exports of several years, added up; of the countries named too, as `TOGETHER`."""
    sums: dict[tuple[str, str], Decimal] = {}
    for year in years:
        for (area, product), value in exports(year).items():
            key = "TOGETHER" if area in together else area, product
            sums[key] = sums.get(key, Decimal(0)) + value
    return {key: float(value) for key, value in sums.items()}


@cache
def independent(*years: int, together: tuple[str, ...] = ()) -> dict[tuple[str, str], float]:
    """Return the advantage of those exports, by the library of complexity."""
    sums = summed(*years, together=together)
    areas = {area: place for place, area in enumerate(sorted({area for area, _ in sums}))}
    products = {code: place for place, code in enumerate(sorted({code for _, code in sums}))}
    matrix = np.zeros((len(areas), len(products)))
    for (area, product), value in sums.items():
        matrix[areas[area], products[product]] = value
    found = balassa(matrix).tolist()
    return {key: found[areas[key[0]]][products[key[1]]] for key in sums}


def equal(one: float, other: float) -> bool:
    """Tell whether two figures agree in twelve digits."""
    return isclose(one, other, rel_tol=1e-12, abs_tol=0)


def rows(ask: Ask, **parameters: Any) -> list[dict[str, Any]]:
    """Return all rows of a question."""
    found: list[dict[str, Any]] = []
    while True:
        answer = ask("/v1/rca", limit=1000, **parameters).raise_for_status().json()
        found += answer["items"]
        if answer["next_cursor"] is None:
            return found
        parameters["cursor"] = answer["next_cursor"]


def answered(ask: Ask, **parameters: Any) -> dict[str, Any]:
    """Return the answer to a question."""
    body: dict[str, Any] = ask("/v1/rca", **parameters).raise_for_status().json()
    return body


@pytest.mark.parametrize("year", YEARS)
async def test_what_is_stored_equals_an_independent_computation(
    on_sample: Addresses, year: int
) -> None:
    connection = await asyncpg.connect(on_sample.database)
    stored = await connection.fetch(
        "select area, rca.product, rca.rca from matrix.rca join matrix.release on id = release_id"
        " where slice = $1 and length(product) = 4",
        f"source=ATLAS,year={year}",
    )
    await connection.close()
    wanted = independent(year)
    assert {(area, product) for area, product, _ in stored} == wanted.keys()
    for area, product, rca in stored:
        assert equal(rca, wanted[area, product]), (area, product)


def test_a_whole_year_streams_in_bulk(ask_sample: Ask) -> None:
    content = ask_sample("/v1/rca", year=2019, format="arrow", timeout=600).content
    table = pl.read_ipc_stream(content)
    wanted = independent(2019)
    assert table.height == len(wanted)
    for area, product, rca, present in table.select(
        "exporter", "product", "rca", "is_present"
    ).iter_rows():
        assert equal(rca, wanted[area, product]), (area, product)
        assert present == (rca >= 1)


def test_what_stands_beside_an_advantage(ask_sample: Ask) -> None:
    (copper,) = rows(ask_sample, exporter="cl", product="74.03", year=2019)
    of_product = [value for (_, product), value in exports(2019).items() if product == "7403"]
    own = exports(2019)["CHL", "7403"]
    assert Decimal(copper["exports_usd"]) == own
    assert copper["world_share"] == pytest.approx(float(own / sum(of_product)))
    assert copper["rca_symmetric"] == pytest.approx((copper["rca"] - 1) / (copper["rca"] + 1))
    assert copper["balance_usd"] is None  # the source gives no imports
    assert (copper["year_from"], copper["year_to"], copper["source"]) == (2019, 2019, "ATLAS")


def test_the_mean_of_years_is_the_ratio_of_means(ask_sample: Ask) -> None:
    found = rows(ask_sample, exporter="PER", year_from=2012, year_to=2019)
    wanted = independent(*YEARS)
    assert {row["product"] for row in found} == {
        product for area, product in wanted if area == "PER"
    }
    for row in found:
        assert equal(row["rca"], wanted["PER", row["product"]]), row
    zinc = next(row for row in found if row["product"] == "2608")
    own = [exports(year)["PER", "2608"] for year in YEARS]
    assert Decimal(zinc["exports_usd"]) == pytest.approx(sum(own) / 3, abs=Decimal("0.0001"))
    yearly = [independent(year)["PER", "2608"] for year in YEARS]
    assert zinc["rca"] != pytest.approx(sum(yearly) / 3, rel=1e-3)


def test_one_product_of_all_exporters_over_years(ask_sample: Ask) -> None:
    found = rows(ask_sample, product="1201", year_from=2012)
    wanted = independent(*YEARS)
    assert [row["exporter"] for row in found] == sorted(row["exporter"] for row in found)
    assert {row["exporter"]: row["rca"] for row in found} == pytest.approx(
        {area: rca for (area, product), rca in wanted.items() if product == "1201"}, rel=1e-12
    )


def test_a_scheme_is_one_exporter_of_its_members_on_a_day(ask_sample: Ask) -> None:
    members = ("ARG", "BRA", "PRY", "URY")
    wanted = independent(2019, together=members)
    answer = answered(ask_sample, exporter="mercosur", product="12", level=4)
    found = {row["product"]: row["rca"] for row in answer["items"]}
    assert found == pytest.approx(
        {
            product: rca
            for (area, product), rca in wanted.items()
            if area == "TOGETHER" and product[:2] == "12"
        },
        rel=1e-12,
    )
    told = {one["name"]: one["value"] for one in answer["meta"]["methodology"]["parameters"]}
    assert told["exporter_members"] == ",".join(members)
    assert told["exporter_members_on"] == "2019-12-31"
    assert told["exporter_trade_among_members"] == "included"
    later = answered(ask_sample, exporter="MERCOSUR", members_on="2025-01-01", limit=1)
    told = {one["name"]: one["value"] for one in later["meta"]["methodology"]["parameters"]}
    assert told["exporter_members"] == "ARG,BOL,BRA,PRY,URY"


def test_a_name_of_a_country_and_a_scheme_is_the_country(ask_sample: Ask) -> None:
    (canada,) = rows(ask_sample, exporter="CAN", product="0803", year=2019)
    (andean,) = rows(ask_sample, exporter="scheme:can", product="0803", year=2019)
    assert Decimal(canada["exports_usd"]) == exports(2019)["CAN", "0803"]
    assert andean["exporter"] == "SCHEME:CAN"
    members = ("BOL", "COL", "ECU", "PER")
    assert Decimal(andean["exports_usd"]) == sum(exports(2019)[one, "0803"] for one in members)


def test_the_region_is_one_exporter(ask_sample: Ask) -> None:
    (copper,) = rows(ask_sample, exporter="LAC", product="7403", year=2019)
    assert copper["exporter"] == "LAC"
    assert 0.25 < copper["world_share"] < 0.27
    assert copper["rca"] > 4


def test_what_is_computed_of_one_year_is_what_is_stored(ask_sample: Ask) -> None:
    stored = {row["product"]: row for row in rows(ask_sample, exporter="URY", year=2016)}
    computed = {
        row["product"]: row
        for row in rows(ask_sample, exporter="URY", year_from=2013, year_to=2017)
    }
    assert stored == computed


def test_years_that_are_not_loaded_are_named(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="URY", year_from=2015, year_to=2017, lang="en")
    assert "Totals not loaded: 2015, 2017. Loaded: 2012, 2016, 2019 (ATLAS, HS1992)." in {
        one["detail"] for one in answer["meta"]["missing"]
    }
    nothing = answered(ask_sample, exporter="URY", year=2015)
    assert nothing["items"] == []
    assert nothing["meta"]["missing"][0]["reason"] == "not_loaded"


def test_a_partial_release_gives_no_advantage_and_says_why(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="URY", year=2023, lang="en")
    assert answer["items"] == []
    (why,) = answer["meta"]["missing"]
    assert (why["what"], why["reason"]) == ("whole_basket", "not_loaded")
    assert "BACI 2023 holds 32 of 5612 subheadings of HS2022" in why["detail"]


def test_a_level_that_is_not_loaded_says_so(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="URY", level=6, lang="en")
    assert answer["items"] == []
    assert "ask for level=4" in answer["meta"]["missing"][0]["detail"]


def test_a_country_without_data_is_named(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="GUY", year=2019)
    assert answer["items"] == []
    assert answer["meta"]["missing"][0]["what"] == "exporter"
    scheme = answered(ask_sample, exporter="CARICOM", year=2019, limit=1)
    assert "SUR" in scheme["meta"]["missing"][0]["detail"]
    assert len(scheme["items"]) == 1


@pytest.mark.parametrize(
    ("parameters", "status", "pointer"),
    [
        ({"exporter": "ABCD"}, 404, "/query/exporter"),
        ({"exporter": "WLD"}, 404, "/query/exporter"),
        ({"year_from": 2012, "year_to": 2019}, 422, "/query/year_from"),
        ({"year": 2019, "year_to": 2019}, 422, "/query/year"),
        ({"product": "7403", "level": 2}, 422, "/query/level"),
        ({"product": "74031100"}, 422, "/query/product"),
        ({"nomenclature": "HS2017"}, 422, "/query/nomenclature"),
        ({"level": 3}, 422, "/query/level"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    ask_sample: Ask, parameters: dict[str, Any], status: int, pointer: str
) -> None:
    answer = ask_sample("/v1/rca", **parameters)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_scheme_needs_tariff_api_and_nothing_else_does(ask_alone: Ask) -> None:
    answer = answered(ask_alone, exporter="MERCOSUR", lang="en")
    assert answer["items"] == []
    assert answer["meta"]["missing"][0]["reason"] == "service_unavailable"
    assert len(rows(ask_alone, exporter="LAC", product="7403", year=2019)) == 1
