"""Quotes over HTTP: one, or a batch of up to a thousand."""

from datetime import UTC, date, datetime
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, QuotedCode
from eslabon.contracts.quotes import Quote, QuoteBatch, QuoteList
from fastapi import APIRouter, Query
from servicekit.reading import Reading

from tariff_api.quotes.answer import quotes
from tariff_api.quotes.asking import Ask

router = APIRouter(prefix="/v1", tags=["quotes"])


def _today() -> date:
    return datetime.now(UTC).date()


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
) -> Quote:
    """Every duty that goods of one origin might pay in one market on one day, best first."""
    ask = Ask(importer, exporter, product, nomenclature, on)
    return (await quotes(snapshot, [ask], _today()))[0]


@router.post("/quotes")
async def read_quotes(snapshot: Reading, batch: QuoteBatch) -> QuoteList:
    """Up to a thousand quotes, each the same as `GET /v1/quotes` gives."""
    asks = [
        Ask(one.importer, one.exporter, one.product, one.nomenclature, one.on, f"/items/{number}")
        for number, one in enumerate(batch.items)
    ]
    return QuoteList.model_construct(items=await quotes(snapshot, asks, _today()))
