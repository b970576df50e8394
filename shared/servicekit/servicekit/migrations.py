"""Brings a database to the head of every migration branch, with roles and rights."""

import asyncio
from pathlib import Path

import asyncpg
import structlog
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from servicekit import roles
from servicekit.settings import Settings

log = structlog.get_logger(__name__)


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


def configuration(url: str) -> Config:
    """Return alembic's configuration for a database."""
    root = workspace()
    config = Config(toml_file=root / "pyproject.toml")
    config.attributes["url"] = url
    return config


def heads(*branches: str) -> frozenset[str]:
    """Return the revision at the head of each branch, or of the branches named."""
    scripts = ScriptDirectory.from_config(configuration(""))
    found = [scripts.get_revision(head) for head in scripts.get_heads()]
    return frozenset(
        one.revision
        for one in found
        if one is not None and (not branches or one.branch_labels & set(branches))
    )


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
    command.upgrade(configuration(url), "heads")
