"""Products before one place: what is known of each, as arrays, and how they are ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from complexity.presence import Presence, Values, presence
from eslabon.contracts.envelope import Lang, Provenance
from eslabon.contracts.niches import Neighbour, NicheModel, NicheOrder
from eslabon.contracts.regional import Denominator, Unit
from numpy.typing import NDArray

from niche_api.columns import is_harmonized
from niche_api.niches import repository, scoring
from niche_api.niches.chances import Chances
from niche_api.niches.weights import Weights
from niche_api.regional import measures
from niche_api.regional.comparing import Comparison
from niche_api.regional.world import World

NEIGHBOURS = 3
_TIE = 1e-9
FIGURES = (
    "values", "establishments", "rca", "pci", "density", "gain", "potential", "probability", "low",
    "high", "score", "human_capital", "simpler",
)  # fmt: skip
"""Arrays that are figures of a product."""


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
    model: NicheModel | None
    """What the model that gives the probabilities says of itself; None where there is none."""
    told: dict[Lang, dict[int, tuple[list[Neighbour], str]]] = field(
        default_factory=dict, init=False, repr=False
    )
    """What was said of products by position: their neighbours, and why they are there."""

    @property
    def present(self) -> Presence:
        """Where the advantage is 1 or more."""
        return np.asarray(presence(self.rca[None, :])[0])

    @property
    def is_harmonized(self) -> bool:
        """Whether products are headings of the Harmonized System."""
        return is_harmonized(self.nomenclature)

    @property
    def lacks_human_capital(self) -> bool:
        """Whether that of no product is known."""
        return bool(np.isnan(self.human_capital).all())

    @property
    def is_scored(self) -> bool:
        """Whether products have a probability or a score."""
        return not (np.isnan(self.probability).all() and np.isnan(self.score).all())

    @cached_property
    def _in_world(self) -> NDArray[np.intp]:
        """Position of each product among the world's; -1 for none."""
        places = self.world.places if self.world else {}
        return np.array([places.get(product, -1) for product in self.products], dtype=np.intp)

    @cached_property
    def _even(self) -> Values:
        """The balance whose sides weigh the same."""
        return scoring.balance(self.density, self.pci, self.potential, Weights())

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
        if weights is not None:
            own = scoring.balance(self.density, self.pci, self.potential, weights)
            return NicheOrder.BALANCE, scoring.order(own, self.pci), own
        even = self._even
        if not np.isnan(self.probability).all():
            return NicheOrder.PROBABILITY, scoring.order(self.probability, self.pci), even
        if not np.isnan(self.score).all():
            return NicheOrder.SCORE, scoring.order(self.score, self.pci), even
        return NicheOrder.ADVANTAGE, scoring.order(self.rca, self.values), even

    def figures(self, positions: Sequence[int]) -> list[dict[str, float | None]]:
        """Return the figures of some products by the names of `FIGURES`; None for nan."""
        some = np.array([getattr(self, name)[positions] for name in FIGURES])
        objects = some.T.astype(object)
        objects[np.isnan(some.T)] = None
        known = objects.tolist()
        return [dict(zip(FIGURES, row, strict=True)) for row in known]

    def nearest(self, positions: Sequence[int]) -> list[list[tuple[str, float]]]:
        """Return what the place makes nearest to each of some products, with proximity."""
        makes = np.flatnonzero(self.present)
        made = makes[self._in_world[makes] >= 0]
        if self.world is None or not len(made):
            return [[] for _ in positions]
        rows = self._in_world[positions]
        near = np.nan_to_num(self.world.proximity[np.ix_(rows, self._in_world[made])])
        near[rows < 0] = 0.0
        # Of products as near, that of the lower code: by less than proximities differ.
        parted = _TIE * np.arange(len(made)) - near
        best = np.argpartition(parted, min(NEIGHBOURS, len(made) - 1), axis=1)[:, :NEIGHBOURS]
        within = np.argsort(np.take_along_axis(parted, best, 1), axis=1)
        best = np.take_along_axis(best, within, 1)
        close = np.take_along_axis(near, best, 1)
        return [
            [
                (self.products[at], far)
                for at, far in zip(made[some].tolist(), distances, strict=True)
                if far > 0
            ]
            for some, distances in zip(best, close.tolist(), strict=True)
        ]


def _scored(found: Candidates) -> Candidates:
    """Return products with their status, by probability where there is a model, else by score."""
    if found.model is not None:
        chance, threshold = found.probability, found.model.threshold
        score = np.full(found.rca.shape, np.nan)
    else:
        score = scoring.heuristic(found.rca, found.density, found.pci, found.gain)
        chance, threshold = score, scoring.latent_threshold(found.rca, score)
    status = scoring.statuses(found.rca, chance, threshold)
    return replace(found, score=score, threshold=threshold, status=status)


def of_country(
    place: str,
    world: World,
    columns: Mapping[str, Any],
    chances: Chances | None,
    skills: Mapping[str, float],
) -> Candidates:
    """Return the products of the world before a country.

    Parameters
    ----------
    columns
        The country's figures of the same release, as the repository reads them.
    skills
        Its human capital by product, where that is loaded.
    """
    count = len(world.products)
    at = np.array([world.places[one] for one in columns["product"]], dtype=np.intp)
    laid = {name: np.full(count, np.nan) for name in repository.COLUMNS}
    for name, array in laid.items():
        array[at] = np.array(columns[name], dtype=np.float64)
    values = np.nan_to_num(laid["exports_usd"])
    extrapolated = np.zeros(count, dtype=bool)
    extrapolated[at] = columns["extrapolated"]
    human_capital = np.full(count, np.nan)
    for product, value in skills.items():
        if product in world.places:
            human_capital[world.places[product]] = value
    variant = columns["variant"]
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
            rca=laid["rca"],
            pci=world.pci,
            density=laid["density"],
            gain=laid["outlook_gain"],
            potential=measures.potential(values[None, :], world.exports)[0],
            eci=world.eci.get(place, float("nan")),
            world=world,
            comparison=None,
            sources=[
                world.release.provenance(),
                *(chances.sources if chances and variant else []),
            ],
            probability=laid["probability"],
            low=laid["low"],
            high=laid["high"],
            extrapolated=extrapolated,
            human_capital=human_capital,
            score=np.full(count, np.nan),
            threshold=float("nan"),
            status=[],
            model=chances.models[variant] if chances and variant else None,
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
            model=None,
        )
    )
