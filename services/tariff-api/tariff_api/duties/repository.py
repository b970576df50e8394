"""All SQL of duties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.envelope import Lang
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

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
    """Lines below each code asked for, with their duty on the day; the code itself as well."""
    asked = sa.func.unnest(
        sa.bindparam("numbers", type_=ARRAY(sa.Integer)),
        sa.bindparam("duties", type_=ARRAY(sa.Integer)),
        sa.bindparam("codes", type_=ARRAY(sa.Integer)),
        sa.bindparam("low", type_=ARRAY(sa.Text)),
        sa.bindparam("high", type_=ARRAY(sa.Text)),
        sa.bindparam("days", type_=ARRAY(sa.Date)),
    ).table_valued(
        sa.column("number", sa.Integer),
        sa.column("duties", sa.Integer),
        sa.column("codes", sa.Integer),
        sa.column("low", sa.Text),
        sa.column("high", sa.Text),
        sa.column("day", sa.Date),
        name="asked",
    )
    asked = asked.render_derived()
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
    duty = (
        sa.select(
            duties.c.code.label("dutiable"),
            duties.c.rate_percent,
            duties.c.rate_text,
            duties.c.legal_base,
            duties.c.valid_from,
            duties.c.valid_to,
            duties.c.observed_on,
            duties.c.release_id,
        )
        .where(
            duties.c.release_id == asked.c.duties,
            duties.c.code == below.c.code,
            duties.c.valid_from <= asked.c.day,
            duties.c.valid_to >= asked.c.day,
        )
        .limit(sa.literal_column("1"))
        .lateral("duty")
    )
    return Query(
        sa.select(asked.c.number, below, duty)
        .select_from(asked.join(below, sa.true()).outerjoin(duty, sa.true()))
        .where(sa.or_(below.c.is_line, below.c.code == asked.c.low, duty.c.dutiable.is_not(None)))
        .order_by(asked.c.number, below.c.code)
    )


LINES = {lang: _lines(lang) for lang in Lang}

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
            duties.c.code.between(
                sa.bindparam("low", type_=sa.Text), sa.bindparam("high", type_=sa.Text)
            ),
            duties.c.valid_from <= sa.bindparam("on", type_=sa.Date),
            duties.c.valid_to >= sa.bindparam("on", type_=sa.Date),
            sa.or_(
                sa.bindparam("after", type_=sa.Text).is_(None),
                duties.c.code > sa.bindparam("after", type_=sa.Text),
            ),
        )
        .order_by(duties.c.code)
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


async def lines(snapshot: Snapshot, asked: Sequence[Asked]) -> list[asyncpg.Record]:
    """Return the lines of all codes asked for, in one statement."""
    return await snapshot.rows(
        LINES[snapshot.lang],
        numbers=[one.number for one in asked],
        duties=[one.duties for one in asked],
        codes=[one.codes for one in asked],
        low=[one.code for one in asked],
        high=[upper(one.code) for one in asked],
        days=[one.on for one in asked],
    )


async def duties_after(snapshot: Snapshot, **values: Any) -> list[asyncpg.Record]:
    """Return duties of one release on a day, below a code, after the line `after`."""
    return await snapshot.rows(DUTIES[snapshot.lang], **values)
