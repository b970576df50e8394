"""The sample's matrices, from its flows on: computed again from the rows by other means."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
import sample
from matrix_api.app import create_app
from servicekit.settings import Settings

from tests.matrix_api.loading import loaded

HEADINGS = ["2716", "7613", "8403", "8503", "8546"]
MEMBERS = [
    "ARG",
    "BOL",
    "BRA",
    "CHL",
    "COL",
    "CUB",
    "ECU",
    "MEX",
    "PAN",
    "PER",
    "PRY",
    "URY",
    "VEN",
]
LOADED = ("flows", "empalme_editions", "heading_groups", "end_uses")


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api that serves the sample."""
    files = {
        (entry.dataset, *entry.slice.values()): gzip.decompress(entry.path.read_bytes())
        for entry in sample.entries("open")
        if entry.service == "matrix" and entry.dataset in LOADED
    }
    loaded(module_database, files)
    settings = Settings(
        database_url=module_database,
        uploads=Path(tmp_path_factory.mktemp("uploads")),
        tariff_url="http://127.0.0.1:9",
    )
    with serve(create_app(settings)) as url:
        yield url


@pytest.fixture
def get(address: str) -> Any:
    def get(path: str, **parameters: Any) -> Any:
        answer = httpx.get(
            f"{address}{path}", params={"edition": "parcial-2023", **parameters}, timeout=60
        )
        assert answer.status_code == 200, answer.text
        return answer.json()

    return get


@pytest.fixture(scope="module")
def flows() -> pl.DataFrame:
    """The sample's trade in the whole headings, by heading."""
    entry = next(one for one in sample.entries("open") if one.dataset == "flows")
    frame = pl.read_csv(gzip.decompress(entry.path.read_bytes()), infer_schema=False)
    return (
        frame.with_columns(
            pl.col("value_usd").cast(pl.Float64), heading=pl.col("product").str.slice(0, 4)
        )
        .filter(pl.col("heading").is_in(HEADINGS))
        .group_by("exporter", "importer", "heading")
        .agg(pl.col("value_usd").sum())
    )


def expected(flows: pl.DataFrame, exporter: str, variant: str) -> dict[str, float]:
    """Return the index of each heading, computed row by row."""

    def usd(by: pl.Expr) -> dict[str, float]:
        summed = flows.filter(by).group_by("heading").agg(pl.col("value_usd").sum())
        found = dict(summed.iter_rows())
        return {heading: found.get(heading, 0.0) for heading in HEADINGS}

    others = [member for member in MEMBERS if member != exporter]
    own, world = usd(pl.col("exporter") == exporter), usd(pl.lit(True))
    bought = usd(pl.col("importer").is_in(others))
    sellers = [exporter] if variant == "exporter_gap" else MEMBERS
    had = usd(pl.col("importer").is_in(others) & pl.col("exporter").is_in(sellers))
    chosen = [heading for heading in HEADINGS if own[heading] > 0]
    unmet = {heading: max(0.0, bought[heading] - had[heading]) for heading in chosen}
    return {
        heading: (own[heading] / sum(own.values()))
        / (world[heading] / sum(world.values()))
        * unmet[heading]
        / sum(unmet.values())
        for heading in chosen
    }


@pytest.mark.parametrize("variant", ["exporter_gap", "extra_regional"])
@pytest.mark.parametrize("exporter", MEMBERS)
def test_every_index_is_that_of_the_flows(
    get: Any, flows: pl.DataFrame, exporter: str, variant: str
) -> None:
    rows = get(f"/v1/empalme/{exporter}")["items"]
    found = {row["heading"]: row[variant]["index"] for row in rows}
    assert found == pytest.approx(expected(flows, exporter, variant), abs=1e-12)


def test_electricity_ranks_high_only_where_the_neighbours_are_counted(get: Any) -> None:
    rows = {row["heading"]: row for row in get("/v1/empalme/PRY")["items"]}
    electricity = rows["2716"]
    assert (electricity["exporter_gap"]["rank"], electricity["extra_regional"]["rank"]) == (1, 1)
    assert (
        electricity["exporter_gap"]["unmet_share"]
        > 5 * (electricity["extra_regional"]["unmet_share"])
    )


def test_all_thirteen_members_come_in_one_call(get: Any) -> None:
    answer = get("/v1/empalme/rows")
    assert sorted({row["exporter"] for row in answer["items"]}) == MEMBERS
    assert answer["edition"]["is_partial"] is True
    assert {tuple(row["end_use"]) for row in answer["items"] if row["heading"] == "8403"} == {
        ("CAPITAL", "INTERMEDIATE")
    }


def test_a_heading_leads_to_its_subheadings(get: Any) -> None:
    answer = get("/v1/empalme/MEX/8403")
    below = {one["product"]: one for one in answer["subheadings"]}
    assert set(below) == {"840310", "840390"}
    for name in ("imports_usd", "from_exporter_usd", "from_region_usd"):
        importers = sum(float(one[name]) for one in answer["importers"])
        assert sum(float(one[name]) for one in below.values()) == pytest.approx(importers)
    exported = sum(float(one["exports_usd"]) for one in below.values())
    assert exported == float(answer["row"]["exports_usd"])


def test_what_brazil_buys_outside_the_region(get: Any, flows: pl.DataFrame) -> None:
    rows = get("/v1/demand/BRA")["items"]
    assert [row["heading"] for row in rows][:2] == ["8503", "8546"]
    outside = flows.filter(
        (pl.col("importer") == "BRA") & (pl.col("heading") == "8503")
        & ~pl.col("exporter").is_in(MEMBERS)
    )["value_usd"].sum()  # fmt: skip
    assert float(rows[0]["extra_regional_usd"]) == outside
    assert [one["member"] for one in rows[0]["suppliers"]] == ["MEX"]


def test_the_edition_of_aladi_s_years_names_the_years_to_load(address: str) -> None:
    editions = httpx.get(f"{address}/v1/empalme?lang=en").json()["items"]
    of_aladi = next(one for one in editions if one["edition"] == "aladi-2017-2021")
    members = {one["member"]: one for one in of_aladi["members"]}
    assert sorted(members) == MEMBERS
    assert not any(one["is_computed"] for one in members.values())
    assert (members["PAN"]["year_from"], members["ARG"]["year_from"]) == (2019, 2017)
    assert "BACI 2017–2021 is not loaded" in members["ARG"]["missing"][0]["detail"]


def test_the_sample_s_year_is_refused_where_whole_baskets_are_meant(
    address: str, module_database: str
) -> None:
    from tests.matrix_api.empalme_world import edition

    of_2023 = edition([(one, "BACI", 2023, 2023) for one in MEMBERS], is_partial=False)
    loaded(module_database, {("empalme_editions", "baci-2023"): of_2023})
    for _ in range(100):
        answer = httpx.get(f"{address}/v1/empalme/BRA?edition=baci-2023&lang=en")
        if answer.status_code == 200:
            break
        time.sleep(0.1)
    assert answer.json()["items"] == []
    details = " ".join(one["detail"] for one in answer.json()["meta"]["missing"])
    assert "holds 32 of 5612 subheadings" in details
