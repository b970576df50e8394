"""Graph types: the contracts themselves, decorated in place: no field is written twice.

Import it before a resolver names a contract.
"""

from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType
from typing import Any

import strawberry
from eslabon.contracts import (
    agreements,
    catalogue,
    chain_trade,
    chains,
    changes,
    charges,
    competitors,
    complexity,
    cooperation,
    countries,
    duties,
    empalme,
    envelope,
    events,
    expressions,
    firms,
    indicators,
    matrix,
    model,
    negotiated,
    niches,
    nomenclature,
    norms,
    origin,
    policy_index,
    preferences,
    quotas,
    quotes,
    regional,
    sync,
    trade_routes,
    validations,
)
from eslabon.contracts.countries import Country
from pydantic import BaseModel
from strawberry.federation.schema_directives import Key
from strawberry.types.info import Info

from gateway import chain_fields, row_fields
from gateway.context import Context
from gateway.places import Place

KEYS: dict[type[BaseModel], str] = {
    Country: "iso3",
    nomenclature.Product: "nomenclature code",
    agreements.Agreement: "code",
    chains.Chain: "id",
}
"""Entities that other subgraphs may extend, with the fields of their keys."""

_MODULES = (
    envelope,
    countries,
    nomenclature,
    agreements,
    expressions,
    quotes,
    charges,
    changes,
    quotas,
    origin,
    norms,
    duties,
    preferences,
    matrix,
    competitors,
    empalme,
    indicators,
    negotiated,
    chains,
    chain_trade,
    catalogue,
    firms,
    events,
    policy_index,
    cooperation,
    complexity,
    regional,
    validations,
    niches,
    model,
    trade_routes,
    sync,
)

_NAMES: dict[type, str] = {
    regional.Unit: "BasketUnit",
    trade_routes.Measure: "EvidenceMeasure",
}
"""Where two contracts have the same name."""

_NOT_TYPES = {
    envelope.Contract,
    envelope.Input,
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


def _fiche_of(field: str) -> Any:
    """A graph field with the agreement that a field names by its code."""

    async def fiche(self: Any, info: Info[Context, None]) -> agreements.Agreement | None:
        code: str | None = getattr(self, field)
        return None if code is None else (await info.context.agreements()).get(code)

    return strawberry.pydantic.field(fiche, description=f"The agreement of `{field}`.")


def _place_of(field: str) -> Any:
    """A graph field with the place that a field names by its code."""

    async def unit(self: Any, info: Info[Context, None]) -> Place | None:
        code: str | None = getattr(self, field)
        return None if code is None else (await info.context.places()).get(code)

    return strawberry.pydantic.field(unit, description=f"The place of `{field}`.")


def _defined(module: ModuleType) -> Iterator[type]:
    """Yield the classes that a module of contracts defines."""
    for item in list(vars(module).values()):
        if isinstance(item, type) and item.__module__ == module.__name__:
            yield item


def _is_page(item: type[BaseModel]) -> bool:
    """Whether a contract is a page of rows: in the graph a connection."""
    return issubclass(item, envelope.Page)


def _make_type(item: type[BaseModel]) -> None:
    """Make a graph type, or an input, of a contract."""
    if issubclass(item, envelope.Input):
        strawberry.pydantic.input(item, description=item.__doc__)
    else:
        keys = [Key(fields=KEYS[item])] if item in KEYS else []  # type: ignore[arg-type]
        strawberry.pydantic.type(item, description=item.__doc__, directives=keys)


def decorate() -> None:
    """Make the contracts graph types."""
    competitors.Competitor.country = _country_of("exporter")  # type: ignore[attr-defined]
    competitors.Customer.country = _country_of("importer")  # type: ignore[attr-defined]
    agreements.Agreement.countries = _countries_of("parties")  # type: ignore[attr-defined]
    quotes.Candidate.fiche = _fiche_of("agreement")  # type: ignore[attr-defined]
    origin.RegimeRules.fiche = _fiche_of("agreement")  # type: ignore[attr-defined]
    chains.ChainZone.unit = _place_of("region")  # type: ignore[attr-defined]
    firms.Firm.unit = _place_of("region")  # type: ignore[attr-defined]
    items = [item for module in _MODULES for item in _defined(module)]
    for item in items:
        if issubclass(item, StrEnum):
            strawberry.enum(item, name=_NAMES.get(item), description=item.__doc__)
    for name, field in chain_fields.fields().items():
        # After all enums too: some of their arguments are.
        setattr(chains.ChainDetail, name, field)
    for contract, made in row_fields.fields().items():
        for name, field in made.items():
            setattr(contract, name, field)
    for item in items:
        # After all enums: a model is bound to what its fields are when it is made.
        if issubclass(item, BaseModel) and item not in _NOT_TYPES and not _is_page(item):
            _make_type(item)


decorate()
