"""Makes a year of bilateral trade in BACI's own csv format, the same at every run.

Columns `t,i,j,k,v,q`: year, exporter and importer (M49 numbers), product (six digits), value in
thousand USD, quantity in tonnes (`NA` where unknown, 3 % of the rows). The figures are random.
"""

from pathlib import Path

import numpy as np
import polars as pl

from tests.bench.installed import CACHE

COUNTRIES = 226
PRODUCTS = 5_018
YEAR = 2022


def _keys(rows: int, random: np.random.Generator) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
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
        drawn = np.unique(np.concatenate([drawn, fresh]))
    return np.sort(random.permutation(drawn)[:rows])


def write_baci(rows: int, file: Path) -> None:
    """Write the csv, sorted by exporter, importer and product as BACI's files are."""
    random = np.random.default_rng(3)
    keys = _keys(rows, random)
    numbers = np.sort(random.permutation(np.arange(4, 900))[:COUNTRIES])
    codes = np.sort(random.permutation(np.arange(10_111, 970_600))[:PRODUCTS])
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


def baci(rows: int) -> pl.DataFrame:
    """Return the generated year read back: alpha-3 exporter and importer, product, USD and kg."""
    file = CACHE / f"baci-{rows}.csv"
    if not file.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        write_baci(rows, file)
    raw = pl.read_csv(
        file,
        null_values="NA",
        schema={
            "t": pl.Int16,
            "i": pl.UInt32,
            "j": pl.UInt32,
            "k": pl.String,
            "v": pl.Decimal(18, 3),
            "q": pl.Decimal(18, 3),
        },
    )
    codes = pl.Series([_letters(number) for number in range(900)])
    return raw.select(
        exporter=codes.gather(raw["i"]),
        importer=codes.gather(raw["j"]),
        product="k",
        value_usd=pl.col("v") * 1000,
        weight_kg=pl.col("q") * 1000,
    )


def _letters(number: int) -> str:
    """Return three letters for an M49 number: the generator's countries are not real ones."""
    return "".join(chr(65 + number // power % 26) for power in (676, 26, 1))
