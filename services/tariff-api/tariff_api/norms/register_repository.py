"""All SQL of what stands beside norms: their classification, notifications, declaration codes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from tariff_api.norms.matching import Span
from tariff_api.norms.notification_tables import notification_codes, notifications
from tariff_api.norms.repository import IDS, PER_ROW, arrays, day, integer, spans, text
from tariff_api.norms.vocabulary_tables import declaration_codes, norm_classes

CLASSES = Query(
    sa.select(norm_classes)
    .where(norm_classes.c.release_id == sa.any_(IDS))
    .order_by(norm_classes.c.code)
)

DECLARATION_CODES = Query(
    sa.select(declaration_codes)
    .where(declaration_codes.c.release_id == sa.any_(IDS))
    .order_by(declaration_codes.c.list, declaration_codes.c.code, declaration_codes.c.place)
)

# Newest first; undated ones last.
_notified = sa.func.coalesce(notifications.c.notified_on, sa.literal_column("date '0001-01-01'"))
_newest = (_notified, notifications.c.symbol, notifications.c.release_id)


def _notifications(of_product: bool) -> Query:
    statement = sa.select(notifications).where(
        notifications.c.release_id == sa.any_(IDS),
        sa.or_(text("member").is_(None), notifications.c.member == text("member")),
        sa.or_(text("area").is_(None), notifications.c.area == text("area")),
        sa.or_(day("first").is_(None), notifications.c.notified_on >= day("first")),
        sa.or_(day("last").is_(None), notifications.c.notified_on <= day("last")),
        sa.or_(
            text("after_symbol").is_(None),
            sa.tuple_(*_newest)
            < sa.tuple_(day("after_day"), text("after_symbol"), integer("after_release")),
        ),
    )
    if of_product:
        spoken_of = (
            sa.select(notification_codes.c.release_id, notification_codes.c.symbol)
            .where(
                notification_codes.c.release_id == sa.any_(IDS),
                notification_codes.c.code.between(spans.c.low, spans.c.high),
            )
            .offset(PER_ROW)
            .lateral("spoken_of")
        )
        found = (
            sa.select(spoken_of.c.release_id, spoken_of.c.symbol)
            .select_from(spans.join(spoken_of, sa.true()))
            .distinct()
            .subquery("found")
        )
        statement = statement.join(
            found,
            sa.and_(
                found.c.release_id == notifications.c.release_id,
                found.c.symbol == notifications.c.symbol,
            ),
        )
    return Query(statement.order_by(*(one.desc() for one in _newest)).limit(integer("limit")))


ALL_NOTIFICATIONS = _notifications(of_product=False)
NOTIFICATIONS_OF_PRODUCT = _notifications(of_product=True)
NOTIFIED = Query(
    sa.select(
        notifications.c.member,
        sa.cast(sa.func.count(), sa.Integer).label("notifications"),
        sa.cast(sa.func.count().filter(notifications.c.codes.is_(None)), sa.Integer).label(
            "without_codes"
        ),
    )
    .where(notifications.c.release_id == sa.any_(IDS))
    .group_by(notifications.c.member)
    .order_by(notifications.c.member)
)


async def classes(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every class of every loaded edition of MAST, by code."""
    return await snapshot.rows(CLASSES, ids=snapshot.ids("norm_classes"))


async def all_declaration_codes(
    snapshot: Snapshot, releases: Sequence[int]
) -> list[asyncpg.Record]:
    """Return the codes of some countries' declarations by list and code."""
    return await snapshot.rows(DECLARATION_CODES, ids=releases)


async def notifications_after(
    snapshot: Snapshot,
    asked: Iterable[Span] | None,
    after: tuple[str, str, int] | None,
    limit: int,
    **filters: Any,
) -> list[asyncpg.Record]:
    """Return notifications, newest first; `filters` are member, area, first and last day."""
    return await snapshot.rows(
        ALL_NOTIFICATIONS if asked is None else NOTIFICATIONS_OF_PRODUCT,
        ids=snapshot.ids("notifications"),
        after_day=after and date.fromisoformat(after[0]),
        after_symbol=after and after[1],
        after_release=after and after[2],
        limit=limit,
        **filters,
        **({} if asked is None else arrays(asked)),
    )


async def notified(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return by member how many notifications are loaded, and how many of them name no code."""
    return await snapshot.rows(NOTIFIED, ids=snapshot.ids("notifications"))
