"""Makes a year of bilateral trade in BACI's own csv format, the same at every run.

Columns `t,i,j,k,v,q`: year, exporter and importer (CEPII's numbers), product (six digits), value in
thousand USD, quantity in tonnes (`NA` where unknown, 3 % of the rows). The figures are random.
"""

from pathlib import Path

import numpy as np
import polars as pl
from matrix_api.flows.areas import BACI
from numpy.typing import NDArray

from tests.bench.installed import CACHE

COUNTRIES = 226
CHAPTERS = 96
HEADINGS = 1_240
PRODUCTS = 5_018
YEAR = 2022

Ints = NDArray[np.int64]


def _keys(rows: int, random: np.random.Generator) -> Ints:
    """Draw distinct exporter, importer and product: few of each have most of the trade."""
    drawn = np.empty(0, np.int64)
    weights = [random.lognormal(0, spread, n) for spread, n in ((1.6, COUNTRIES), (1.1, COUNTRIES))]
    goods = random.lognormal(0, 1, PRODUCTS)
    while len(drawn) < rows:
        exporter, importer = (
            random.choice(COUNTRIES, 2 * rows, p=share / share.sum()) for share in weights
        )
        product = random.choice(PRODUCTS, 2 * rows, p=goods / goods.sum())
        fresh = (exporter * COUNTRIES + importer) * PRODUCTS + product
        drawn = np.unique(np.concatenate([drawn, fresh[exporter != importer]]))
    return np.sort(random.permutation(drawn)[:rows])


def _chapters() -> Ints:
    """Return the chapters of the Harmonized System, which has no 77."""
    return np.array([*range(1, 77), *range(78, CHAPTERS + 2)])


def _below(codes: Ints, count: int, random: np.random.Generator) -> Ints:
    """Return `count` codes two digits longer, at least one below each."""
    below = (codes[:, None] * 100 + np.arange(1, 100)).ravel()
    first = codes * 100 + 1
    more = random.permutation(np.setdiff1d(below, first))[: count - len(first)]
    return np.sort(np.concatenate([first, more]))


def _countries() -> list[str]:
    """Return BACI's numbers of as many countries, each of a code of its own."""
    one_each = {code: number for number, code in BACI.items()}
    return sorted(one_each.values(), key=int)[:COUNTRIES]


def write_baci(rows: int, file: Path) -> None:
    """Write the csv, sorted by exporter, importer and product as BACI's files are."""
    random = np.random.default_rng(3)
    keys = _keys(rows, random)
    numbers = np.array([int(number) for number in _countries()])
    codes = _below(_below(_chapters(), HEADINGS, random), PRODUCTS, random)
    value = random.lognormal(2, 2.6, rows)
    tonnes = value * random.lognormal(-1, 1, rows)
    known = random.random(rows) >= 0.03
    pl.DataFrame(
        {
            "t": np.full(rows, YEAR),
            "i": numbers[keys // PRODUCTS // COUNTRIES],
            "j": numbers[keys // PRODUCTS % COUNTRIES],
            "k": codes[keys % PRODUCTS],
            "v": np.maximum(np.round(value, 3), 0.001),
            "q": np.round(tonnes, 3),
            "known": known,
        }
    ).select(
        "t",
        "i",
        "j",
        pl.col("k").cast(pl.String).str.zfill(6),
        "v",
        pl.when("known").then("q"),
    ).write_csv(file, null_value="NA", float_precision=3)


def baci_file(rows: int) -> Path:
    """Return the csv of a year of so many rows, written if it is not."""
    file = CACHE / f"baci-{rows}.csv"
    if not file.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        write_baci(rows, file)
    return file


def baci(rows: int) -> pl.DataFrame:
    """Return the generated year read back: alpha-3 exporter and importer, product, USD and kg."""
    raw = pl.read_csv(
        baci_file(rows),
        null_values="NA",
        schema={
            "t": pl.Int16,
            "i": pl.String,
            "j": pl.String,
            "k": pl.String,
            "v": pl.Decimal(18, 3),
            "q": pl.Decimal(18, 3),
        },
    )
    return raw.select(
        exporter=pl.col("i").replace_strict(BACI),
        importer=pl.col("j").replace_strict(BACI),
        product="k",
        value_usd=pl.col("v") * 1000,
        weight_kg=pl.col("q") * 1000,
    )
