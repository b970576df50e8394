"""How observations are packed: which components they come with, and by which dimension."""

from collections.abc import Sequence
from dataclasses import dataclass

from servicekit.language import texts

from matrix_api.sdmx import refusals
from matrix_api.sdmx.components import TIME_PERIOD
from matrix_api.sdmx.cubes import Cube, Row
from matrix_api.sdmx.parameters import no_choice
from matrix_api.sdmx.queries import Data

ALL_DIMENSIONS = "AllDimensions"
SERIES_AT_MOST = 500
"""Series of one answer: pysdmx takes 2 ms of a processor for each, 80 µs for an observation."""


@dataclass(frozen=True)
class Packed:
    """Observations with the components that are written, and what they are grouped by."""

    rows: Sequence[Row]
    columns: Sequence[str]
    at_observation: str


def packed(cube: Cube, rows: list[Row], asked: Data, *, is_grouped: bool) -> Packed:
    """Return observations as a query asks for them; `is_grouped` where the format has series.

    Raises
    ------
    ProblemError
        400 for components that the dataflow lacks, 413 for too many series.
    """
    names = [one.id for one in cube.all_attributes]
    for name in sorted(asked.attributes or ()):
        if name not in names:
            raise no_choice("attributes", name, names)
    kept = [name for name in names if asked.attributes is None or name in asked.attributes]
    size = len(cube.dimensions)
    columns = [one.id for one in cube.components[: size + 2]]
    if not asked.has_observations:
        keys = dict.fromkeys(row[:size] for row in rows)
        rows = [(*key, *[None] * (len(cube.components) - size)) for key in keys]
        columns, kept = columns if is_grouped else columns[:size], []
    elif not asked.has_measure:
        rows = [(*row[: size + 1], None, *row[size + 2 :]) for row in rows]
    at_observation = _at_observation(cube, rows, asked) if is_grouped else ALL_DIMENSIONS
    return Packed(rows, [*columns, *kept], at_observation)


def _at_observation(cube: Cube, rows: Sequence[Row], asked: Data) -> str:
    """Return the dimension at the observation: time, but where that makes too many series."""
    names = [*(one.id for one in cube.dimensions), TIME_PERIOD.id]
    given = asked.at_observation
    if given is not None and given not in (*names, ALL_DIMENSIONS):
        raise no_choice("dimensionAtObservation", given, (*names, ALL_DIMENSIONS))
    if given == ALL_DIMENSIONS and asked.has_observations:
        return given
    chosen = TIME_PERIOD.id if given in (None, ALL_DIMENSIONS) else str(given)
    place = names.index(chosen)
    series = {(*row[:place], *row[place + 1 : len(names)]) for row in rows}
    if len(series) <= SERIES_AT_MOST:
        return chosen
    if given is None and asked.has_observations:
        return ALL_DIMENSIONS
    raise refusals.too_large(
        texts(
            f"Son {len(series)} series y una respuesta lleva {SERIES_AT_MOST}: acote la clave, o "
            f"pida `dimensionAtObservation={ALL_DIMENSIONS}` o csv.",
            f"São {len(series)} séries e uma resposta leva {SERIES_AT_MOST}: restrinja a chave, "
            f"ou peça `dimensionAtObservation={ALL_DIMENSIONS}` ou csv.",
            f"These are {len(series)} series and an answer holds {SERIES_AT_MOST}: narrow the "
            f"key, or ask for `dimensionAtObservation={ALL_DIMENSIONS}` or csv.",
        )
    )
