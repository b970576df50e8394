"""Products before one place: what is known of each, as arrays, and how they are ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from complexity.presence import Presence, Values, presence
from eslabon.contracts.envelope import Provenance
from eslabon.contracts.niches import NicheOrder
from eslabon.contracts.regional import Denominator, Unit

from niche_api.niches import scoring
from niche_api.niches.chances import Chances
from niche_api.niches.weights import Weights
from niche_api.regional import measures
from niche_api.regional.comparing import Comparison
from niche_api.regional.world import World

NEIGHBOURS = 3


@dataclass(frozen=True, eq=False)
class Candidates:
    """Arrays in the order of `products`, which is that of their codes."""

    place: str
    year: int
    source: str
    nomenclature: str
    unit: Unit
    denominator: Denominator
    products: Sequence[str]
    names: Mapping[str, str]
    values: Values
    establishments: Values
    rca: Values
    pci: Values
    density: Values
    gain: Values
    potential: Values
    eci: float
    """nan where unknown."""
    world: World | None
    comparison: Comparison | None
    """Of a region: what its figures are taken from."""
    sources: Sequence[Provenance]
    probability: Values
    low: Values
    high: Values
    """Bounds of the probability at 95 %."""
    extrapolated: Presence
    human_capital: Values
    score: Values
    threshold: float
    """Least probability, or score, of a latent advantage; nan for neither."""
    status: Sequence[str | None]
    chances: Chances | None
    """What the model that gives the probabilities says of itself; None where there is none."""

    @property
    def present(self) -> Presence:
        """Where the advantage is 1 or more."""
        return np.asarray(presence(self.rca[None, :])[0])

    @property
    def is_harmonized(self) -> bool:
        """Whether products are headings of the Harmonized System."""
        return self.nomenclature.startswith("HS")

    @property
    def lacks_human_capital(self) -> bool:
        """Whether that of no product is known."""
        return bool(np.isnan(self.human_capital).all())

    @property
    def is_scored(self) -> bool:
        """Whether products have a probability or a score."""
        return not (np.isnan(self.probability).all() and np.isnan(self.score).all())

    @cached_property
    def usual_density(self) -> float:
        """The median of the densities; nan for none."""
        known = self.density[~np.isnan(self.density)]
        return float(np.median(known)) if known.size else float("nan")

    @cached_property
    def simpler(self) -> Values:
        """Share of products that are less complex; nan where complexity is unknown."""
        return scoring.places(self.pci)

    def ranked(self, weights: Weights | None) -> tuple[NicheOrder, list[int], Values]:
        """Return what products are ranked by, their positions in that order, and the balance."""
        even = scoring.balance(self.density, self.pci, self.potential, weights or Weights())
        if weights is not None:
            return NicheOrder.BALANCE, scoring.order(even, self.pci), even
        if not np.isnan(self.probability).all():
            return NicheOrder.PROBABILITY, scoring.order(self.probability, self.pci), even
        if not np.isnan(self.score).all():
            return NicheOrder.SCORE, scoring.order(self.score, self.pci), even
        return NicheOrder.ADVANTAGE, scoring.order(self.rca, self.values), even

    def nearest(self, positions: Sequence[int]) -> list[list[tuple[str, float]]]:
        """Return what the place makes nearest to each of some products, with proximity."""
        makes = np.flatnonzero(self.present)
        if self.world is None or not len(makes):
            return [[] for _ in positions]
        at = [self.world.places.get(product, -1) for product in self.products]
        made = [one for one in makes.tolist() if at[one] >= 0]
        rows = np.array([at[one] for one in positions], dtype=np.intp)
        columns = np.array([at[one] for one in made], dtype=np.intp)
        near = np.nan_to_num(self.world.proximity[np.ix_(rows, columns)])
        near[rows < 0] = 0.0
        best = np.argsort(-near, axis=1, kind="stable")[:, :NEIGHBOURS]
        return [
            [
                (self.products[made[one]], float(near[row, one]))
                for one in some
                if near[row, one] > 0
            ]
            for row, some in enumerate(best.tolist())
        ]


def _scored(found: Candidates) -> Candidates:
    """Return products with their status, by probability where there is a model, else by score."""
    if found.chances is not None:
        chance, threshold = found.probability, found.chances.model.threshold
        score = np.full(found.rca.shape, np.nan)
    else:
        score = scoring.heuristic(found.rca, found.density, found.pci, found.gain)
        chance, threshold = score, scoring.latent_threshold(found.rca, score)
    status = scoring.statuses(found.rca, chance, threshold)
    return replace(found, score=score, threshold=threshold, status=status)


def of_country(
    place: str,
    world: World,
    rows: Sequence[Mapping[str, Any]],
    eci: float | None,
    chances: Chances | None,
    skills: Mapping[str, float],
) -> Candidates:
    """Return the products of the world before a country.

    Parameters
    ----------
    rows
        The country's cells of the same release: exports, advantage, density, outlook gain.
    skills
        Its human capital by product, where that is loaded.
    """
    count = len(world.products)
    columns = {name: np.full(count, np.nan) for name in ("rca", "density", "outlook_gain")}
    values, extrapolated = np.zeros(count), np.zeros(count, dtype=bool)
    chance = {name: np.full(count, np.nan) for name in ("probability", "low", "high")}
    human_capital = np.full(count, np.nan)
    for row in rows:
        at = world.places[row["product"]]
        values[at] = float(row["exports_usd"])
        for name, column in columns.items():
            if row[name] is not None:
                column[at] = row[name]
    for product, one in (chances.of_product if chances else {}).items():
        at = world.places[product]
        extrapolated[at] = one.extrapolated
        for name, column in chance.items():
            column[at] = getattr(one, name)
    for product, value in skills.items():
        if product in world.places:
            human_capital[world.places[product]] = value
    return _scored(
        Candidates(
            place=place,
            year=world.year,
            source=world.release.parts["source"],
            nomenclature=world.nomenclature,
            unit=Unit.USD,
            denominator=Denominator.WORLD,
            products=world.products,
            names={},
            values=values,
            establishments=np.full(count, np.nan),
            rca=columns["rca"],
            pci=world.pci,
            density=columns["density"],
            gain=columns["outlook_gain"],
            potential=measures.potential(values[None, :], world.exports)[0],
            eci=float("nan") if eci is None else eci,
            world=world,
            comparison=None,
            sources=[world.release.provenance(), *(chances.sources if chances else [])],
            **chance,
            extrapolated=extrapolated,
            human_capital=human_capital,
            score=np.full(count, np.nan),
            threshold=float("nan"),
            status=[],
            chances=chances,
        )
    )


def of_region(region: str, compared: Comparison, sources: Sequence[Provenance]) -> Candidates:
    """Return the products of a slice, and the world's within its scope, before a region."""
    row = list(compared.regions).index(region)
    count = len(compared.products)
    return _scored(
        Candidates(
            place=region,
            year=compared.loaded.year,
            source=compared.loaded.source,
            nomenclature=compared.loaded.nomenclature,
            unit=compared.loaded.unit,
            denominator=compared.denominator,
            products=compared.products,
            names=compared.names,
            values=compared.values[row],
            establishments=compared.establishments[row],
            rca=compared.rca[row],
            pci=compared.pci,
            density=compared.density[row],
            gain=compared.gain[row],
            potential=compared.potential[row],
            eci=float(compared.eci[row]),
            world=compared.world,
            comparison=compared,
            sources=sources,
            probability=np.full(count, np.nan),
            low=np.full(count, np.nan),
            high=np.full(count, np.nan),
            extrapolated=np.zeros(count, dtype=bool),
            human_capital=np.full(count, np.nan),
            score=np.full(count, np.nan),
            threshold=float("nan"),
            status=[],
            chances=None,
        )
    )
