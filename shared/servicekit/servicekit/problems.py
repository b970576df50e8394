"""Every error leaves as RFC 9457 `application/problem+json`, in Spanish, Portuguese or English."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from eslabon.contracts.envelope import Problem, ProblemItem
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from servicekit import titles
from servicekit.language import Texts, asked_language
from servicekit.validation import Fault, faults

MEDIA_TYPE = "application/problem+json"
CLIENT_CLOSED_REQUEST = 499

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


def of_status(status: int, headers: Mapping[str, str] | None = None) -> ProblemError:
    """Return the problem of a status that nothing more is known of."""
    kind, detail = titles.of_status(status)
    return ProblemError(status, kind, detail, headers=headers)


def not_acceptable(offers: Sequence[str]) -> ProblemError:
    """Return the problem of a client that takes none of the media types on offer."""
    kind, detail = titles.of_status(406)
    offered = ", ".join(f"`{offer}`" for offer in offers)
    sentences = {lang: f"{sentence[:-1]}: {offered}." for lang, sentence in detail.items()}
    return ProblemError(406, kind, sentences)


def problem_response(request: Request, error: ProblemError) -> Response:
    """Return the problem in the language of the request."""
    lang = asked_language(request.query_params, request.headers)
    problem = Problem(
        type=f"urn:eslabon:problem:{error.kind.replace('_', '-')}",
        title=titles.title(error.status)[lang],
        status=error.status,
        detail=error.detail[lang],
        instance=request.url.path,
        request_id=getattr(request.state, "request_id", None),
        errors=[
            ProblemItem(pointer=pointer, detail=detail[lang], code=code)
            for pointer, detail, code in error.errors
        ],
    )
    headers = {
        "Content-Language": lang.value,
        "Cache-Control": "no-store",
        "Vary": "Accept-Language",
        **(error.headers or {}),
    }
    return Response(problem.model_dump_json(), error.status, headers, MEDIA_TYPE)


def _methods(request: Request) -> list[str]:
    """Return the methods that the address takes, over all routes."""
    found: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        for method in (route.methods or set()) - found:
            if route.matches({**request.scope, "method": method})[0] is Match.FULL:
                found.add(method)
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


async def _declared(request: Request, error: Exception) -> Response:
    assert isinstance(error, ProblemError)
    return problem_response(request, error)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code in (204, 304):
        return Response(status_code=error.status_code, headers=error.headers)
    headers = error.headers
    if error.status_code == 405:
        headers = {"Allow": ", ".join(_methods(request))}
    return problem_response(request, of_status(error.status_code, headers))


async def _gone_away(request: Request, error: Exception) -> Response:
    return Response(status_code=CLIENT_CLOSED_REQUEST)


Example = Callable[[Request, Sequence[str | int]], str | None]


def install(app: FastAPI, example: Example) -> None:
    """Answer every error of an application as a problem; `example` gives good parameter values."""

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        found = faults(error.errors(), lambda location: example(request, location))
        detail = titles.INVALID if len(found) > 1 else found[0][1]
        return problem_response(request, ProblemError(422, "invalid_request", detail, errors=found))

    app.add_exception_handler(ProblemError, _declared)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(ClientDisconnect, _gone_away)


class Unexpected:
    """Middleware: an error that nobody foresaw is logged, and answered without telling anything."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if scope["type"] != "http":
                raise
            log.error("request failed", path=scope["path"], exc_info=error)
            if started:
                raise  # the server cuts the connection, so that nobody takes half for the whole
            response = problem_response(Request(scope), of_status(500))
            await response(scope, receive, send)


def documented(status: int | str) -> dict[str, Any]:
    """Return how a problem of this status stands in the OpenAPI document."""
    title = titles.title(status if isinstance(status, int) else 500)
    return {
        "description": title[next(iter(title))],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


RESPONSES: dict[int | str, dict[str, Any]] = {
    status: documented(status) for status in (400, 404, 406, 422, 429, "default")
}
"""Problems that any operation may answer."""
