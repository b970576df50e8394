"""What all countries tell of products: exports, complexity and who makes what, of one year."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Current, Snapshot

from niche_api.complexity.tables import cells, countries, products

if TYPE_CHECKING:
    from complexity.presence import Presence, Values

_release = sa.bindparam("release", type_=sa.Integer)
_PRODUCTS = Query(
    sa.select(products.c.product, products.c.nomenclature, products.c.exports_usd, products.c.pci)
    .where(products.c.release_id == _release)
    .order_by(products.c.product)
)
_PRESENT = Query(
    sa.select(cells.c.place, sa.func.array_agg(cells.c.product).label("products"))
    .join(countries, countries.c.place == cells.c.place)
    .where(
        cells.c.release_id == _release,
        countries.c.release_id == sa.bindparam("of_countries", type_=sa.Integer),
        countries.c.is_ranked,
        cells.c.rca >= 1,
    )
    .group_by(cells.c.place)
    .order_by(cells.c.place)
)
_ECI = Query(
    sa.select(countries.c.place, countries.c.eci).where(
        countries.c.release_id == _release, countries.c.eci.is_not(None)
    )
)
_EXPORTS = Query(
    sa.select(cells.c.product, cells.c.exports_usd).where(
        cells.c.release_id == _release,
        cells.c.place == sa.bindparam("place", type_=sa.Text),
    )
)


@dataclass(frozen=True, eq=False)
class World:
    """Arrays by product, in the order of `products`."""

    release: Current
    nomenclature: str
    products: Sequence[str]
    places: Mapping[str, int]
    """Position of each product."""
    exports: "Values"
    """Of the world, in dollars."""
    pci: "Values"
    eci: Mapping[str, float]
    """Of every country that has one."""
    present: "Presence"
    """Shape (countries, products): those that determine the indices, revealed advantage of 1."""

    @property
    def year(self) -> int:
        """The year of the exports."""
        return int(self.release.parts["year"])

    @cached_property
    def proximity(self) -> "Values":
        """Shape (products, products); nan for what no country makes, 0 on the diagonal."""
        library = import_module("complexity.proximity")
        found: Values = library.proximity(self.present, diagonal=0.0)
        return found


def years(snapshot: Snapshot) -> list[int]:
    """Return the years that complexity is built for."""
    return sorted(int(one.parts["year"]) for one in snapshot.releases("complexity_products"))


def nearest(snapshot: Snapshot, year: int) -> Current | None:
    """Return the release of products of the year nearest to one, the later of two as near."""
    found = snapshot.releases("complexity_products")
    return min(
        found,
        key=lambda one: (abs(int(one.parts["year"]) - year), -int(one.parts["year"])),
        default=None,
    )


def _made(
    release: Current, rows: Sequence[Any], present: Sequence[Any], eci: Mapping[str, float]
) -> World:
    np = import_module("numpy")  # not needed at every start
    names = tuple(row["product"] for row in rows)
    places = {name: place for place, name in enumerate(names)}
    pci = np.array([np.nan if row["pci"] is None else row["pci"] for row in rows])
    makes = np.zeros((len(present), len(names)), dtype=bool)
    for country, row in enumerate(present):
        makes[country, [places[one] for one in row["products"] if one in places]] = True
    # What has no complexity took no part in it: proximity is among the rest.
    makes[:, np.isnan(pci)] = False
    return World(
        release,
        rows[0]["nomenclature"],
        names,
        places,
        np.array([float(row["exports_usd"]) for row in rows]),
        pci,
        eci,
        makes,
    )


async def _world(snapshot: Snapshot, name: str) -> World:
    release = snapshot.release(int(name))
    of_countries = snapshot.releases("complexity_countries", **release.parts)[0]
    of_cells = snapshot.releases("complexity_cells", **release.parts)[0]
    rows = await snapshot.rows(_PRODUCTS, release=release.id)
    present = await snapshot.rows(_PRESENT, release=of_cells.id, of_countries=of_countries.id)
    of_country = await snapshot.rows(_ECI, release=of_countries.id)
    eci = {row["place"]: row["eci"] for row in of_country}
    return await asyncio.to_thread(_made, release, rows, present, eci)


_WORLDS = PerRelease(("complexity_products", "complexity_countries", "complexity_cells"), _world)


async def world(snapshot: Snapshot, release: Current) -> World:
    """Return what countries tell of the products of a release."""
    return await _WORLDS.at(snapshot, str(release.id))


async def exports_of(snapshot: Snapshot, world_: World, country: str) -> dict[str, float]:
    """Return a country's exports by product, in dollars."""
    (release,) = snapshot.releases("complexity_cells", **world_.release.parts)
    found = await snapshot.rows(_EXPORTS, release=release.id, place=country)
    return {row["product"]: float(row["exports_usd"]) for row in found}
