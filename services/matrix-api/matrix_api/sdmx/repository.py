"""All SQL on the figures that dataflows serve: rows of a cut, and what is there at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from matrix_api.sdmx.cuts import Box, Presence
from matrix_api.walking import walk

_releases = sa.bindparam("releases", type_=sa.ARRAY(sa.Integer))
_release = sa.bindparam("release", type_=sa.Integer)

Shape = tuple[frozenset[str], ...]
"""Which dimensions each box of a cut names."""


@dataclass(frozen=True, eq=False)
class Figures:
    """A table of figures by release: columns of the dimensions, the value as text, attributes."""

    release: sa.ColumnElement[int]
    dimensions: Mapping[str, sa.ColumnElement[str]]
    value: sa.ColumnElement[str]
    indexed: Mapping[str, sa.Column[str]]
    """Columns that lead an index after `release_id`, by dimension."""
    fixed: Mapping[str, frozenset[str]]
    """Codes of the dimensions that hold the same in every release."""
    attributes: tuple[sa.ColumnElement[str], ...] = ()


def constant(code: str) -> sa.ColumnElement[str]:
    """Return a dimension that has one code."""
    return sa.cast(sa.literal_column(f"'{code}'"), sa.Text)


def plain(column: sa.ColumnElement[Any]) -> sa.ColumnElement[str]:
    """Return a decimal as text, exactly, without zeros at its end."""
    return sa.cast(sa.func.trim_scale(column), sa.Text)


def _array(name: str, kind: type[sa.types.TypeEngine[Any]] = sa.Text) -> sa.BindParameter[Any]:
    return sa.bindparam(name, type_=sa.ARRAY(kind))


def _condition(figures: Figures, shape: Shape, cut_by: str | None) -> sa.ColumnElement[bool]:
    """Return what a row has to meet; where `cut_by` is given, some releases answer in part only."""
    boxes = [
        sa.and_(
            sa.true(),
            *(
                figures.dimensions[name] == sa.any_(_array(f"{name}_{place}"))
                for name in sorted(names)
            ),
        )
        for place, names in enumerate(shape)
    ]
    condition = sa.and_(figures.release == sa.any_(_releases), sa.or_(sa.false(), *boxes))
    if cut_by is None:
        return condition
    parts = (
        sa.func.unnest(_array("part_releases", sa.Integer), _array("part_codes"))
        .table_valued(sa.column("release", sa.Integer), sa.column("code", sa.Text), name="part")
        .render_derived()
    )
    in_part = sa.exists().where(
        parts.c.release == figures.release, parts.c.code == figures.dimensions[cut_by]
    )
    return sa.and_(
        condition, sa.or_(figures.release == sa.any_(_array("whole", sa.Integer)), in_part)
    )


@cache
def _rows(figures: Figures, shape: Shape, cut_by: str | None) -> Query:
    columns = [column.label(name) for name, column in figures.dimensions.items()]
    attributes = [column.label(f"attribute_{n}") for n, column in enumerate(figures.attributes)]
    return Query(
        sa.select(
            figures.release.label("release"), *columns, figures.value.label("value"), *attributes
        )
        .where(_condition(figures, shape, cut_by))
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


@cache
def _presence(figures: Figures, shape: Shape, cut_by: str | None) -> Query:
    dimensions = figures.dimensions
    return Query(
        sa.select(
            *(
                sa.func.array_agg(sa.distinct(column)).label(name)
                for name, column in dimensions.items()
            ),
            sa.func.array_agg(sa.distinct(figures.release)).label("releases"),
            sa.cast(sa.func.count(), sa.BigInteger).label("observations"),
        ).where(_condition(figures, shape, cut_by))
    )


def _arguments(
    boxes: Sequence[Box], releases: Mapping[int, frozenset[str] | None]
) -> tuple[Shape, dict[str, Any]]:
    """Return the shape of a cut and its values; `releases` map to the codes they answer for."""
    values: dict[str, Any] = {"releases": list(releases)}
    for place, box in enumerate(boxes):
        for name, codes in box.codes.items():
            values[f"{name}_{place}"] = sorted(codes)
    parts = [(id_, code) for id_, codes in releases.items() for code in sorted(codes or ())]
    if parts:
        values["whole"] = [id_ for id_, codes in releases.items() if codes is None]
        values["part_releases"] = [id_ for id_, _ in parts]
        values["part_codes"] = [code for _, code in parts]
    return tuple(frozenset(box.codes) for box in boxes), values


async def rows(
    snapshot: Snapshot,
    figures: Figures,
    boxes: Sequence[Box],
    releases: Mapping[int, frozenset[str] | None],
    cut_by: str,
    limit: int,
) -> list[tuple[Any, ...]]:
    """Return at most `limit` rows of (release, codes of the dimensions, value, attributes)."""
    shape, values = _arguments(boxes, releases)
    query = _rows(figures, shape, cut_by if "whole" in values else None)
    return [tuple(row.values()) for row in await snapshot.rows(query, **values, limit=limit)]


async def presence(
    snapshot: Snapshot,
    figures: Figures,
    boxes: Sequence[Box],
    releases: Mapping[int, frozenset[str] | None],
    cut_by: str,
) -> tuple[Presence, list[int]]:
    """Return what is there of a cut, and the releases that hold any of it."""
    if not releases:
        return Presence({name: frozenset() for name in figures.dimensions}, (), 0, None), []
    shape, values = _arguments(boxes, releases)
    query = _presence(figures, shape, cut_by if "whole" in values else None)
    (row,) = await snapshot.rows(query, **values)
    codes = {name: frozenset(row[name] or ()) for name in figures.dimensions}
    return Presence(codes, (), row["observations"], None), list(row["releases"] or ())


@cache
def _held(figures: Figures) -> Query:
    """Return the statement of what a release holds of each dimension."""
    walked = [
        sa.select(sa.literal(name).label("name"), found.c.value)
        for name, column in figures.indexed.items()
        for found in (walk(column, _release).subquery(),)
    ]
    listed = [
        sa.select(sa.literal(name).label("name"), column.label("value"))
        .where(figures.release == _release)
        .distinct()
        for name, column in figures.dimensions.items()
        if name not in figures.indexed.keys() | figures.fixed.keys()
    ]
    return Query(sa.union_all(*walked, *listed))


async def held(snapshot: Snapshot, figures: Figures, release: int) -> dict[str, frozenset[str]]:
    """Return the codes of each dimension that a release has figures of."""
    found: dict[str, set[str]] = {name: set() for name in figures.dimensions}
    for name, value in await snapshot.rows(_held(figures), release=release):
        found[name].add(value)
    return {name: figures.fixed.get(name, frozenset(codes)) for name, codes in found.items()}
