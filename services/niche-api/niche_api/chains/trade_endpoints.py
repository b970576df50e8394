"""HTTP of a chain's trade, joined of the other services."""

from typing import Annotated

from eslabon.contracts.chain_trade import ChainTrade
from eslabon.contracts.codes import CountryInput
from eslabon.contracts.envelope import Lang
from fastapi import APIRouter, Query, Response
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api.chains.asking import ChainId, CountryPath, known_chain, known_country
from niche_api.chains.book import BOOK
from niche_api.chains.trade import Asked, chain_trade
from niche_api.peers import ToMatrix, ToTariff

router = APIRouter(prefix="/v1", tags=["chains"], responses=RESPONSES, route_class=ReadingRoute)


def _different(markets: list[str], country: str) -> None:
    if country not in markets:
        return
    detail = texts(
        f"{country} es el país de la cadena: no es mercado de sí mismo; quítelo de `market`.",
        f"{country} é o país da cadeia: não é mercado de si mesmo; retire-o de `market`.",
        f"{country} is the country of the chain: it is no market of its own; remove it from "
        "`market`.",
    )
    raise ProblemError(
        422, "same_country", detail, errors=[("/query/market", detail, "same_country")]
    )


@router.get("/chains/{chain}/{country}/trade")
async def trade_of_chain(
    response: Response,
    snapshot: Reading,
    to_tariff: ToTariff,
    to_matrix: ToMatrix,
    chain: ChainId,
    country: CountryPath,
    market: Annotated[
        list[CountryInput] | None,
        Query(
            max_length=10,
            description="Markets to show, repeated for several; the main ones when left out.",
            examples=[["BRA"]],
        ),
    ] = None,
    markets: Annotated[
        int, Query(ge=1, le=10, description="How many markets, where none is named.")
    ] = 5,
) -> ChainTrade:
    """Return a chain of a country in its markets: trade of its codes, duties, norms.

    A code that is not EXACT holds other goods too: its trade is not the chain's, and is never
    added to it.
    """
    lang = Lang(snapshot.lang)
    book = await BOOK.at(snapshot)
    known = known_chain(book, chain)
    seller = known_country(country, "/path/country")
    named = [known_country(code, "/query/market") for code in market or ()]
    _different(named, seller)
    asked = Asked(known, seller, markets, named, to_tariff, to_matrix, lang)
    answer, answered = await chain_trade(snapshot, book, asked)
    to_tariff.hold(response, lang, answered=answered)
    return answer
