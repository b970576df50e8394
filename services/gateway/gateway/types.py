"""Graph types: the contracts themselves, decorated in place: no field is written twice."""

from enum import StrEnum
from types import ModuleType
from typing import Any

import strawberry
from eslabon.contracts import (
    agreements,
    charges,
    countries,
    duties,
    envelope,
    expressions,
    matrix,
    niche,
    nomenclature,
    preferences,
    quotes,
    sync,
)
from eslabon.contracts.countries import Country
from pydantic import BaseModel
from strawberry.federation.schema_directives import Key
from strawberry.types.info import Info

from gateway.context import Context

KEYS: dict[type[BaseModel], str] = {Country: "iso3", nomenclature.Product: "nomenclature code"}
"""Entities that other subgraphs may extend, with the fields of their keys."""

_MODULES = (
    envelope,
    countries,
    nomenclature,
    agreements,
    expressions,
    charges,
    quotes,
    duties,
    preferences,
    matrix,
    niche,
    sync,
)

_NOT_TYPES = {
    envelope.Contract,
    envelope.Input,
    envelope.Page,
    envelope.Problem,
    envelope.ProblemItem,
}


def _country_of(field: str) -> Any:
    """A graph field with the country that a field of codes names."""

    def country(self: Any, info: Info[Context, None]) -> Country | None:
        found: Country | None = info.context.country_of(getattr(self, field))
        return found

    return strawberry.pydantic.field(country, description=f"The country of `{field}`.")


def _countries_of(field: str) -> Any:
    """A graph field with the countries that a list of their parts in something names."""

    async def each(self: Any, info: Info[Context, None]) -> list[Country] | None:
        known = await info.context.countries()
        codes = dict.fromkeys(one.country for one in getattr(self, field))
        return [known[code] for code in codes if code in known]

    return strawberry.pydantic.field(each, description=f"The countries of `{field}`.")


def _decorate(module: ModuleType) -> None:
    """Make graph types of the models and enums that a module of contracts defines."""
    for item in list(vars(module).values()):
        if not isinstance(item, type) or item.__module__ != module.__name__:
            continue
        if issubclass(item, StrEnum):
            strawberry.enum(item, description=item.__doc__)
        elif issubclass(item, BaseModel) and item not in _NOT_TYPES:
            keys = [Key(fields=KEYS[item])] if item in KEYS else []  # type: ignore[arg-type]
            strawberry.pydantic.type(item, description=item.__doc__, directives=keys)


def decorate() -> None:
    """Make the contracts graph types; call it once, before the schema is made."""
    matrix.Competitor.country = _country_of("exporter")  # type: ignore[attr-defined]
    agreements.Agreement.countries = _countries_of("parties")  # type: ignore[attr-defined]
    for module in _MODULES:
        _decorate(module)
