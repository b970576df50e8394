"""HTTP of negotiated trade: how much of what is bought is under a preference."""

from typing import Annotated

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.codes import Day, TraderInput, Year
from eslabon.contracts.envelope import Missing
from eslabon.contracts.negotiated import NegotiatedTrade, Obstacles
from fastapi import APIRouter, Query, Response
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.flows import asked, gaps, loaded
from matrix_api.flows.endpoints import Exporter, Importer, Nomenclature, TradedProduct
from matrix_api.negotiated import obstacles
from matrix_api.negotiated.answer import Question, negotiated, unassessed
from matrix_api.negotiated.covering import KeptPreferences
from matrix_api.tariff import ToTariff
from matrix_api.totals import traders
from matrix_api.totals.asked import Level
from matrix_api.totals.traders import Trader

router = APIRouter(prefix="/v1", tags=["negotiated"], responses=RESPONSES, route_class=ReadingRoute)

PreferencesOn = Annotated[
    Day | None,
    Query(
        description="Day of the duties and preferences, one for all years; the last one that each "
        "importer's tariff covers when left out.",
        examples=["2021-06-01"],
    ),
]


@router.get("/negotiated-trade")
async def negotiated_trade(
    response: Response,
    snapshot: Reading,
    to_tariff: ToTariff,
    kept: KeptPreferences,
    importer: Annotated[TraderInput, Query(examples=["MERCOSUR"])],
    exporter: Annotated[TraderInput, Query(examples=["MEX"])],
    product: TradedProduct | None = None,
    nomenclature: Nomenclature = None,
    year: Annotated[
        Year | None, Query(description="Last year of trade; the last one loaded when left out.")
    ] = None,
    years: Annotated[int, Query(ge=1, le=20, description="How many years.")] = 1,
    level: Annotated[
        Level | None, Query(description="Also by product, of 2, 4 or 6 digits.", examples=[4])
    ] = None,
    on: PreferencesOn = None,
) -> NegotiatedTrade:
    """Trade under negotiated preferences, free for every origin, and not covered, with bounds.

    A preference that covers goods need not have been claimed for them. The first question on a
    pair waits for tariff-api to say what each of its subheadings pays.
    """
    lang = snapshot.lang
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    wanted = None if product is None else asked.product(product)
    of_year = loaded.by_year(everything, wanted)
    last = max(of_year, default=None) if year is None else year
    question = Question(
        importer=importer,
        exporter=exporter,
        product=wanted,
        nomenclature=loaded.nomenclature(everything, nomenclature),
        span=[] if last is None else list(range(last - years + 1, last + 1)),
        level=level,
        on=on,
        editions=of_year,
    )
    if last is None:
        return unassessed(question, gaps.nothing_loaded(lang), lang)
    areas = loaded.areas(everything)
    who: list[Trader] = []
    for role, code in (("importer", importer), ("exporter", exporter)):
        one = await traders.trader(code, role, areas, question.members_on, to_tariff, lang)
        if isinstance(one, Missing):
            to_tariff.hold(response, lang, answered=False)
            return unassessed(question, one, lang)
        who.append(one)
    try:
        client = TariffClient(await to_tariff.transport(lang))
        found = await negotiated(snapshot, client, kept, question, *who)
    except ServiceError as error:
        to_tariff.hold(response, lang, answered=False)
        return unassessed(question, to_tariff.missing("preferences", error, lang), lang)
    to_tariff.hold(response, lang, answered=True)
    return found


@router.get("/negotiated-trade/obstacles")
async def negotiated_trade_obstacles(
    response: Response,
    snapshot: Reading,
    to_tariff: ToTariff,
    kept: KeptPreferences,
    importer: Importer,
    exporter: Exporter,
    product: TradedProduct | None = None,
    nomenclature: Nomenclature = None,
    year: Annotated[
        Year | None, Query(description="Year of trade; the last one loaded when left out.")
    ] = None,
    on: PreferencesOn = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Most products to list.")] = 20,
) -> Obstacles:
    """Products with a preference that are hardly bought from its beneficiary all the same.

    Where to look for the rule of origin or the norm that stands in the way, first where trade has
    most room to grow.
    """
    lang = snapshot.lang
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    areas = loaded.areas(everything)
    buyer = asked.country(importer, "importer", areas)
    seller = asked.country(exporter, "exporter", areas)
    asked.different(buyer, seller)
    wanted = None if product is None else asked.product(product)
    of_year = loaded.by_year(everything, wanted)
    question = obstacles.Question(
        importer=buyer,
        exporter=seller,
        product=wanted,
        nomenclature=loaded.nomenclature(everything, nomenclature),
        year=max(of_year, default=None) if year is None else year,
        editions=of_year,
        on=on,
        limit=limit,
    )
    found = obstacles.Found([], [])
    open_ = await obstacles.chances(snapshot, question, found)
    try:
        if open_:
            client = TariffClient(await to_tariff.transport(lang))
            await obstacles.look_up(client, kept, question, open_, found, lang)
        to_tariff.hold(response, lang, answered=True)
    except ServiceError as error:
        to_tariff.hold(response, lang, answered=False)
        found.missing.append(to_tariff.missing("preferences", error, lang))
    return found.answer(question, lang)
