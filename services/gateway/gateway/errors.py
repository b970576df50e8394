"""How errors leave the graph: problems of services pass, mistakes explain, the rest is masked."""

import re
from typing import Any

import structlog
from eslabon.client import ServiceError
from graphql import GraphQLError, GraphQLSyntaxError

MASKED = "Internal error"
BAD_INPUT = "BAD_USER_INPUT"
"""The caller has to change something; codes are those that GraphQL clients know."""

_suggestion = re.compile(r"\s*Did you mean .*$", re.DOTALL)
_log = structlog.get_logger("gateway")


def _origin(error: GraphQLError) -> Exception | None:
    """What was raised first, below the GraphQL errors wrapped around it."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    return original


def formatted(error: GraphQLError) -> dict[str, Any]:
    """An error as JSON: without suggestions of field names, without what happened inside."""
    entry: dict[str, Any] = dict(error.formatted)
    origin = _origin(error)
    if origin is None:
        entry["message"] = _suggestion.sub("", error.message)
        entry["extensions"] = {"code": _code(error), **(error.extensions or {})}
    elif isinstance(origin, ServiceError):
        is_input = origin.problem.status < 500
        entry["extensions"] = {
            "code": BAD_INPUT if is_input else "SERVICE_UNAVAILABLE",
            "service": origin.service,
            "problem": origin.problem.model_dump(mode="json", exclude_none=True),
        }
    else:
        entry["message"] = MASKED
        entry["extensions"] = {"code": "INTERNAL_SERVER_ERROR"}
    return entry


def _code(error: GraphQLError) -> str:
    """The customary code of an error of the request itself."""
    if isinstance(error, GraphQLSyntaxError):
        return "GRAPHQL_PARSE_FAILED"
    return BAD_INPUT if error.path else "GRAPHQL_VALIDATION_FAILED"


def is_request_error(errors: list[GraphQLError], data: object) -> bool:
    """True where nothing was executed: parsing, validation or coercion of variables failed."""
    return data is None and bool(errors) and all(error.path is None for error in errors)


def log(errors: list[GraphQLError]) -> None:
    """Log what a client must not see."""
    for error in errors:
        origin = _origin(error)
        if isinstance(origin, ServiceError):
            if origin.problem.status >= 500:
                _log.warning("graph.service_failed", path=error.path, service=origin.service)
        elif origin is not None:
            _log.error("graph.field_failed", path=error.path, exc_info=origin)
