"""Pictures as SVG and PNG, each drawn once per publication, aside from what is answered."""

import asyncio
from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any, Generic, TypeVar

from fastapi import Response
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

SVG, PNG = "image/svg+xml", "image/png"
SVG_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture.", "content": {SVG: {"schema": {"type": "string"}}}}
}
PNG_RESPONSE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture.", "content": {PNG: {"schema": {}}}}
}

Shown = TypeVar("Shown")


class Pictures(Generic[Shown]):
    """Pictures of one kind, kept for each publication of the datasets they show.

    `read` returns what the picture of a name shows; `module`, whose libraries take seconds to
    import, has `chart` that makes a Vega-Lite specification of it.
    """

    def __init__(
        self,
        datasets: tuple[str, ...],
        read: Callable[[Snapshot, str], Awaitable[Shown]],
        module: str,
    ) -> None:
        self._read = read
        self._module = module
        self._kept = PerRelease(datasets, self._drawn, size=48)

    async def _drawn(self, snapshot: Snapshot, key: str) -> bytes:
        kind, _, name = key.split(" ", 2)
        shown = await self._read(snapshot, name)
        return await asyncio.to_thread(self._rendered, kind, shown)

    def _rendered(self, kind: str, shown: Shown) -> bytes:
        charts = import_module("niche_api.charts")
        specification = import_module(self._module).chart(shown)
        drawn: bytes = (charts.svg if kind == SVG else charts.png)(specification)
        return drawn

    async def answer(self, snapshot: Snapshot, media_type: str, name: str) -> Response:
        """Return the picture of a name in a media type and the language asked for."""
        body = await self._kept.at(snapshot, f"{media_type} {snapshot.lang} {name}")
        return Response(body, media_type=media_type)
