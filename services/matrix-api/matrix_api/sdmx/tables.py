"""The tables that cubes are read from, and their reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from servicekit.releases.snapshot import Current, Snapshot

from matrix_api.flows.tables import flows
from matrix_api.rca.tables import rca
from matrix_api.sdmx import repository
from matrix_api.sdmx.codelists import FREQUENCIES, NOT_STATED, TRADE_FLOWS
from matrix_api.sdmx.cubes import Edition, Found
from matrix_api.sdmx.cuts import Box, Presence, together
from matrix_api.sdmx.repository import Figures, constant, plain
from matrix_api.totals.tables import totals

_ANNUAL = frozenset(FREQUENCIES.codes)

FLOWS = Figures(
    release=flows.c.release_id,
    dimensions={
        "FREQ": constant("A"),
        "EXPORTER": flows.c.exporter,
        "IMPORTER": flows.c.importer,
        "PRODUCT": flows.c.product,
        "REPORTED_BY": sa.func.coalesce(flows.c.reported_by, NOT_STATED),
    },
    value=plain(flows.c.value_usd),
    indexed={
        "EXPORTER": flows.c.exporter,
        "IMPORTER": flows.c.importer,
        "PRODUCT": flows.c.product,
    },
    fixed={"FREQ": _ANNUAL},
    attributes=(plain(flows.c.weight_kg), plain(flows.c.quantity), flows.c.quantity_unit),
)

_traded = sa.union_all(
    *(
        sa.select(
            totals.c.release_id,
            totals.c.area,
            totals.c.product,
            constant(code).label("trade_flow"),
            column.label("usd"),
        ).where(column.is_not(None))
        for code, column in (("X", totals.c.exports_usd), ("M", totals.c.imports_usd))
    )
).subquery("traded")

TOTALS = Figures(
    release=_traded.c.release_id,
    dimensions={
        "FREQ": constant("A"),
        "REF_AREA": _traded.c.area,
        "TRADE_FLOW": _traded.c.trade_flow,
        "PRODUCT": _traded.c.product,
    },
    value=plain(_traded.c.usd),
    indexed={"REF_AREA": totals.c.area, "PRODUCT": totals.c.product},
    fixed={"FREQ": _ANNUAL, "TRADE_FLOW": frozenset(TRADE_FLOWS.codes)},
)

RCA = Figures(
    release=rca.c.release_id,
    dimensions={
        "FREQ": constant("A"),
        "REF_AREA": rca.c.area,
        "PRODUCT": rca.c.product,
    },
    value=sa.cast(rca.c.rca, sa.Text),
    indexed={"REF_AREA": rca.c.area},
    fixed={"FREQ": _ANNUAL},
)


@dataclass(frozen=True, eq=False)
class TableReader:
    """Reads the figures of a cube from a table; editions that answer in part are cut by product."""

    figures: Figures

    async def found(
        self, snapshot: Snapshot, editions: Sequence[Edition], boxes: Sequence[Box], limit: int
    ) -> list[Found]:
        """Return the figures of a cut, at most `limit`."""
        by_release = {edition.release.id: edition for edition in editions}
        last = 1 + len(self.figures.dimensions)
        asked = _opened(boxes, editions)
        rows = await repository.rows(
            snapshot, self.figures, asked, _answering(editions), "PRODUCT", limit
        )
        return [Found(by_release[row[0]], row[1:last], row[last], row[last + 1 :]) for row in rows]

    async def presence(
        self, snapshot: Snapshot, editions: Sequence[Edition], boxes: Sequence[Box]
    ) -> Presence:
        """Return what is there of a cut; of whole releases, from what is held of them in memory."""
        boxes = _opened(boxes, editions)
        is_open = any(not box.codes for box in boxes)
        known = [one for one in editions if is_open and one.answers_for is None]
        asked = [one for one in editions if one not in known]
        found, releases = await repository.presence(
            snapshot, self.figures, boxes, _answering(asked), "PRODUCT"
        )
        codes = {
            name: together((found.codes[name], *(one.held[name] for one in known)))
            for name in self.figures.dimensions
        }
        years = {one.year for one in editions if one in known or one.release.id in releases}
        rows = found.observations + sum(one.release.rows for one in known)
        # A release holds a key once: of one alone, series are as many as observations.
        series = rows if len(known) + len(releases) == 1 else None
        return Presence(codes, sorted(years), rows, series)


def _opened(boxes: Sequence[Box], editions: Sequence[Edition]) -> list[Box]:
    """Return boxes without the dimensions of which they ask for all that there is."""
    return [
        Box(
            {
                name: codes
                for name, codes in box.codes.items()
                if not all(edition.held[name] <= codes for edition in editions)
            }
        )
        for box in boxes
    ]


def _answering(editions: Sequence[Edition]) -> dict[int, frozenset[str] | None]:
    return {edition.release.id: edition.answers_for for edition in editions}


_held: dict[tuple[str, int, str, str], Mapping[str, frozenset[str]]] = {}
"""What releases hold, by dataset, id, slice and sha256: a release never changes."""


async def held(
    snapshot: Snapshot, figures: Figures, release: Current
) -> Mapping[str, frozenset[str]]:
    """Return the codes of each dimension that a release has figures of."""
    key = (release.dataset, release.id, release.slice, release.sha256)
    if key not in _held:
        _held[key] = await repository.held(snapshot, figures, release.id)
    return _held[key]
