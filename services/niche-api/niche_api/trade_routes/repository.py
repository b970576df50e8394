"""The SQL of trade routes: links between products, and who exports what they lead to.

Tables of complexity are read of one source and year, input links of all current releases.
"""

from collections.abc import Sequence
from typing import Any

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.complexity.editions import Edition
from niche_api.complexity.tables import cells, countries, products, proximity
from niche_api.model.tables import PROBABILITIES
from niche_api.trade_routes.facts import Rules
from niche_api.trade_routes.tables import input_links

Rows = Sequence[asyncpg.Record]
probabilities = PROBABILITIES.table


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _texts(name: str) -> sa.BindParameter[Sequence[str]]:
    return sa.bindparam(name, type_=sa.ARRAY(sa.Text))


def _number(name: str) -> sa.BindParameter[float]:
    return sa.bindparam(name, type_=sa.Double)


def _of(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.release_id == sa.bindparam(table.name, type_=sa.Integer)


def _release(edition: Edition, *tables: sa.Table) -> dict[str, Any]:
    return {table.name: edition.id(table.name) for table in tables}


_STANDING = Query(
    sa.select(cells.c.product, cells.c.rca, cells.c.density, probabilities.c.probability)
    .select_from(
        cells.outerjoin(
            probabilities,
            sa.and_(
                probabilities.c.release_id
                == sa.any_(sa.bindparam("probable", type_=sa.ARRAY(sa.Integer))),
                probabilities.c.place == cells.c.place,
                probabilities.c.product == cells.c.product,
            ),
        )
    )
    .where(_of(cells), cells.c.place == _text("place"), cells.c.product == sa.any_(_texts("codes")))
)


async def standing(snapshot: Snapshot, edition: Edition, place: str, codes: Sequence[str]) -> Rows:
    """Return the advantage, density and probability of a place in some products."""
    return await snapshot.rows(
        _STANDING,
        **_release(edition, cells),
        probable=snapshot.ids("probabilities", source=edition.source, year=str(edition.year)),
        place=place,
        codes=list(codes),
    )


_COMPLEXITY = Query(
    sa.select(products.c.product, products.c.pci).where(
        _of(products), products.c.product == sa.any_(_texts("codes")), products.c.pci.is_not(None)
    )
)
_ENDS = Query(
    sa.select(countries.c.place, countries.c.eci).where(
        _of(countries), countries.c.place == sa.any_(_texts("codes")), countries.c.eci.is_not(None)
    )
)


async def complexity(
    snapshot: Snapshot, edition: Edition, codes: Sequence[str]
) -> dict[str, float]:
    """Return the complexity (PCI) of those of these products that have one."""
    found = await snapshot.rows(_COMPLEXITY, **_release(edition, products), codes=list(codes))
    return {row["product"]: row["pci"] for row in found}


async def countries_complexity(
    snapshot: Snapshot, edition: Edition, codes: Sequence[str]
) -> dict[str, float]:
    """Return the complexity (ECI) of those of these countries that have one."""
    found = await snapshot.rows(_ENDS, **_release(edition, countries), codes=list(codes))
    return {row["place"]: row["eci"] for row in found}


_NEAR = Query(
    sa.select(proximity.c.product, proximity.c.other, proximity.c.proximity, products.c.pci)
    .select_from(
        proximity.outerjoin(
            products, sa.and_(_of(products), products.c.product == proximity.c.other)
        )
    )
    .where(
        _of(proximity),
        proximity.c.product == sa.any_(_texts("codes")),
        proximity.c.proximity >= _number("least"),
    )
)


async def near(snapshot: Snapshot, edition: Edition, codes: Sequence[str], rules: Rules) -> Rows:
    """Return the products near to each of some, with their complexity."""
    return await snapshot.rows(
        _NEAR,
        **_release(edition, proximity, products),
        codes=list(codes),
        least=rules.proximity,
    )


def _linked(own: sa.ColumnElement[str], other: sa.ColumnElement[str], is_input: bool) -> Any:
    return sa.select(
        own.label("product"),
        other.label("other"),
        sa.literal_column(str(is_input).lower(), sa.Boolean).label("is_input"),
        input_links.c.share_percent,
        input_links.c.technology,
        input_links.c.release_id,
    ).where(
        input_links.c.release_id == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))),
        input_links.c.nomenclature == _text("nomenclature"),
        own == sa.any_(_texts("codes")),
    )


_LINKS = Query(
    sa.union_all(
        _linked(input_links.c.input, input_links.c.output, True),
        _linked(input_links.c.output, input_links.c.input, False),
    )
)


async def links(snapshot: Snapshot, nomenclature: str, codes: Sequence[str]) -> Rows:
    """Return all input links of some products, both ways: one without any is not in the tables."""
    return await snapshot.rows(
        _LINKS,
        releases=snapshot.ids(input_links.name),
        nomenclature=nomenclature,
        codes=list(codes),
    )


_ADVANTAGES = Query(
    sa.select(cells.c.product, cells.c.place, cells.c.rca).where(
        _of(cells),
        cells.c.product == sa.any_(_texts("codes")),
        cells.c.place == sa.any_(_texts("places")),
        cells.c.rca >= _number("advantage"),
    )
)


async def advantages(
    snapshot: Snapshot,
    edition: Edition,
    codes: Sequence[str],
    places: Sequence[str],
    rules: Rules,
) -> Rows:
    """Return who of some places exports each of some products with an advantage."""
    return await snapshot.rows(
        _ADVANTAGES,
        **_release(edition, cells),
        codes=list(codes),
        places=list(places),
        advantage=rules.advantage,
    )


_EDITION = Query(sa.select(products.c.nomenclature).where(_of(products)).limit(1))


async def nomenclature(snapshot: Snapshot, edition: Edition) -> str:
    """Return the edition of the Harmonized System that the complexity figures are in."""
    (row,) = await snapshot.rows(_EDITION, **_release(edition, products))
    found: str = row["nomenclature"]
    return found
