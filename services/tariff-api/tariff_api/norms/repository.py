"""All SQL of norms."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import asyncpg
import sqlalchemy as sa
from servicekit.database import Query, unnested
from servicekit.releases.snapshot import Snapshot
from sqlalchemy.dialects.postgresql import ARRAY

from tariff_api.nomenclature.tables import codes
from tariff_api.norms.matching import LONGEST, Span
from tariff_api.norms.tables import norm_codes, norms

IDS = sa.bindparam("ids", type_=ARRAY(sa.Integer))
PER_ROW: sa.ColumnElement[int] = sa.literal_column("0")
"""Offset that keeps a lateral from being flattened: an index scan for each span asked for."""
EMPTY: sa.ColumnElement[str] = sa.literal_column("''")
NINE: sa.ColumnElement[str] = sa.literal_column("'9'")
THIRTEEN: sa.ColumnElement[int] = sa.literal_column("13")
BAR: sa.ColumnElement[str] = sa.literal_column("'|'")


def text(name: str) -> sa.BindParameter[str]:
    """A parameter of a statement: a text."""
    return sa.bindparam(name, type_=sa.Text)


def integer(name: str) -> sa.BindParameter[int]:
    """A parameter of a statement: an integer."""
    return sa.bindparam(name, type_=sa.Integer)


def day(name: str) -> sa.BindParameter[date]:
    """A parameter of a statement: a day."""
    return sa.bindparam(name, type_=sa.Date)


def texts(name: str) -> sa.BindParameter[Any]:
    """A parameter of a statement: an array of texts."""
    return sa.bindparam(name, type_=ARRAY(sa.Text))


@dataclass(frozen=True, slots=True)
class Side:
    """The norms of one country that bite on its side of a trade."""

    releases: tuple[int, ...]
    direction: str
    partners: tuple[str, ...] | None
    """The other country with its schemes; None where any will do."""


_sides = unnested(id=sa.Integer, direction=sa.Text, partners=sa.Text)
spans = unnested(nomenclature=sa.Text, low=sa.Text, high=sa.Text)


def _areas(joined: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.func.string_to_array(joined, BAR)


_in_force = (
    sa.or_(norms.c.valid_from.is_(None), norms.c.valid_from <= day("on")),
    sa.or_(norms.c.valid_to.is_(None), norms.c.valid_to >= day("on")),
)
_of_class = sa.or_(
    text("class_low").is_(None),
    norms.c.mast_code.between(text("class_low"), text("class_high")),
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
                text("after_norm").is_(None),
                sa.tuple_(norms.c.norm, norms.c.release_id)
                > sa.tuple_(text("after_norm"), integer("after_release")),
            ),
        )
        .order_by(norms.c.norm, norms.c.release_id)
        .limit(integer("limit"))
    )


_found = (
    sa.select(norm_codes.c.norm, norm_codes.c.code)
    .where(
        norm_codes.c.release_id == _sides.c.id,
        norm_codes.c.nomenclature == spans.c.nomenclature,
        norm_codes.c.code.between(spans.c.low, spans.c.high),
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
    .select_from(_sides.join(spans, sa.true()).join(_found, sa.true()))
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


def _chapters() -> Query:
    """Return a walk along the index from one chapter to the next: no row is read twice."""
    place = (norm_codes.c.nomenclature, norm_codes.c.code)
    row = (norm_codes.c.release_id, *place)
    asked = unnested(release=sa.Integer)
    first = (
        sa.select(*row)
        .where(norm_codes.c.release_id == asked.c.release)
        .order_by(*place)
        .limit(1)
        .lateral("first")
    )
    walk = sa.select(first).select_from(asked.join(first, sa.true())).cte("walk", recursive=True)
    # Behind the last code of the chapter; behind the empty beginning stands any code.
    end = sa.case(
        (walk.c.code == EMPTY, EMPTY),
        else_=sa.func.rpad(sa.func.left(walk.c.code, 2), THIRTEEN, NINE),
    )
    following = (
        sa.select(*row)
        .where(
            norm_codes.c.release_id == walk.c.release_id,
            sa.tuple_(*place) > sa.tuple_(walk.c.nomenclature, end),
        )
        .order_by(*place)
        .limit(1)
        .lateral("following")
    )
    walk = walk.union_all(sa.select(following).select_from(walk.join(following, sa.true())))
    return Query(sa.select(walk.c.nomenclature, sa.func.left(walk.c.code, 2).label("chapter")))


CHAPTERS = _chapters()

_asked = unnested(release=sa.Integer, low=sa.Text, high=sa.Text)
_lines = (
    sa.select(codes.c.release_id, codes.c.code)
    .where(
        codes.c.release_id == _asked.c.release,
        codes.c.is_line,
        codes.c.code.between(_asked.c.low, _asked.c.high),
    )
    .offset(PER_ROW)
    .lateral("line")
)
LINES = Query(
    sa.select(_lines)
    .select_from(_asked.join(_lines, sa.true()))
    .order_by(_lines.c.release_id, _lines.c.code)
)

SUBHEADINGS = Query(
    sa.select(sa.cast(sa.func.count(), sa.Integer).label("subheadings")).where(
        codes.c.release_id == integer("release"), sa.func.length(codes.c.code) == 6
    )
)

_on_imports = (
    norms.c.release_id == sa.any_(IDS),
    norms.c.direction != sa.literal_column("'EXPORT'"),
    *_in_force,
)
COUNTS = Query(
    sa.select(
        norms.c.mast_code,
        sa.cast(sa.func.count(), sa.Integer).label("norms"),
        sa.cast(sa.func.count().filter(sa.not_(norms.c.verified)), sa.Integer).label("unverified"),
    )
    .where(*_on_imports)
    .group_by(norms.c.mast_code)
)
_bites = norms.join(
    norm_codes,
    sa.and_(
        norm_codes.c.release_id == norms.c.release_id,
        norm_codes.c.norm == norms.c.norm,
        norm_codes.c.nomenclature == sa.any_(texts("nomenclatures")),
    ),
)
_subheading = sa.func.left(norm_codes.c.code, 6).label("code")

# How many norms of each class bite on a subheading, or on all below a shorter beginning.
REACHED = Query(
    sa.select(
        norms.c.release_id,
        norms.c.mast_code,
        _subheading,
        sa.cast(sa.func.count(sa.distinct(norms.c.norm)), sa.Integer).label("norms"),
    )
    .select_from(_bites)
    .where(
        *_on_imports,
        sa.or_(
            sa.func.length(norm_codes.c.code) < 6,
            _subheading == sa.any_(texts("subheadings")),
        ),
    )
    .group_by(norms.c.release_id, norms.c.mast_code, _subheading)
)
# A norm once for each subheading that it bites on.
BITES = Query(
    sa.select(
        norms.c.release_id,
        norms.c.norm,
        norms.c.mast_code,
        norm_codes.c.nomenclature,
        _subheading,
    )
    .select_from(_bites)
    .where(*_on_imports)
    .distinct()
)


def arrays(found: Iterable[Span]) -> dict[str, list[str]]:
    """Return spans of codes as the arrays that statements take."""
    ordered = sorted(found, key=lambda span: (span.nomenclature, span.low, span.high))
    return {
        "nomenclature": [span.nomenclature for span in ordered],
        "low": [span.low for span in ordered],
        "high": [span.high for span in ordered],
    }


async def norms_after(
    snapshot: Snapshot,
    sides: Sequence[Side],
    asked: Iterable[Span] | None,
    on: date,
    class_: str | None,
    after: tuple[str, int] | None,
    limit: int,
) -> list[asyncpg.Record]:
    """Return norms in force by name, those of a product where spans of codes are `asked`.

    Each row has `applies_to`, the side it bites on, and `matched`, its beginnings of codes that
    lie in the spans.
    """
    places = [(id_, side) for side in sides for id_ in side.releases]
    if not places:
        return []
    return await snapshot.rows(
        ALL_NORMS if asked is None else NORMS_OF_PRODUCT,
        id=[id_ for id_, _ in places],
        direction=[side.direction for _, side in places],
        partners=[None if side.partners is None else "|".join(side.partners) for _, side in places],
        on=on,
        after_norm=after and after[0],
        after_release=after and after[1],
        limit=limit,
        **_below(class_),
        **({} if asked is None else arrays(asked)),
    )


def _below(class_: str | None) -> dict[str, str | None]:
    """Bounds of a class and all below it: digits follow the letter, and stand in order."""
    return {"class_low": class_, "class_high": class_ and class_.ljust(4, "9")}


async def chapters(snapshot: Snapshot, releases: Sequence[int]) -> list[asyncpg.Record]:
    """Return nomenclature and chapter of all that the norms of some releases speak of."""
    return await snapshot.rows(CHAPTERS, release=releases)


async def lines(snapshot: Snapshot, asked: Collection[tuple[int, str]]) -> dict[int, list[str]]:
    """Return by release of codes the national lines below all (release, code) asked for."""
    if not asked:
        return {}
    found: dict[int, list[str]] = {}
    for row in await snapshot.rows(
        LINES,
        release=[release for release, _ in asked],
        low=[code for _, code in asked],
        high=[code.ljust(LONGEST, "9") for _, code in asked],
    ):
        found.setdefault(row["release_id"], []).append(row["code"])
    return found


async def subheadings(snapshot: Snapshot, release: int) -> int:
    """Return how many codes of six digits a nomenclature has."""
    rows = await snapshot.rows(SUBHEADINGS, release=release)
    count: int = rows[0]["subheadings"]
    return count


async def counts(snapshot: Snapshot, releases: Sequence[int], on: date) -> list[asyncpg.Record]:
    """Return by class how many norms on imports are in force, and how many are not verified."""
    return await snapshot.rows(COUNTS, ids=releases, on=on)


async def norms_reaching(
    snapshot: Snapshot,
    releases: Sequence[int],
    on: date,
    nomenclatures: Sequence[str],
    subheadings: Sequence[str],
) -> list[asyncpg.Record]:
    """Return by class and beginning how many norms of some nomenclatures bite on it.

    Beginnings of six digits are among the subheadings; shorter ones stand for all below them.
    """
    return await snapshot.rows(
        REACHED,
        ids=releases,
        on=on,
        nomenclatures=nomenclatures,
        subheadings=subheadings,
    )


async def bites(
    snapshot: Snapshot, releases: Sequence[int], on: date, nomenclatures: Sequence[str]
) -> list[asyncpg.Record]:
    """Return each norm of some nomenclatures once for each subheading it bites on.

    Codes are cut at six digits; shorter ones stand as they are.
    """
    return await snapshot.rows(BITES, ids=releases, on=on, nomenclatures=nomenclatures)
