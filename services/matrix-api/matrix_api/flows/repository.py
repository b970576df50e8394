"""SQL on flows: the trade of a pair, and what a release holds."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.tables import flows

_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
_release = sa.bindparam("release", type_=sa.Integer)


class PairRow(NamedTuple):
    """One release's trade of a pair in a product; nulls where there is no row."""

    release_id: int
    value_usd: Decimal | None
    weight_kg: Decimal | None
    importer_total_usd: Decimal


class Held(NamedTuple):
    """What one release holds."""

    nomenclature: str
    products: tuple[str, ...]
    exporters: frozenset[str]
    importers: frozenset[str]


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _between(lowest: str, highest: str) -> sa.ColumnElement[bool]:
    return flows.c.product.between(_text(lowest), _text(highest))


def whole_weight(which: sa.ColumnElement[bool]) -> sa.ColumnElement[Decimal | None]:
    """Return the summed weight of these rows, null where one of them has none."""
    weight = flows.c.weight_kg
    all_weighed = sa.func.count().filter(which) == sa.func.count(weight).filter(which)
    return sa.case((all_weighed, sa.func.trim_scale(sa.func.sum(weight).filter(which))))


_of_pair = flows.c.exporter == _text("exporter")
_PAIR = Query(
    sa.select(
        flows.c.release_id,
        sa.func.trim_scale(sa.func.sum(flows.c.value_usd).filter(_of_pair)).label("value_usd"),
        whole_weight(_of_pair).label("weight_kg"),
        sa.func.trim_scale(sa.func.sum(flows.c.value_usd)).label("importer_total_usd"),
    )
    .where(
        flows.c.release_id == sa.any_(_releases),
        flows.c.importer == _text("importer"),
        _between("lowest", "highest"),
    )
    .group_by(flows.c.release_id)
)


async def pair(
    snapshot: Snapshot,
    releases: Sequence[int],
    importer: str,
    exporter: str,
    lowest: str,
    highest: str,
) -> dict[int, PairRow]:
    """Return by release what a pair traded and the importer's purchases from everybody.

    A weight is the sum only where every row has one. A release where the importer bought
    nothing of these products is left out.
    """
    rows = await snapshot.rows(
        _PAIR,
        releases=releases,
        importer=importer,
        exporter=exporter,
        lowest=lowest,
        highest=highest,
    )
    return {row["release_id"]: PairRow(*row.values()) for row in rows}


def _distinct(name: str) -> sa.Select[tuple[str, str]]:
    """Return a walk over an index from one value of a column to the next: no row is read twice."""
    column = flows.c[name]
    of_release = flows.c.release_id == _release
    first = sa.select(sa.func.min(column).label("value")).where(of_release)
    walk = first.cte(f"{name}s", recursive=True)
    following = (
        sa.select(sa.func.min(column)).where(of_release, column > walk.c.value).scalar_subquery()
    )
    walk = walk.union_all(sa.select(following).where(walk.c.value.is_not(None)))
    return sa.select(sa.literal(name).label("name"), walk.c.value).where(walk.c.value.is_not(None))


_HELD = Query(
    sa.union_all(
        *(_distinct(name) for name in ("product", "exporter", "importer")),
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
    """Return what a release holds: its nomenclature, products and countries."""
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
    )
