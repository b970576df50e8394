"""How alembic reaches the database, and which tables it compares with which migrations."""

import asyncio
from importlib.metadata import entry_points
from typing import Any

import sqlalchemy as sa
from alembic import context
from servicekit.access import tables as access
from servicekit.releases.ddl import QUEUE_TABLES
from servicekit.releases.tables import release_tables
from servicekit.settings import Settings
from sqlalchemy.ext.asyncio import create_async_engine

LOCK = 0x65736C61  # any number, the same for every run
PARTITIONS = """
    select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relispartition
"""
ALL = ("access", "tariff", "matrix", "niche")


def schemas() -> tuple[str, ...]:
    """Return the schema named by `--head`, all of them otherwise."""
    head = getattr(context.config.cmd_opts, "head", None)
    branch = str(head or "").partition("@")[0]
    return (branch,) if branch in ALL else ALL


def declared() -> list[sa.MetaData]:
    """Return the tables that the services declare."""
    services = [entry.load() for entry in entry_points(group="eslabon.services")]
    for service in services:
        release_tables(service.metadata, service.name)
        for dataset in service.datasets:
            assert dataset.table is not None
    return [access.metadata, *(service.metadata for service in services)]


def run(connection: sa.Connection) -> None:
    """Migrate, one run at a time, never waiting more than seconds for a table."""
    connection.execute(sa.text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
    connection.execute(sa.text("set lock_timeout = '5s'"))
    partitions = {(schema, table) for schema, table in connection.execute(sa.text(PARTITIONS))}
    connection.commit()
    compared = schemas()

    def is_ours(name: str | None, kind: str, parents: Any) -> bool:
        if kind == "schema":
            return name in compared
        if kind == "table":
            found = (parents.get("schema_name"), name)
            return name not in QUEUE_TABLES and found not in partitions
        return True

    context.configure(
        connection=connection,
        target_metadata=declared() if context.config.attributes.get("compares", True) else None,
        include_schemas=True,
        include_name=is_ours,
        include_object=lambda item, name, kind, reflected, other: (
            not isinstance(item, sa.Table) or item.schema in compared
        ),
        version_table_schema="public",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.execute(sa.text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
    connection.commit()


async def connect() -> None:
    """Open the database and migrate on it."""
    url = context.config.attributes.get("url") or Settings().database_of("access")
    engine = create_async_engine(
        sa.make_url(url).set(drivername="postgresql+asyncpg"), poolclass=sa.NullPool
    )
    async with engine.connect() as connection:
        await connection.run_sync(run)
    await engine.dispose()


asyncio.run(connect())
