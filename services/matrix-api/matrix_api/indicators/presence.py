"""HTTP of diversity and ubiquity: where advantage is present, by exporter and by product."""

from collections.abc import Sequence

from eslabon.contracts.envelope import Page
from eslabon.contracts.indicators import Diversity, Ubiquity
from fastapi import APIRouter, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.indicators import answers
from matrix_api.indicators.listing import listed
from matrix_api.indicators.measured import measured
from matrix_api.indicators.repository import Counted
from matrix_api.rca import computing
from matrix_api.tariff import ToTariff
from matrix_api.totals import repository as totals
from matrix_api.totals.asked import Level, LevelAsked, OfYears, ProductAsked
from matrix_api.totals.products import products
from matrix_api.totals.question import ExporterAsked, MembersOn, question, too_much

router = APIRouter(
    prefix="/v1/indicators", tags=["indicators"], responses=RESPONSES, route_class=ReadingRoute
)


@router.get("/diversity", response_model=Page[Diversity], responses=formats.RESPONSES)
async def list_diversity(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    tariff: ToTariff,
    wanted: OfYears,
    exporter: ExporterAsked | None = None,
    level: LevelAsked = Level.HEADING,
    members_on: MembersOn = None,
) -> Response:
    """In how many products each exporter has a revealed advantage.

    The mean of several years takes an exporter, which may be a scheme or a region.
    """
    if wanted.is_span and exporter is None:
        raise too_much("exporter")
    found = await question(
        snapshot, response, tariff, wanted, {"exporter": exporter}, members_on, level=level
    )
    rows: Sequence[Counted] = ()
    if found.is_answered:
        who = found.traders.get("exporter")
        if len(found.basis.editions) == 1 and (who is None or who.is_country):
            held = await measured(snapshot, found.basis.editions[0])
            of_level = held.levels[level].diversity
            rows = [one for one in of_level if who is None or one.name == who.code]
        elif who is not None:
            sums = await totals.together(snapshot, found.basis.releases, who.members, level)
            advantages = computing.rows(sums, len(found.basis.years), who.code)
            rows = answers.counted(advantages, "exporter")
    return await listed(
        request,
        response,
        snapshot,
        paging,
        found,
        rows,
        Diversity,
        lambda one: answers.diversity(found, level, one),
        "trade-diversity",
    )


@router.get("/ubiquity", response_model=Page[Ubiquity], responses=formats.RESPONSES)
async def list_ubiquity(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    tariff: ToTariff,
    wanted: OfYears,
    product: ProductAsked | None = None,
    level: LevelAsked | None = None,
) -> Response:
    """How many countries have a revealed advantage in each product.

    The mean of several years takes a product.
    """
    asked = products(product, level)
    if wanted.is_span and product is None:
        raise too_much("product")
    found = await question(snapshot, response, tariff, wanted, {}, None, level=asked.digits)
    rows: Sequence[Counted] = ()
    if found.is_answered:
        if len(found.basis.editions) == 1:
            held = await measured(snapshot, found.basis.editions[0])
            of_level = held.levels[asked.digits].ubiquity
            rows = [one for one in of_level if one.name.startswith(asked.prefix)]
        else:
            sums = await totals.everywhere(snapshot, found.basis.releases, asked)
            advantages = computing.rows(sums, len(found.basis.years))
            rows = answers.counted(advantages, "product")
    return await listed(
        request,
        response,
        snapshot,
        paging,
        found,
        rows,
        Ubiquity,
        lambda one: answers.ubiquity(found, asked.digits, one),
        "product-ubiquity",
    )
