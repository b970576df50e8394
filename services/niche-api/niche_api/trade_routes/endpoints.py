"""HTTP of key trade routes: of a product, of a country's candidates, to a destination."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.envelope import Missing, Page
from eslabon.contracts.trade_routes import TradeRoute
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from niche_api.complexity.editions import Asked as Edition
from niche_api.peers import ToMatrix, ToTariff
from niche_api.trade_routes import legs, saying
from niche_api.trade_routes.asking import Asked, RoutesAsked
from niche_api.trade_routes.legs import Norms
from niche_api.trade_routes.ranking import Route
from niche_api.trade_routes.routes import Found, Ways, found

router = APIRouter(
    prefix="/v1", tags=["trade routes"], responses=RESPONSES, route_class=ReadingRoute
)


def item(
    rank: int, route: Route, asked: Asked, told: Found, norms: Norms, names: dict[str, str]
) -> TradeRoute:
    """Return a route as it is answered."""
    gaps: list[Missing | None] = [route.paid.missing, norms.gaps.get(route.leg)]
    lowest, highest = route.paid.mfn or (None, None)
    return TradeRoute.assembled(
        rank=rank,
        origin=asked.origin,
        destination=route.destination,
        nomenclature=told.nomenclature,
        product=route.product,
        name=names.get(route.product),
        score=route.score.lowest,
        score_min=route.score.lowest,
        score_max=route.score.highest,
        premises=list(route.premises),
        rca=route.standing.rca,
        density=route.standing.density,
        probability=route.standing.probability,
        imports_usd=route.imports_usd,
        imports_years=sorted(route.bought),
        outside_region_share=route.outside_region_share,
        mfn_lowest_percent=lowest,
        mfn_highest_percent=highest,
        duty=route.paid.duty,
        norms=norms.counts.get(route.leg),
        norms_path=legs.norms_path(
            asked.origin, route.destination, route.product, told.nomenclature
        ),
        missing=[one for one in gaps if one is not None],
    )


@router.get("/trade-routes", response_model=Page[TradeRoute], responses=formats.RESPONSES)
async def trade_routes(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    to_tariff: ToTariff,
    to_matrix: ToMatrix,
    asked: RoutesAsked,
    edition: Edition,
    duties: Annotated[
        bool, Query(description="false: without asking tariff-api for duties, norms and names.")
    ] = True,
) -> Response:
    """List routes of an origin, best first, each judged by five premises with their evidence.

    One product or several, else the origin's candidates; one destination, else every other member
    of the region. With `destination` and `min_score`: which of my products reach that country.
    """
    lang = snapshot.lang
    told = await found(snapshot, asked, edition, Ways(to_tariff, to_matrix), duties=duties)
    names: dict[str, str] = {}
    if duties and told.routes:
        codes = {route.product for route in told.routes}
        names = await legs.names(to_tariff, told.nomenclature, codes, lang)
    answered = told.answered

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, TradeRoute]]:
        nonlocal answered
        start = 0 if after is None else int(after[0] or 0)
        page = told.routes[start : start + limit]
        norms = Norms()
        if duties and page:
            shown = [route.leg for route in page]
            norms = await legs.norms(to_tariff, asked.origin, shown, told.nomenclature, lang)
        answered = answered and norms.answered
        to_tariff.hold(response, lang, answered=answered)
        return [
            ((rank,), item(rank, route, asked, told, norms, names))
            for rank, route in enumerate(page, start + 1)
        ]

    to_tariff.hold(response, lang, answered=answered)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        TradeRoute,
        provenance=told.provenance,
        missing=told.missing,
        methodology=saying.methodology(asked, told.region, told.technologies, lang),
    )
