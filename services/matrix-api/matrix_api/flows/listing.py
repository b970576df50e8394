"""The SQL of the list of flows: by pages, or whole as columns."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.matrix import Flow, Reporter
from servicekit.columnar import Columnar, Scan
from servicekit.cursors import Key
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from servicekit.tabular import Kind, table_of

from matrix_api.flows.loaded import Edition
from matrix_api.flows.sides import is_main
from matrix_api.flows.tables import flows

Place = tuple[str, str, str]
"""Product, exporter and importer."""

_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
_release = sa.bindparam("release", type_=sa.Integer)
_limit = sa.bindparam("limit", type_=sa.Integer)


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


_order = (flows.c.product, flows.c.exporter, flows.c.importer)
_PLACE = ("after_product", "after_exporter", "after_importer")
_AMOUNTS = ("value_usd", "weight_kg", "quantity")
_TEXTS = ("exporter", "importer", "nomenclature", "product", "quantity_unit", "reported_by")
_listed = (
    flows.c.release_id,
    *(flows.c[name] for name in _TEXTS),
    *(sa.func.trim_scale(flows.c[name]).label(name) for name in _AMOUNTS),
)


def _filtered(filters: frozenset[str]) -> list[sa.ColumnElement[bool]]:
    """Return the conditions of a list by the names of its filters: each flow stands in it once."""
    side = flows.c.reported_by == _text("reported_by") if "reported_by" in filters else is_main()
    found = [side]
    found += [flows.c[name] == _text(name) for name in sorted(filters & {"exporter", "importer"})]
    if "product" in filters:
        found.append(flows.c.product.between(_text("lowest"), _text("highest")))
    return found


def _conditions(filters: Mapping[str, Any]) -> frozenset[str]:
    return frozenset("product" if name in ("lowest", "highest") else name for name in filters)


def _matching(filters: frozenset[str]) -> sa.Select[Any]:
    return sa.select(*_listed).where(*_filtered(filters)).order_by(*_order).limit(_limit)


@cache
def _page_of_one(filters: frozenset[str], continued: bool) -> Query:
    """Return the statement of a page within one release, along an index."""
    statement = _matching(filters).where(flows.c.release_id == _release)
    if continued:
        after = (_text(name) for name in _PLACE)
        statement = statement.where(sa.tuple_(*_order) > sa.tuple_(*after))
    return Query(statement)


@cache
def _page_of_several(filters: frozenset[str]) -> Query:
    """Return the statement of a page over releases in order: each by its index, then merged."""
    releases = (
        sa.func.unnest(_releases)
        .table_valued(sa.column("id", sa.Integer), with_ordinality="place", name="asked")
        .render_derived()
    )
    rows = _matching(filters).where(flows.c.release_id == releases.c.id).lateral("row")
    return Query(
        sa.select(rows)
        .select_from(releases.join(rows, sa.true()))
        .order_by(releases.c.place, rows.c.product, rows.c.exporter, rows.c.importer)
        .limit(_limit)
    )


async def page(
    snapshot: Snapshot,
    filters: Mapping[str, Any],
    editions: Sequence[Edition],
    after: Place | None,
    limit: int,
) -> list[tuple[Key, Flow]]:
    """Return the flows of `editions` in their order, from behind `after` in the first of them.

    `filters` holds `exporter`, `importer`, for products `lowest` and `highest`, and either
    `reported_by` or `main`. The first release is read alone: a full page needs no other.
    """
    if not editions:
        return []
    of_release = {one.release.id: one for one in editions}
    releases = list(of_release)
    names = _conditions(filters)
    start = {} if after is None else dict(zip(_PLACE, after, strict=True))
    rows = await snapshot.rows(
        _page_of_one(names, bool(start)), release=releases[0], limit=limit, **filters, **start
    )
    if len(rows) < limit and len(releases) > 1:
        rows += await snapshot.rows(
            _page_of_several(names),
            releases=releases[1:],
            limit=limit - len(rows),
            **filters,
        )
    return [_keyed(row, of_release[row["release_id"]]) for row in rows]


def _keyed(row: asyncpg.Record, edition: Edition) -> tuple[Key, Flow]:
    reporter = row["reported_by"]
    flow = Flow.assembled(
        year=edition.year,
        exporter=row["exporter"],
        importer=row["importer"],
        nomenclature=row["nomenclature"],
        product=row["product"],
        value_usd=row["value_usd"],
        weight_kg=row["weight_kg"],
        quantity=row["quantity"],
        quantity_unit=row["quantity_unit"],
        reported_by=None if reporter is None else Reporter(reporter),
        source=edition.source,
    )
    return (flow.year, flow.product, flow.exporter, flow.importer), flow


@cache
def _scan(filters: frozenset[str]) -> Scan:
    """Return one release as the columns of the contract, in the order of the pages."""
    own: dict[str, sa.ColumnElement[Any]] = {
        "year": sa.bindparam("year", type_=sa.Integer),
        "source": _text("source"),
    }
    columns = [
        (column, own[column.name] if column.name in own else flows.c[column.name])
        for column in table_of(Flow).columns
    ]
    key = [(Kind.TEXT, part) for part in _order]
    return Scan(columns, key, [flows.c.release_id == _release, *_filtered(filters)])


def columnar(
    snapshot: Snapshot,
    filters: Mapping[str, Any],
    editions: Iterable[Edition],
    after: Place | None,
) -> Columnar:
    """Return the same rows to be read whole."""
    runs = [
        {"release": one.release.id, "year": one.year, "source": one.source, **filters}
        for one in editions
    ]
    return Columnar(snapshot.pool, _scan(_conditions(filters)), runs, after)
