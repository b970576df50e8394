"""Brings a database to the head of every migration branch, with roles and rights."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import structlog

from servicekit import roles
from servicekit.settings import Settings

if TYPE_CHECKING:
    from alembic.config import Config

log = structlog.get_logger(__name__)

_STATED = re.compile(r"""^(revision|down_revision) = (?:["']([^"']*)["']|None)$""", re.MULTILINE)


def workspace(settings: Settings | None = None) -> Path:
    """Return the folder that holds `migrations/` and `pyproject.toml`.

    Raises
    ------
    RuntimeError
        It is neither set, nor above this package, nor above the working folder.
    """
    asked = (settings or Settings()).migrations
    if asked is not None:
        return asked.resolve().parent
    for start in (Path(__file__).resolve(), Path.cwd()):
        for folder in (start, *start.parents):
            if (folder / "migrations" / "env.py").is_file():
                return folder
    raise RuntimeError("migrations not found; set ESLABON_MIGRATIONS to their folder")


def configuration(url: str, *, compares: bool = False) -> Config:
    """Return alembic's configuration for a database; comparing imports every service."""
    from alembic.config import Config

    config = Config(toml_file=workspace() / "pyproject.toml")
    config.attributes.update(url=url, compares=compares)
    return config


def _stated(file: Path) -> dict[str, str]:
    """Return a migration's `revision` and `down_revision`, empty where it is None.

    Read as text: importing would run it, and `ast.parse` fails at times in several threads at once.
    """
    return {name: value for name, value in _STATED.findall(file.read_text("utf-8"))}


def heads(*branches: str) -> frozenset[str]:
    """Return the revision at the head of each branch, or of the branches named.

    A branch is a folder. Alembic is not asked: importing it takes longer than the whole of a
    start that has nothing to migrate.
    """
    versions = workspace() / "migrations" / "versions"
    folders = [versions / branch for branch in branches] if branches else versions.iterdir()
    found = [_stated(file) for folder in folders for file in sorted(folder.glob("*.py"))]
    followed = {one["down_revision"] for one in found}
    return frozenset(one["revision"] for one in found if one["revision"] not in followed)


async def applied(connection: asyncpg.Connection | asyncpg.Pool) -> frozenset[str]:
    """Return the revisions that a database is at; empty where it was never migrated."""
    try:
        rows = await connection.fetch("select version_num from public.alembic_version")
    except asyncpg.UndefinedTableError:
        return frozenset()
    return frozenset(row["version_num"] for row in rows)


async def _prepare(url: str) -> frozenset[str]:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        if not await roles.create_roles(connection):
            log.warning("the server forbids creating roles: all services run under one user")
        return await applied(connection)
    finally:
        await connection.close()


def upgrade(url: str) -> None:
    """Bring the database at `url` to the head of every branch; safe to run again, or at once."""
    if asyncio.run(_prepare(url)) == heads():
        return
    from alembic import command

    command.upgrade(configuration(url), "heads")
