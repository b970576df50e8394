"""The data package names files that are there, with the columns, rows and terms that it says."""

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import polars as pl
import pytest
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.conftest import Ask, Serve, asking, whole_basket
from tests.matrix_api.loading import loaded

FLOWS = "exporter,importer,nomenclature,product,value_usd,weight_kg,quantity,quantity_unit\n"
TYPES = {
    pl.String(): "string",
    pl.Int64(): "integer",
    pl.Float64(): "number",
    pl.Decimal(38, 10): "number",
    pl.Boolean(): "boolean",
}


@pytest.fixture(scope="module")
def ask(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ask]:
    """Ask a matrix-api that holds flows of two editions, of which one year is of a whole basket."""
    files = {
        ("flows", "BACI", 2021): FLOWS + "MEX,BRA,HS2017,850300,7,,,\n",
        ("flows", "BACI", 2022): FLOWS
        + "MEX,BRA,HS2022,850300,5.5,2,1,u\nBRA,MEX,HS2022,850440,3,,,\n",
        ("flows", "OTHER", 2022): FLOWS + "MEX,BRA,HS2022,850300,9,,,\n",
        ("flows", "BACI", 2019): whole_basket(),
    }
    loaded(module_database, files)
    settings = Settings(database_url=module_database, uploads=Path(tmp_path_factory.mktemp("up")))
    with serve(create_app(settings)) as url:
        yield asking(url)


def package(ask: Ask) -> dict[str, Any]:
    """Return the package."""
    found: dict[str, Any] = ask("/v1/datapackage.json", lang="en").json()
    return found


def test_every_list_of_a_year_is_a_resource_of_the_source_that_answers(ask: Ask) -> None:
    found = package(ask)
    assert found["profile"] == "data-package"
    names = [one["name"] for one in found["resources"]]
    assert len(set(names)) == len(names)
    assert [name for name in names if name.startswith("flows")] == [
        "flows-baci-2021",
        "flows-baci-2019",
        "flows-baci-2022",
    ]
    assert {"exports-baci-2019", "rca-baci-2019"} <= set(names)
    assert "rca-baci-2022" not in names, "no advantage comes from a part of what a country exports"


def test_each_resource_is_there_as_it_is_described(ask: Ask) -> None:
    for one in package(ask)["resources"]:
        assert not one["path"].startswith("/")
        path, _, query = one["path"].partition("?")
        answer = ask(f"/v1/{path}", **dict(parse_qsl(query)))
        assert answer.status_code == 200, (one["name"], answer.text)
        frame = pl.read_parquet(io.BytesIO(answer.content))
        assert frame.height > 0, one["name"]
        fields = [(field["name"], field["type"]) for field in one["schema"]["fields"]]
        assert fields == [(name, TYPES[kind]) for name, kind in frame.schema.items()]
        assert frame.select(one["schema"]["primaryKey"]).is_duplicated().sum() == 0


def test_exports_as_a_file_are_those_of_the_pages(ask: Ask) -> None:
    asked = {"year": 2019, "level": 6, "exporter": "DEU"}
    frame = pl.read_parquet(io.BytesIO(ask("/v1/exports", format="parquet", **asked).content))
    page = ask("/v1/exports", limit=1000, **asked).json()
    rows = frame.head(1000).to_dicts()
    assert frame.height > 1000
    for row, item in zip(rows, page["items"], strict=True):
        dollars = ("exports_usd", "imports_usd")
        assert row == item | {name: item[name] and Decimal(item[name]) for name in dollars}
    rest = ask("/v1/exports", format="ndjson", cursor=page["next_cursor"], **asked).text
    assert len(rest.splitlines()) == frame.height - 1000


def test_terms_and_origin_stand_in_every_resource(ask: Ask) -> None:
    found = {one["name"]: one for one in package(ask)["resources"]}
    one = found["flows-baci-2022"]
    assert one["licenses"] == [{"name": "CC0", "title": "CC0"}]
    assert one["sources"] == [{"title": "BACI"}]
    assert one["provenance"]["slice"] == "source=BACI,year=2022"
    assert len(one["sha256"]) == 64
    assert "publication=4" in one["path"]
    assert (
        "partial" in found["exports-baci-2022"]["description"]
        or "2 " in (found["exports-baci-2022"]["description"])
    )


def test_a_package_of_nothing_is_a_package(ask_empty: Ask) -> None:
    answer = ask_empty("/v1/datapackage.json")
    assert answer.status_code == 200
    assert answer.json()["resources"] == []
