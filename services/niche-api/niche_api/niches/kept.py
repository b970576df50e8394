"""Which data answer for a place, and its products, kept per release."""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from eslabon.contracts.envelope import Missing, Reason
from eslabon.contracts.iso3166 import ALPHA3
from eslabon.contracts.niches import PlaceAsked
from eslabon.contracts.regional import Denominator
from servicekit.naming import Names
from servicekit.per_release import PerRelease
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Current, Snapshot

from niche_api import lists
from niche_api.columns import ISO_3166_2
from niche_api.geography.shapes import PLACES
from niche_api.niches import chances as model
from niche_api.niches import repository
from niche_api.regional import kept as regional
from niche_api.regional import telling as regions
from niche_api.regional import world as worlds
from niche_api.regional.baskets import LOADED

if TYPE_CHECKING:
    from niche_api.niches.candidates import Candidates

DEFAULT_YEAR = 2019
NO_NAMES = Names()


async def place_asked(snapshot: Snapshot, code: str, countries_: Names = NO_NAMES) -> PlaceAsked:
    """Return the place that a code names; `countries_` names countries.

    Raises
    ------
    ProblemError
        404 where it is neither a country nor a unit of one.
    """
    asked = code.strip().upper()
    places = (await PLACES.at(snapshot)).rows
    if not re.fullmatch(ISO_3166_2, asked):
        country = lists.country(asked, "/path/place")
        name = countries_.of(country, snapshot.lang)
        return PlaceAsked.assembled(place=country, country=country, name=name, is_region=False)
    country = ALPHA3.get(asked[:2], "")
    known = asked in places or any(asked in one.regions for one in await LOADED.at(snapshot))
    if not country or not known:
        detail = texts(
            f"No se conoce la unidad {asked}: /v1/regions lista las que hay; use su código ISO "
            "3166-2, como MX-CHH.",
            f"Não se conhece a unidade {asked}: /v1/regions lista as que há; use seu código ISO "
            "3166-2, como BR-MG.",
            f"Unit {asked} is not known: /v1/regions lists those there are; use its ISO 3166-2 "
            "code, as MX-CHH.",
        )
        errors = [("/path/place", detail, "unknown_place")]
        raise ProblemError(404, "unknown_place", detail, errors=errors)
    row = places.get(asked)
    return PlaceAsked.assembled(
        place=asked, country=country, name=row["name"] if row else None, is_region=True
    )


@dataclass(frozen=True)
class Asked:
    """Of which data: parameters of niches and baskets."""

    source: str | None
    year: int | None
    denominator: Denominator | None


async def _made(snapshot: Snapshot, name: str) -> "Candidates | None":
    place, of = name.split(" ")
    release = snapshot.release(int(of))
    world = await worlds.world(snapshot, release)
    chances = await model.chances(snapshot, release)
    (of_cells,) = snapshot.releases("complexity_cells", **release.parts)
    columns = await repository.columns(
        snapshot, place, of_cells, chances.release if chances else None
    )
    if columns is None:
        return None
    skills = await repository.human_capital(snapshot, place, world.year)
    # numpy is imported with the first place: no start waits for it.
    library = import_module("niche_api.niches.candidates")
    found: Candidates = library.of_country(place, world, columns, chances, skills)
    return found


_COUNTRIES = PerRelease(
    (
        "complexity_products",
        "complexity_countries",
        "complexity_cells",
        "human_capital",
        *model.DATASETS,
    ),
    _made,
    size=512,
)


def _built(snapshot: Snapshot, asked: Asked) -> Current | None:
    """Return the release of complexity asked for; by default that of 2019, else the last."""
    found = snapshot.releases("complexity_products")
    if asked.source is not None:
        found = [one for one in found if one.parts["source"] == asked.source.upper()]
    years = {int(one.parts["year"]): one for one in found}
    if asked.year is not None:
        return years.get(asked.year)
    return years.get(DEFAULT_YEAR) or (years[max(years)] if years else None)


def _no_country(snapshot: Snapshot, place: PlaceAsked, asked: Asked) -> Missing:
    years = ", ".join(str(one) for one in worlds.years(snapshot))
    if not years:
        said = texts(
            "No hay complejidad calculada: se calcula cuando matrix-api tiene las exportaciones de "
            "un año entero por partida.",
            "Não há complexidade calculada: calcula-se quando matrix-api tem as exportações de um "
            "ano inteiro por posição.",
            "No complexity is built: it is, once matrix-api holds the exports of a whole year by "
            "heading.",
        )
    else:
        wanted = " ".join(str(one) for one in (asked.source, asked.year) if one is not None)
        said = texts(
            f"No hay exportaciones de {place.place} {wanted}; la complejidad está calculada para "
            f"{years}.",
            f"Não há exportações de {place.place} {wanted}; a complexidade está calculada para "
            f"{years}.",
            f"There are no exports of {place.place} {wanted}; complexity is built for {years}.",
        )
    return Missing(what="exports", reason=Reason.NOT_LOADED, detail=said[snapshot.lang])


async def candidates(snapshot: Snapshot, place: PlaceAsked, asked: Asked) -> "Candidates | Missing":
    """Return the products before a place, or why there are none.

    Raises
    ------
    ProblemError
        422 where a region's basket can't be compared with what is asked for.
    """
    if place.is_region:
        return await _of_region(snapshot, place, asked)
    release = _built(snapshot, asked)
    if release is None:
        return _no_country(snapshot, place, asked)
    found = await _COUNTRIES.at(snapshot, f"{place.place} {release.id}")
    return found or _no_country(snapshot, place, asked)


async def _of_region(snapshot: Snapshot, place: PlaceAsked, asked: Asked) -> "Candidates | Missing":
    loaded = await regional.find(snapshot, place.country, place.place, asked.source, asked.year)
    if isinstance(loaded, regional.NotLoaded):
        said = loaded.said[snapshot.lang]
        return Missing(what="regional_exports", reason=Reason.NOT_LOADED, detail=said)
    compared = await regional.comparison(snapshot, loaded, asked.denominator)
    library = import_module("niche_api.niches.candidates")
    found: Candidates = library.of_region(place.place, compared, regions.sources(compared))
    return found
