"""A dataset's rows read back as they were sent, in the order of the key."""

from functools import cache

import sqlalchemy as sa
from eslabon.contracts.sync import ColumnType

from servicekit.columnar import Columnar, Scan
from servicekit.releases.dataset import Dataset
from servicekit.releases.keyset import places
from servicekit.releases.snapshot import Current, Snapshot
from servicekit.tabular import Column, Kind

_KINDS = {
    ColumnType.TEXT: Kind.TEXT,
    ColumnType.DECIMAL: Kind.DECIMAL,
    ColumnType.INTEGER: Kind.INTEGER,
    ColumnType.NUMBER: Kind.NUMBER,
    ColumnType.DATE: Kind.DATE,
    ColumnType.BOOLEAN: Kind.BOOLEAN,
}


@cache
def _scan(dataset: Dataset, leading: tuple[str, ...]) -> Scan:
    """Return the scan of one release; the parts of its slice named `leading` come first."""
    table = dataset.table
    own = [
        (Column(one.name, _KINDS[one.type], one.scale), table.c[one.name])
        for one in dataset.columns
    ]
    cut = [(Column(name, Kind.TEXT), sa.bindparam(name, type_=sa.Text)) for name in leading]
    return Scan(
        [*cut, *own],
        [(_KINDS[kind], part) for kind, part in places(dataset, table)],
        [table.c.release_id == sa.bindparam("release", type_=sa.Integer)],
    )


def rows(
    reading: Snapshot, dataset: Dataset, releases: list[Current], leading: list[str]
) -> Columnar:
    """Return the rows of releases, one after the other, decimals as exact as their columns."""
    runs = [
        {"release": release.id, **{name: release.parts[name] for name in leading}}
        for release in releases
    ]
    return Columnar(reading.pool, _scan(dataset, tuple(leading)), runs)
