"""Statements are compiled once, to the text and the argument order that asyncpg takes."""

import asyncpg
import pytest
import sqlalchemy as sa
from servicekit.database import Query, pool, unnested

NUMBERS = sa.func.generate_series(1, 10).table_valued("n").render_derived()
ASKED = Query(
    sa.select(NUMBERS.c.n)
    .where(
        NUMBERS.c.n == sa.any_(sa.bindparam("among", type_=sa.ARRAY(sa.Integer))),
        NUMBERS.c.n == sa.any_(sa.literal([2, 3, 4], sa.ARRAY(sa.Integer))),
        NUMBERS.c.n < sa.bindparam("below", type_=sa.Integer),
    )
    .order_by(NUMBERS.c.n)
)


async def test_lists_parameters_and_constants_reach_their_places(module_database: str) -> None:
    async with pool(module_database, None) as opened:
        rows = await opened.fetch(ASKED.sql, *ASKED.arguments({"below": 4, "among": [1, 3, 4, 9]}))

    assert [row["n"] for row in rows] == [3]


async def test_rows_asked_for_are_read_in_their_order(module_database: str) -> None:
    asked = unnested(number=sa.Integer, word=sa.Text)
    query = Query(sa.select(asked.c.word, asked.c.number))
    arguments = query.arguments({"word": ["one", None], "number": [1, 2]})
    async with pool(module_database, None) as opened:
        rows = await opened.fetch(query.sql, *arguments)

    assert [tuple(row) for row in rows] == [("one", 1), (None, 2)]


def test_a_parameter_that_the_statement_lacks_is_refused() -> None:
    with pytest.raises(TypeError, match="no parameter"):
        ASKED.arguments({"beyond": 1})


def test_a_statement_without_a_fixed_text_is_refused() -> None:
    with pytest.raises(TypeError, match="any_"):
        Query(sa.select(NUMBERS.c.n).where(NUMBERS.c.n.in_((1, 2))))


async def test_a_pool_acts_as_its_role_in_utc(module_database: str) -> None:
    async with pool(module_database, "eslabon_matrix") as opened:
        row = await opened.fetchrow("select current_user as who, current_setting('timezone') zone")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await opened.fetch("select * from niche.release")

    assert (row["who"], row["zone"]) == ("eslabon_matrix", "UTC")
