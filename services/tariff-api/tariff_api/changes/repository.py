"""All SQL of changes: two releases of duties or preferences, joined by code."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.changes import Measure
from servicekit.database import Query, unnested
from servicekit.releases.dataset import Dataset
from servicekit.releases.repository import tables
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY, array

from tariff_api.duties.tables import DUTIES
from tariff_api.nomenclature.tables import codes, correlations
from tariff_api.preferences.tables import PREFERENCES
from tariff_api.schema import SCHEMA

DATASETS = {Measure.DUTY: DUTIES, Measure.PREFERENCE: PREFERENCES}
SHOWN: dict[str, sa.types.TypeEngine[Any]] = {
    "nomenclature": sa.Text(),
    "rate_percent": sa.Numeric(20, 4),
    "rate_min_percent": sa.Numeric(20, 4),
    "rate_max_percent": sa.Numeric(20, 4),
    "margin_percent": sa.Numeric(20, 4),
    "rate_text": sa.Text(),
    "expression": sa.Text(),
    "observation": sa.Text(),
    "legal_base": sa.Text(),
    "valid_from": sa.Date(),
    "valid_to": sa.Date(),
    "dates_stated": sa.Boolean(),
    "observed_on": sa.Date(),
}
"""Columns of a side; a measure that lacks one has none of it."""
_DAYS = ("valid_from", "valid_to", "dates_stated", "observed_on")
_VARIANTS = ("season_from", "quota")
_NAMES = ("beneficiary", "agreement")
KEY = ("code", "measure", "beneficiary", "agreement", "variant", "ordinal")

EDITIONS = {
    measure: Query(
        sa.select(
            dataset.table.c.release_id,
            sa.func.min(dataset.table.c.nomenclature).label("nomenclature"),
            sa.func.min(dataset.table.c.valid_from).label("valid_from"),
        )
        .where(dataset.table.c.release_id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.Integer))))
        .group_by(dataset.table.c.release_id)
    )
    for measure, dataset in DATASETS.items()
}


def _text(name: str) -> sa.BindParameter[str]:
    return sa.bindparam(name, type_=sa.Text)


def _number(name: str) -> sa.BindParameter[int]:
    return sa.bindparam(name, type_=sa.Integer)


def _flag(name: str) -> sa.BindParameter[bool]:
    return sa.bindparam(name, type_=sa.Boolean)


def _side(dataset: Dataset, name: str) -> sa.Subquery:
    """One release's measures; the spells of a code are counted, since their days differ."""
    table = dataset.table
    names = [
        sa.func.coalesce(table.c[one], "").label(one)
        if one in table.c
        else sa.literal_column("''", sa.Text).label(one)
        for one in _NAMES
    ]
    variants = [sa.func.coalesce(table.c[one], "") for one in _VARIANTS if one in table.c]
    variant = sa.func.concat_ws(" ", *variants) if variants else sa.literal_column("''", sa.Text)
    within = [table.c.code, *(table.c[one] for one in (*_NAMES, *_VARIANTS) if one in table.c)]
    ordinal = sa.func.row_number().over(partition_by=within, order_by=table.c.valid_from)
    others = [
        column.name
        for column in dataset.columns
        if column.name not in (*SHOWN, *_NAMES, *_VARIANTS, "code")
    ]
    return (
        sa.select(
            table.c.code,
            *names,
            sa.type_coerce(variant, sa.Text).label("variant"),
            sa.cast(ordinal, sa.Integer).label("ordinal"),
            *(
                table.c[one].label(one) if one in table.c else sa.cast(sa.null(), kind).label(one)
                for one, kind in SHOWN.items()
            ),
            *(table.c[one] for one in others),
        )
        .where(
            table.c.release_id == _number(name),
            table.c.code.between(_text("low"), _text("high")),
            table.c.code >= sa.func.coalesce(_text("after_code"), sa.literal_column("''")),
        )
        .subquery(name)
    )


def _compared(measure: Measure) -> sa.Select[*tuple[Any, ...]]:
    """Select the measures that differ between two releases of one dataset."""
    dataset = DATASETS[measure]
    before, after = _side(dataset, "since"), _side(dataset, "to")
    places = ("code", *_NAMES, "variant", "ordinal")
    values = [
        column.name
        for column in dataset.columns
        if column.name not in (*_DAYS, *_NAMES, *_VARIANTS, "code", "nomenclature")
    ]
    differs = {one: before.c[one].is_distinct_from(after.c[one]) for one in values}
    # Editions differ in their days by nature; two releases of one edition do not.
    days = {
        one: sa.and_(_flag("same_slice"), before.c[one].is_distinct_from(after.c[one]))
        for one in ("valid_from", "valid_to")
    }
    changed = [
        sa.case((condition, sa.literal_column(f"'{name}'", sa.Text)))
        for name, condition in {**differs, **days}.items()
    ]
    is_new, is_gone = before.c.code.is_(None), after.c.code.is_(None)
    code = sa.func.coalesce(before.c.code, after.c.code)
    up: list[sa.ColumnElement[bool]] = []
    down: list[sa.ColumnElement[bool]] = []
    for name, (lower, higher) in {
        "rate_percent": (down, up),
        "margin_percent": (up, down),
    }.items():
        lower.append(after.c[name] < before.c[name])
        higher.append(after.c[name] > before.c[name])
    kind = sa.case(
        (sa.and_(sa.or_(is_new, is_gone), _renumbered(code, is_new)), "RENUMBERED"),
        (is_new, "NEW"),
        (is_gone, "GONE"),
        (sa.or_(*up), "RATE_UP"),
        (sa.or_(*down), "RATE_DOWN"),
        else_="CHANGED",
    )
    return (
        sa.select(
            sa.literal_column(f"'{measure}'", sa.Text).label("measure"),
            code.label("code"),
            *(
                sa.func.coalesce(before.c[one], after.c[one]).label(one)
                for one in (*_NAMES, "variant", "ordinal")
            ),
            kind.label("kind"),
            sa.func.array_remove(array(changed), sa.null()).label("changed"),
            is_new.label("is_new"),
            is_gone.label("is_gone"),
            *(before.c[one].label(f"before_{one}") for one in SHOWN),
            *(after.c[one].label(f"after_{one}") for one in SHOWN),
        )
        .select_from(
            before.join(after, sa.and_(*(before.c[p] == after.c[p] for p in places)), full=True)
        )
        .where(sa.or_(is_new, is_gone, *differs.values(), *days.values()))
    )


def _renumbered(
    code: sa.ColumnElement[str], is_new: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """Whether the correlation of the two nomenclatures leads a code to others."""
    here = correlations
    of_code = sa.func.left(code, _number("digits"))
    forwards = is_new != _flag("backwards")
    own = sa.case((forwards, here.c.to_code), else_=here.c.from_code)
    other = sa.case((forwards, here.c.from_code), else_=here.c.to_code)
    sought = sa.or_(
        sa.and_(forwards, here.c.to_code == of_code),
        sa.and_(~forwards, here.c.from_code == of_code),
    )
    return (
        sa.select(sa.literal_column("1"))
        .where(here.c.release_id == _number("correlation"), sought, own != other)
        .exists()
    )


@cache
def _changes(measure: Measure) -> Query:
    found = _compared(measure).subquery("found")
    after = [_number(f"after_{one}") if one == "ordinal" else _text(f"after_{one}") for one in KEY]
    keys = [found.c[one] for one in KEY]
    return Query(
        sa.select(found)
        .where(
            sa.or_(
                sa.bindparam("kinds", type_=ARRAY(sa.Text)).is_(None),
                found.c.kind == sa.any_(sa.bindparam("kinds", type_=ARRAY(sa.Text))),
            ),
            sa.or_(_text("after_code").is_(None), sa.tuple_(*keys) > sa.tuple_(*after)),
        )
        .order_by(*keys)
        .limit(_number("limit"))
    )


@cache
def _counts(measure: Measure) -> Query:
    found = _compared(measure).subquery("found")
    return Query(sa.select(found.c.kind, sa.func.count().label("n")).group_by(found.c.kind))


async def editions(
    snapshot: Snapshot, measure: Measure, ids: Collection[int]
) -> list[asyncpg.Record]:
    """Return nomenclature and first day of releases of a measure."""
    return await snapshot.rows(EDITIONS[measure], ids=list(ids))


async def changes(snapshot: Snapshot, measure: Measure, **values: Any) -> list[asyncpg.Record]:
    """Return measures that differ between two releases, after a key."""
    return await snapshot.rows(_changes(measure), **values)


async def counts(snapshot: Snapshot, measure: Measure, **values: Any) -> dict[str, int]:
    """Return how many measures differ between two releases, by kind."""
    rows = await snapshot.rows(_counts(measure), **values)
    return {row["kind"]: row["n"] for row in rows}


_asked = unnested(release=sa.Integer, code=sa.Text)
TEXTS = Query(
    sa.select(
        _asked.c.release,
        codes.c.code,
        codes.c.parent,
        *(codes.c[f"{name}_{lang}"] for name in ("text", "path") for lang in ("es", "pt", "en")),
    ).select_from(
        _asked.join(
            codes,
            sa.and_(codes.c.release_id == _asked.c.release, codes.c.code == _asked.c.code),
        )
    )
)


async def texts(snapshot: Snapshot, asked: Sequence[tuple[int, str]]) -> list[asyncpg.Record]:
    """Return the texts of (release of codes, code)."""
    return await snapshot.rows(
        TEXTS, release=[one for one, _ in asked], code=[code for _, code in asked]
    )


def _of_market() -> Query:
    """Releases of a market's duties and preferences with the moment each was published."""
    kept = tables(SCHEMA)
    release, publication = kept.release, kept.publication
    return Query(
        sa.select(
            release.c.id,
            release.c.dataset,
            release.c.slice,
            release.c.parts,
            release.c.state,
            release.c.published,
            publication.c.published_at,
        )
        .join(publication, publication.c.n == release.c.published)
        .where(
            release.c.dataset == sa.any_(sa.bindparam("datasets", type_=ARRAY(sa.Text))),
            release.c.parts["importer"].astext == _text("importer"),
            release.c.published <= sa.bindparam("n", type_=sa.BigInteger),
        )
        .order_by(release.c.published.desc(), release.c.id.desc())
        .limit(_number("limit"))
    )


OF_MARKET = _of_market()


async def releases_of(snapshot: Snapshot, importer: str, limit: int) -> list[asyncpg.Record]:
    """Return the releases of a market's duties and preferences, the last published first."""
    return await snapshot.rows(
        OF_MARKET,
        datasets=[dataset.name for dataset in DATASETS.values()],
        importer=importer,
        n=snapshot.published.n,
        limit=limit,
    )
