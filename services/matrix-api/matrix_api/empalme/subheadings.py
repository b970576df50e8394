"""The subheadings behind a heading: what the member sells, and what the importers buy of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from eslabon.contracts.empalme import SubheadingTrade
from eslabon.contracts.matrix import Reporter
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.empalme.rows import dollars
from matrix_api.flows.sides import is_one_figure
from matrix_api.flows.tables import flows
from matrix_api.totals.tables import totals

if TYPE_CHECKING:
    from matrix_api.empalme.matrix import Exporter, Matrix


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _array(name: str, kind: sa.types.TypeEngine[Any]) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=sa.ARRAY(kind))


_releases = _array("releases", sa.Integer())
_asked = (
    sa.func.unnest(_releases, _array("importers", sa.Text()), _array("parts", sa.Double()))
    .table_valued(
        sa.column("release", sa.Integer),
        sa.column("importer", sa.Text),
        sa.column("part", sa.Double),
        name="asked",
    )
    .render_derived()
)
_value = sa.cast(flows.c.value_usd, sa.Double) * _asked.c.part
_BOUGHT = Query(
    sa.select(
        flows.c.product,
        sa.func.sum(_value).label("imports"),
        sa.func.coalesce(
            sa.func.sum(_value).filter(flows.c.exporter == _text("exporter")), 0.0
        ).label("from_exporter"),
        sa.func.coalesce(
            sa.func.sum(_value).filter(flows.c.exporter == sa.any_(_array("members", sa.Text()))),
            0.0,
        ).label("from_region"),
    )
    .select_from(
        _asked.join(
            flows,
            sa.and_(
                flows.c.release_id == _asked.c.release,
                flows.c.importer == _asked.c.importer,
                flows.c.product.between(_text("lowest"), _text("highest")),
                flows.c.exporter != flows.c.importer,
                sa.or_(
                    is_one_figure(),
                    flows.c.reported_by == sa.literal_column(f"'{Reporter.IMPORTER}'"),
                ),
            ),
        )
    )
    .where(flows.c.release_id == sa.any_(_releases))
    .group_by(flows.c.product)
    .order_by(flows.c.product)
)
_SOLD = Query(
    sa.select(
        totals.c.product,
        sa.func.sum(sa.cast(sa.func.coalesce(totals.c.exports_usd, 0), sa.Double)).label("exports"),
    )
    .where(
        totals.c.release_id == sa.any_(_releases),
        totals.c.area == _text("exporter"),
        totals.c.product.between(_text("lowest"), _text("highest")),
    )
    .group_by(totals.c.product)
)


async def subheadings(
    snapshot: Snapshot, matrix: Matrix, exporter: Exporter, heading: str
) -> list[SubheadingTrade]:
    """Return the subheadings of a heading that are traded; none where no flows are loaded."""
    asked = [
        (id_, importer.code, 1 / len(exporter.years[importer.code]))
        for importer in exporter.importers
        if not matrix.lacks_imports(exporter.member.code, importer.code)
        for year in exporter.years[importer.code]
        for id_ in snapshot.ids("flows", source=importer.source, year=str(year))
    ]
    if not asked:
        return []
    within = {"lowest": f"{heading}00", "highest": f"{heading}99", "exporter": exporter.member.code}
    bought = await snapshot.rows(
        _BOUGHT,
        releases=[release for release, _, _ in asked],
        importers=[code for _, code, _ in asked],
        parts=[part for _, _, part in asked],
        members=[member.code for member in matrix.edition.members],
        **within,
    )
    member = exporter.member
    own = [matrix.panel.figures[member.source, year].totals.id for year in member.years]
    rows = await snapshot.rows(_SOLD, releases=own, **within)
    sold = {row["product"]: row["exports"] / len(own) for row in rows}
    bought_of = {row["product"]: row for row in bought}
    found = []
    for product in sorted(sold.keys() | bought_of.keys()):
        row = bought_of.get(product)
        found.append(
            SubheadingTrade(
                product=product,
                exports_usd=dollars(sold.get(product, 0.0)) if sold else None,
                imports_usd=dollars(row["imports"] if row else 0.0),
                from_exporter_usd=dollars(row["from_exporter"] if row else 0.0),
                from_region_usd=dollars(row["from_region"] if row else 0.0),
            )
        )
    return found
