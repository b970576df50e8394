"""Brings a PostgreSQL server to what the services expect: database, roles, migrations."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from servicekit import roles

from local.folder import CLONE, DataFolder, Refusal
from local.identity import die_with_parent

CONNECT_SECONDS = 15


def create_database(url: str) -> None:
    """Creates the database that `url` names on an embedded server, if it is not there."""

    async def create() -> None:
        parts = urlsplit(url)
        name = parts.path.lstrip("/")
        connection = await _connect(urlunsplit(parts._replace(path="/postgres")))
        try:
            query = "select true from pg_database where datname = $1"
            if not await connection.fetchval(query, name):
                await connection.execute(f'create database "{name}"')
        finally:
            await connection.close()

    asyncio.run(create())


def create_roles(url: str) -> bool:
    """Creates one role per service; false where the server does not let us."""

    async def create() -> bool:
        connection = await _connect(url)
        try:
            return await roles.create_roles(connection)
        finally:
            await connection.close()

    return asyncio.run(create())


def migrations_digest() -> str:
    """Names the migrations at hand: it changes whenever a file of theirs does."""
    digest = sha256()
    for file in sorted((CLONE / "migrations").rglob("*.py")):
        digest.update(str(file.relative_to(CLONE)).encode() + file.read_bytes())
    return digest.hexdigest()


def migrate(folder: DataFolder, environment: Mapping[str, str]) -> None:
    """Brings every schema to the newest migration, in a process of its own."""
    with (folder.logs / "migrate.log").open("wb") as log:
        process = subprocess.Popen(
            [str(Path(sys.executable).parent / "eslabon"), "migrate"],
            cwd=CLONE,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        try:
            code = process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()
    if code != 0:
        raise Refusal(f"La migración de la base de datos falló:\n{folder.log_tail('migrate', 30)}")


async def _connect(url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, ValueError) as error:
        shown = urlsplit(url)
        raise Refusal(
            f"No se puede entrar a PostgreSQL en {shown.hostname}:{shown.port or 5432}"
            f"{shown.path} ({error}). Revise ESLABON_DATABASE_URL."
        ) from error
