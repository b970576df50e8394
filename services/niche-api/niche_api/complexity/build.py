"""Complexity built of what matrix-api holds: a year of a source, from its exports to tables."""

import asyncio
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from eslabon.client import MatrixClient
from servicekit.releases.builds import Build, Input, Made, Materials, Target
from servicekit.releases.faults import RefusedError

from niche_api.complexity import refusals
from niche_api.complexity.tables import DATASETS
from niche_api.complexity.universe import UNIVERSE

if TYPE_CHECKING:
    from niche_api.complexity.measures import Exports

LEVEL = 4
"""Digits of the products: headings."""
WORLD = "WLD"


def targets(inputs: Sequence[Input]) -> Iterable[Target]:
    """Return a target for each year of each source of totals."""
    for one in inputs:
        if one.service == "matrix" and one.release.dataset == "totals":
            yield Target(one.parts, (one,))


async def make(materials: Materials, target: Target) -> Made:
    """Read a year's exports and compute its tables.

    Raises
    ------
    RefusedError
        The source holds a part of trade only, or its matrix determines no index.
    ServiceError
        matrix-api does not answer.
    """
    client = MatrixClient(materials.peers["matrix"])
    source, year = target.parts["source"], int(target.parts["year"])
    n = materials.publications["matrix"]
    said = await client.exports_page(year=year, source=source, limit=1, publication=n)
    if any(why.what == "whole_basket" for why in said.meta.missing):
        raise RefusedError(refusals.REASONS[refusals.PARTIAL], value=refusals.PARTIAL)
    content = await client.exports_parquet(year=year, source=source, level=LEVEL, publication=n)
    return await asyncio.to_thread(_made, content)


def _made(content: bytes) -> Made:
    from complexity.errors import NotIdentifiedError

    from niche_api.complexity import frames, measures, space

    exports, nomenclature = _exports(content)
    try:
        found = measures.measures(exports, UNIVERSE)
    except NotIdentifiedError as error:
        raise RefusedError(refusals.REASONS[error.code], value=error.code) from error
    its = space.space(found.proximity, found.projected.countries.pci)
    return frames.of(found, its, nomenclature, UNIVERSE.least_proximity)


def _exports(content: bytes) -> tuple["Exports", str]:
    """Return a file of totals as a matrix, and its nomenclature."""
    import numpy as np
    import polars as pl

    from niche_api.complexity.measures import Exports

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


def _method() -> str:
    said = " ".join(f"{one.name}={one.value}" for one in UNIVERSE.parameters())
    return f"complexity 1 level={LEVEL} {said}"


COMPLEXITY = Build(
    reads=("matrix",), datasets=DATASETS, method=_method(), targets=targets, make=make
)
