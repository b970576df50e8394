"""How errors leave the graph: problems of services pass, mistakes explain, the rest is masked."""

import re
from typing import Any

import structlog
from graphql import GraphQLError

MASKED = "Internal error"

_suggestion = re.compile(r"\s*Did you mean .*$", re.DOTALL)
_log = structlog.get_logger("gateway")


def _is_public(error: GraphQLError) -> bool:
    """True where the message was written for the client."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    return original is None or getattr(original, "extensions", None) is not None


def formatted(error: GraphQLError) -> dict[str, Any]:
    """An error as JSON: without suggestions of field names, without what happened inside."""
    entry = dict(error.formatted)
    if _is_public(error):
        entry["message"] = _suggestion.sub("", error.message)
    else:
        entry["message"] = MASKED
    return entry


def is_request_error(errors: list[GraphQLError], data: object) -> bool:
    """True where nothing was executed: parsing, validation or coercion of variables failed."""
    return data is None and bool(errors) and all(error.path is None for error in errors)


def log(errors: list[GraphQLError]) -> None:
    """Log what a client must not see."""
    for error in errors:
        if not _is_public(error):
            _log.error("graph.field_failed", path=error.path, exc_info=error.original_error)
