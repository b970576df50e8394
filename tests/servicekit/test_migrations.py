"""Migrations: every branch comes up from nothing, again without harm, and matches the tables."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from servicekit import migrations, roles


def in_thread(call: Callable[..., object], *arguments: object) -> object:
    """Run what opens an event loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call, *arguments).result()


def fetched(url: str, statement: str, *arguments: object) -> list[tuple[object, ...]]:
    """Return the rows of a statement."""

    async def run() -> list[tuple[object, ...]]:
        connection = await asyncpg.connect(url)
        try:
            return [tuple(row) for row in await connection.fetch(statement, *arguments)]
        finally:
            await connection.close()

    return in_thread(asyncio.run, run())  # type: ignore[return-value]


def test_no_branch_depends_on_another_and_each_has_one_head() -> None:
    scripts = ScriptDirectory.from_config(migrations.configuration(""))

    heads = [scripts.get_revision(head) for head in scripts.get_heads()]
    labels = [label for head in heads if head is not None for label in head.branch_labels]

    assert set(scripts.get_heads()) == migrations.heads()
    assert sorted(labels) == sorted(set(labels))
    assert "access" in labels
    for script in scripts.walk_revisions():
        assert script.dependencies is None
        assert script.revision.startswith(next(iter(script.branch_labels)))


def test_a_migrated_database_is_at_every_head(module_database: str) -> None:
    applied = fetched(module_database, "select version_num from alembic_version")

    assert {row[0] for row in applied} == migrations.heads()


def test_migrating_again_and_twice_at_once_does_no_harm(
    postgres_url: str, module_database: str
) -> None:
    in_thread(migrations.upgrade, module_database)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(migrations.upgrade, [module_database] * 3))


def test_the_tables_that_the_services_declare_are_those_of_the_migrations(
    module_database: str,
) -> None:
    in_thread(command.check, migrations.configuration(module_database, compares=True))


def test_every_branch_can_be_undone(fresh_database: str) -> None:
    in_thread(command.downgrade, migrations.configuration(fresh_database), "base")

    left = fetched(
        fresh_database,
        "select nspname from pg_namespace where nspname = any($1)",
        ["access", *roles.SCHEMAS],
    )
    assert left == []


def test_a_service_reads_keys_but_cannot_write_them(module_database: str) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(
            module_database, server_settings={"role": "eslabon_tariff"}
        )
        try:
            assert await connection.fetch("select * from access.key") == []
            assert await connection.fetch("select * from public.alembic_version")
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute("delete from access.key")
        finally:
            await connection.close()

    in_thread(asyncio.run, run())


@pytest.mark.parametrize(("own", "other"), [("matrix", "niche"), ("niche", "matrix")])
def test_a_service_owns_its_schema_and_sees_no_other(
    module_database: str, own: str, other: str
) -> None:
    async def run() -> None:
        connection = await asyncpg.connect(
            module_database, server_settings={"role": f"eslabon_{own}"}
        )
        try:
            await connection.execute(f"create table {own}.piece (n int); drop table {own}.piece")
            assert await connection.fetch(f"select * from {own}.release") == []
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(f"select * from {other}.release")
        finally:
            await connection.close()

    in_thread(asyncio.run, run())


def test_a_server_that_forbids_roles_is_migrated_all_the_same(
    postgres_url: str, execute: Callable[[str, str], None]
) -> None:
    name = "plain_owner"
    execute(postgres_url, f"drop database if exists {name}")
    execute(postgres_url, f"drop role if exists {name}")
    execute(postgres_url, f"create role {name} login password 'plain'")
    execute(postgres_url, f"create database {name} owner {name}")
    host = postgres_url.rpartition("@")[2].partition("/")[0]
    url = f"postgresql://{name}:plain@{host}/{name}"
    try:
        in_thread(migrations.upgrade, url)

        taken = in_thread(asyncio.run, roles.role_to_take(url, "eslabon_tariff"))
        assert taken is None
        assert fetched(url, "select * from access.key") == []
    finally:
        execute(postgres_url, f"drop database {name} with (force)")
        execute(postgres_url, f"drop role {name}")
