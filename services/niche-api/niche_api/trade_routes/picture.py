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
    products: int
    """Headings that the best are chosen from."""
    headings: Mapping[str, str]
    """Texts of the headings of the lines, empty where they are not known."""
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

    @property
    def is_of_one(self) -> bool:
        """Whether all routes are of one heading."""
        return self.products == 1

    def told(self, heading: str) -> str:
        """Return a heading with its text."""
        return f"{heading}, {text}" if (text := self.headings.get(heading)) else heading

    def name(self, country: str) -> str:
        """Return the name of a country, else its code."""
        return self.names.get(country, country)
