"""What a service's first migration creates for releases, and what its role must own."""

from typing import Protocol

import sqlalchemy as sa
from pgqueuer.adapters.persistence import schema_ddl
from pgqueuer.domain.settings import DBSettings
from sqlalchemy.engine import AdaptedConnection

from servicekit.releases.tables import release_tables


class Operations(Protocol):
    """The part of alembic's `op` used here."""

    def get_bind(self) -> sa.Connection:
        """Return the connection that the migration runs on."""


def queue_settings(schema: str) -> DBSettings:
    """Return the names of a schema's queue; each schema has its own notification channel."""
    return DBSettings.model_validate({"db_schema": schema, "channel": f"eslabon_queue_{schema}"})


QUEUE_TABLES = frozenset({"pgqueuer", "pgqueuer_log", "pgqueuer_statistics", "pgqueuer_schedules"})
"""Tables that the queue library owns: `alembic check` leaves them alone."""


def _run_script(connection: sa.Connection, script: str) -> None:
    """Run several commands at once: the driver's prepared statements take only one."""
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, AdaptedConnection)
    driver.run_async(lambda opened: opened.execute(script))


def create_release_tables(op: Operations, schema: str) -> None:
    """Create the release tables and the queue of `schema`."""
    connection = op.get_bind()
    metadata = sa.MetaData()
    release_tables(metadata, schema)
    metadata.create_all(connection, checkfirst=False)
    _run_script(connection, schema_ddl.render_install(queue_settings(schema), create_schema=False))


def add_release_columns(op: Operations, schema: str) -> None:
    """Add what a database of the first version lacks: a release's parent, a job's adapter."""
    for statement in (
        f"alter table {schema}.job add column if not exists adapter text",
        f"alter table {schema}.release add column if not exists parent_id integer",
        f"create index if not exists ix_release_parent on {schema}.release (parent_id)"
        " where parent_id is not null",
    ):
        op.get_bind().exec_driver_sql(statement)


def drop_release_tables(op: Operations, schema: str) -> None:
    """Drop what `create_release_tables` made."""
    connection = op.get_bind()
    _run_script(connection, schema_ddl.render_uninstall(queue_settings(schema)))
    metadata = sa.MetaData()
    release_tables(metadata, schema)
    metadata.drop_all(connection, checkfirst=False)


def give_to_role(op: Operations, schema: str) -> None:
    """Make the service's role the owner of the tables of `schema`, where we may give to it.

    Only an owner may attach and drop the partitions that releases are loaded into.
    Call it last in a migration that creates tables.
    """
    op.get_bind().exec_driver_sql(
        f"""
        do $$
        declare item record;
        begin
            if not exists (
                select from pg_roles where rolname = 'eslabon_{schema}'
                    and pg_has_role(current_user, oid, 'member')
            ) then
                return;
            end if;
            grant usage, create on schema {schema} to eslabon_{schema};
            for item in
                select c.oid::regclass as name, c.relkind
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = '{schema}' and c.relkind in ('r', 'p')
            loop
                execute format('alter table %s owner to eslabon_{schema}', item.name);
            end loop;
        end $$
        """
    )
