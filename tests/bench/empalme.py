"""The matrices of all members over five years, beside the time they may take to build."""

import asyncio
import io
import json
import statistics
import time
from collections.abc import Iterator

import asyncpg
import numpy as np
import polars as pl
import sample
from eslabon.contracts.envelope import Lang
from eslabon.contracts.iso3166 import ALPHA3, LATIN_AMERICA
from matrix_api.empalme.editions import editions
from matrix_api.empalme.kept import matrix_of
from matrix_api.empalme.tables import EMPALME_EDITIONS
from matrix_api.regional.tables import REGIONAL_FLOWS
from matrix_api.totals.names import TOTAL, WORLD
from matrix_api.totals.tables import TOTALS
from servicekit import database as pools
from servicekit import migrations
from servicekit.publications import Publications
from servicekit.releases.dataset import Dataset
from servicekit.releases.snapshot import Snapshot

from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row
from tests.bench.stack import database

NAMES = ("empalme.build",)
LIMIT_SECONDS = 2.0
ROUNDS = 5
YEARS = range(2017, 2022)
AREAS = 226
EXPORTED, IMPORTED, WITHIN = 0.37, 0.6, 0.13
"""Shares of subheadings that a country exports and imports, of headings that a pair trades."""
NOMENCLATURE = "HS2017"
EDITION = "aladi-2017-2021"


def _entry(dataset: str, **parts: str) -> sample.Entry:
    return next(
        one for one in sample.entries("open") if one.dataset == dataset and one.slice == parts
    )


def _subheadings() -> pl.Series:
    codes = pl.read_csv(_entry("codes", nomenclature=NOMENCLATURE).path, infer_schema=False)["code"]
    return codes.filter(codes.str.len_chars() == 6)


def _totals(year: int) -> pl.DataFrame:
    """Return a year's trade of every area and the world in subheadings and all above them."""
    chance = np.random.default_rng(year)
    others = sorted(set(ALPHA3.values()) - LATIN_AMERICA)[: AREAS - len(LATIN_AMERICA)]
    areas, products = pl.Series(sorted(LATIN_AMERICA) + others), _subheadings()
    frame = pl.DataFrame({"area": areas}).join(pl.DataFrame({"product": products}), how="cross")
    for name, share in (("exports_usd", EXPORTED), ("imports_usd", IMPORTED)):
        dollars = np.round(chance.lognormal(13, 3, frame.height), 2)
        traded = chance.random(frame.height) < share
        frame = frame.with_columns(
            pl.Series(name, np.where(traded, dollars, np.nan)).fill_nan(None)
        )
    frame = frame.filter(pl.col("exports_usd").is_not_null() | pl.col("imports_usd").is_not_null())
    levels = [pl.col("product").str.slice(0, digits) for digits in (6, 4, 2)]
    summed = [
        frame.with_columns(product=level)
        .group_by("area", "product")
        .agg(pl.sum("exports_usd", "imports_usd"))
        for level in (*levels, pl.lit(TOTAL))
    ]
    whole = pl.concat(summed)
    world = whole.group_by("product").agg(pl.sum("exports_usd", "imports_usd"))
    every = pl.concat([whole, world.select(pl.lit(WORLD).alias("area"), pl.all())])
    nomenclature = pl.lit(NOMENCLATURE).alias("nomenclature")
    # In the order in which flows are added up when they are loaded.
    return every.sort("area", "product").select(
        "area", nomenclature, "product", "exports_usd", "imports_usd"
    )


def _within(year: int) -> pl.DataFrame:
    """Return a year's trade within the region by heading."""
    chance = np.random.default_rng(year)
    areas = pl.DataFrame({"exporter": sorted(LATIN_AMERICA)})
    headings = _subheadings().str.slice(0, 4).unique(maintain_order=True)
    frame = (
        areas.join(areas.select(importer="exporter"), how="cross")
        .filter(pl.col("exporter") != pl.col("importer"))
        .join(pl.DataFrame({"heading": headings}), how="cross")
    )
    frame = frame.filter(pl.Series(chance.random(frame.height) < WITHIN))
    dollars = np.round(chance.lognormal(11, 3, frame.height), 2)
    return frame.with_columns(
        pl.lit(NOMENCLATURE).alias("nomenclature"), pl.Series("value_usd", dollars)
    )


async def _publish(
    connection: asyncpg.Connection, dataset: Dataset, parts: dict[str, str], rows: pl.DataFrame
) -> int:
    """Write rows as a release of a dataset, current in the last publication; return how many."""
    release = await connection.fetchval(
        "insert into matrix.release (dataset, slice, parts, state, published, rows, sha256, source,"
        " licence, cite_as) select $1, $2, $3::text::jsonb, 'published', max(n), $4, $2,"
        " 'generated', 'none', 'generated' from matrix.publication returning id",
        dataset.name,
        dataset.slice_text(parts),
        json.dumps(parts),
        rows.height,
    )
    into = dataset.table_name
    if dataset.partitioned:
        into = f"{dataset.table_name}_r{release}"
        await connection.execute(
            f"create table matrix.{into} partition of matrix.{dataset.table_name}"
            f" for values in ({release})"
        )
    content = io.BytesIO()
    rows.with_columns(pl.lit(release).alias("release_id")).write_csv(content)
    content.seek(0)
    await connection.copy_to_table(
        into,
        schema_name="matrix",
        source=content,
        columns=[*rows.columns, "release_id"],
        format="csv",
        header=True,
    )
    await connection.execute(f"analyze matrix.{into}")
    return rows.height


async def fill_years(url: str) -> int:
    """Publish the years of the edition; return how many rows they are."""
    connection = await asyncpg.connect(url, command_timeout=600)
    try:
        await connection.execute(
            "insert into matrix.publication (n)"
            " select coalesce(max(n), 0) + 1 from matrix.publication"
        )
        rows = 0
        for year in YEARS:
            parts = {"source": "BACI", "year": str(year)}
            rows += await _publish(connection, TOTALS, parts, _totals(year))
            rows += await _publish(connection, REGIONAL_FLOWS, parts, _within(year))
        return rows
    finally:
        await connection.close()


async def _fill_edition(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        members = pl.read_csv(_entry("empalme_editions", edition=EDITION).path, infer_schema=False)
        await _publish(connection, EMPALME_EDITIONS, {"edition": EDITION}, members)
    finally:
        await connection.close()


async def _build(url: str) -> tuple[float, int]:
    """Return the seconds of a first build, and how many headings have an index."""
    async with pools.pool(url, None) as pool:
        snapshot = Snapshot(pool, await Publications(pool, "matrix").renew(), Lang.ES)
        [edition] = await editions(snapshot)
        began = time.perf_counter()
        matrix = await matrix_of(snapshot, edition)
        spent = time.perf_counter() - began
        if not all(matrix.is_computed(member.code) for member in edition.members):
            raise BenchError(f"members lack something: {matrix.gaps}")
        return spent, sum(
            int((one.exporter_gap.rank > 0).sum()) for one in matrix.exporters.values()
        )


def measured() -> Iterator[Row]:
    """Build the edition from the stored totals several times, each as a fresh process would."""
    with database() as url:
        migrations.upgrade(url)
        rows = asyncio.run(fill_years(url))
        asyncio.run(_fill_edition(url))
        asyncio.run(_build(url))
        found = [asyncio.run(_build(url)) for _ in range(ROUNDS)]
        seconds = sorted(spent for spent, _ in found)
        median = statistics.median(seconds)
        yield Row(
            name=NAMES[0],
            kind=Kind.LIMIT,
            unit="s",
            ours=median,
            beside=f"{LIMIT_SECONDS:.0f} s",
            other=LIMIT_SECONDS,
            ratio=median / LIMIT_SECONDS,
            goal=1.0,
            note="13 members, 5 years, headings: the three variants of every member over every "
            f"other from {rows:,} stored rows of totals and trade within the region (226 areas, "
            "two, four and six digits), whether each year is whole included; "
            f"{found[0][1]:,} indices over all importers; {ROUNDS} builds, "
            f"{seconds[0]:.2f}-{seconds[-1]:.2f} s",
        )
