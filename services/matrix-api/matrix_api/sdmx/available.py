"""What data there are of a cut: codes by dimension, years, and how many observations."""

from collections.abc import Mapping, Sequence

from servicekit.language import texts
from servicekit.releases.snapshot import Snapshot

from matrix_api.sdmx import refusals
from matrix_api.sdmx.catalogue import Catalogue
from matrix_api.sdmx.components import TIME_PERIOD
from matrix_api.sdmx.cubes import Cube
from matrix_api.sdmx.cuts import Box, Presence, Span
from matrix_api.sdmx.observations import cut_cube
from matrix_api.sdmx.parameters import no_choice
from matrix_api.sdmx.queries import Availability


async def availability(
    snapshot: Snapshot, catalogue: Catalogue, asked: Availability
) -> tuple[Cube, Presence]:
    """Return what there is of the cut that a query asks about.

    Raises
    ------
    ProblemError
        404 where there is nothing, and what the query is refused for.
    """
    cube, boxes, span = cut_cube(catalogue, asked.cut)
    names = [*(one.id for one in cube.dimensions), TIME_PERIOD.id]
    for name in sorted(asked.dimensions or ()):
        if name not in names:
            raise no_choice("componentID", name, names)
    there = await _presence(snapshot, cube, boxes, span)
    if not there.observations:
        raise refusals.no_results(
            texts(
                f"No hay datos de {cube.id} en ese corte.",
                f"Não há dados de {cube.id} nesse recorte.",
                f"There are no data of {cube.id} in this cut.",
            )
        )
    codes, years = there.codes, there.years
    if not asked.is_exact:
        codes = await _could_be_added(snapshot, cube, boxes, span, there)
        years = (await _presence(snapshot, cube, boxes, Span.of(lambda year: True))).years
    shown = names if asked.dimensions is None else asked.dimensions
    return cube, Presence(
        {name: found for name, found in codes.items() if name in shown},
        years if TIME_PERIOD.id in shown else (),
        there.observations,
        there.series,
    )


async def _presence(snapshot: Snapshot, cube: Cube, boxes: Sequence[Box], span: Span) -> Presence:
    editions = cube.within(span)
    if not editions:
        return Presence({}, (), 0, 0)
    return await cube.reader.presence(snapshot, editions, boxes)


async def _could_be_added(
    snapshot: Snapshot, cube: Cube, boxes: Sequence[Box], span: Span, there: Presence
) -> Mapping[str, frozenset[str]]:
    """Return by dimension the codes that there are data of, were it left open."""
    found = dict(there.codes)
    for name in found:
        if any(name in box.codes for box in boxes):
            opened = [
                Box({one: codes for one, codes in box.codes.items() if one != name})
                for box in boxes
            ]
            found[name] = (await _presence(snapshot, cube, opened, span)).codes[name]
    return found
