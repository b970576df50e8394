"""Offers and demands over HTTP."""

from datetime import date
from typing import Annotated

from eslabon.contracts.codes import Day
from eslabon.contracts.envelope import Page
from eslabon.contracts.firms import Opportunity, Side
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.firms.endpoints import ChainFilter, CountryFilter, ProductFilter
from niche_api.firms.tables import FIRM_ID
from niche_api.opportunities import repository

router = APIRouter(prefix="/v1", tags=["firms"], responses=RESPONSES, route_class=ReadingRoute)

NOT_LOADED = {
    "opportunities": texts(
        "No hay ofertas ni demandas cargadas: se envían con el conjunto `opportunities`.",
        "Não há ofertas nem demandas carregadas: enviam-se com o conjunto `opportunities`.",
        "No offers or demands are loaded: they are sent by the dataset `opportunities`.",
    )
}


@router.get("/opportunities", response_model=Page[Opportunity], responses=formats.RESPONSES)
async def opportunities(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    side: Annotated[Side | None, Query(description="Only offers, or only demands.")] = None,
    firm: Annotated[
        str | None,
        Query(pattern=f"^{FIRM_ID}$", description="Only of this firm.", examples=["bol-manutata"]),
    ] = None,
    country: CountryFilter = None,
    chain: ChainFilter = None,
    product: ProductFilter = None,
    on: Annotated[
        Day | None, Query(description="Only those that hold on this day.", examples=["2026-06-01"])
    ] = None,
) -> Response:
    """List what firms offer and what they seek."""
    by: dict[str, str | date | None] = {
        "side": side.value if side else None,
        "firm": firm,
        "chain": chain,
        "code": product,
        "on": on,
        "country": lists.country(country) if country else None,
    }
    filters = {name: value for name, value in by.items() if value is not None}
    missing = lists.not_loaded(snapshot, NOT_LOADED)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Opportunity]]:
        start = {} if after is None else {"after": str(after[0])}
        found = await repository.found(snapshot, limit, **filters, **start)
        if not (found or after or missing):
            missing.append(lists.nothing_fits("opportunities", snapshot.lang))
        return [((one.opportunity,), one) for one in found]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Opportunity,
        provenance=[release.provenance() for release in snapshot.releases("opportunities")],
        missing=missing,
    )


@router.get("/opportunities/{opportunity}")
async def one_opportunity(
    snapshot: Reading,
    opportunity: Annotated[
        str,
        Path(
            pattern=f"^{FIRM_ID}$",
            description="Identifier of the offer or demand.",
            examples=["bol-manutata-1"],
        ),
    ],
) -> Opportunity:
    """Return one offer or demand."""
    found = await repository.found(snapshot, 1, opportunity=opportunity)
    if not found:
        place = "/path/opportunity"
        raise lists.unknown("unknown_opportunity", place, opportunity, "/v1/opportunities")
    return found[0]
