"""Graph types: the contracts themselves, decorated in place, so that no field is written twice."""

from enum import StrEnum
from types import ModuleType

import strawberry
from eslabon.contracts import envelope, matrix, niche, sync, tariff
from pydantic import BaseModel
from strawberry.federation.schema_directives import Key

KEYS: dict[type[BaseModel], str] = {tariff.Country: "iso3", tariff.Product: "nomenclature code"}
"""Entities that other subgraphs may extend, with the fields of their keys."""

_NOT_TYPES = {
    envelope.Contract,
    envelope.Input,
    envelope.Page,
    envelope.Problem,
    envelope.ProblemItem,
}


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


for _module in (envelope, tariff, matrix, niche, sync):
    _decorate(_module)
