"""HTTP of figures of chains: production, exports and the like by country, unit and period."""

from datetime import date
from typing import Annotated, Any

from eslabon.contracts.chains import ChainStatistic, Indicator
from eslabon.contracts.codes import CountryInput, Year
from eslabon.contracts.envelope import Missing, Page, Reason
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api.chains import repository, telling
from niche_api.chains.asking import known_chain, known_country
from niche_api.chains.book import BOOK
from niche_api.columns import ISO_3166_2, SLUG

router = APIRouter(prefix="/v1", tags=["chains"], responses=RESPONSES, route_class=ReadingRoute)


def _ordered(year_from: int | None, year_to: int | None) -> None:
    if year_from is None or year_to is None or year_from <= year_to:
        return
    detail = texts(
        f"year_from ({year_from}) es posterior a year_to ({year_to}): inviértalos.",
        f"year_from ({year_from}) é posterior a year_to ({year_to}): inverta-os.",
        f"year_from ({year_from}) is after year_to ({year_to}): swap them.",
    )
    raise ProblemError(
        422,
        "years_reversed",
        detail,
        errors=[("/query/year_from", detail, "years_reversed")],
    )


@router.get("/chain-statistics", response_model=Page[ChainStatistic], responses=formats.RESPONSES)
async def chain_statistics(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    chain: Annotated[
        str | None,
        Query(pattern=f"^{SLUG}$", description="Only this chain.", examples=["castana"]),
    ] = None,
    country: Annotated[
        CountryInput | None, Query(description="Only this country.", examples=["BRA"])
    ] = None,
    region: Annotated[
        str | None,
        Query(
            pattern=f"^{ISO_3166_2}$",
            description="Only this first-level unit, ISO 3166-2.",
            examples=["BR-PA"],
        ),
    ] = None,
    indicator: Annotated[
        Indicator | None, Query(description="Only this measure.", examples=["PRODUCTION"])
    ] = None,
    year_from: Annotated[
        Year | None, Query(description="Only periods that begin in this year or later.")
    ] = None,
    year_to: Annotated[
        Year | None, Query(description="Only periods that end in this year or before.")
    ] = None,
    annual: Annotated[
        bool | None,
        Query(
            description="true: only whole calendar years, which may be compared; false: only the "
            "rest."
        ),
    ] = None,
    by_region: Annotated[
        bool, Query(description="true: only figures of a first-level unit or a place in it.")
    ] = False,
) -> Response:
    """List figures of chains as their sources give them, with unit, period and source.

    A figure whose period is no calendar year is marked: it must not be charted with years.
    """
    _ordered(year_from, year_to)
    filters: dict[str, Any] = {}
    if chain is not None:
        filters["chain"] = known_chain(await BOOK.at(snapshot), chain, "/query/chain")
    if country is not None:
        filters["country"] = known_country(country, "/query/country")
    if region is not None:
        filters["region"] = region
    if indicator is not None:
        filters["indicator"] = indicator.value
    if year_from is not None:
        filters["first"] = date(year_from, 1, 1)
    if year_to is not None:
        filters["last"] = date(year_to, 12, 31)
    if annual is not None:
        filters["annual" if annual else "partial"] = True
    if by_region:
        filters["located"] = True
    releases = {one.id: one.provenance() for one in snapshot.releases("chain_statistics")}
    missing: list[Missing] = []

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, ChainStatistic]]:
        start = None if after is None else (int(after[0] or 0), int(after[1] or 0))
        rows = await repository.statistics(snapshot, filters, start, limit)
        if not rows and after is None:
            nothing = texts(
                "Ninguna cifra cargada responde a lo que se pide; no dice que no la haya.",
                "Nenhuma cifra carregada responde ao que se pede; não diz que não haja.",
                "No loaded figure answers what is asked; that does not say there is none.",
            )
            reason = Reason.NOT_REPORTED if releases else Reason.NOT_LOADED
            missing.append(Missing(what="statistics", reason=reason, detail=nothing[snapshot.lang]))
        return [
            (
                (row["release_id"], row["ordinal"]),
                telling.statistic(row, releases[row["release_id"]], snapshot.lang),
            )
            for row in rows
        ]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        ChainStatistic,
        provenance=list(releases.values()),
        missing=missing,
    )
