"""Refuses what a request should not hold: unknown or repeated parameters, broken encoding, NUL."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from servicekit.language import texts
from servicekit.negotiation import best_media_type
from servicekit.paging import paging
from servicekit.problems import ProblemError, not_acceptable
from servicekit.validation import Fault

_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_JSON = ("application/json",)


@dataclass(frozen=True)
class Declared:
    """What a route declares of its parameters."""

    names: frozenset[str]
    lists: frozenset[str]
    examples: dict[str, str]
    is_json_only: bool


def declared(route: APIRoute) -> Declared:
    """Return what a route and its dependencies declare."""
    names, lists, examples = set(), set(), {}
    is_listing = False
    waiting: list[Dependant] = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        waiting += dependant.dependencies
        is_listing = is_listing or dependant.call is paging
        for field in (*dependant.query_params, *dependant.path_params):
            found = field.field_info.examples
            if found:
                examples[field.alias] = str(found[0])
        for field in dependant.query_params:
            names.add(field.alias)
            if is_list(field):
                lists.add(field.alias)
    also = route.responses.get(200, {}).get("content")
    answers_json = route.response_field is not None and not is_listing and not also
    return Declared(frozenset(names), frozenset(lists), examples, answers_json)


def is_list(field: Any) -> bool:
    """Return whether a parameter may be given several times."""
    annotation = str(field.field_info.annotation)
    return "list[" in annotation or "tuple[" in annotation


def declared_by(request: Request) -> Declared | None:
    """Return what the route of a request declares; None where no route was reached."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return None
    known: dict[int, Declared] = request.app.state.declared
    if id(route) not in known:
        known[id(route)] = declared(route)
    return known[id(route)]


def example_of(request: Request, location: Sequence[str | int]) -> str | None:
    """Return a good value for a parameter."""
    known = declared_by(request)
    if known is None or len(location) < 2 or location[0] not in ("query", "path"):
        return None
    return known.examples.get(str(location[1]))


def _unknown(name: str, known: frozenset[str]) -> Fault:
    names = ", ".join(f"`{one}`" for one in sorted(known))
    sentence = texts(
        f"El parámetro `{name}` no existe aquí; "
        + (f"los que hay son {names}." if known else "quítelo: esta dirección no tiene."),
        f"O parâmetro `{name}` não existe aqui; "
        + (f"os que há são {names}." if known else "retire-o: este endereço não tem."),
        f"There is no parameter `{name}` here; "
        + (f"those there are: {names}." if known else "remove it: this address has none."),
    )
    return f"/query/{name}", sentence, "unknown_parameter"


def _repeated(name: str) -> Fault:
    sentence = texts(
        f"`{name}` está repetido; déjelo una sola vez.",
        f"`{name}` está repetido; deixe-o uma só vez.",
        f"`{name}` is repeated; give it once.",
    )
    return f"/query/{name}", sentence, "repeated_parameter"


def _check_encoding(raw: bytes) -> None:
    if b"%" not in raw and raw.isascii():
        return
    try:
        text = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        text = None
    if text is None or _BROKEN.search(raw):
        detail = texts(
            "La dirección tiene un `%` mal codificado; codifíquela en UTF-8.",
            "O endereço tem um `%` mal codificado; codifique-o em UTF-8.",
            "The address has a badly encoded `%`; encode it as UTF-8.",
        )
        raise ProblemError(400, "bad_request", detail)
    if "\0" in text:
        detail = texts(
            "La dirección contiene un carácter nulo (`%00`); quítelo.",
            "O endereço contém um caractere nulo (`%00`); retire-o.",
            "The address contains a null character (`%00`); remove it.",
        )
        raise ProblemError(400, "bad_request", detail)


async def check_request(request: Request) -> None:
    """Let a request pass that can be read, asks for what is offered and names known parameters.

    Raises
    ------
    ProblemError
        400 for an address that cannot be read, 406 where json is refused and there is nothing
        else, 422 naming each unknown or repeated parameter.
    """
    scope = request.scope
    _check_encoding(scope["query_string"])
    _check_encoding(scope.get("raw_path", b""))
    known = declared_by(request)
    if known is None:
        return
    if known.is_json_only and not best_media_type(request.headers.get("accept", ""), _JSON):
        raise not_acceptable(_JSON)
    if not scope["query_string"]:
        return
    counted = Counter(name for name, _ in request.query_params.multi_items())
    faults = [_unknown(name, known.names) for name in counted if name not in known.names]
    faults += [
        _repeated(name)
        for name, times in counted.items()
        if times > 1 and name in known.names and name not in known.lists
    ]
    if faults:
        raise ProblemError(422, "invalid_request", faults[0][1], errors=faults)
