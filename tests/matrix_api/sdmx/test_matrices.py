"""The Matrices de Empalme as a dataflow: the figures of `/v1/empalme`, in SDMX."""

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pytest
import sdmx
from fastapi import FastAPI
from matrix_api.app import create_app
from pysdmx.api.dc.rest import SdmxConnector
from servicekit.settings import Settings

from tests.matrix_api.empalme_world import WORLD
from tests.matrix_api.loading import loaded
from tests.matrix_api.sdmx.conftest import NOBODY
from tests.matrix_api.sdmx.test_sdmx1 import client

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def address(
    module_database: str,
    serve: Callable[[FastAPI], AbstractContextManager[str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of a matrix-api on a world whose matrix is computed by hand elsewhere."""
    loaded(module_database, WORLD)
    settings = Settings(
        database_url=module_database, uploads=tmp_path_factory.mktemp("up"), tariff_url=NOBODY
    )
    with serve(create_app(settings)) as url:
        yield url


def rows(address: str, key: str, **given: str) -> Rows:
    """Return the observations of a key."""
    answer = httpx.get(
        f"{address}/sdmx/v1/data/EMPALME_HS2017/{key}",
        params={"format": "csv", "lang": "en", **given},
        timeout=120,
    )
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(
    ("variant", "importer"),
    [("exporter_gap", None), ("extra_regional", None), ("per_importer", "BRA")],
)
def test_indices_are_those_of_the_matrix(address: str, variant: str, importer: str | None) -> None:
    asked = {"edition": "toy", "variant": variant, **({"importer": importer} if importer else {})}
    page = httpx.get(f"{address}/v1/empalme/URY", params=asked, timeout=120).json()
    listed = {one["heading"]: one for one in page["items"]}
    found = rows(address, f"A.toy.URY.{importer or '_T'}.{variant}.")
    assert {row["PRODUCT"] for row in found} == listed.keys() != set()
    for row in found:
        one = listed[row["PRODUCT"]]
        market = one[variant]
        assert float(row["OBS_VALUE"]) == market["index"]
        assert float(row["IVCR"]) == one["ivcr"]
        assert float(row["UNMET_SHARE"]) == market["unmet_share"]
        assert (row["UNMET_USD"], row["EXPORTS_USD"]) == (market["unmet_usd"], one["exports_usd"])
        assert (int(row["RANK"]), row["TIME_PERIOD"]) == (market["rank"], "2021")
        assert row["YEARS"] == "2020–2021"


def test_an_edition_of_a_part_says_so(address: str) -> None:
    partial, whole = (rows(address, f"A.{edition}.URY")[0] for edition in ("toy", "short"))
    assert (partial["OBS_STATUS"], whole["OBS_STATUS"]) == ("D", "D")
    assert partial["COMMENT_OBS"].startswith("Partial edition")


def test_provenance_names_the_releases_that_an_index_is_made_of(address: str) -> None:
    row = rows(address, "A.toy.URY")[0]
    assert set(row["CITE_AS"].split(" | ")) >= {"TOY 2020", "TOY 2021"}
    assert len(row["RELEASE"].split(" | ")) > 2


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("A.toy.URY._T.exporter_gap.8703", "8703"),
        ("A.with-paraguay.URY._T.exporter_gap.0201", "PRY"),
        ("A.toy.URY.URY.per_importer.0201", "toy"),
    ],
)
def test_what_has_no_index_is_missing_with_the_reason(address: str, key: str, why: str) -> None:
    (row,) = rows(address, key)
    assert (row["OBS_VALUE"], row["OBS_STATUS"]) == ("", "L")
    assert why in row["COMMENT_OBS"]


def test_sdmx1_reads_it_in_both_versions(address: str) -> None:
    for version in ("2.1", "3.0.0"):
        asking = client(address, version)
        structure = asking.dataflow("EMPALME_HS2017", params={"references": "all"})
        titles = structure.codelist["CL_EMPALME_EDITION"]["toy"].name
        assert (titles["es"], titles["en"]) == ("Matriz", "Matrix")
        data = asking.data("EMPALME_HS2017", key="A.toy.URY._T.exporter_gap.").data[0]
        assert len(sdmx.to_pandas(data)) == len(rows(address, "A.toy.URY._T.exporter_gap"))


def test_pysdmx_reads_what_there_is_of_it(address: str) -> None:
    connector = SdmxConnector(f"{address}/sdmx/v2", timeout=120)
    flow = connector.dataflow("ESLABON:EMPALME_HS2017(1.0)", "EDITION = 'toy'")
    assert flow.components is not None
    held = {code.id for code in flow.components["VARIANT"].enumeration}
    assert held == {"exporter_gap", "extra_regional", "per_importer"}
    found = list(connector.data("ESLABON:EMPALME_HS2017(1.0)", "EDITION = 'toy'"))
    assert flow.obs_count == len(found)
