"""Every error leaves as RFC 9457 `application/problem+json`, in Spanish, Portuguese or English."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from eslabon.contracts.envelope import Problem, ProblemItem
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from servicekit import titles
from servicekit.language import Texts, asked_language
from servicekit.validation import Fault, faults

MEDIA_TYPE = "application/problem+json"
_CLIENT_CLOSED_REQUEST = 499

log = structlog.get_logger(__name__)


class ProblemError(Exception):
    """An error that says what to change.

    `kind` names it for good: the `type` a client sees is `urn:eslabon:problem:` and the kind with
    dashes. `errors` holds (pointer, detail, code) of each fault.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        detail: Texts,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {kind}")
        self.status = status
        self.kind = kind
        self.detail = detail
        self.errors = errors
        self.headers = headers


def problem_response(request: Request, error: ProblemError) -> Response:
    """Return the problem in the language of the request."""
    lang = asked_language(request.query_params, request.headers)
    problem = Problem(
        type=f"urn:eslabon:problem:{error.kind.replace('_', '-')}",
        title=titles.title(error.kind, error.status)[lang],
        status=error.status,
        detail=error.detail[lang],
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", None),
        errors=[
            ProblemItem(pointer=pointer, detail=detail[lang], code=code)
            for pointer, detail, code in error.errors
        ],
    )
    headers = {"Content-Language": lang.value, "Cache-Control": "no-store", **(error.headers or {})}
    return Response(problem.model_dump_json(), error.status, headers, MEDIA_TYPE)


async def _declared(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return problem_response(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found = faults(error.errors())
    detail = titles.INVALID if len(found) > 1 else found[0][1]
    return problem_response(request, ProblemError(422, "invalid_request", detail, errors=found))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code in (204, 304):
        return Response(status_code=error.status_code, headers=error.headers)
    kind, detail = titles.of_status(error.status_code)
    headers = error.headers
    if error.status_code == 405:
        headers = {"Allow": ", ".join(_methods(request))}
    return problem_response(request, ProblemError(error.status_code, kind, detail, headers=headers))


def _methods(request: Request) -> list[str]:
    """Return the methods that the address takes, over all routes."""
    from fastapi.routing import iter_route_contexts
    from starlette.routing import Match

    found = {"OPTIONS"}
    for route in iter_route_contexts(request.app.routes):
        matched, _ = route.matches(dict(request.scope, method="GET"))
        if matched is not Match.NONE:
            found |= route.methods or set()
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


async def _gone_away(request: Request, error: Exception) -> Response:
    return Response(status_code=_CLIENT_CLOSED_REQUEST)


async def _unexpected(request: Request, error: Exception) -> Response:
    log.error("request failed", path=request.url.path, exc_info=error)
    kind, detail = titles.of_status(500)
    return problem_response(request, ProblemError(500, kind, detail))


def install(app: FastAPI) -> None:
    """Answer every error of an application as a problem."""
    app.add_exception_handler(ProblemError, _declared)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _gone_away)
    app.add_exception_handler(Exception, _unexpected)


def _documented(description: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {MEDIA_TYPE: {"schema": schema}}}


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: _documented(titles.of_status(status)[0].replace("_", " ").capitalize())
    for status in (400, 404, 406, 410, 422, 500, 503)
}
"""Problems that any reading operation may answer."""
WRITING_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: _documented(titles.of_status(status)[0].replace("_", " ").capitalize())
    for status in (401, 403, 409, 413, 415, 429)
}
"""Problems that a writing operation may answer besides."""
