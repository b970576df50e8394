"""A world of thirty countries and sixty headings, and what complexity says of it, as stored."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import asyncpg
import numpy as np
from complexity.indices import indices
from complexity.outlook import outlook
from complexity.presence import presence, rca
from complexity.proximity import density, proximity

YEAR = 2019
LEAST_PROXIMITY = 0.4
THRESHOLD = 0.1
"""Least probability of a latent advantage, as the model of Brazil has it."""
COUNTRIES = ["ARG", "BOL", "BRA", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM", "HND", "HTI",
             "JAM", "MEX", "NIC", "PAN", "PER", "PRY", "SLV", "SUR", "TTO", "URY", "USA", "VEN",
             "CAN", "CHN", "DEU", "ESP", "FRA", "JPN"]  # fmt: skip
HEADINGS = [f"{chapter:02d}{position:02d}" for chapter in range(1, 31) for position in (1, 2)]


def exports() -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return exports in dollars, (countries, headings): nested, with noise, the same each time."""
    chance = np.random.default_rng(7)
    able = np.linspace(0.2, 1.0, len(COUNTRIES))[chance.permutation(len(COUNTRIES))]
    hard = np.linspace(0.0, 0.9, len(HEADINGS))[chance.permutation(len(HEADINGS))]
    likely = 1 / (1 + np.exp(-8 * (able[:, None] - hard[None, :])))
    there = chance.random(likely.shape) < likely
    size = np.exp(chance.normal(15, 1.5, likely.shape))
    return np.where(there, np.round(size), 0.0)


def known(value: float) -> float | None:
    """Return a figure as the database holds it."""
    return None if np.isnan(value) else float(value)


async def store(url: str) -> None:
    """Write what complexity says of the world, as its build leaves it, in one publication."""
    values = exports()
    advantage = rca(values)
    made = presence(advantage)
    found, ahead, near = indices(made), outlook(made), density(made)
    between = np.nan_to_num(proximity(made))
    usd = [[Decimal(str(one)) for one in row] for row in values.tolist()]
    connection = await asyncpg.connect(url)
    try:
        n = await connection.fetchval("select coalesce(max(n), 0) + 1 from niche.publication")
        await connection.execute("insert into niche.publication (n) values ($1)", n)
        await _write(
            connection,
            n,
            "complexity_products",
            ("product", "nomenclature", "exports_usd", "ubiquity", "pci"),
            [
                (code, "HS1992", sum(row[at] for row in usd), int(made[:, at].sum()),
                 known(found.pci[at]))
                for at, code in enumerate(HEADINGS)
            ],
        )  # fmt: skip
        await _write(
            connection,
            n,
            "complexity_countries",
            ("place", "nomenclature", "exports_usd", "is_ranked", "diversity", "eci"),
            [
                (code, "HS1992", sum(usd[at]), True, int(made[at].sum()), known(found.eci[at]))
                for at, code in enumerate(COUNTRIES)
            ],
        )
        await _write(
            connection,
            n,
            "complexity_cells",
            ("place", "product", "exports_usd", "rca", "density", "outlook_gain"),
            [
                (country, code, usd[row][at], float(np.nan_to_num(advantage[row, at])),
                 known(near[row, at]), known(ahead.cog[row, at]))
                for row, country in enumerate(COUNTRIES)
                for at, code in enumerate(HEADINGS)
            ],
        )  # fmt: skip
        await _model(connection, n, advantage[COUNTRIES.index("BRA")].tolist())
        await _write(
            connection,
            n,
            "complexity_proximity",
            ("product", "other", "proximity", "is_tree"),
            [
                (one, other, float(between[row, at]), False)
                for row, one in enumerate(HEADINGS)
                for at, other in enumerate(HEADINGS)
                if row != at and between[row, at] >= LEAST_PROXIMITY
            ],
        )
    finally:
        await connection.close()


async def _model(connection: asyncpg.Connection, n: int, advantage: Sequence[float]) -> None:
    """Write a model that knows Brazil alone: the nearer to an advantage, the likelier."""
    await _write(
        connection,
        n,
        "models",
        ("variant", "first_year", "last_year", "cells", "happened", "countries", "intercept",
         "threshold"),
        [("base", 2012, 2019, 1000, 22, 30, -4.0, THRESHOLD)],
    )  # fmt: skip
    await _write(
        connection,
        n,
        "model_quality",
        ("variant", "test", "area", "score", "metric", "value"),
        [
            ("base", test, "world", score, "roc_auc", value)
            for test, score, value in (
                ("held_out", "model", 0.76), ("held_out", "density", 0.64),
                ("later_period", "model", 0.75),
            )
        ],
    )  # fmt: skip
    await _write(
        connection,
        n,
        "probabilities",
        ("place", "product", "variant", "probability", "low", "high", "extrapolated"),
        [
            ("BRA", code, "base", one / 2, one / 3, one, one >= 0.25)
            for code, one in zip(HEADINGS, advantage, strict=True)
            if one < 1
        ],
    )


async def _write(
    connection: asyncpg.Connection,
    n: int,
    name: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
) -> None:
    release = await connection.fetchval(
        "insert into niche.release (dataset, slice, parts, state, published, rows, sha256, source,"
        " licence, cite_as, year) values ($1, $2, $3, 'published', $4, $5, $1, 'TOY', 'CC0', 'TOY',"
        " $6) returning id",
        name,
        f"source=TOY,year={YEAR}",
        json.dumps({"source": "TOY", "year": str(YEAR)}),
        n,
        len(rows),
        YEAR,
    )
    if name in ("complexity_cells", "probabilities"):
        await connection.execute(
            f"create table niche.{name}_r{release} partition of niche.{name}"
            f" for values in ({release})"
        )
    await connection.copy_records_to_table(
        name,
        schema_name="niche",
        columns=["release_id", *columns],
        records=[(release, *row) for row in rows],
    )
