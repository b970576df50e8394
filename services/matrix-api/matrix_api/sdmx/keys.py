"""The language of data queries: keys, and filters of components with operators."""

import re
from collections.abc import Callable, Mapping, Sequence

from servicekit.language import Texts, texts

from matrix_api.sdmx import refusals
from matrix_api.sdmx.catalogue import Catalogue
from matrix_api.sdmx.components import AGENCY, TIME_PERIOD, Component
from matrix_api.sdmx.cubes import Cube
from matrix_api.sdmx.cuts import Box, Span

MOST_KEYS = 50
"""Keys of one query; each is a condition of its own."""
_NAMED = 5
_WILD = ("", "*")
_YEAR = re.compile(r"(\d{4})($|-)")
_TESTS: Mapping[str, Callable[[str, str], bool]] = {
    "eq": lambda code, value: code == value,
    "ne": lambda code, value: code != value,
    "lt": lambda code, value: code < value,
    "le": lambda code, value: code <= value,
    "gt": lambda code, value: code > value,
    "ge": lambda code, value: code >= value,
    "co": lambda code, value: value in code,
    "nc": lambda code, value: value not in code,
    "sw": lambda code, value: code.startswith(value),
    "ew": lambda code, value: code.endswith(value),
}
Terms = Sequence[Sequence[tuple[str, str]]]
"""A filter: alternatives of (operator, value) that all have to hold."""


def year(period: str) -> str:
    """Return the year of a period (`2023`, `2023-06`, `2023-A1`, `2023-06-30`).

    Raises
    ------
    ProblemError
        400.
    """
    found = _YEAR.match(period)
    if found is None:
        raise refusals.bad_syntax(
            texts(
                f"`{period}` no es un período; escriba un año, como 2023.",
                f"`{period}` não é um período; escreva um ano, como 2023.",
                f"`{period}` is no period; write a year, such as 2023.",
            )
        )
    return found[1]


def terms(expression: str) -> Terms:
    """Return the filter that an expression stands for: `A,B` is or, `ge:A+le:B` is and."""
    # A plus that is not encoded reaches us as a space.
    alternatives = (one.replace("+", " ").split() for one in expression.split(","))
    return [[_term(part) for part in parts] for parts in alternatives]


def _term(text: str) -> tuple[str, str]:
    operator, found, value = text.partition(":")
    return (operator, value) if found and operator in _TESTS else ("eq", text)


def holds(filter_: Terms, code: str) -> bool:
    """Tell whether a code meets a filter."""
    return any(all(_TESTS[name](code, value) for name, value in parts) for parts in filter_)


def _listed(filter_: Terms) -> frozenset[str] | None:
    """Return the codes that a filter lists one by one; None where it does more than that."""
    if all(len(parts) == 1 and parts[0][0] == "eq" for parts in filter_):
        return frozenset(parts[0][1] for parts in filter_)
    return None


def span(start: str | None, end: str | None, filter_: str | None) -> Span:
    """Return the years from `start` to `end` that meet a filter of TIME_PERIOD."""
    first, last = (None if one is None else year(one) for one in (start, end))
    found = None
    if filter_ is not None:
        found = [[(name, year(value)) for name, value in parts] for parts in terms(filter_)]

    def admits(one: int) -> bool:
        text = str(one)
        within = (first is None or text >= first) and (last is None or text <= last)
        return within and (found is None or holds(found, text))

    return Span.of(admits)


def boxes(
    catalogue: Catalogue, cube: Cube, keys: Sequence[str], filters: Mapping[str, str]
) -> list[Box]:
    """Return the boxes that keys cut out of a cube, each within the filters by dimension.

    Raises
    ------
    ProblemError
        400 for a key of too many dimensions, 422 for codes and dimensions that are not there.
    """
    names = [one.id for one in cube.dimensions]
    for name in filters.keys() - {*names, TIME_PERIOD.id}:
        if name in {one.id for one in cube.components}:
            raise refusals.not_offered(f"c[{name}]")
        raise refusals.unknown(_no_dimension(name, names))
    if len(keys) > MOST_KEYS:
        raise refusals.too_large(
            texts(
                f"Son {len(keys)} claves y se admiten {MOST_KEYS}: junte códigos con `+`.",
                f"São {len(keys)} chaves e são admitidas {MOST_KEYS}: junte códigos com `+`.",
                f"There are {len(keys)} keys and {MOST_KEYS} are taken: join codes with `+`.",
            )
        )
    asked = {name: terms(text) for name, text in filters.items() if name in names}
    return [_box(catalogue, cube, key, asked) for key in dict.fromkeys(keys)]


def _box(catalogue: Catalogue, cube: Cube, key: str, filters: Mapping[str, Terms]) -> Box:
    parts = [] if key in ("all", "*", "") else key.split(".")
    if len(parts) > len(cube.dimensions):
        raise refusals.bad_syntax(_too_long(cube, key))
    codes: dict[str, frozenset[str]] = {}
    listed = set()
    for one, part in zip(cube.dimensions, parts, strict=False):
        if part not in _WILD:
            codes[one.id] = _known(catalogue, one, frozenset(part.split("+")))
            listed.add(one.id)
    for one in cube.dimensions:
        if one.id not in filters:
            continue
        given = _listed(filters[one.id])
        if given is None:
            given = frozenset(code for code in cube.held[one.id] if holds(filters[one.id], code))
        else:
            given = _known(catalogue, one, given)
            listed.add(one.id)
        codes[one.id] = codes.get(one.id, given) & given
    return Box(codes, frozenset(listed))


def _known(catalogue: Catalogue, one: Component, codes: frozenset[str]) -> frozenset[str]:
    assert one.codelist is not None, "every dimension has a codelist"
    strange = sorted(codes - catalogue.codes[one.codelist])
    if strange:
        raise refusals.unknown(_no_code(one, strange))
    return codes


def _no_dimension(name: str, names: Sequence[str]) -> Texts:
    there = ", ".join(names)
    return texts(
        f"No hay una dimensión {name}; las que hay son {there}, TIME_PERIOD.",
        f"Não há uma dimensão {name}; as que há são {there}, TIME_PERIOD.",
        f"There is no dimension {name}; those there are: {there}, TIME_PERIOD.",
    )


def _no_code(one: Component, codes: Sequence[str]) -> Texts:
    named = ", ".join(codes[:_NAMED]) + ("…" if len(codes) > _NAMED else "")
    where = f"codelist/{AGENCY}/{one.codelist}"
    return texts(
        f"{one.id} no tiene {named}; los códigos que hay están en `{where}`.",
        f"{one.id} não tem {named}; os códigos que há estão em `{where}`.",
        f"{one.id} has no {named}; the codes there are stand in `{where}`.",
    )


def _too_long(cube: Cube, key: str) -> Texts:
    form = ".".join(one.id for one in cube.dimensions)
    return texts(
        f"La clave `{key}` tiene más dimensiones que {cube.id}; su forma es {form}.",
        f"A chave `{key}` tem mais dimensões que {cube.id}; sua forma é {form}.",
        f"The key `{key}` has more dimensions than {cube.id}; its form is {form}.",
    )
