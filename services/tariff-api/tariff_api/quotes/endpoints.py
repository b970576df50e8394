"""Quotes over HTTP: one, or a batch of up to a thousand."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, QuotedCode
from eslabon.contracts.expressions import Unit
from eslabon.contracts.quotes import Amount, Quote, QuoteBatch, QuoteList
from fastapi import APIRouter, Query, Response
from servicekit.encoding import encoded
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from tariff_api.quotes.answer import quotes
from tariff_api.quotes.asking import Ask
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["quotes"], route_class=ReadingRoute)


@router.get("/quotes")
async def read_quote(
    snapshot: Reading,
    importer: Annotated[CountryInput, Query()],
    exporter: Annotated[CountryInput, Query(examples=["MEX"])],
    product: Annotated[QuotedCode, Query()],
    nomenclature: Annotated[NomenclatureId | None, Query()] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Day asked about; the last one covered when left out.",
            examples=["2021-06-01"],
        ),
    ] = None,
    customs_value_usd: Annotated[
        Amount | None,
        Query(description="Customs value of the goods in US dollars: duties in money, by steps."),
    ] = None,
    quantity: Annotated[
        Amount | None,
        Query(description="Quantity of the goods, in `unit`.", examples=[500]),
    ] = None,
    unit: Annotated[
        Unit | None, Query(description="Unit of `quantity`; both or neither.", examples=["kg"])
    ] = None,
    weight_kg: Annotated[
        Amount | None,
        Query(description="Weight of the goods in kilograms.", examples=[500]),
    ] = None,
) -> Quote:
    """Every duty that goods of one origin might pay in one market on one day, best first."""
    ask = Ask(
        importer,
        exporter,
        product,
        nomenclature,
        on,
        customs_value_usd=customs_value_usd,
        quantity=quantity,
        unit=unit,
        weight_kg=weight_kg,
    )
    return (await quotes(snapshot, [ask], today()))[0]


@router.post("/quotes", response_model=QuoteList)
async def read_quotes(snapshot: Reading, batch: QuoteBatch) -> Response:
    """Up to a thousand quotes, each the same as `GET /v1/quotes` gives."""
    asks = [
        Ask(
            one.importer,
            one.exporter,
            one.product,
            one.nomenclature,
            one.on,
            f"/items/{number}",
            one.customs_value_usd,
            one.quantity,
            one.unit,
            one.weight_kg,
        )
        for number, one in enumerate(batch.items)
    ]
    answer = QuoteList.assembled(items=await quotes(snapshot, asks, today()))
    return Response(encoded(answer), media_type="application/json")
