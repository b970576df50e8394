"""Which report of a flow is its figure: what two sides report of the same goods is never added up.

A release holds either one figure of each flow, or the reports of sides. Of the latter all that an
importer buys is taken from one side, the first of `MAIN_SIDES` that reports any of it: goods that
only an exporter says to have sent do not stand beside those that the importer says to have bought.
"""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from eslabon.contracts.envelope import Parameter
from eslabon.contracts.matrix import Reporter
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import JSONB

from matrix_api.flows.tables import flows

MAIN_SIDES = (Reporter.IMPORTER, Reporter.EXPORTER, Reporter.MIRROR)

Main = Mapping[str, Reporter]
"""The side that each importer's purchases are taken from; empty where there is one figure.

The parameter `main` of statements holds it by release, whose number is written as text.
"""

_release = sa.bindparam("release", type_=sa.Integer)


def is_one_figure() -> sa.ColumnElement[bool]:
    """Return the condition of a row that stands for both reports."""
    return sa.or_(
        flows.c.reported_by.is_(None), flows.c.reported_by == sa.literal_column("'RECONCILED'")
    )


def is_main() -> sa.ColumnElement[bool]:
    """Return the condition of a row that is its flow's figure, by the parameter `main`."""
    main = sa.func.jsonb_extract_path_text(
        sa.bindparam("main", type_=JSONB),
        sa.cast(flows.c.release_id, sa.Text),
        flows.c.importer,
    )
    return sa.or_(is_one_figure(), flows.c.reported_by == main)


def parameter() -> Parameter:
    """Return the rule, for the methodology of an answer."""
    order = (Reporter.RECONCILED, *MAIN_SIDES)
    return Parameter(name="side_preference", value=",".join(order), assumed=True)


def valuation(one_figure: bool) -> Parameter:
    """Return what a value holds: of reports by sides each has its own terms."""
    value = "FOB" if one_figure else "as_reported"
    return Parameter(name="valuation", value=value, assumed=False)


_FIRST = Query(sa.select(flows.c.reported_by).where(flows.c.release_id == _release).limit(1))

_importers = (
    sa.func.unnest(sa.bindparam("importers", type_=sa.ARRAY(sa.Text)))
    .table_valued(sa.column("importer", sa.Text), name="asked")
    .render_derived()
)


def _reports(side: Reporter) -> sa.ColumnElement[bool]:
    rows = sa.select(sa.literal(1)).where(
        flows.c.release_id == _release,
        flows.c.importer == _importers.c.importer,
        flows.c.reported_by == side.value,
    )
    return rows.exists()


_MAIN = Query(
    sa.select(
        _importers.c.importer,
        sa.case(*((_reports(side), side.value) for side in MAIN_SIDES)).label("side"),
    ).select_from(_importers)
)


async def read(
    snapshot: Snapshot, release: int, importers: Iterable[str]
) -> tuple[Reporter | None, Main]:
    """Return who made the one figure of a release, and the sides of one that holds several."""
    first = await snapshot.rows(_FIRST, release=release)
    said = Reporter(first[0]["reported_by"]) if first and first[0]["reported_by"] else None
    if said in (None, Reporter.RECONCILED):
        return said, {}
    rows = await snapshot.rows(_MAIN, release=release, importers=sorted(importers))
    return None, {row["importer"]: Reporter(row["side"]) for row in rows}
