"""The embedded PostgreSQL comes up after anything, and keeps every committed row."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from local.folder import CLONE, DataFolder, Refusal
from local.identity import identity
from local.postgres import EmbeddedPostgres
from local.preparation import create_database, create_roles

from tests.local.stand_in import free_ports


async def execute(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


async def rows(url: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        return int(await connection.fetchval("select count(*) from kept"))
    finally:
        await connection.close()


async def write(url: str, count: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("create table if not exists kept (n int)")
        await connection.execute("insert into kept select generate_series(1, $1::int)", count)
    finally:
        await connection.close()


def started(folder: DataFolder) -> EmbeddedPostgres:
    postgres = EmbeddedPostgres(folder)
    postgres.start()
    return postgres


async def prepared(folder: DataFolder) -> EmbeddedPostgres:
    """A running server with an empty database of ours."""
    postgres = started(folder)
    await asyncio.to_thread(create_database, postgres.url)
    await execute(postgres.url, "drop table if exists kept")
    return postgres


async def test_data_outlive_an_orderly_stop_and_a_kill(used_folder: DataFolder) -> None:
    with used_folder.hold():
        postgres = await prepared(used_folder)
        await write(postgres.url, 10)
        postgres.stop()

        postgres = started(used_folder)
        assert await rows(postgres.url) == 10
        await write(postgres.url, 1000)
        assert postgres.process is not None
        os.kill(postgres.process.pid, signal.SIGKILL)

        # not waited for: the dead server is still a zombie of this process
        postgres = started(used_folder)
        assert await rows(postgres.url) == 1010
        postgres.stop()


async def test_a_server_whose_starter_is_gone_is_ended_and_its_data_reopened(
    used_folder: DataFolder,
) -> None:
    with used_folder.hold():
        orphan = await prepared(used_folder)
        await write(orphan.url, 5)
        assert orphan.process is not None
        before = identity(orphan.process.pid)

        postgres = started(used_folder)
        assert before is not None
        assert identity(before.pid) is None
        assert await rows(postgres.url) == 5
        postgres.stop()


@pytest.fixture
def foreign() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process
    process.communicate(b"\n")


async def test_a_pid_file_that_names_a_foreign_process_neither_blocks_nor_harms_it(
    used_folder: DataFolder, foreign: subprocess.Popen[bytes]
) -> None:
    with used_folder.hold():
        postgres = await prepared(used_folder)
        await write(postgres.url, 3)
        pid_file = postgres.home.data / "postmaster.pid"
        stale = pid_file.read_text().splitlines()
        postgres.stop()
        pid_file.write_text("\n".join([str(foreign.pid), *stale[1:]]) + "\n")

        postgres = started(used_folder)
        assert await rows(postgres.url) == 3
        postgres.stop()
    assert foreign.poll() is None


def test_another_server_on_the_same_data_is_named_and_left_running(used_folder: DataFolder) -> None:
    with used_folder.hold():
        postgres = started(used_folder)
        postgres.stop()
        other = postgres._run(
            "postgres", "-D", str(postgres.home.data), "-p", str(free_ports(1)[0]),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            output=sys.stderr.buffer,
        )  # fmt: skip
        pid_file = postgres.home.data / "postmaster.pid"
        while not (pid_file.exists() and "ready" in pid_file.read_text()):
            assert other.poll() is None
        with pytest.raises(Refusal, match=f"proceso {other.pid}"):
            started(used_folder)
        assert other.poll() is None
        other.send_signal(signal.SIGINT)
        other.wait()


def test_an_interrupted_initdb_is_done_again(folder: DataFolder) -> None:
    postgres = EmbeddedPostgres(folder)
    half = postgres.home.path / "data.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")
    with folder.hold():
        postgres.start()
        create_database(postgres.url)
        create_database(postgres.url)
        assert create_roles(postgres.url)
        assert create_roles(postgres.url)
        postgres.stop()


def test_two_copies_run_side_by_side(used_folder: DataFolder, folder: DataFolder) -> None:
    with used_folder.hold(), folder.hold():
        first, second = started(used_folder), started(folder)
        assert first.url != second.url
        assert first.process is not None
        second.stop()
        assert first.process.poll() is None
        first.stop()


def test_the_password_is_readable_by_its_owner_only(used_folder: DataFolder) -> None:
    with used_folder.hold():
        postgres = started(used_folder)
        postgres.stop()
    assert Path(used_folder.path / "database.json").stat().st_mode & 0o077 == 0
    assert used_folder.internal_key() == used_folder.internal_key()
    assert Path(used_folder.path / "key").stat().st_mode & 0o077 == 0


def test_a_folder_has_one_holder(folder: DataFolder) -> None:
    assert not folder.is_held()
    with folder.hold():
        assert folder.is_held()
        with pytest.raises(Refusal, match="Otra copia"), DataFolder(folder.path).hold():
            pass
    assert not folder.is_held()


def test_roles_are_created_where_allowed_taken_where_granted_and_else_renounced(
    used_folder: DataFolder,
) -> None:
    names = ("tariff", "matrix", "niche", "gateway")
    with used_folder.hold():
        postgres = started(used_folder)
        owner = postgres.url.rpartition("/")[0] + "/postgres"
        asyncio.run(
            execute(
                owner,
                "create role plain login password 'plain'",
                "create role creator login createrole password 'creator'",
            )
        )

        def as_user(name: str) -> str:
            return f"postgresql://{name}:{name}@{owner.rpartition('@')[2]}"

        assert not create_roles(as_user("plain"))
        assert create_roles(as_user("creator"))
        for name in names:
            asyncio.run(execute(as_user("creator"), f"set role eslabon_{name}"))
        assert not create_roles(as_user("plain"))
        psql = (
            postgres.home.binaries / "psql",
            owner,
            "-v",
            "ON_ERROR_STOP=1",
            "-v",
            "owner=plain",
        )
        subprocess.run([*psql, "-f", CLONE / "deploy" / "roles.sql"], check=True)
        assert create_roles(as_user("plain"))
        postgres.stop()
