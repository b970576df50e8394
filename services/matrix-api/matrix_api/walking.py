"""The distinct values of an indexed column, found without reading each row."""

import sqlalchemy as sa


def walk(column: sa.Column[str], release: sa.BindParameter[int]) -> sa.Select[tuple[str, str]]:
    """Return a walk along an index of a release from one value of a column to the next.

    Yields rows of (`name` of the column, `value`); the column stands first in an index, after
    `release_id`.
    """
    of_release = column.table.c.release_id == release
    first = sa.select(sa.func.min(column).label("value")).where(of_release)
    steps = first.cte(f"{column.name}s", recursive=True)
    following = (
        sa.select(sa.func.min(column)).where(of_release, column > steps.c.value).scalar_subquery()
    )
    steps = steps.union_all(sa.select(following).where(steps.c.value.is_not(None)))
    name = sa.literal(column.name).label("name")
    return sa.select(name, steps.c.value).where(steps.c.value.is_not(None))
