"""Nomenclatures, the search over their codes and how they correspond, over HTTP."""

from functools import partial
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, ProductCode
from eslabon.contracts.envelope import Lang, Missing, Page, Reason
from eslabon.contracts.nomenclature import (
    Correlation,
    Nomenclature,
    NomenclatureKind,
    SearchResult,
)
from fastapi import APIRouter, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api import faults
from tariff_api.nomenclature import correlation, repository
from tariff_api.nomenclature.asked import known_nomenclature
from tariff_api.nomenclature.search import DEFAULT_NOMENCLATURE, search
from tariff_api.quotes.reference import REFERENCE, NomenclatureRow

router = APIRouter(prefix="/v1", tags=["nomenclatures"], route_class=ReadingRoute)


@router.get("/nomenclatures", response_model=Page[Nomenclature], responses=RESPONSES)
async def list_nomenclatures(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    country: Annotated[
        CountryInput | None, Query(description="Country of a national one.", examples=["URY"])
    ] = None,
    kind: Annotated[
        NomenclatureKind | None, Query(description="Family.", examples=["NATIONAL"])
    ] = None,
    revision: Annotated[
        NomenclatureId | None,
        Query(
            description="Revision of the Harmonized System that it follows.", examples=["HS2022"]
        ),
    ] = None,
    on: Annotated[
        Day | None,
        Query(description="Day on which it is valid; any when left out.", examples=["2025-03-01"]),
    ] = None,
) -> Response:
    """Nomenclatures and their editions, with the days on which they are valid."""
    market: str | None = None
    if country is not None:
        found = faults.known(
            faults.country(await REFERENCE.at(snapshot), country, "/query/country")
        )
        market = found.iso3
    fetch = partial(
        repository.nomenclatures_after,
        snapshot,
        country=market,
        kind=kind,
        revision=revision,
        on=on,
    )
    asked = country or kind or revision or on
    missing = [] if not asked or await fetch(None, 1) else [_none_so(snapshot.lang)]
    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Nomenclature,
        provenance=[release.provenance() for release in snapshot.releases("nomenclatures")],
        missing=missing,
    )


def _none_so(lang: Lang) -> Missing:
    detail = texts(
        "Ninguna nomenclatura cargada es así; pida /v1/nomenclatures sin filtros para verlas.",
        "Nenhuma nomenclatura carregada é assim; peça /v1/nomenclatures sem filtros para vê-las.",
        "No loaded nomenclature is so; ask /v1/nomenclatures without filters to see them.",
    )
    return Missing(what="nomenclatures", reason=Reason.NOT_LOADED, detail=detail[lang])


@router.get("/search")
async def search_codes(
    snapshot: Reading,
    q: Annotated[
        str,
        Query(
            min_length=1,
            max_length=200,
            pattern=r"\w",
            description="Words in any of the three languages, or the beginning of a code.",
            examples=["castaña"],
        ),
    ],
    nomenclature: Annotated[
        NomenclatureId, Query(description="Nomenclature to search.", examples=["HS2022"])
    ] = DEFAULT_NOMENCLATURE,
    limit: Annotated[int, Query(ge=1, le=100, description="Most hits.")] = 20,
) -> SearchResult:
    """Codes ranked by what a person types, and their headings to drill down from."""
    found = await known_nomenclature(snapshot, nomenclature, "/query/nomenclature")
    return await search(snapshot, found, q, limit)


@router.get("/correlations", response_model=Page[Correlation], responses=RESPONSES)
async def list_correlations(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    from_: Annotated[
        NomenclatureId, Query(alias="from", description="Edition of `code`.", examples=["HS2017"])
    ],
    to: Annotated[NomenclatureId, Query(description="Other edition.", examples=["HS2022"])],
    code: Annotated[
        ProductCode | None,
        Query(
            description="Code, or the beginning of several; the whole table when left out.",
            examples=["080122"],
        ),
    ] = None,
) -> Response:
    """What codes of one edition correspond to in another, in either direction.

    Editions without a table of their own are reached through others: each row names the `path`.
    The kind is that of the whole relation: EXACT one to one, SPLIT one becomes several, MERGE
    several become one, PARTIAL both.
    """
    source = await known_nomenclature(snapshot, from_, "/query/from")
    target = await known_nomenclature(snapshot, to, "/query/to")
    steps = correlation.path(snapshot, source.name, target.name)
    table = await correlation.table(snapshot, source.name, target.name)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Correlation]]:
        key = (str(after[0]), str(after[1])) if after else None
        rows = table.after(code or "", key, limit)
        return [((row.from_code, row.to_code), row) for row in rows]

    missing: list[Missing] = []
    if not steps:
        missing = [_uncorrelated(source.name, target.name, snapshot)]
    elif not table.after(code or "", None, 1):
        missing = [await _unpaired(snapshot, source, target.name, code or "")]
    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Correlation,
        provenance=[snapshot.release(step.release).provenance() for step in steps or ()],
        missing=missing,
    )


async def _unpaired(snapshot: Snapshot, source: NomenclatureRow, target: str, code: str) -> Missing:
    """Tell a code that its edition has and the table leaves out from one it has not."""
    held = await repository.places(snapshot, [source.codes or 0], [code])
    absent_ = texts(
        f"{code} no existe en {source.name}.",
        f"{code} não existe em {source.name}.",
        f"{code} does not exist in {source.name}.",
    )
    unnamed = texts(
        f"{code} existe en {source.name}, pero la tabla no dice con qué código de {target} se "
        "corresponde: nombra un solo código anterior para cada posterior.",
        f"{code} existe em {source.name}, mas a tabela não diz a que código de {target} "
        "corresponde: indica um só código anterior para cada posterior.",
        f"{code} exists in {source.name}, but the table names no code of {target} for it: it has "
        "one earlier code for each later one.",
    )
    detail = (unnamed if held else absent_)[snapshot.lang]
    return Missing(what=code, reason=Reason.NOT_IDENTIFIED, detail=detail)


def _uncorrelated(source: str, target: str, snapshot: Snapshot) -> Missing:
    detail = texts(
        f"La correspondencia entre {source} y {target} no está cargada.",
        f"A correspondência entre {source} e {target} não está carregada.",
        f"The correlation of {source} and {target} is not loaded.",
    )
    return Missing(what="correlation", reason=Reason.NOT_LOADED, detail=detail[snapshot.lang])
