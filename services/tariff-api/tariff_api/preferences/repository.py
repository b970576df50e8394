"""All SQL of preferences."""

from collections.abc import Collection
from typing import Any

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query, unnested
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.preferences.tables import preferences

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))

EDITIONS = Query(
    sa.select(
        preferences.c.release_id,
        sa.func.min(preferences.c.nomenclature).label("nomenclature"),
        sa.func.min(preferences.c.valid_from).label("valid_from"),
        sa.case(
            (sa.func.bool_or(preferences.c.valid_to.is_(None)), None),
            else_=sa.func.max(preferences.c.valid_to),
        ).label("valid_to"),
        sa.func.bool_and(preferences.c.dates_stated).label("dates_stated"),
        sa.func.max(preferences.c.observed_on).label("observed_on"),
        sa.func.array_agg(preferences.c.agreement.distinct()).label("agreements"),
        sa.func.array_agg(preferences.c.agreement.distinct())
        .filter(preferences.c.kind == sa.literal_column("'EXCEPTION'"))
        .label("excepted"),
        sa.func.array_agg(sa.func.length(preferences.c.code).distinct()).label("digits"),
    )
    .where(preferences.c.release_id == sa.any_(IDS))
    .group_by(preferences.c.release_id)
)

_asked = unnested(release=sa.Integer, low=sa.Text, high=sa.Text)

# A lateral that is not flattened: an index scan for each code, never a scan of the table.
_rows = (
    sa.select(preferences)
    .where(
        preferences.c.release_id == _asked.c.release,
        preferences.c.code.between(_asked.c.low, _asked.c.high),
    )
    .offset(sa.literal_column("0"))
    .lateral("found")
)

ROWS = Query(
    sa.select(_rows)
    .select_from(_asked.join(_rows, sa.true()))
    .order_by(_rows.c.code, _rows.c.beneficiary, _rows.c.agreement)
)


def _or_blank(name: str) -> sa.ColumnElement[str]:
    return sa.func.coalesce(preferences.c[name], sa.literal_column("''"))


_KEY = (
    preferences.c.code,
    preferences.c.beneficiary,
    _or_blank("agreement"),
    _or_blank("season_from"),
    _or_blank("quota"),
    preferences.c.valid_from,
    preferences.c.release_id,
)

PREFERENCES = Query(
    sa.select(preferences)
    .where(
        preferences.c.release_id == sa.any_(IDS),
        preferences.c.code.between(
            sa.bindparam("low", type_=sa.Text), sa.bindparam("high", type_=sa.Text)
        ),
        preferences.c.valid_from <= sa.bindparam("on", type_=sa.Date),
        sa.or_(
            preferences.c.valid_to.is_(None),
            preferences.c.valid_to >= sa.bindparam("on", type_=sa.Date),
        ),
        sa.or_(
            sa.bindparam("beneficiaries", type_=ARRAY(sa.Text)).is_(None),
            preferences.c.beneficiary
            == sa.any_(sa.bindparam("beneficiaries", type_=ARRAY(sa.Text))),
        ),
        sa.or_(
            sa.bindparam("after_code", type_=sa.Text).is_(None),
            sa.tuple_(*_KEY)
            > sa.tuple_(
                sa.bindparam("after_code", type_=sa.Text),
                sa.bindparam("after_beneficiary", type_=sa.Text),
                sa.bindparam("after_agreement", type_=sa.Text),
                sa.bindparam("after_season", type_=sa.Text),
                sa.bindparam("after_quota", type_=sa.Text),
                sa.bindparam("after_day", type_=sa.Date),
                sa.bindparam("after_release", type_=sa.Integer),
            ),
        ),
    )
    .order_by(*_KEY)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


async def editions(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return nomenclature and days of each current release of preferences."""
    return await snapshot.rows(EDITIONS, ids=snapshot.ids("preferences"))


async def rows(snapshot: Snapshot, asked: Collection[tuple[int, str, str]]) -> list[asyncpg.Record]:
    """Return the rows on all (release, first code, last code) asked for, in one statement."""
    return await snapshot.rows(
        ROWS,
        release=[release for release, _, _ in asked],
        low=[low for _, low, _ in asked],
        high=[high for _, _, high in asked],
    )


async def preferences_after(snapshot: Snapshot, **values: Any) -> list[asyncpg.Record]:
    """Return rows of some releases on a day, below a code, after a key."""
    return await snapshot.rows(PREFERENCES, **values)
