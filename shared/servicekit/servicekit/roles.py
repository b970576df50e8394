"""The roles of services: each reads and writes its own schema and may look up keys."""

import asyncpg
import structlog

log = structlog.get_logger(__name__)

SCHEMAS = ("tariff", "matrix", "niche")
ROLES = tuple(f"eslabon_{name}" for name in (*SCHEMAS, "gateway"))


async def create_roles(connection: asyncpg.Connection) -> bool:
    """Create the roles that are missing; False where the server forbids it."""
    try:
        for role in ROLES:
            if not await connection.fetchval("select 1 from pg_roles where rolname = $1", role):
                await connection.execute(f"create role {role} nologin")
            if not await _may_take(connection, role):
                await connection.execute(f"grant {role} to current_user")
    except asyncpg.InsufficientPrivilegeError:
        return False
    except (asyncpg.UniqueViolationError, asyncpg.DuplicateObjectError):
        return await create_roles(connection)  # roles belong to the server: another run made it
    return True


async def _may_take(connection: asyncpg.Connection, role: str) -> bool:
    try:
        await connection.execute(f"set role {role}")
        await connection.execute("reset role")
    except (asyncpg.InsufficientPrivilegeError, asyncpg.InvalidParameterValueError):
        return False
    return True


async def role_to_take(url: str, role: str | None) -> str | None:
    """Return `role` where it exists and may be taken, else None, saying so."""
    if role is None:
        return None
    connection = await asyncpg.connect(url, timeout=10)
    try:
        known = await _may_take(connection, role)
    finally:
        await connection.close()
    if not known:
        log.warning("role not available, running under the connecting user", role=role)
    return role if known else None
