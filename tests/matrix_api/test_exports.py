"""Totals over HTTP: what countries export and import, page by page and in bulk."""

import io
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from tests.matrix_api.conftest import Ask
from tests.matrix_api.test_rca import exports


def answered(ask: Ask, **parameters: Any) -> dict[str, Any]:
    """Return the answer to a question."""
    answer = ask("/v1/exports", **parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_last_whole_year_answers(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="CL", product="7403")
    (copper,) = answer["items"]
    assert copper == {
        "year": 2019,
        "area": "CHL",
        "nomenclature": "HS1992",
        "product": "7403",
        "exports_usd": "12138392576",
        "imports_usd": None,
        "source": "ATLAS",
    }
    assert answer["meta"]["missing"] == []
    assert answer["meta"]["provenance"][0]["slice"] == "source=ATLAS,year=2019"


def test_what_a_country_exports_adds_up_at_every_level(ask_sample: Ask) -> None:
    own = {product: value for (area, product), value in exports(2016).items() if area == "BOL"}
    (whole,) = answered(ask_sample, exporter="BOL", product="total", year=2016)["items"]
    assert Decimal(whole["exports_usd"]) == sum(own.values())
    for level in (2, 4):
        items = answered(ask_sample, exporter="BOL", level=level, year=2016, limit=1000)["items"]
        assert {one["product"] for one in items} == {product[:level] for product in own}
        assert sum(Decimal(one["exports_usd"]) for one in items) == sum(own.values())


def test_the_world_is_the_sum_of_countries(ask_sample: Ask) -> None:
    (world,) = answered(ask_sample, exporter="WLD", product="1201", year=2012)["items"]
    of_product = [value for (_, product), value in exports(2012).items() if product == "1201"]
    assert Decimal(world["exports_usd"]) == sum(of_product)


def test_the_codes_below_a_product_are_listed(ask_sample: Ask) -> None:
    items = answered(ask_sample, exporter="PER", product="08", level=4, year=2019)["items"]
    own = {product for area, product in exports(2019) if area == "PER" and product[:2] == "08"}
    assert [one["product"] for one in items] == sorted(own)


def test_pages_hold_every_row_once(ask_sample: Ask) -> None:
    found: list[dict[str, Any]] = []
    parameters: dict[str, Any] = {"product": "74", "level": 4, "year": 2019, "limit": 300}
    while True:
        answer = answered(ask_sample, **parameters)
        found += answer["items"]
        if answer["next_cursor"] is None:
            break
        parameters["cursor"] = answer["next_cursor"]
    keys = [(one["area"], one["product"]) for one in found]
    assert keys == sorted(set(keys))
    of_copper = {key for key in exports(2019) if key[1][:2] == "74"}
    world = {("WLD", product) for _, product in of_copper}
    assert set(keys) == of_copper | world


def test_a_whole_year_streams_as_parquet(ask_sample: Ask) -> None:
    content = ask_sample("/v1/exports", year=2019, format="parquet", timeout=600).content
    table = pl.read_parquet(io.BytesIO(content)).filter(pl.col("area") != "WLD")
    rows = table.select("area", "product", "exports_usd").iter_rows()
    assert {(area, product): value for area, product, value in rows} == exports(2019)


def test_a_partial_year_is_listed_and_says_so(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="BRA", year=2023, level=6, lang="pt")
    motors = next(one for one in answer["items"] if one["product"] == "850300")
    assert motors["imports_usd"] == "318264221"
    assert "BACI 2023 traz 32 de 5612 subposições" in answer["meta"]["missing"][0]["detail"]
    bought = ask_sample("/v1/imports", importer="BRA", product="850300", year=2023).json()
    assert bought["items"][0]["value_usd"] == motors["imports_usd"]


def test_a_source_is_chosen_by_name(ask_sample: Ask) -> None:
    answer = answered(ask_sample, source="BACI", product="2716", level=6, limit=1)
    assert answer["items"][0]["source"] == "BACI"
    none = answered(ask_sample, source="NADIE", lang="en")
    assert none["items"] == []
    assert none["meta"]["missing"][0]["detail"].endswith("there are of ATLAS, BACI.")


def test_a_country_without_totals_is_named(ask_sample: Ask) -> None:
    answer = answered(ask_sample, exporter="GUY", year=2019, lang="en")
    assert answer["items"] == []
    assert answer["meta"]["missing"][0]["detail"] == "The loaded totals have no data on GUY."


@pytest.mark.parametrize(
    ("parameters", "status", "pointer"),
    [
        ({"exporter": "XX"}, 404, "/query/exporter"),
        ({"exporter": "MERCOSUR"}, 422, "/query/exporter"),
        ({"product": "whole"}, 422, "/query/product"),
        ({"product": "7403", "level": 2}, 422, "/query/level"),
        ({"year": "last"}, 422, "/query/year"),
        ({"source": "a b"}, 422, "/query/source"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    ask_sample: Ask, parameters: dict[str, Any], status: int, pointer: str
) -> None:
    answer = ask_sample("/v1/exports", **parameters)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_nothing_loaded_is_said(ask_empty: Ask) -> None:
    answer = answered(ask_empty)
    assert (answer["items"], answer["meta"]["missing"][0]["what"]) == ([], "totals")
