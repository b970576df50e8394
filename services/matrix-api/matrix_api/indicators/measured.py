"""What is measured of all countries in a year, once per publication: no request waits for it."""

import asyncio
from dataclasses import dataclass

from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Published, Snapshot

from matrix_api.indicators import repository
from matrix_api.indicators.measures import Concentrated, concentration
from matrix_api.indicators.repository import Counted, Values
from matrix_api.totals import loaded
from matrix_api.totals.loaded import Edition

LEVELS = (2, 4, 6)
Concentrations = dict[str, Concentrated | None]


@dataclass(frozen=True)
class Level:
    """What is measured on the products of one level; concentrations are by country."""

    diversity: list[Counted]
    ubiquity: list[Counted]
    exports: Concentrations
    imports: Concentrations


@dataclass(frozen=True)
class Measured:
    """What is measured of one edition of totals, which holds whole baskets."""

    levels: dict[int, Level]
    markets: Concentrations
    suppliers: Concentrations


def _concentrations(found: dict[str, list[float] | None]) -> Concentrations:
    return {area: concentration(values or ()) for area, values in found.items()}


def _of_level(diversity: list[Counted], ubiquity: list[Counted], baskets: list[Values]) -> Level:
    return Level(
        diversity,
        ubiquity,
        _concentrations({one.area: one.exports for one in baskets}),
        _concentrations({one.area: one.imports for one in baskets}),
    )


async def _of_edition(snapshot: Snapshot, edition: Edition) -> Measured:
    parts = edition.release.parts
    (advantage,) = snapshot.ids("rca", **parts)
    levels = {}
    for digits in (one for one in LEVELS if one <= edition.extent.level):
        diversity = await repository.counts(snapshot, advantage, "area", digits)
        ubiquity = await repository.counts(snapshot, advantage, "product", digits)
        baskets = await repository.baskets(snapshot, edition.release.id, digits)
        levels[digits] = await asyncio.to_thread(_of_level, diversity, ubiquity, baskets)
    markets: Concentrations = {}
    suppliers: Concentrations = {}
    for release in snapshot.ids("partners", **parts):
        sold, bought = await repository.all_partners(snapshot, release)
        markets, suppliers = _concentrations({**sold}), _concentrations({**bought})
    return Measured(levels, markets, suppliers)


async def _of_year(snapshot: Snapshot, year: str) -> dict[str, Measured]:
    return {
        one.release.slice: await _of_edition(snapshot, one)
        for one in await loaded.editions(snapshot)
        if str(one.year) == year and one.is_whole
    }


_years = PerRelease(("totals", "rca", "partners"), _of_year, size=64, part="year")


async def measured(snapshot: Snapshot, edition: Edition) -> Measured:
    """Return what is measured of an edition that is whole."""
    of_year = await _years.at(snapshot, edition.release.parts["year"])
    return of_year[edition.release.slice]


async def warm(snapshot: Snapshot, before: Published) -> None:
    """Measure every year that is loaded whole."""
    for edition in await loaded.editions(snapshot):
        if edition.is_whole:
            await measured(snapshot, edition)
