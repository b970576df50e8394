"""Routes of reads: the walk over a GET's dependencies and parameters is laid out once.

FastAPI declares, documents and validates them all the same. It works the walk out anew at each
request, though, which costs more than most answers do (docs/decisions/0011).
"""

from collections.abc import Awaitable, Callable, Coroutine, Mapping
from copy import copy
from dataclasses import dataclass
from inspect import iscoroutinefunction
from typing import Any

from fastapi import Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel

from servicekit.encoding import encoded
from servicekit.parameters import check_request, is_list

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
Validate = Callable[..., tuple[Any, list[Any]]]


@dataclass(frozen=True, slots=True)
class _Parameter:
    """A parameter of a query or a path, with what checks it."""

    name: str
    place: tuple[str, str]
    is_required: bool
    is_list: bool
    default: Any
    validate: Validate


@dataclass(frozen=True, slots=True)
class _Call:
    """A dependency or the endpoint itself: what to call with which values."""

    call: Callable[..., Awaitable[Any]]
    parameters: tuple[_Parameter, ...]
    needs: tuple[tuple[str, int], ...]
    """Arguments that are results of earlier calls."""
    request: str | None
    response: str | None


class ReadingRoute(APIRoute):
    """A route whose GET is served by its layout; any other is FastAPI's own."""

    def get_route_handler(self) -> Handler:
        """Return what answers a request."""
        usual = super().get_route_handler()
        layout = _layout(self.dependant)
        if layout is None or self.methods != {"GET"} or self.body_field is not None:
            return usual
        status = self.status_code or 200

        async def answer(request: Request) -> Response:
            await check_request(request)
            response = Response()
            del response.headers["content-length"]
            result = await _result(layout, request, response)
            if not isinstance(result, Response):
                result = Response(encoded(result), status, media_type="application/json")
            own = {name for name, _ in result.headers.raw}
            result.headers.raw.extend(one for one in response.headers.raw if one[0] not in own)
            return result

        return answer


async def _result(layout: tuple[_Call, ...], request: Request, response: Response) -> Any:
    """Check all parameters, then make the calls in their order; return what the last one does.

    Raises
    ------
    RequestValidationError
        Naming every parameter that is missing or wrong.
    """
    faults: list[Any] = []
    arguments = [_arguments(call, request, faults) for call in layout]
    if faults:
        raise RequestValidationError(faults)
    results: list[Any] = []
    for call, values in zip(layout, arguments, strict=True):
        for name, earlier in call.needs:
            values[name] = results[earlier]
        if call.request:
            values[call.request] = request
        if call.response:
            values[call.response] = response
        results.append(await call.call(**values))
    return results[-1]


def _arguments(call: _Call, request: Request, faults: list[Any]) -> dict[str, Any]:
    query = request.query_params
    given: dict[str, Mapping[str, str]] = {"query": query, "path": request.path_params}
    values: dict[str, Any] = {}
    for parameter in call.parameters:
        kind, alias = parameter.place
        text: str | list[str] | None = given[kind].get(alias)
        if text is not None and parameter.is_list:
            text = query.getlist(alias)
        if text is None and not parameter.is_required:
            values[parameter.name] = copy(parameter.default)
            continue
        if text is None:
            missing = {"type": "missing", "loc": parameter.place, "msg": "Field required"}
            faults.append({**missing, "input": None})
            continue
        value, wrong = parameter.validate(text, {}, loc=parameter.place)
        if wrong:
            faults += wrong
        else:
            values[parameter.name] = value
    return values


def _layout(dependant: Dependant) -> tuple[_Call, ...] | None:
    """Return the calls of a route in order, None where it needs more than plain coroutines."""
    calls: list[_Call] = []
    places: dict[Callable[..., Any], int] = {}

    def add(one: Dependant) -> bool:
        call = one.call
        if call in places:
            return True
        plain = (
            call is not None
            and iscoroutinefunction(call)
            and one.concurrency is None
            and not (one.header_params or one.cookie_params or one.body_params)
            and not (one.background_tasks_param_name or one.security_scopes_param_name)
            and not (one.http_connection_param_name or one.websocket_param_name)
        )
        if not plain or not all([add(needed) for needed in one.dependencies]):
            return False
        fields = [("path", field) for field in one.path_params]
        fields += [("query", field) for field in one.query_params]
        if any(_is_model(field) for _, field in fields):
            return False
        assert call is not None
        needs = [
            (needed.name, places[needed.call])
            for needed in one.dependencies
            if needed.name is not None and needed.call is not None
        ]
        parameters = [
            _Parameter(
                field.name,
                (kind, field.alias),
                field.field_info.is_required(),
                is_list(field),
                field.default,
                field.validate,
            )
            for kind, field in fields
        ]
        places[call] = len(calls)
        calls.append(
            _Call(
                call,
                tuple(parameters),
                tuple(needs),
                one.request_param_name,
                one.response_param_name,
            )
        )
        return True

    return tuple(calls) if add(dependant) else None


def _is_model(field: Any) -> bool:
    annotation = field.field_info.annotation
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
