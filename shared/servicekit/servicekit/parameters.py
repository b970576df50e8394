"""Refuses what a query should not hold: unknown or repeated names, broken encoding, NUL."""

import re
from collections import Counter
from typing import Any
from urllib.parse import unquote_to_bytes

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from servicekit.language import texts
from servicekit.problems import ProblemError
from servicekit.validation import Fault

_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})")


def _parameters(route: APIRoute) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of all query parameters of a route, and of those that may repeat."""
    known: set[str] = set()
    lists: set[str] = set()
    waiting: list[Dependant] = [route.dependant]
    while waiting:
        dependant = waiting.pop()
        waiting += dependant.dependencies
        for field in dependant.query_params:
            known.add(field.alias)
            if _is_list(field.field_info.annotation):
                lists.add(field.alias)
    return frozenset(known), frozenset(lists)


def _is_list(annotation: Any) -> bool:
    return "list[" in str(annotation) or "tuple[" in str(annotation)


def _unknown(name: str, known: frozenset[str]) -> Fault:
    names = ", ".join(f"`{one}`" for one in sorted(known))
    sentence = texts(
        f"El parámetro `{name}` no existe aquí; los que hay son {names}.",
        f"O parâmetro `{name}` não existe aqui; os que há são {names}.",
        f"There is no parameter `{name}` here; those there are: {names}.",
    )
    return f"/query/{name}", sentence, "unknown_parameter"


def _repeated(name: str) -> Fault:
    sentence = texts(
        f"`{name}` está repetido; déjelo una sola vez.",
        f"`{name}` está repetido; deixe-o uma só vez.",
        f"`{name}` is repeated; give it once.",
    )
    return f"/query/{name}", sentence, "repeated_parameter"


def _malformed(es: str, pt: str, en: str) -> ProblemError:
    return ProblemError(400, "bad_request", texts(es, pt, en))


def _check_encoding(raw: bytes) -> None:
    if b"%" not in raw and raw.isascii():
        return
    try:
        text = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        text = None
    if text is None or _BROKEN.search(raw):
        raise _malformed(
            "La dirección tiene un `%` mal codificado; codifíquela en UTF-8.",
            "O endereço tem um `%` mal codificado; codifique-o em UTF-8.",
            "The address has a badly encoded `%`; encode it as UTF-8.",
        )
    if "\0" in text:
        raise _malformed(
            "La dirección contiene un carácter nulo (`%00`); quítelo.",
            "O endereço contém um caractere nulo (`%00`); retire-o.",
            "The address contains a null character (`%00`); remove it.",
        )


async def check_parameters(request: Request) -> None:
    """Let a request pass whose query holds known parameters only, each once.

    Raises
    ------
    ProblemError
        400 for an address that cannot be read, 422 naming each unknown or repeated parameter.
    """
    scope = request.scope
    _check_encoding(scope["query_string"])
    _check_encoding(scope.get("raw_path", b""))
    if not scope["query_string"]:
        return
    declared: dict[int, tuple[frozenset[str], frozenset[str]]] = request.app.state.parameters
    route: APIRoute = scope["route"]
    if id(route) not in declared:
        declared[id(route)] = _parameters(route)
    known, lists = declared[id(route)]
    counted = Counter(name for name, _ in request.query_params.multi_items())
    faults = [_unknown(name, known) for name in counted if name not in known]
    faults += [
        _repeated(name)
        for name, times in counted.items()
        if times > 1 and name in known and name not in lists
    ]
    if faults:
        raise ProblemError(422, "invalid_request", faults[0][1], errors=faults)
