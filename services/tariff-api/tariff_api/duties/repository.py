"""All SQL of duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.envelope import Lang
from servicekit.database import Query, unnested
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY, array

from tariff_api.duties.season import month_day
from tariff_api.duties.tables import duties
from tariff_api.nomenclature.tables import codes

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))

EDITIONS = Query(
    sa.select(
        duties.c.release_id,
        sa.func.min(duties.c.nomenclature).label("nomenclature"),
        sa.func.min(duties.c.valid_from).label("valid_from"),
        sa.func.max(duties.c.valid_to).label("valid_to"),
        sa.func.bool_and(duties.c.dates_stated).label("dates_stated"),
        sa.func.max(duties.c.observed_on).label("observed_on"),
    )
    .where(duties.c.release_id == sa.any_(IDS))
    .group_by(duties.c.release_id)
)


def _held() -> Query:
    """How many subheadings of the Harmonized System have a duty: own, below or above them."""
    asked = unnested(duties=sa.Integer, codes=sa.Integer)
    of_release = duties.c.release_id == asked.c.duties
    below = sa.exists().where(
        of_release,
        duties.c.code >= codes.c.code,
        duties.c.code <= codes.c.code + sa.literal_column("'999999'"),
    )
    above = sa.exists().where(
        of_release,
        duties.c.code == sa.any_(_beginnings(codes.c.code, 2, 4)),
    )
    held = sa.func.count().filter(sa.or_(below, above))
    return Query(
        sa.select(asked.c.duties, held.label("held"), sa.func.count().label("total"))
        .select_from(
            asked.join(
                codes,
                sa.and_(
                    codes.c.release_id == asked.c.codes,
                    sa.func.length(codes.c.code) == sa.literal_column("6"),
                ),
            )
        )
        .group_by(asked.c.duties)
    )


def _beginnings(code: sa.ColumnElement[str], *digits: int) -> sa.ColumnElement[Any]:
    cut: list[Any] = [sa.func.left(code, sa.literal_column(str(length))) for length in digits]
    return array(cut)


HELD = _held()


def _written(lang: Lang) -> list[sa.ColumnElement[str | None]]:
    """A code's texts: in the language, and in the others only where it has none in it."""
    own = codes.c[f"text_{lang}"]
    return [
        (
            codes.c[f"{name}_{one}"]
            if one == lang
            else sa.case((own.is_(None), codes.c[f"{name}_{one}"]))
        ).label(f"{name}_{one}")
        for name in ("text", "path")
        for one in Lang
    ]


def _lines(lang: Lang) -> Query:
    """The codes below each code asked for and itself, with the duty on them on the day.

    A line without a duty of its own has that of the longest code above it. On one code a duty of
    the season goes before one of the whole year.
    """
    asked = unnested(
        number=sa.Integer,
        duties=sa.Integer,
        codes=sa.Integer,
        low=sa.Text,
        high=sa.Text,
        day=sa.Date,
        month_day=sa.Text,
    )
    # Laterals that are not flattened: each code asked for is an index scan of its own, whatever
    # the planner would guess of the number of lines below it.
    below = (
        sa.select(codes.c.code, codes.c.parent, codes.c.is_line, *_written(lang))
        .where(
            codes.c.release_id == asked.c.codes,
            codes.c.code.between(asked.c.low, asked.c.high),
        )
        .offset(sa.literal_column("0"))
        .lateral("below")
    )
    first, last, day = duties.c.season_from, duties.c.season_to, asked.c.month_day
    held = (
        duties.c.release_id == asked.c.duties,
        duties.c.valid_from <= asked.c.day,
        duties.c.valid_to >= asked.c.day,
        sa.or_(
            first.is_(None),
            sa.case(
                (first <= last, day.between(first, last)),
                else_=sa.or_(day >= first, day <= last),
            ),
        ),
    )
    columns = (
        duties.c.code.label("dutiable"),
        *(
            duties.c[name]
            for name in (
                "rate_percent",
                "rate_text",
                "legal_base",
                "valid_from",
                "valid_to",
                "observed_on",
                "release_id",
                "expression",
                "season_from",
                "season_to",
            )
        ),
    )
    one: sa.ColumnElement[int] = sa.literal_column("1")
    own = (
        sa.select(*columns)
        .where(*held, duties.c.code == below.c.code)
        .order_by(first.nulls_last())
        .limit(one)
    )
    inherited = (
        sa.select(*columns)
        .where(*held, duties.c.code == sa.any_(_beginnings(below.c.code, 10, 8, 6, 4, 2)))
        .order_by(sa.func.length(duties.c.code).desc(), first.nulls_last())
        .limit(one)
    )
    # The second part is not run where the first has a row: nearly every line has its own duty.
    duty = (
        sa.union_all(own.correlate(asked, below), inherited.correlate(asked, below))
        .limit(one)
        .lateral("duty")
    )
    return Query(
        sa.select(asked.c.number, below, duty)
        .select_from(asked.join(below, sa.true()).outerjoin(duty, sa.true()))
        .order_by(asked.c.number, below.c.code)
    )


LINES = {lang: _lines(lang) for lang in Lang}


def _season() -> sa.ColumnElement[str]:
    return sa.func.coalesce(duties.c.season_from, sa.literal_column("''"))


DUTIES = {
    lang: Query(
        sa.select(
            duties,
            codes.c.parent,
            *_written(lang),
        )
        .select_from(
            duties.outerjoin(
                codes,
                sa.and_(
                    codes.c.release_id == sa.bindparam("codes", type_=sa.Integer),
                    codes.c.code == duties.c.code,
                ),
            )
        )
        .where(
            duties.c.release_id == sa.bindparam("release", type_=sa.Integer),
            sa.or_(
                duties.c.code.between(
                    sa.bindparam("low", type_=sa.Text), sa.bindparam("high", type_=sa.Text)
                ),
                duties.c.code == sa.any_(sa.bindparam("above", type_=ARRAY(sa.Text))),
            ),
            duties.c.valid_from <= sa.bindparam("on", type_=sa.Date),
            duties.c.valid_to >= sa.bindparam("on", type_=sa.Date),
            sa.or_(
                sa.bindparam("after", type_=sa.Text).is_(None),
                sa.tuple_(duties.c.code, _season())
                > sa.tuple_(
                    sa.bindparam("after", type_=sa.Text),
                    sa.bindparam("after_season", type_=sa.Text),
                ),
            ),
        )
        .order_by(duties.c.code, _season())
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    for lang in Lang
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One code to read lines of: a number to find it again, releases, the code and the day."""

    number: int
    duties: int | None
    codes: int
    code: str
    on: date


def upper(code: str) -> str:
    """Return the last code below `code`, in the order of digits."""
    return code.ljust(12, "9")


async def editions(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return nomenclature and days of each current release of duties."""
    return await snapshot.rows(EDITIONS, ids=snapshot.ids("duties"))


async def held(
    snapshot: Snapshot, releases: Sequence[tuple[int, int]]
) -> dict[int, tuple[int, int]]:
    """Return, for (release of duties, of the codes of its revision), subheadings held and all."""
    rows = await snapshot.rows(
        HELD, duties=[one for one, _ in releases], codes=[one for _, one in releases]
    )
    return {row["duties"]: (row["held"], row["total"]) for row in rows}


async def lines(snapshot: Snapshot, asked: Sequence[Asked]) -> list[asyncpg.Record]:
    """Return the codes below all codes asked for and themselves, in one statement."""
    return await snapshot.rows(
        LINES[snapshot.lang],
        number=[one.number for one in asked],
        duties=[one.duties for one in asked],
        codes=[one.codes for one in asked],
        low=[one.code for one in asked],
        high=[upper(one.code) for one in asked],
        day=[one.on for one in asked],
        month_day=[month_day(one.on) for one in asked],
    )


async def duties_after(snapshot: Snapshot, **values: Any) -> list[asyncpg.Record]:
    """Return duties of one release on a day, on or below a code or `above` it, after a key."""
    return await snapshot.rows(DUTIES[snapshot.lang], **values)
