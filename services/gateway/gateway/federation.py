"""The graph as a Federation 2.9 subgraph: entities in order, one fault spoils one slot."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from graphql import GraphQLError
from strawberry import federation
from strawberry.federation.schema import FederationAny
from strawberry.federation.schema_directives import Key
from strawberry.schema.config import StrawberryConfig
from strawberry.types.info import Info

from gateway import errors, limits
from gateway.scalars import SCALARS

VERSION: Final = "2.9"
"""The newest version that both Apollo's and The Guild's composers accept."""

Reference = dict[str, str]


References = Callable[[Any, Sequence[Reference]], Awaitable[Sequence[object]]]
"""From the context and keys of one type to its entities, in their order: object, None or error."""


def _keys(definition: Any) -> list[tuple[str, ...]]:
    """Field names of each @key of a type."""
    found = [item for item in definition.directives or () if isinstance(item, Key)]
    return [tuple(str(item.fields).split()) for item in found]


class Schema(federation.Schema):
    """A federation schema with our limits, an own `_entities` and masked errors."""

    def __init__(self, query: type, entities: Mapping[type, References]) -> None:
        self._entities = {kind.__name__: references for kind, references in entities.items()}
        super().__init__(
            query=query,
            types=list(entities),
            config=StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS),
            federation_version=VERSION,
            extensions=limits.EXTENSIONS,
        )

    def process_errors(
        self, errors_found: list[GraphQLError], execution_context: object = None
    ) -> None:
        """Log failures of ours only; mistakes of a client are no events."""
        errors.log(errors_found)

    async def entities_resolver(  # type: ignore[override] # resolvers may be async
        self, info: Info, representations: list[FederationAny]
    ) -> list[FederationAny]:
        """Entities for a supergraph's representations: same order, one call for each type."""
        answers: list[Any] = [None] * len(representations)
        wanted: dict[str, list[tuple[int, Reference]]] = {}
        for place, representation in enumerate(representations):
            try:
                name, key = self._reference(representation)
            except GraphQLError as fault:
                answers[place] = fault
            else:
                wanted.setdefault(name, []).append((place, key))

        async def resolve(name: str, slots: list[tuple[int, Reference]]) -> None:
            found = await self._entities[name](info.context, [key for _, key in slots])
            for (place, _), entity in zip(slots, found, strict=True):
                answers[place] = entity

        outcomes = await asyncio.gather(
            *(resolve(name, slots) for name, slots in wanted.items()), return_exceptions=True
        )
        for slots, outcome in zip(wanted.values(), outcomes, strict=True):
            if isinstance(outcome, Exception):
                for place, _ in slots:
                    answers[place] = outcome
        return answers

    def _reference(self, representation: object) -> tuple[str, Reference]:
        """Type and key of one representation, everything else in it left aside."""
        if not isinstance(representation, Mapping):
            raise GraphQLError("A representation is an object.")
        name = representation.get("__typename")
        if not isinstance(name, str) or name not in self._entities:
            raise GraphQLError("`__typename` names no entity of this graph.")
        keys = _keys(self.schema_converter.type_map[name].definition)
        for fields in keys:
            values = {field: representation.get(field) for field in fields}
            if all(isinstance(value, str) and value for value in values.values()):
                return name, {field: str(value) for field, value in values.items()}
        wanted = " or ".join(", ".join(fields) for fields in keys)
        raise GraphQLError(f"A representation of {name} needs its key: {wanted}.")
