"""Routes as they are compared: score first, then what the destination buys and asks for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eslabon.contracts.trade_routes import Premise

from niche_api.trade_routes.legs import Leg, Paid
from niche_api.trade_routes.premises import Score
from niche_api.trade_routes.trade import Bought


@dataclass(frozen=True)
class Standing:
    """Where the origin stands in a product; None where it is not known."""

    rca: float | None = None
    density: float | None = None
    probability: float | None = None


@dataclass(frozen=True)
class Route:
    """A product on its way to a destination, judged."""

    product: str
    destination: str
    premises: Sequence[Premise]
    score: Score
    standing: Standing
    bought: Mapping[int, Bought]
    """What the destination buys of it, from the region and in all, by year."""
    paid: Paid

    @property
    def leg(self) -> Leg:
        """The product and the destination."""
        return self.product, self.destination

    @property
    def imports_usd(self) -> Decimal | None:
        """Mean of what the destination buys in a year; None where no year is loaded."""
        if not self.bought:
            return None
        return sum((one.total for one in self.bought.values()), Decimal(0)) / len(self.bought)

    @property
    def outside_region_share(self) -> float | None:
        """Share of it from outside the region; None where nothing is bought."""
        total = sum((one.total for one in self.bought.values()), Decimal(0))
        within = sum((one.within for one in self.bought.values()), Decimal(0))
        return float(1 - within / total) if total else None


def ordered(routes: Iterable[Route]) -> list[Route]:
    """Return routes by score, best first.

    Equal scores, the lowest and the highest: by imports of the destination, by their share from
    outside the region, by the least duty, by how likely and how near the product is to the origin.
    What is not known comes last.
    """

    def place(route: Route) -> tuple[float | str, ...]:
        imports, outside = route.imports_usd, route.outside_region_share
        duty = route.paid.highest_percent
        return (
            -route.score.lowest,
            -route.score.highest,
            1.0 if imports is None else -float(imports),
            1.0 if outside is None else -outside,
            float("inf") if duty is None else float(duty),
            1.0 if route.standing.probability is None else -route.standing.probability,
            1.0 if route.standing.density is None else -route.standing.density,
            route.product,
            route.destination,
        )

    return sorted(routes, key=place)
