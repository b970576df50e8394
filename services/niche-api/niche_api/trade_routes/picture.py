"""What a map of routes shows, apart from how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Lang

from niche_api.geography.shapes import Shapes
from niche_api.trade_routes.premises import Score


@dataclass(frozen=True)
class Line:
    """The best route to a destination."""

    destination: str
    product: str
    score: Score


@dataclass(frozen=True)
class RouteMap:
    """The best route of an origin to each destination."""

    origin: str
    product: str | None
    """Heading with its text, where all routes are of one."""
    products: int
    """Headings that the best are chosen from."""
    lines: Sequence[Line]
    names: Mapping[str, str]
    """Of countries, in the language; those left out go by their codes."""
    places: Shapes
    sources: Sequence[str]
    """Citations of what the scores rest on."""
    year: int | None
    """Of the complexity figures."""
    technologies: Sequence[str]
    """Countries whose input-output tables the links are of."""
    lang: Lang

    def name(self, country: str) -> str:
        """Return the name of a country, else its code."""
        return self.names.get(country, country)
