"""Every pair of products with its proximity, computed of who makes what when it is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eslabon.contracts.complexity import Proximity
from servicekit.releases.snapshot import Snapshot
from servicekit.tabular import Table, table_of

from niche_api.complexity import repository
from niche_api.complexity.editions import Edition
from niche_api.complexity.universe import UNIVERSE

if TYPE_CHECKING:
    import polars as pl
    from complexity.presence import Values

BLOCK_ROWS = 100_000


@dataclass(frozen=True)
class AllPairs:
    """All pairs of an edition, each once, in the order of their products."""

    edition: Edition
    nomenclature: str
    codes: list[str]
    near: Values
    """Shape (products, products)."""
    tree: frozenset[tuple[str, str]]

    @property
    def table(self) -> Table:
        """The columns of a pair."""
        return table_of(Proximity)

    async def frames(self, *, as_text: bool = False) -> AsyncIterator[pl.DataFrame]:
        """Yield the pairs in blocks."""
        import numpy as np
        import polars as pl

        one, other = np.triu_indices(len(self.codes), 1)
        codes = pl.Series(self.codes)
        number = pl.String() if as_text else pl.Float64()
        for start in range(0, len(one), BLOCK_ROWS):
            some = slice(start, start + BLOCK_ROWS)
            products, others = codes.gather(one[some]), codes.gather(other[some])
            in_tree = [pair in self.tree for pair in zip(products, others, strict=True)]
            yield (
                pl.DataFrame(
                    {
                        "product": products,
                        "other": others,
                        "proximity": pl.Series(self.near[one[some], other[some]]).cast(number),
                        "is_tree": in_tree,
                    }
                )
                .with_columns(
                    year=pl.lit(self.edition.year, pl.Int64),
                    nomenclature=pl.lit(self.nomenclature),
                    source=pl.lit(self.edition.source),
                )
                .select(self.table.names)
            )


async def all_pairs(snapshot: Snapshot, edition: Edition, nomenclature: str) -> AllPairs:
    """Compute the proximity of all products that a ranked country makes."""
    import numpy as np
    from complexity.proximity import proximity

    made = await repository.makers(
        snapshot,
        edition.id("complexity_countries"),
        edition.id("complexity_cells"),
        UNIVERSE.presence_threshold,
    )
    places = {place: row for row, place in enumerate(dict.fromkeys(one["place"] for one in made))}
    codes = sorted({one["product"] for one in made})
    columns = {code: column for column, code in enumerate(codes)}
    matrix = np.zeros((len(places), len(codes)), dtype=bool)
    for one in made:
        matrix[places[one["place"]], columns[one["product"]]] = True
    tree = await repository.edges(snapshot, edition.id("complexity_proximity"), 2.0)
    return AllPairs(
        edition,
        nomenclature,
        codes,
        proximity(matrix),
        frozenset((row["product"], row["other"]) for row in tree),
    )
