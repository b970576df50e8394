"""What of the world's trade is loaded: editions of flows, and which of them answers for a year."""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from eslabon.contracts.matrix import Reporter
from servicekit.kept import Kept
from servicekit.per_release import PerRelease
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.flows import repository
from matrix_api.flows.asked import Product, refusal
from matrix_api.flows.repository import Held
from matrix_api.flows.sides import Main

SOURCES = ("BACI",)
"""Sources in order of preference; others follow by name."""
MOST_FIELDS = 4_096
"""What some hundreds of releases hold is kept."""


@dataclass(frozen=True)
class Edition:
    """The flows of one source and year, and what they hold."""

    year: int
    source: str
    release: Current
    held: Held

    def subheadings(self, product: Product) -> Sequence[str]:
        """Return the subheadings of a product that this edition holds."""
        products = self.held.products
        return products[
            bisect_left(products, product.lowest) : bisect_right(products, product.highest)
        ]

    def main(self, importer: str | None = None) -> Main:
        """Return the side that importers' figures (or one importer's) are taken from, if any."""
        sides = self.held.main
        if importer is None:
            return sides
        return {importer: sides[importer]} if importer in sides else {}

    def side(self, importer: str) -> Reporter | None:
        """Return who reports an importer's figures; null where it is not stated."""
        return self.held.main.get(importer, self.held.reported_by)

    def knows(self, country: object) -> bool:
        """Tell whether a country buys or sells anything in this edition."""
        return country in self.held.importers or country in self.held.exporters


def main(found: Iterable[Edition], importer: str | None = None) -> dict[str, Main]:
    """Return the parameter `main` of statements that read these editions."""
    return {str(one.release.id): sides for one in found if (sides := one.main(importer))}


def preference(source: str) -> tuple[int, str]:
    """Return the place of a source in the order of preference."""
    return (SOURCES.index(source) if source in SOURCES else len(SOURCES), source)


async def _read(snapshot: Snapshot, releases: Sequence[int]) -> dict[int, Held]:
    return {release: await repository.held(snapshot, release) for release in releases}


_HELD: Kept[int, Held] = Kept(_read, MOST_FIELDS)
"""What releases hold, by id."""


async def _editions(snapshot: Snapshot, _: str) -> list[Edition]:
    releases = snapshot.releases("flows")
    held = await _HELD.at(snapshot, [release.id for release in releases])
    found = [
        Edition(int(release.parts["year"]), release.parts["source"], release, held[release.id])
        for release in releases
    ]
    return sorted(found, key=lambda edition: (edition.year, preference(edition.source)))


_EDITIONS = PerRelease(("flows",), _editions)


async def editions(snapshot: Snapshot) -> list[Edition]:
    """Return all editions of a snapshot by year, each year's preferred source first."""
    return await _EDITIONS.at(snapshot)


def of_nomenclature(found: Sequence[Edition], asked: str | None) -> list[Edition]:
    """Return the editions of the nomenclature asked for, else those of the last year's.

    Raises a problem naming the loaded ones if none has it: codes of another edition of the
    Harmonized System are not converted here.
    """
    loaded = sorted({edition.held.nomenclature for edition in found})
    if asked is not None and loaded and asked not in loaded:
        names = ", ".join(loaded)
        raise refusal(
            "nomenclature",
            "nomenclature_not_loaded",
            texts(
                f"Los flujos cargados están en {names}; convierta el código de {asked} con "
                "/v1/correlations de tariff-api.",
                f"Os fluxos carregados estão em {names}; converta o código de {asked} com "
                "/v1/correlations de tariff-api.",
                f"The loaded flows are in {names}; convert the {asked} code with "
                "/v1/correlations of tariff-api.",
            ),
        )
    chosen = asked
    if chosen is None and found:
        last = found[-1].year
        chosen = next(one for one in found if one.year == last).held.nomenclature
    return [edition for edition in found if edition.held.nomenclature == chosen]


def nomenclature(found: Sequence[Edition], asked: str | None) -> str | None:
    """Return the nomenclature that editions of one nomenclature are in, else the one asked for."""
    return found[-1].held.nomenclature if found else asked


class Areas(Container[str]):
    """Every country and area code that some editions hold."""

    def __init__(self, found: Iterable[Edition]) -> None:
        self._found = found

    def __contains__(self, code: object) -> bool:
        """Tell whether an edition knows a code."""
        return any(edition.knows(code) for edition in self._found)


def areas(found: Sequence[Edition]) -> Areas:
    """Return every country and area code that the editions hold."""
    return Areas(found)


def by_year(found: Iterable[Edition], product: Product | None = None) -> dict[int, Edition]:
    """Return one edition per year: the preferred source that holds the product, else the first."""
    chosen: dict[int, Edition] = {}
    for edition in found:
        present = chosen.get(edition.year)
        if present is None or (
            product is not None
            and not present.subheadings(product)
            and edition.subheadings(product)
        ):
            chosen[edition.year] = edition
    return chosen


def last_year(of_year: Mapping[int, Edition], product: Product) -> int | None:
    """Return the last year that holds the product, else the last one; None if none is loaded."""
    holding = [year for year, edition in of_year.items() if edition.subheadings(product)]
    return max(holding or of_year, default=None)


def absent_years(of_year: Mapping[int, Edition], first: int | None, last: int | None) -> list[int]:
    """Return the years from `first` to `last` that are not loaded; open ends are the loaded."""
    if first is None and last is None:
        return []
    low = min(of_year, default=last) if first is None else first
    high = max(of_year, default=first) if last is None else last
    if low is None or high is None:
        return []
    return [year for year in range(low, high + 1) if year not in of_year]


def first_of_source(found: Iterable[Edition], edition: Edition, product: Product) -> Edition:
    """Return the earliest edition of the same source that holds the product, up to this one."""
    return min(
        (
            one
            for one in found
            if one.source == edition.source
            and one.year <= edition.year
            and one.subheadings(product)
        ),
        key=lambda one: one.year,
        default=edition,
    )
