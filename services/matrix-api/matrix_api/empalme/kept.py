"""Matrices held in memory of each publication."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Published, Snapshot

from matrix_api.empalme.editions import Edition, editions, named

if TYPE_CHECKING:
    from matrix_api.empalme.matrix import Matrix


async def _build(snapshot: Snapshot, name: str) -> Matrix:
    # numpy is imported with the first matrix: neither a start nor other requests wait for it.
    await asyncio.to_thread(import_module, "matrix_api.empalme.matrix")
    from matrix_api.empalme import matrix, panel

    edition = named(await editions(snapshot), name)
    return await asyncio.to_thread(matrix.built, await panel.read(snapshot, edition))


_matrices = PerRelease(("empalme_editions", "totals", "regional_flows"), _build)


async def matrix_of(snapshot: Snapshot, edition: Edition) -> Matrix:
    """Return the matrix of an edition; computed once for each publication that changes it."""
    return await _matrices.at(snapshot, edition.name)


async def warm(snapshot: Snapshot, before: Published) -> None:
    """Compute every edition."""
    for edition in await editions(snapshot):
        await matrix_of(snapshot, edition)
