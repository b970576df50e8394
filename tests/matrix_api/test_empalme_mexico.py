"""The whole method on real trade: what Mexico bought in 2017-2021, and who could have sold it.

Mexico's imports by partner and heading may not be shipped: these tests read them where they are.
"""

import gzip
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import polars as pl
import pytest
import sample
from matrix_api.app import create_app
from matrix_api.empalme import empalme
from matrix_api.empalme.empalme import Market
from servicekit.settings import Settings

from tests.matrix_api.empalme_world import edition, regional, totals
from tests.matrix_api.loading import Slices, loaded

TRADE = (
    Path(os.environ.get("ESLABON_DATA_SOURCE", "/nowhere"))
    / "comtrade-mexico-hs4"
    / "mexico_bilateral_hs4_2015_2021.parquet"
)
pytestmark = pytest.mark.skipif(
    not TRADE.exists(), reason="ESLABON_DATA_SOURCE has no trade of Mexico"
)

YEARS = range(2017, 2022)
OTHERS = [
    "ARG", "BOL", "BRA", "CHL", "COL", "CUB", "ECU", "PAN", "PER", "PRY", "URY", "VEN",
]  # fmt: skip


def imports() -> pl.DataFrame:
    """What Mexico reports to have bought, by year, heading and partner."""
    bought = pl.col("year").is_between(YEARS[0], YEARS[-1]) & (pl.col("flow") == "import")
    return pl.read_parquet(TRADE).filter(bought)


def exports_2019() -> bytes:
    """The sample's exports by country and heading, and of the world, in 2019."""
    entry = next(one for one in sample.entries() if one.file.endswith("totals-ATLAS-2019.csv.gz"))
    return gzip.decompress(entry.path.read_bytes())


def files() -> Slices:
    """Mexico's imports as a source of its own; the others' exports are of another."""
    found: dict[tuple[str, *tuple[str | int, ...]], str | bytes] = {
        ("totals", "ATLAS", 2019): exports_2019(),
        ("empalme_editions", "mexico"): edition(
            [
                *((code, "ATLAS", 2019, 2019) for code in OTHERS),
                ("MEX", "COMTRADE-MEX", YEARS[0], YEARS[-1]),
            ]
        ),
    }
    for (year,), rows in imports().group_by("year"):
        summed = rows.group_by("hs4").agg(pl.col("value_usd").sum()).iter_rows()
        within = rows.filter(pl.col("partner_iso3").is_in(OTHERS))
        found["totals", "COMTRADE-MEX", int(str(year))] = totals(
            ("MEX", heading, None, usd) for heading, usd in summed
        )
        found["regional_flows", "COMTRADE-MEX", int(str(year))] = regional(
            within.select("partner_iso3", pl.lit("MEX"), "hs4", "value_usd").iter_rows()
        )
    return found


@pytest.fixture(scope="module")
def get(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Ask a matrix-api that holds Mexico's imports and the others' exports."""
    loaded(module_database, files())
    settings = Settings(
        database_url=module_database,
        uploads=Path(tmp_path_factory.mktemp("uploads")),
        tariff_url="http://127.0.0.1:9",
    )
    with serve(create_app(settings)) as address:

        def get(path: str, **parameters: Any) -> Any:
            asked = {"edition": "mexico", "lang": "en", **parameters}
            answer = httpx.get(f"{address}{path}", params=asked, timeout=60)
            assert answer.status_code == 200, answer.text
            return answer.json()

        yield get


def test_mexico_s_demand_is_the_mean_of_five_years(get: Any) -> None:
    answer = get("/v1/demand/MEX", limit=1000)
    assert (answer["basis"]["year_from"], answer["basis"]["year_to"]) == (2017, 2021)
    rows = {row["heading"]: row for row in answer["items"]}
    outside = (
        imports()
        .filter(~pl.col("partner_iso3").is_in(OTHERS) | pl.col("partner_iso3").is_null())
        .group_by("hs4")
        .agg(pl.col("value_usd").sum() / len(YEARS))
    )
    checked = 0
    for heading, usd in outside.iter_rows():
        if heading in rows and usd > 0:
            assert float(rows[heading]["extra_regional_usd"]) == pytest.approx(usd, abs=0.01)
            checked += 1
    assert checked > 900
    assert sum(row["demand_share"] for row in rows.values()) <= 1 + 1e-9
    assert next(iter(rows)) in {"2710", "8542", "8708"}


def test_one_year_alone_is_that_year(get: Any) -> None:
    rows = {row["heading"]: row for row in get("/v1/demand/MEX", year=2019, limit=1000)["items"]}
    maize = imports().filter((pl.col("year") == 2019) & (pl.col("hs4") == "1005"))
    assert float(rows["1005"]["imports_usd"]) == maize["value_usd"].sum()


def test_headings_of_two_editions_of_the_system_are_not_joined(get: Any) -> None:
    answer = get("/v1/empalme/ARG", importer="MEX")
    missing = {one["what"]: one for one in answer["meta"]["missing"]}
    assert missing["imports:MEX"]["reason"] == "ambiguous_code"
    assert "HS2017, not in HS1992" in missing["imports:MEX"]["detail"]
    maize = next(row for row in answer["items"] if row["heading"] == "1005")
    assert maize["ivcr"] > 10
    assert maize["per_importer"] is None


FIRST = {
    "ARG": ["1005", "2304", "1201"],
    "BOL": ["2711", "2304"],
    "BRA": ["1201", "1005", "0207"],
    "CHL": ["2603", "7403", "4703", "0304"],
    "PRY": ["1201", "1005", "2304", "0201"],
    "URY": ["1201", "1107", "4703", "0402", "0201"],
}
"""Headings with the highest index over Mexico: maize, soya and its oilcake, gas, copper, pulp…"""


@pytest.mark.parametrize("exporter", FIRST)
def test_who_could_sell_what_mexico_buys_elsewhere(exporter: str) -> None:
    """IVCR of 2019 times the unmet market of 2017-2021, over headings whose code both have.

    The sources are two, each the same above and below its fraction; the service joins them only
    where they are in one edition of the Harmonized System.
    """
    sold = pl.read_csv(exports_2019(), infer_schema=False).filter(
        pl.col("product").str.len_chars() == 4
    )
    headings = sorted(set(sold["product"]))
    place = {heading: at for at, heading in enumerate(headings)}

    def vector(frame: pl.DataFrame, key: str, value: str) -> empalme.Array:
        made = np.zeros(len(headings))
        for heading, usd in (
            frame.group_by(key).agg(pl.col(value).cast(pl.Float64).sum()).iter_rows()
        ):
            if heading in place:
                made[place[heading]] = usd or 0
        return made

    exports = vector(sold.filter(pl.col("area") == exporter), "product", "exports_usd")
    world = vector(sold.filter(pl.col("area") != "WLD"), "product", "exports_usd")
    bought = imports()
    own = bought.filter(pl.col("partner_iso3") == exporter)
    every, from_exporter = (
        vector(frame, "hs4", "value_usd")[np.newaxis] / len(YEARS) for frame in (bought, own)
    )
    market = Market(every, from_exporter, from_exporter)
    found = empalme.empalme(
        empalme.revealed_advantage(exports, world), empalme.per_importer(market), exports > 0
    ).row(0)
    assert np.nansum(found.share) == pytest.approx(1, abs=1e-12)
    best = np.argsort(np.where(found.rank == 0, len(headings) + 1, found.rank))
    assert [headings[at] for at in best[: len(FIRST[exporter])]] == FIRST[exporter]
