"""The SQL of trade within a group: what its members buy from each other and from everybody."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.sides import Main, is_main
from matrix_api.flows.tables import flows


class Bought(NamedTuple):
    """What a member bought of a subheading in one release, in dollars."""

    release: int
    importer: str
    subheading: str
    within: Decimal
    total: Decimal


def _texts(name: str) -> sa.BindParameter[Sequence[str]]:
    return sa.bindparam(name, type_=sa.ARRAY(sa.Text))


_members = _texts("members")
_value = sa.func.sum(flows.c.value_usd)
_WITHIN = Query(
    sa.select(
        flows.c.release_id,
        flows.c.importer,
        flows.c.product,
        sa.func.trim_scale(
            sa.func.coalesce(_value.filter(flows.c.exporter == sa.any_(_members)), 0)
        ),
        sa.func.trim_scale(_value),
    )
    .where(
        flows.c.release_id == sa.any_(sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))),
        flows.c.importer == sa.any_(_members),
        # Whole codes and not beginnings of them: an index of importers leads to each.
        flows.c.product == sa.any_(_texts("subheadings")),
        is_main(),
    )
    .group_by(flows.c.release_id, flows.c.importer, flows.c.product)
)


async def within(
    snapshot: Snapshot,
    releases: Sequence[int],
    members: Sequence[str],
    subheadings: Sequence[str],
    main: Mapping[str, Main],
) -> list[Bought]:
    """Return what each member bought of each subheading; what it did not buy is left out."""
    rows = await snapshot.rows(
        _WITHIN,
        releases=list(releases),
        members=list(members),
        subheadings=list(subheadings),
        main=main,
    )
    return [Bought(*row.values()) for row in rows]
