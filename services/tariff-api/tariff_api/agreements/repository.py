"""All SQL of agreements, of their fiches and of the regional margin."""

from datetime import date

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, aggregate_order_by, distinct_on

from tariff_api.agreements.fiche_tables import (
    agreement_disciplines,
    agreement_nomenclatures,
    agreement_parties,
    agreement_protocols,
    agreement_relations,
)
from tariff_api.agreements.tables import agreement_entries, agreements, par_margins
from tariff_api.duties.tables import duties
from tariff_api.nomenclature.tables import codes
from tariff_api.preferences.tables import preferences

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))


def _all(table: sa.Table, *order: str) -> Query:
    return Query(
        sa.select(table)
        .where(table.c.release_id == sa.any_(IDS))
        .order_by(*(table.c[name] for name in order))
    )


ALL_AGREEMENTS = _all(agreements, "code")
ALL_ENTRIES = _all(agreement_entries, "agreement", "granter", "beneficiary")
ALL_MARGINS = _all(par_margins)
FICHE_PARTS = {
    "agreement_parties": _all(agreement_parties, "agreement", "country", "valid_from"),
    "agreement_protocols": _all(agreement_protocols, "agreement", "signed_on", "ordinal"),
    "agreement_relations": _all(agreement_relations, "agreement", "related"),
    "agreement_nomenclatures": _all(agreement_nomenclatures, "agreement", "nomenclature"),
    "agreement_disciplines": _all(agreement_disciplines, "agreement", "discipline"),
}


DIGITS: sa.ColumnElement[str] = sa.literal_column("'digits'")
# Columns that do not tell one row on a line from another.
_UNTOLD = (
    "release_id",
    "nomenclature",
    "code",
    "valid_from",
    "valid_to",
    "dates_stated",
    "observed_on",
    "legal_base",
)


def _counted_lines() -> Query:
    """Lines of a tariff counted by chapter, duty and the preference rows that reach them.

    A duty or a row reaches the lines that begin with its code. Rows are told as json, so that all
    lines with the same rows are one group, whatever columns rows have: a whole tariff comes back
    as some hundred groups.
    """
    on = sa.bindparam("on", type_=sa.Date)
    lines = (
        sa.select(codes.c.code)
        .where(codes.c.release_id == sa.bindparam("codes", type_=sa.Integer), codes.c.is_line)
        .cte("lines")
    )
    sizes = (
        sa.func.generate_series(
            sa.literal_column("2"), sa.func.length(lines.c.code), sa.literal_column("2")
        )
        .table_valued(sa.column("size", sa.Integer), name="sizes")
        .render_derived()
    )
    begun = sa.select(
        lines.c.code, sa.func.left(lines.c.code, sizes.c.size).label("beginning")
    ).cte("begun")
    duty = (
        sa.select(begun.c.code, duties.c.rate_percent)
        .ext(distinct_on(begun.c.code))
        .join_from(begun, duties, duties.c.code == begun.c.beginning)
        .where(
            duties.c.release_id == sa.bindparam("duties", type_=sa.Integer),
            duties.c.valid_from <= on,
            duties.c.valid_to >= on,
        )
        .order_by(
            begun.c.code,
            sa.func.length(begun.c.beginning).desc(),
            duties.c.season_from.nulls_first(),
        )
        .cte("duty")
    )
    digits = sa.func.length(preferences.c.code)
    untold: sa.ColumnElement[object] = sa.literal_column(
        f"array[{', '.join(repr(name) for name in _UNTOLD)}]"
    )
    told = (
        sa.func.to_jsonb(sa.literal_column("preferences"), type_=JSONB)
        .op("-", return_type=JSONB())(untold)
        .op("||", return_type=JSONB())(sa.func.jsonb_build_object(DIGITS, digits))
    )
    rows = (
        sa.select(preferences.c.code, sa.cast(told, sa.Text).label("told"))
        .where(
            preferences.c.release_id == sa.bindparam("preferences", type_=sa.Integer),
            digits <= sa.bindparam("digits", type_=sa.Integer),
            preferences.c.beneficiary == sa.any_(sa.bindparam("reached", type_=ARRAY(sa.Text))),
            preferences.c.valid_from <= on,
            sa.or_(preferences.c.valid_to.is_(None), preferences.c.valid_to >= on),
        )
        .cte("rows_told")
    )
    reaching = (
        sa.select(
            begun.c.code,
            sa.func.array_agg(aggregate_order_by(rows.c.told, rows.c.told)).label("told"),
        )
        .join_from(begun, rows, rows.c.code == begun.c.beginning)
        .group_by(begun.c.code)
        .cte("reaching")
    )
    chapter = sa.func.left(lines.c.code, sa.literal_column("2")).label("chapter")
    return Query(
        sa.select(chapter, duty.c.rate_percent, reaching.c.told, sa.func.count().label("lines"))
        .select_from(
            lines.outerjoin(duty, duty.c.code == lines.c.code).outerjoin(
                reaching, reaching.c.code == lines.c.code
            )
        )
        .group_by(chapter, duty.c.rate_percent, reaching.c.told)
    )


COUNTED_LINES = _counted_lines()


async def all_agreements(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every agreement of the registry, by code."""
    return await snapshot.rows(ALL_AGREEMENTS, ids=snapshot.ids("agreements"))


async def all_entries(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every entry into force, by agreement and pair."""
    return await snapshot.rows(ALL_ENTRIES, ids=snapshot.ids("agreement_entries"))


async def all_margins(snapshot: Snapshot) -> list[asyncpg.Record]:
    """Return every cell of AR.PAR 4."""
    return await snapshot.rows(ALL_MARGINS, ids=snapshot.ids("par_margins"))


async def fiche_part(snapshot: Snapshot, dataset: str) -> list[asyncpg.Record]:
    """Return all rows of one of the datasets that fiches are made of."""
    return await snapshot.rows(FICHE_PARTS[dataset], ids=snapshot.ids(dataset))


async def counted_lines(
    snapshot: Snapshot,
    *,
    codes: int,
    duties: int,
    preferences: int,
    digits: int,
    reached: list[str],
    on: date,
) -> list[asyncpg.Record]:
    """Return how many lines have which duty and which rows for some beneficiaries on a day.

    `codes`, `duties` and `preferences` are releases; `digits` is the length of the longest code
    of the preferences that means the same in the tariff.
    """
    return await snapshot.rows(
        COUNTED_LINES,
        codes=codes,
        duties=duties,
        preferences=preferences,
        digits=digits,
        reached=reached,
        on=on,
    )
