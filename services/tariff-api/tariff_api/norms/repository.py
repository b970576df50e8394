"""All SQL of norms, their classification, notifications and codes of declarations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.nomenclature.tables import codes
from tariff_api.norms.matching import LONGEST, Span
from tariff_api.norms.notification_tables import notification_codes, notifications
from tariff_api.norms.tables import norm_codes, norms
from tariff_api.norms.vocabulary_tables import declaration_codes, norm_classes

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))
PER_ROW: sa.ColumnElement[int] = sa.literal_column("0")
"""Offset that keeps a lateral from being flattened: an index scan for each span asked for."""
BAR: sa.ColumnElement[str] = sa.literal_column("'|'")


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _integer(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


def _day(name: str) -> sa.BindParameter[date]:
    return sa.bindparam(name, type_=sa.Date)


def _texts(name: str) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=ARRAY(sa.Text))


def _optional(parameter: sa.BindParameter[Any], condition: sa.ColumnElement[bool]) -> Any:
    """A condition that holds where nothing is asked."""
    return sa.or_(parameter.is_(None), condition)


@dataclass(frozen=True, slots=True)
class Side:
    """The norms of one country that bite on its side of a trade."""

    releases: tuple[int, ...]
    direction: str
    partners: tuple[str, ...] | None
    """The other country with its schemes; None where any will do."""


_sides = (
    sa.func.unnest(IDS, _texts("directions"), _texts("partners"))
    .table_valued(
        sa.column("id", sa.Integer),
        sa.column("direction", sa.Text),
        sa.column("partners", sa.Text),
        name="side",
    )
    .render_derived()
)
_spans = (
    sa.func.unnest(_texts("nomenclatures"), _texts("lows"), _texts("highs"))
    .table_valued(
        sa.column("nomenclature", sa.Text),
        sa.column("low", sa.Text),
        sa.column("high", sa.Text),
        name="span",
    )
    .render_derived()
)


def _areas(joined: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.string_to_array(joined, BAR)


_in_force = (
    sa.or_(norms.c.valid_from.is_(None), norms.c.valid_from <= _day("on")),
    sa.or_(norms.c.valid_to.is_(None), norms.c.valid_to >= _day("on")),
)
_of_class = sa.or_(
    _text("class_low").is_(None),
    norms.c.mast_code.between(_text("class_low"), _text("class_high")),
)


def _page(source: sa.FromClause, matched: sa.ColumnElement[Any]) -> Query:
    """Return the statement of a page of norms that hold on a day, in the order of their names."""
    partners = _areas(_sides.c.partners)
    with_world = sa.func.array_append(partners, sa.literal_column("'WLD'"))
    return Query(
        sa.select(norms, _sides.c.direction.label("applies_to"), matched.label("matched"))
        .select_from(source)
        .where(
            sa.or_(
                norms.c.direction == _sides.c.direction,
                norms.c.direction == sa.literal_column("'BOTH'"),
            ),
            *_in_force,
            _of_class,
            sa.or_(
                partners.is_(None),
                sa.and_(
                    sa.or_(
                        norms.c.origins.is_(None),
                        _areas(norms.c.origins).op("&&")(with_world),
                    ),
                    sa.or_(
                        norms.c.origins_except.is_(None),
                        sa.not_(_areas(norms.c.origins_except).op("&&")(partners)),
                    ),
                ),
            ),
            sa.or_(
                _text("after_norm").is_(None),
                sa.tuple_(norms.c.norm, norms.c.release_id)
                > sa.tuple_(_text("after_norm"), _integer("after_release")),
            ),
        )
        .order_by(norms.c.norm, norms.c.release_id)
        .limit(_integer("limit"))
    )


_found = (
    sa.select(norm_codes.c.norm, norm_codes.c.code)
    .where(
        norm_codes.c.release_id == _sides.c.id,
        norm_codes.c.nomenclature == _spans.c.nomenclature,
        norm_codes.c.code.between(_spans.c.low, _spans.c.high),
    )
    .offset(PER_ROW)
    .lateral("found")
)
_matched = (
    sa.select(
        _sides.c.id,
        _found.c.norm,
        sa.func.array_agg(sa.distinct(_found.c.code)).label("codes"),
    )
    .select_from(_sides.join(_spans, sa.true()).join(_found, sa.true()))
    .group_by(_sides.c.id, _found.c.norm)
    .subquery("matched")
)

ALL_NORMS = _page(
    _sides.join(norms, norms.c.release_id == _sides.c.id), sa.null().cast(ARRAY(sa.Text))
)
NORMS_OF_PRODUCT = _page(
    _sides.join(_matched, _matched.c.id == _sides.c.id).join(
        norms,
        sa.and_(norms.c.release_id == _matched.c.id, norms.c.norm == _matched.c.norm),
    ),
    _matched.c.codes,
)

CHAPTERS = Query(
    sa.select(
        norm_codes.c.nomenclature,
        sa.func.left(norm_codes.c.code, 2).label("chapter"),
    )
    .where(norm_codes.c.release_id == sa.any_(IDS))
    .distinct()
)

LINES = Query(
    sa.select(codes.c.code)
    .where(
        codes.c.release_id == _integer("release"),
        codes.c.is_line,
        codes.c.code.between(_text("low"), _text("high")),
    )
    .order_by(codes.c.code)
)

SUBHEADINGS = Query(
    sa.select(sa.cast(sa.func.count(), sa.Integer).label("subheadings")).where(
        codes.c.release_id == _integer("release"), sa.func.length(codes.c.code) == 6
    )
)

# A norm once for each subheading that it bites on, for the indicators.
BITES = Query(
    sa.select(
        norms.c.release_id,
        norms.c.norm,
        norms.c.mast_code,
        norms.c.verified,
        norm_codes.c.nomenclature,
        sa.func.left(norm_codes.c.code, 6).label("code"),
    )
    .select_from(
        norms.join(
            norm_codes,
            sa.and_(
                norm_codes.c.release_id == norms.c.release_id, norm_codes.c.norm == norms.c.norm
            ),
        )
    )
    .where(
        norms.c.release_id == sa.any_(IDS),
        norms.c.direction != sa.literal_column("'EXPORT'"),
        *_in_force,
    )
    .distinct()
)

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
        sa.or_(_text("member").is_(None), notifications.c.member == _text("member")),
        sa.or_(_text("area").is_(None), notifications.c.area == _text("area")),
        sa.or_(_day("first").is_(None), notifications.c.notified_on >= _day("first")),
        sa.or_(_day("last").is_(None), notifications.c.notified_on <= _day("last")),
        sa.or_(
            _text("after_symbol").is_(None),
            sa.tuple_(*_newest)
            < sa.tuple_(_day("after_day"), _text("after_symbol"), _integer("after_release")),
        ),
    )
    if of_product:
        spoken_of = (
            sa.select(notification_codes.c.release_id, notification_codes.c.symbol)
            .where(
                notification_codes.c.release_id == sa.any_(IDS),
                notification_codes.c.code.between(_spans.c.low, _spans.c.high),
            )
            .offset(PER_ROW)
            .lateral("spoken_of")
        )
        found = (
            sa.select(spoken_of.c.release_id, spoken_of.c.symbol)
            .select_from(_spans.join(spoken_of, sa.true()))
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
    return Query(statement.order_by(*(one.desc() for one in _newest)).limit(_integer("limit")))


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


def _unnested(found: Iterable[Span]) -> dict[str, list[str]]:
    ordered = sorted(found, key=lambda span: (span.nomenclature, span.low, span.high))
    return {
        "nomenclatures": [span.nomenclature for span in ordered],
        "lows": [span.low for span in ordered],
        "highs": [span.high for span in ordered],
    }


async def norms_after(
    snapshot: Snapshot,
    sides: Sequence[Side],
    spans: Iterable[Span] | None,
    on: date,
    class_: str | None,
    after: tuple[str, int] | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Return norms in force by name, those of a product where `spans` are given.

    Each row has `applies_to`, the side it bites on, and `matched`, its beginnings of codes that
    lie in the spans.
    """
    places = [(id_, side) for side in sides for id_ in side.releases]
    if not places:
        return []
    return await snapshot.rows(
        ALL_NORMS if spans is None else NORMS_OF_PRODUCT,
        ids=[id_ for id_, _ in places],
        directions=[side.direction for _, side in places],
        partners=[None if side.partners is None else "|".join(side.partners) for _, side in places],
        on=on,
        after_norm=after and after[0],
        after_release=after and after[1],
        limit=limit,
        **_below(class_),
        **({} if spans is None else _unnested(spans)),
    )


def _below(class_: str | None) -> dict[str, str | None]:
    """Bounds of a class and all below it: digits follow the letter, and stand in order."""
    return {"class_low": class_, "class_high": class_ and class_.ljust(4, "9")}


async def chapters(snapshot: Snapshot, releases: Sequence[int]) -> list[asyncpg.Record]:
    """Return nomenclature and chapter of all that the norms of some releases speak of."""
    return await snapshot.rows(CHAPTERS, ids=releases)


async def lines(snapshot: Snapshot, release: int, code: str) -> list[str]:
    """Return the national lines below a code."""
    rows = await snapshot.rows(LINES, release=release, low=code, high=code.ljust(LONGEST, "9"))
    return [row["code"] for row in rows]


async def subheadings(snapshot: Snapshot, release: int) -> int:
    """Return how many codes of six digits a nomenclature has."""
    rows = await snapshot.rows(SUBHEADINGS, release=release)
    count: int = rows[0]["subheadings"]
    return count


async def bites(snapshot: Snapshot, releases: Sequence[int], on: date) -> list[asyncpg.Record]:
    """Return each norm on imports that is in force, once for each subheading it bites on.

    Codes are cut at six digits; shorter ones stand as they are, empty for all goods.
    """
    return await snapshot.rows(BITES, ids=releases, on=on)


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
    spans: Iterable[Span] | None,
    after: tuple[str, str, int] | None,
    limit: int,
    **filters: Any,
) -> list[asyncpg.Record]:
    """Return notifications, newest first; `filters` are member, area, first and last day."""
    return await snapshot.rows(
        ALL_NOTIFICATIONS if spans is None else NOTIFICATIONS_OF_PRODUCT,
        ids=snapshot.ids("notifications"),
        after_day=after and date.fromisoformat(after[0]),
        after_symbol=after and after[1],
        after_release=after and after[2],
        limit=limit,
        **filters,
        **({} if spans is None else _unnested(spans)),
    )


async def notified(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return by member how many notifications are loaded, and how many of them name no code."""
    return await snapshot.rows(NOTIFIED, ids=snapshot.ids("notifications"))
