"""The SME policy index over HTTP: editions, one edition by country, and scores as a table."""

from typing import Annotated

from eslabon.contracts.envelope import Missing, Page
from eslabon.contracts.policy_index import PolicyEdition, PolicyIndex, PolicyLevel, PolicyScore
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.chains.telling import sources
from niche_api.policy_index import telling
from niche_api.policy_index.asking import (
    AREAS,
    AreaInput,
    EditionPath,
    areas_in,
    known_areas,
    known_edition,
)
from niche_api.policy_index.book import ALL, BOOK, Edition

router = APIRouter(
    prefix="/v1", tags=["policy index"], responses=RESPONSES, route_class=ReadingRoute
)

NOT_LOADED = {
    "policy_editions": texts(
        "No hay ediciones del índice cargadas: se envían con el conjunto `policy_editions`.",
        "Não há edições do índice carregadas: enviam-se com o conjunto `policy_editions`.",
        "No editions of the index are loaded: they are sent by the dataset `policy_editions`.",
    )
}


def _gaps(snapshot: Snapshot, one: Edition) -> list[Missing]:
    """Return what the edition as a whole lacks."""
    said = {}
    if not one.items:
        said["policy_items"] = texts(
            "La estructura de la edición no está cargada: envíe el conjunto `policy_items`.",
            "A estrutura da edição não está carregada: envie o conjunto `policy_items`.",
            "The structure of the edition is not loaded: send the dataset `policy_items`.",
        )
    elif not any(row["level"] == PolicyLevel.INDICATOR for row in one.items):
        said["indicators"] = texts(
            "Ninguna fuente a la mano da los indicadores de la edición: quien tenga el "
            "cuestionario lo envía con `policy_items`.",
            "Nenhuma fonte à mão dá os indicadores da edição: quem tiver o questionário envia-o "
            "com `policy_items`.",
            "No source at hand gives the indicators of the edition: whoever has the questionnaire "
            "sends it by `policy_items`.",
        )
    return lists.absent(snapshot, said)


@router.get("/policy-index", response_model=Page[PolicyEdition], responses=formats.RESPONSES)
async def policy_editions(
    request: Request, response: Response, snapshot: Reading, paging: Paging
) -> Response:
    """List the editions of the index that are loaded, the earliest first."""
    book = await BOOK.at(snapshot)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            book.values(),
            lambda one: (one.row["year"], one.row["edition"]),
            lambda one: telling.edition(snapshot, one),
        ),
        PolicyEdition,
        provenance=sources(snapshot, [one.row for one in book.values()]),
        missing=lists.not_loaded(snapshot, NOT_LOADED),
    )


@router.get("/policy-index/{edition}")
async def policy_index(
    snapshot: Reading,
    edition: EditionPath,
    areas: Annotated[list[AreaInput] | None, AREAS] = None,
) -> PolicyIndex:
    """Return an edition: its tree, the scores of each country, and what sources print of it.

    Scores go from 1 to 5. A country outside the edition answers `not_assessed`, unless its answers
    were loaded: then its index is computed, and `assessed` is false.
    """
    book = await BOOK.at(snapshot)
    one = known_edition(book, edition)
    chosen = known_areas([one], areas) or one.areas
    figures = [row for row in one.figures if row["area"] in (*chosen, ALL)]
    used = [
        one.row,
        *one.items,
        *figures,
        *(answer for area in chosen for answer in one.answers.get(area, ())),
    ]
    return PolicyIndex.assembled(
        edition=telling.edition(snapshot, one),
        items=[telling.item(row, snapshot.lang) for row in one.items],
        profiles=[telling.profile(book, one, area, snapshot.lang) for area in chosen],
        figures=[telling.figure(snapshot, row) for row in figures],
        missing=_gaps(snapshot, one),
        methodology=telling.methodology(snapshot.lang),
        provenance=sources(snapshot, used),
    )


@router.get("/policy-scores", response_model=Page[PolicyScore], responses=formats.RESPONSES)
async def policy_scores(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    edition: Annotated[
        str | None, Query(max_length=40, description="Only this edition.", examples=["2024"])
    ] = None,
    areas: Annotated[list[AreaInput] | None, AREAS] = None,
    level: Annotated[
        PolicyLevel, Query(description="Level of the items.", examples=["DIMENSION"])
    ] = PolicyLevel.DIMENSION,
    item: Annotated[
        str | None,
        Query(max_length=60, description="Only this item.", examples=["acceso-al-financiamiento"]),
    ] = None,
) -> Response:
    """Compare countries and editions: a row for each edition, item and area.

    Each score comes with the average of its edition and the score of the edition before.
    """
    book = await BOOK.at(snapshot)
    chosen = [known_edition(book, edition, "/query/edition")] if edition else list(book.values())
    asked = known_areas(chosen, areas)
    rows = [
        (one.row["year"], one.row["edition"], place, area, one, row)
        for one in chosen
        for place, row in enumerate(one.scored)
        if row["level"] == level and item in (None, row["item"])
        for area in areas_in(one, chosen, asked)
    ]
    missing = lists.not_loaded(snapshot, NOT_LOADED)
    if not (rows or missing):
        missing.append(lists.nothing_fits("policy_scores", snapshot.lang))
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            rows,
            lambda row: row[:4],
            lambda row: telling.score(book, row[4], row[3], row[5], snapshot.lang),
        ),
        PolicyScore,
        provenance=sources(
            snapshot, [row for one in chosen for row in (one.row, *one.items, *one.figures)]
        ),
        missing=missing,
        methodology=telling.methodology(snapshot.lang),
    )
