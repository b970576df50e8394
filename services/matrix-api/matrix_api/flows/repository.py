"""SQL on flows: what each side reports of a pair, and what a release holds."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from eslabon.contracts.matrix import Reporter
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.sides import Main
from matrix_api.flows.sides import read as read_sides
from matrix_api.flows.tables import flows
from matrix_api.walking import walk

_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
_release = sa.bindparam("release", type_=sa.Integer)


class Amounts(NamedTuple):
    """What rows of flows add up to; a sum is null where one of them lacks the figure."""

    value_usd: Decimal | None
    weight_kg: Decimal | None
    quantity: Decimal | None
    """Null also where the rows count in several units."""
    quantity_unit: str | None


class Held(NamedTuple):
    """What one release holds."""

    nomenclature: str
    products: tuple[str, ...]
    exporters: frozenset[str]
    importers: frozenset[str]
    reported_by: Reporter | None
    """Who made its figures; null where it is not stated, or holds reports of several sides."""
    main: Main
    """The side that each importer's figure is taken from, where it holds reports of sides."""


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def amounts() -> tuple[sa.ColumnElement[Any], ...]:
    """Return the columns of `Amounts` over the rows of a group."""
    weight, quantity, unit = flows.c.weight_kg, flows.c.quantity, flows.c.quantity_unit
    count = sa.func.count()
    one_unit = sa.func.min(unit) == sa.func.max(unit)
    is_counted = sa.and_(count == sa.func.count(quantity), one_unit)

    def total(column: sa.ColumnElement[Decimal]) -> sa.ColumnElement[Decimal]:
        return sa.func.trim_scale(sa.func.sum(column))

    return (
        total(flows.c.value_usd).label("value_usd"),
        sa.case((count == sa.func.count(weight), total(weight))).label("weight_kg"),
        sa.case((is_counted, total(quantity))).label("quantity"),
        sa.case((is_counted, sa.func.min(unit))).label("quantity_unit"),
    )


_SIDES = Query(
    sa.select(flows.c.release_id, flows.c.reported_by, *amounts())
    .where(
        flows.c.release_id == sa.any_(_releases),
        flows.c.importer == _text("importer"),
        flows.c.exporter == _text("exporter"),
        flows.c.product.between(_text("lowest"), _text("highest")),
        flows.c.reported_by.is_not(None),
    )
    .group_by(flows.c.release_id, flows.c.reported_by)
)


async def sides(
    snapshot: Snapshot,
    releases: Sequence[int],
    importer: str,
    exporter: str,
    lowest: str,
    highest: str,
) -> dict[int, dict[Reporter, Amounts]]:
    """Return by release what each side reports that a pair traded."""
    rows = await snapshot.rows(
        _SIDES,
        releases=releases,
        importer=importer,
        exporter=exporter,
        lowest=lowest,
        highest=highest,
    )
    found: dict[int, dict[Reporter, Amounts]] = {}
    for release, side, *traded in (row.values() for row in rows):
        found.setdefault(release, {})[Reporter(side)] = Amounts(*traded)
    return found


_HELD = Query(
    sa.union_all(
        *(walk(flows.c[name], _release) for name in ("product", "exporter", "importer")),
        sa.select(
            sa.literal("nomenclature"),
            sa.select(flows.c.nomenclature)
            .where(flows.c.release_id == _release)
            .limit(1)
            .scalar_subquery(),
        ),
    )
)


async def held(snapshot: Snapshot, release: int) -> Held:
    """Return what a release holds: its nomenclature, products, countries and reports."""
    found: dict[str, list[str]] = {"product": [], "exporter": [], "importer": []}
    nomenclature = ""
    for name, value in await snapshot.rows(_HELD, release=release):
        if name == "nomenclature":
            nomenclature = value or ""
        else:
            found[name].append(value)
    return Held(
        nomenclature,
        tuple(sorted(found["product"])),
        frozenset(found["exporter"]),
        frozenset(found["importer"]),
        *await read_sides(snapshot, release, found["importer"]),
    )
