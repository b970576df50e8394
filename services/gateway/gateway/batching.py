"""Loading for many rows at once: one call for all that is asked in the same way."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import Any, TypeVar

from strawberry.dataloader import DataLoader

Way = TypeVar("Way", bound=Hashable)
Item = TypeVar("Item", bound=Hashable)
Found = TypeVar("Found")


def loader(
    ask: Callable[[Way, list[Item]], Awaitable[Sequence[Found]]], most: int
) -> DataLoader[tuple[Way, Item], Found]:
    """A loader of items by how they are asked for: one call of up to `most` items for each way.

    A call that fails spoils its own items alone.
    """

    async def load(keys: list[tuple[Way, Item]]) -> Sequence[Found | BaseException]:
        items: dict[Way, list[Item]] = {}
        for way, item in keys:
            items.setdefault(way, []).append(item)
        calls = [
            (way, some[start : start + most])
            for way, some in items.items()
            for start in range(0, len(some), most)
        ]
        answers = await asyncio.gather(
            *(ask(way, some) for way, some in calls), return_exceptions=True
        )
        found: dict[tuple[Way, Item], Any] = {}
        for (way, some), answer in zip(calls, answers, strict=True):
            of_each = [answer] * len(some) if isinstance(answer, BaseException) else answer
            found |= {(way, item): one for item, one in zip(some, of_each, strict=True)}
        return [found[key] for key in keys]

    return DataLoader(load_fn=load)
