"""The observations that a data query asks for: figures, and what stands where there is none."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product
from math import prod

from eslabon.contracts.envelope import Lang
from servicekit.language import texts
from servicekit.problems import ProblemError
from servicekit.releases.snapshot import Snapshot

from matrix_api.flows.gaps import spans
from matrix_api.sdmx import keys, refusals
from matrix_api.sdmx.catalogue import Catalogue
from matrix_api.sdmx.components import AGENCY, TIME_PERIOD
from matrix_api.sdmx.cubes import Cube, Row
from matrix_api.sdmx.cuts import Box, Span
from matrix_api.sdmx.queries import Cut, Data

OBSERVATIONS_AT_MOST = 50_000
"""Observations of one answer, which is made in memory."""


def cut_cube(catalogue: Catalogue, cut: Cut) -> tuple[Cube, list[Box], Span]:
    """Return the one dataflow that a query names, and what it cuts out of it.

    Raises
    ------
    ProblemError
        404 where there is no dataflow of this name, 501 where there are several, and what keys
        and filters are refused for.
    """
    there = ", ".join(catalogue.cubes)
    found = [one for id_, one in catalogue.cubes.items() if cut.ids is None or id_ in cut.ids]
    if not found or (cut.agencies is not None and AGENCY not in cut.agencies):
        raise refusals.no_results(
            texts(
                f"Ningún flujo con datos cargados se llama así; los de {AGENCY} son {there or 0}.",
                f"Nenhum fluxo com dados carregados se chama assim; os de {AGENCY} são "
                f"{there or 0}.",
                f"No dataflow with loaded data has this name; those of {AGENCY} are {there or 0}.",
            )
        )
    if len(found) > 1:
        raise refusals.not_offered(
            texts(
                f"Pedir varios flujos a la vez ({there})",
                f"Pedir vários fluxos de uma vez ({there})",
                f"Asking for several dataflows at once ({there})",
            )
        )
    boxes = keys.boxes(catalogue, found[0], cut.keys, cut.filters)
    return found[0], boxes, keys.span(cut.start, cut.end, cut.filters.get(TIME_PERIOD.id))


async def observations(
    snapshot: Snapshot, catalogue: Catalogue, asked: Data
) -> tuple[Cube, list[Row]]:
    """Return the observations of a query in the order of their keys and years.

    Of what a query lists code by code, every cell is answered for: with a figure, with zero, or
    with why it is missing. Of what it leaves open, only figures are.

    Raises
    ------
    ProblemError
        404 where there is none, 413 where there are too many, and what the query is refused for.
    """
    cube, boxes, span = cut_cube(catalogue, asked.cut)
    editions = cube.within(span)
    found = (
        await cube.reader.found(snapshot, editions, boxes, OBSERVATIONS_AT_MOST + 1)
        if editions
        else []
    )
    if len(found) > OBSERVATIONS_AT_MOST:
        raise _too_many()
    rows = [cube.row(one, snapshot.lang) for one in found]
    figured = {(cube.pair(one.key), one.edition.year) for one in found}
    rows += _without_figures(cube, boxes, span, figured, snapshot.lang)
    if not rows:
        raise _none(cube)
    size = len(cube.dimensions) + 1
    rows.sort(key=lambda row: row[:size])
    return cube, _first_and_last(rows, len(cube.dimensions), asked.first, asked.last)


def _without_figures(
    cube: Cube,
    boxes: Sequence[Box],
    span: Span,
    figured: set[tuple[tuple[str, ...], int]],
    lang: Lang,
) -> list[Row]:
    """Return the cells that boxes list and no figure is of."""
    years = sorted(span.years if span.is_bounded else span.years & set(cube.years))
    sides = [side for box in boxes if (side := cube.sides(box)) is not None]
    if sum(prod(map(len, side)) for side in sides) * len(years) > OBSERVATIONS_AT_MOST:
        raise _too_many()
    cells = dict.fromkeys(key for side in sides for key in product(*side))
    return [
        cube.without_row(key, year, cube.answering(year, key), lang)
        for key in cells
        for year in years
        if (cube.pair(key), year) not in figured
    ]


def _first_and_last(
    rows: list[Row], dimensions: int, first: int | None, last: int | None
) -> list[Row]:
    """Return the first and the last so many observations of each series."""
    if first is None and last is None:
        return rows
    series: dict[Row, list[Row]] = defaultdict(list)
    for row in rows:
        series[row[:dimensions]].append(row)
    kept: list[Row] = []
    for of_key in series.values():
        ends = [*of_key[: first or 0], *of_key[len(of_key) - min(last or 0, len(of_key)) :]]
        kept += dict.fromkeys(ends)
    return kept


def _too_many() -> ProblemError:
    most = OBSERVATIONS_AT_MOST
    return refusals.too_large(
        texts(
            f"Son más de {most} observaciones: acote la clave o el período, o baje años enteros "
            "de `/v1/flows?format=parquet`.",
            f"São mais de {most} observações: restrinja a chave ou o período, ou baixe anos "
            "inteiros de `/v1/flows?format=parquet`.",
            f"These are over {most} observations: narrow the key or the period, or take whole "
            "years from `/v1/flows?format=parquet`.",
        )
    )


def _none(cube: Cube) -> ProblemError:
    years = spans(cube.years)
    return refusals.no_results(
        texts(
            f"No hay observaciones; {cube.id} tiene cargado {years}.",
            f"Não há observações; {cube.id} tem carregado {years}.",
            f"There are no observations; {cube.id} has {years} loaded.",
        )
    )
