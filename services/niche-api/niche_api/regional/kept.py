"""Which slice answers for a country or a region, and its comparison, kept per release."""

import asyncio
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from eslabon.contracts.regional import Denominator, Unit
from servicekit.per_release import PerRelease
from servicekit.problems import ProblemError
from servicekit.releases.dataset import Texts, texts
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.regional import baskets
from niche_api.regional import world as worlds
from niche_api.regional.baskets import LOADED, Loaded

if TYPE_CHECKING:
    from niche_api.regional.comparing import Comparison


@dataclass(frozen=True)
class NotLoaded:
    """That nothing is loaded of what is asked for: which parameter asks for it, what there is."""

    pointer: str
    said: Texts

    def problem(self) -> ProblemError:
        """Return it as an error."""
        errors = [(self.pointer, self.said, "not_loaded")]
        return ProblemError(404, "not_loaded", self.said, errors=errors)


async def find(
    snapshot: Snapshot,
    country: str,
    region: str | None = None,
    source: str | None = None,
    year: int | None = None,
) -> Loaded | NotLoaded:
    """Return the slice that answers for a country, or for one of its regions.

    It is of the source asked for, else the preferred one; of the year asked for, else its last.
    """
    of_country = [one for one in await LOADED.at(snapshot) if one.country == country]
    place, pointer = region or country, "/path/place" if region else "/path/country"
    found = [one for one in of_country if region is None or region in one.regions]
    if not found:
        there = ", ".join(sorted({code for one in of_country for code in one.regions})[:40]) or "—"
        return NotLoaded(
            pointer,
            texts(
                f"No hay exportaciones de {place} cargadas: envíe el conjunto regional_exports con "
                f"country={country}. Unidades con datos: {there}.",
                f"Não há exportações de {place} carregadas: envie o conjunto regional_exports com "
                f"country={country}. Unidades com dados: {there}.",
                f"No exports of {place} are loaded: send dataset regional_exports with "
                f"country={country}. Units with data: {there}.",
            ),
        )
    if source is not None:
        names = ", ".join(sorted({one.source for one in found}))
        found = [one for one in found if one.source.upper() == source.upper()]
        if not found:
            return NotLoaded(
                "/query/source",
                texts(
                    f"No hay datos de la fuente {source} sobre {place}; los hay de {names}.",
                    f"Não há dados da fonte {source} sobre {place}; há de {names}.",
                    f"There are no data of source {source} on {place}; there are of {names}.",
                ),
            )
    if year is None:
        return found[0]
    of_year = [one for one in found if one.year == year]
    if of_year:
        return of_year[0]
    years = ", ".join(str(one) for one in sorted({one.year for one in found}))
    return NotLoaded(
        "/query/year",
        texts(
            f"No hay datos de {place} para {year}; los hay de {years}.",
            f"Não há dados de {place} para {year}; há de {years}.",
            f"There are no data on {place} for {year}; there are for {years}.",
        ),
    )


async def chosen(snapshot: Snapshot, country: str, source: str | None, year: int | None) -> Loaded:
    """Return the slice that answers for a country.

    Raises
    ------
    ProblemError
        404 `not_loaded`, naming what to load or what there is.
    """
    found = await find(snapshot, country, source=source, year=year)
    if isinstance(found, NotLoaded):
        raise found.problem()
    return found


def denominator(
    snapshot: Snapshot, loaded: Loaded, asked: Denominator | None
) -> tuple[Denominator, Current | None]:
    """Return what a slice is compared with, and the release of complexity nearest to its year.

    Raises
    ------
    ProblemError
        422 where it can't be compared with what is asked for.
    """
    release = worlds.nearest(snapshot, loaded.year) if loaded.is_harmonized else None
    comparable = release is not None and loaded.unit is not Unit.PERSONS
    if asked is None:
        return (Denominator.WORLD if comparable else Denominator.NATIONAL), release
    if asked is Denominator.WORLD and not comparable:
        detail = texts(
            f"Los productos de {loaded.source} están en {loaded.nomenclature}, en "
            f"{loaded.unit}: no hay totales del mundo con que compararlos. Use "
            "denominator=NATIONAL.",
            f"Os produtos de {loaded.source} estão em {loaded.nomenclature}, em {loaded.unit}: "
            "não há totais do mundo com que compará-los. Use denominator=NATIONAL.",
            f"Products of {loaded.source} are in {loaded.nomenclature}, in {loaded.unit}: there "
            "are no totals of the world to compare them with. Use denominator=NATIONAL.",
        )
        errors = [("/query/denominator", detail, "not_comparable")]
        raise ProblemError(422, "not_comparable", detail, errors=errors)
    return asked, release


async def _comparison(snapshot: Snapshot, name: str) -> "Comparison":
    number, basis, of_world = name.split(" ")
    (loaded,) = (one for one in await LOADED.at(snapshot) if one.release.id == int(number))
    world = None
    if of_world != "-":
        world = await worlds.world(snapshot, snapshot.release(int(of_world)))
    country = (
        await worlds.exports_of(snapshot, world, loaded.country)
        if world and basis == Denominator.NATIONAL and len(loaded.regions) == 1
        else {}
    )
    rows = await baskets.cells(snapshot, loaded)
    # numpy is imported with the first comparison: no start waits for it.
    comparing = await asyncio.to_thread(import_module, "niche_api.regional.comparing")
    found: Comparison = await asyncio.to_thread(
        comparing.compared, loaded, rows, world, Denominator(basis), country
    )
    return found


_COMPARISONS = PerRelease(
    ("regional_exports", "complexity_products", "complexity_countries", "complexity_cells"),
    _comparison,
    size=32,
)


async def comparison(snapshot: Snapshot, loaded: Loaded, asked: Denominator | None) -> "Comparison":
    """Return a slice compared with what is asked for, else with what is usual for it.

    Raises
    ------
    ProblemError
        422 where it can't be compared with what is asked for.
    """
    basis, release = denominator(snapshot, loaded, asked)
    name = f"{loaded.release.id} {basis} {release.id if release else '-'}"
    return await _COMPARISONS.at(snapshot, name)
