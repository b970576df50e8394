"""The cells a model learns from: what a country hardly exports in one year, and later or not."""

from dataclasses import dataclass

import numpy as np
from complexity.presence import Presence, Values
from numpy.typing import NDArray

from niche_api.model.choices import CHOICES, Choices
from niche_api.model.features import Features, features
from niche_api.model.world import World

# fmt: off
LATIN_AMERICA = frozenset((
    "ARG", "ATG", "BHS", "BLZ", "BOL", "BRA", "BRB", "CHL", "COL", "CRI", "CUB",
    "DMA", "DOM", "ECU", "GRD", "GTM", "GUY", "HND", "HTI", "JAM", "KNA", "LCA",
    "MEX", "NIC", "PAN", "PER", "PRY", "SLV", "SUR", "TTO", "URY", "VCT", "VEN",
))
# fmt: on
"""Latin America and the Caribbean, told apart in evaluations."""


@dataclass(frozen=True)
class Cells:
    """Cells of the population of two years."""

    names: tuple[str, ...]
    values: Values
    """Shape (cells, features): of the first year alone."""
    happened: Presence
    """Shape (cells,): whether the advantage is there in the last year."""
    countries: NDArray[np.int64]
    """Shape (cells,): number of the country."""
    codes: tuple[str, ...]
    """Codes of the countries by their number."""
    below: float
    """Advantage in the first year, which all of them are below."""

    def feature(self, name: str) -> Values:
        """Return one feature, shape (cells,)."""
        return np.asarray(self.values[:, self.names.index(name)])

    @property
    def in_latin_america(self) -> Presence:
        """Which cells are of Latin America and the Caribbean, shape (cells,)."""
        return np.isin(self.codes, sorted(LATIN_AMERICA))[self.countries]


def cells(
    first: World,
    last: World,
    known: Features | None = None,
    choices: Choices = CHOICES,
) -> Cells:
    """Return the cells of the population of two years.

    Countries are those that are ranked in the first year and have exports in the last; products
    those of both. Cells that lack a feature stay outside. `known` are the features of the first
    year, where they are computed already.
    """
    known = known or features(first)
    shared = sorted(set(first.products) & set(last.products))
    ranked = {code for code, is_ranked in zip(first.places, first.ranked, strict=True) if is_ranked}
    codes = tuple(sorted(ranked & set(last.places)))
    row = [first.places.index(code) for code in codes]
    column = [first.products.index(code) for code in shared]
    chosen = np.ix_(row, column)
    values = known.values[chosen]
    inside = (first.advantage[chosen] < choices.rca_below) & ~np.isnan(values).any(axis=-1)
    happened = last.of(list(codes), shared) >= choices.rca_from
    return Cells(
        names=known.names,
        values=values[inside],
        happened=happened[inside],
        countries=np.nonzero(inside)[0],
        codes=codes,
        below=choices.rca_below,
    )
