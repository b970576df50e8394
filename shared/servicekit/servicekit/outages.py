"""A database that does not answer, or is not migrated, is a 503 that says to come back."""

import asyncpg
import structlog
from fastapi import FastAPI, Request, Response

from servicekit.language import texts
from servicekit.problems import ProblemError, problem_response

log = structlog.get_logger(__name__)

OUTAGES: tuple[type[Exception], ...] = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.QueryCanceledError,
    asyncpg.UndefinedTableError,
    asyncpg.InvalidCatalogNameError,
)

_DETAIL = texts(
    "La base de datos no responde; repita en unos segundos.",
    "O banco de dados não responde; repita em alguns segundos.",
    "The database does not answer; repeat in a few seconds.",
)


async def _away(request: Request, error: Exception) -> Response:
    log.warning("database away", path=request.url.path, error=f"{type(error).__name__}: {error}")
    problem = ProblemError(503, "service_unavailable", _DETAIL, headers={"Retry-After": "2"})
    return problem_response(request, problem)


def install(app: FastAPI) -> None:
    """Answer for a database that is away."""
    for outage in OUTAGES:
        app.add_exception_handler(outage, _away)
