"""The database as services use it: Core statements compiled once, run by an asyncpg pool."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.types import TypeEngine

_DIALECT = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]


class Query:
    """A Core statement compiled once to the text and argument order that asyncpg takes.

    Parameters are named with `bindparam`; a list goes in as one array
    (`column == any_(bindparam("ids", type_=ARRAY(Integer)))`).
    """

    def __init__(self, statement: Executable) -> None:
        assert isinstance(statement, ClauseElement)
        compiled = statement.compile(dialect=_DIALECT)
        self.sql = str(compiled)
        if "[POSTCOMPILE" in self.sql:
            raise TypeError("`in_` has no fixed text: compare with `any_` of an array instead")
        self._names: Sequence[str] = compiled.positiontup or ()  # type: ignore[attr-defined]
        self._known = frozenset(self._names)
        self._constants: dict[str, Any] = {
            name: value for name, value in compiled.params.items() if value is not None
        }

    def arguments(self, values: dict[str, Any]) -> list[Any]:
        """Return `values` in the order of the statement's placeholders."""
        if not values.keys() <= self._known:
            unknown = sorted(values.keys() - self._known)
            raise TypeError(f"the statement has no parameter {unknown}")
        known = {**self._constants, **values}
        return [known.get(name) for name in self._names]


def unnested(**columns: type[TypeEngine[Any]]) -> sa.TableValuedAlias:
    """Return as a table the rows that a statement is asked for.

    Each column is a parameter of its name, one array; all arrays are of one length.
    """
    arrays = (sa.bindparam(column, type_=sa.ARRAY(of)) for column, of in columns.items())
    values = (sa.column(column, of) for column, of in columns.items())
    return sa.func.unnest(*arrays).table_valued(*values).render_derived()


async def prepare(connection: asyncpg.Connection) -> None:
    """Make a connection read and write jsonb as Python values."""
    await connection.set_type_codec(
        "jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog"
    )


async def _keep(connection: asyncpg.Connection) -> None:
    """Give a connection back as it is."""


@asynccontextmanager
async def pool(
    url: str, role: str | None, size: int = 8, *, reset: bool = True
) -> AsyncIterator[asyncpg.Pool]:
    """Open a pool that acts as `role`, in UTC; statements are cut off after 30 seconds.

    Without `reset`, a connection is not cleaned between users: one round trip less for each
    statement, where nobody changes the session (settings, listeners, session locks).
    """
    server_settings = {"timezone": "UTC", "application_name": role or "eslabon"}
    if role:
        server_settings["role"] = role
    async with asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        init=prepare,
        reset=None if reset else _keep,
        command_timeout=30,
        server_settings=server_settings,
    ) as opened:
        yield opened
