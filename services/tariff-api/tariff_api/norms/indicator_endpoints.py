"""Indicators of the norms of a market over HTTP."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, Year
from eslabon.contracts.norms import NormClassKind, NormIndicators, NormScope
from fastapi import APIRouter, Depends, Query, Response
from servicekit.peers import Peer, way_to
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from tariff_api.faults import country, known
from tariff_api.norms import classes
from tariff_api.norms.answer import Market, answer
from tariff_api.norms.classes import TREES, Tree
from tariff_api.norms.endpoints import MastCode
from tariff_api.norms.held import HELD
from tariff_api.norms.imports import NoAnswerError, imports
from tariff_api.norms.wording import listed
from tariff_api.quotes.reference import REFERENCE
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["norms"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/norms/indicators")
async def read_norm_indicators(
    response: Response,
    snapshot: Reading,
    matrix: Annotated[Peer, Depends(way_to("matrix"))],
    importer: Annotated[CountryInput, Query(description="Market.", examples=["BOL"])],
    chapter: Annotated[
        list[MastCode] | None,
        Query(
            max_length=50,
            description="Chapters or classes of MAST, repeated; all chapters on imports when left "
            "out.",
            examples=[["A"]],
        ),
    ] = None,
    year: Annotated[
        Year | None,
        Query(description="Year of the imports; the last one loaded when left out."),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Day on which norms are counted; today when left out.",
            examples=["2026-06-30"],
        ),
    ] = None,
    scope: Annotated[
        NormScope,
        Query(
            description="LOADED: only chapters that a loaded norm speaks of count; ALL: the "
            "others count too, as without norms.",
            examples=["LOADED"],
        ),
    ] = NormScope.LOADED,
) -> NormIndicators:
    """Frequency, coverage and prevalence of a market's norms, for all of them and by chapter.

    Imports are asked of matrix-api; where it does not answer the figures are null and say so.
    """
    reference = await REFERENCE.at(snapshot)
    found = known(country(reference, importer, "/query/importer"))
    tree = classes.latest(await TREES.at(snapshot))
    asked = list(dict.fromkeys(chapter)) if chapter else _of_imports(tree)
    _check_of_imports(tree, asked)
    try:
        bought = await imports(matrix, found.iso3, year, snapshot.lang)
    except NoAnswerError:
        bought = None
    matrix.hold(response, snapshot.lang, answered=bought is not None)
    market = Market(
        country=found,
        held=await HELD.at(snapshot, found.iso3),
        bought=bought,
        year=year,
        on=on or today(),
        scope=scope,
    )
    return await answer(snapshot, reference, market, tree, asked)


def _of_imports(tree: Tree | None) -> list[str]:
    if tree is None:
        return []
    return [
        code
        for code in classes.chapters(tree)
        if tree.rows[code]["kind"] != NormClassKind.EXPORT.value
    ]


def _check_of_imports(tree: Tree | None, asked: Sequence[str]) -> None:
    """Refuse chapters of measures on exports: they bite on no import."""
    known = tree.rows if tree else {}
    exports = [
        code
        for code in asked
        if code[0] in known and known[code[0]]["kind"] == NormClassKind.EXPORT.value
    ]
    if not exports:
        return
    names = listed(exports)
    detail = texts(
        f"{names} es de medidas a la exportación y los indicadores son de importaciones; quítelo.",
        f"{names} é de medidas à exportação e os indicadores são de importações; retire-o.",
        f"{names} is of measures on exports and the indicators are of imports; leave it out.",
    )
    raise ProblemError(
        422, "chapter_of_exports", detail, errors=[("/query/chapter", detail, "chapter_of_exports")]
    )
