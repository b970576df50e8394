"""Complexity built of what matrix-api holds: a year of a source, from its exports to tables."""

import asyncio
from collections.abc import Iterable, Sequence

from servicekit.releases.builds import Build, Input, Made, Materials, Target
from servicekit.releases.faults import RefusedError

from niche_api.complexity import refusals
from niche_api.complexity.tables import DATASETS
from niche_api.complexity.universe import LEVEL, UNIVERSE


def targets(inputs: Sequence[Input]) -> Iterable[Target]:
    """Return a target for each year of each source of totals."""
    for one in inputs:
        if one.service == "matrix" and one.release.dataset == "totals":
            yield Target(one.parts, (one,))


async def make(materials: Materials, target: Target) -> Made:
    """Read a year's exports and compute its tables.

    Raises
    ------
    RefusedError
        The source holds a part of trade only, or its matrix determines no index.
    ServiceError
        matrix-api does not answer.
    """
    from niche_api.complexity import exports

    source, year = target.parts["source"], int(target.parts["year"])
    content = await exports.read(materials, source, year)
    return await asyncio.to_thread(_made, content)


def _made(content: bytes) -> Made:
    from complexity.errors import NotIdentifiedError

    from niche_api.complexity import exports, frames, measures, space

    values, nomenclature = exports.matrix(content)
    try:
        found = measures.measures(values, UNIVERSE)
    except NotIdentifiedError as error:
        raise RefusedError(refusals.REASONS[error.code], value=error.code) from error
    its = space.space(found.proximity, found.projected.countries.pci)
    return frames.of(found, its, nomenclature, UNIVERSE.least_proximity)


def _method() -> str:
    said = " ".join(f"{one.name}={one.value}" for one in UNIVERSE.parameters())
    return f"complexity 1 level={LEVEL} {said}"


COMPLEXITY = Build(
    reads=("matrix",), datasets=DATASETS, method=_method(), targets=targets, make=make
)
