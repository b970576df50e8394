"""GraphQL over HTTP as its 2026 text says: media types, status codes and JSON bodies, always."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from graphql import GraphQLSyntaxError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from strawberry.schema.base import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.execution import ExecutionResult
from strawberry.types.graphql import OperationType

from gateway import errors, media
from gateway.limits import BODY_BYTES

ALLOW = "GET, HEAD, POST, OPTIONS"
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
VARY = "Accept, Accept-Language"


class RefusedError(Exception):
    """A request that is not executed."""

    def __init__(self, status: int, message: str, allow: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = {"allow": allow} if allow else {}


class Parameters:
    """The parameters of one GraphQL request, checked for their shapes."""

    def __init__(self, given: object) -> None:
        if not isinstance(given, dict):
            raise RefusedError(422, "Send one JSON object with `query`; batches are not accepted.")
        self.query = given.get("query")
        self.operation_name = given.get("operationName")
        self.variables = given.get("variables")
        self.extensions = given.get("extensions")
        if not isinstance(self.query, str) or not self.query:
            raise RefusedError(422, "`query` must be a GraphQL document.")
        if not isinstance(self.operation_name, str | None):
            raise RefusedError(422, "`operationName` must be a string or null.")
        for name in ("variables", "extensions"):
            if not isinstance(getattr(self, name), dict | None):
                raise RefusedError(422, f"`{name}` must be an object or null.")


class GraphEndpoint:
    """Runs the operations of HTTP requests against a schema."""

    def __init__(
        self,
        schema: BaseSchema,
        context: Callable[[Request], object],
        page: Callable[[Request], Awaitable[Response]],
    ) -> None:
        self._schema = schema
        self._context = context
        self._page = page

    async def answer(self, request: Request) -> Response:
        """Answer one request; a browser that asks nothing gets the page."""
        request.scope["route_template"] = request.url.path
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ALLOW})
        accept = request.headers.get("accept", "")
        reading = request.method in ("GET", "HEAD")
        if reading and "query" not in request.query_params and media.wants_page(accept):
            return await self._page(request)
        chosen = media.negotiated(accept)
        try:
            if chosen is None:
                raise RefusedError(406, f"Accept {media.RESPONSE} or {media.JSON}.")
            given = await _parameters(request)
            result = await self._result(request, given, reading)
        except RefusedError as refusal:
            body = {"errors": [{"message": str(refusal), "extensions": {"code": "BAD_REQUEST"}}]}
            return _response(body, refusal.status, chosen or media.JSON, refusal.headers)
        return _answer(result, chosen)

    async def _result(self, request: Request, given: Parameters, reading: bool) -> ExecutionResult:
        try:
            return await self._schema.execute(
                given.query,
                variable_values=given.variables,
                operation_name=given.operation_name,
                operation_extensions=given.extensions,
                context_value=self._context(request),
                allowed_operation_types=OperationType.from_http("GET" if reading else "POST"),
            )
        except InvalidOperationTypeError as fault:
            raise RefusedError(405, "Send mutations with POST.", "POST") from fault
        except CannotGetOperationTypeError as fault:
            raise RefusedError(422, "`operationName` names no operation of `query`.") from fault


async def _parameters(request: Request) -> Parameters:
    if request.method == "POST":
        kind, *rest = (part.strip() for part in request.headers.get("content-type", "").split(";"))
        charset = next(
            (part[8:].strip('"') for part in rest if part.startswith("charset=")), "utf-8"
        )
        if kind.lower() != media.JSON or charset.lower() not in ("utf-8", "utf8"):
            raise RefusedError(415, f"Send the request as {media.JSON} in UTF-8.")
        return Parameters(_parsed(await _body(request), "The body"))
    if request.method not in ("GET", "HEAD"):
        raise RefusedError(405, "Use GET for queries, POST for queries and mutations.", ALLOW)
    given: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if given.get(name):
            given[name] = _parsed(given[name], f"`{name}`")
    return Parameters(given)


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > BODY_BYTES:
                raise RefusedError(413, f"The body is over {BODY_BYTES} bytes.")
    except ClientDisconnect as gone:
        raise RefusedError(400, "The body ended early.") from gone
    return bytes(body)


def _parsed(text: bytes | str, what: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as fault:
        raise RefusedError(400, f"{what} is not JSON.") from fault


def _answer(result: ExecutionResult, chosen: str) -> Response:
    """A result as a response: 200 once something was executed, partial data included.

    Older clients (`application/json`) expect 200 for every well-formed request.
    """
    body: dict[str, Any] = {"data": result.data}
    found = result.errors or []
    status = 200
    if found:
        body["errors"] = [errors.formatted(error) for error in found]
        if errors.is_request_error(found, result.data):
            del body["data"]
            if chosen == media.RESPONSE:
                status = 400 if isinstance(found[0], GraphQLSyntaxError) else 422
    if result.extensions:
        body["extensions"] = result.extensions
    return _response(body, status, chosen)


def _response(
    body: dict[str, Any], status: int, kind: str, headers: dict[str, str] | None = None
) -> Response:
    kind = f"{kind}; charset=utf-8"
    headers = {"vary": VARY, **(headers or {})}
    return Response(orjson.dumps(body), status, headers, kind)
