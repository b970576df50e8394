"""The exports of a year as matrix-api holds them, made into a matrix."""

from io import BytesIO

import numpy as np
import polars as pl
from eslabon.client import MatrixClient
from servicekit.releases.builds import Materials
from servicekit.releases.faults import RefusedError

from niche_api.complexity import refusals
from niche_api.complexity.measures import Exports
from niche_api.complexity.universe import LEVEL

WORLD = "WLD"


async def read(materials: Materials, source: str, year: int) -> bytes:
    """Return a year's exports of a source as a file.

    Raises
    ------
    RefusedError
        The source holds a part of trade only.
    ServiceError
        matrix-api does not answer.
    """
    client = MatrixClient(materials.peers["matrix"])
    n = materials.publications["matrix"]
    said = await client.exports_page(year=year, source=source, limit=1, publication=n)
    if any(why.what == "whole_basket" for why in said.meta.missing):
        raise RefusedError(refusals.REASONS[refusals.PARTIAL], value=refusals.PARTIAL)
    return await client.exports_parquet(year=year, source=source, level=LEVEL, publication=n)


def matrix(content: bytes) -> tuple[Exports, str]:
    """Return a file of exports as a matrix, and its nomenclature."""
    table = pl.read_parquet(BytesIO(content)).filter(
        pl.col("area") != WORLD, pl.col("exports_usd") > 0
    )
    places, products = table["area"].unique().sort(), table["product"].unique().sort()
    values = np.zeros((len(places), len(products)))
    row = places.search_sorted(table["area"]).to_numpy()
    column = products.search_sorted(table["product"]).to_numpy()
    values[row, column] = table["exports_usd"].cast(pl.Float64).to_numpy()
    nomenclature = "" if table.is_empty() else str(table["nomenclature"][0])
    return Exports(places.to_list(), products.to_list(), values), nomenclature
