"""HTTP of chains: the list, by product or in the report; one chain; a chain in a country."""

from typing import Annotated

from eslabon.contracts.chains import Chain, ChainCountry, ChainDetail, ChainPresence, Presence
from eslabon.contracts.codes import CountryInput, NomenclatureId, ProductCode
from eslabon.contracts.envelope import Missing, Page, Reason
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api.chains import dossier, gaps, telling
from niche_api.chains.asking import (
    ChainId,
    CountryPath,
    known_chain,
    known_country,
    known_nomenclature,
)
from niche_api.chains.book import BOOK, Book

router = APIRouter(prefix="/v1", tags=["chains"], responses=RESPONSES, route_class=ReadingRoute)

LISTED = ("chain_claims", "chain_names", "chain_products", "chains", "species")
"""Datasets that the list of chains is made of."""


def _is_traded(book: Book, chain: str, code: str, nomenclature: str) -> bool:
    return any(
        row["nomenclature"] == nomenclature
        and (row["code"].startswith(code) or code.startswith(row["code"]))
        for row in book.products.get(chain, ())
    )


@router.get("/chains", response_model=Page[Chain], responses=formats.RESPONSES)
async def chains(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    product: Annotated[
        ProductCode | None,
        Query(
            description="Only chains with a code that begins this one or that it begins.",
            examples=["080122"],
        ),
    ] = None,
    nomenclature: Annotated[
        NomenclatureId, Query(description="Nomenclature of `product`.", examples=["HS2022"])
    ] = "HS2022",
    in_report: Annotated[
        bool | None, Query(description="Only chains in the report of 2023, or only others.")
    ] = None,
) -> Response:
    """List productive chains with their names by country and the codes they are traded under.

    A code that is not EXACT holds other goods too: its trade is not the chain's trade.
    """
    book = await BOOK.at(snapshot)
    if product is not None:
        nomenclature = known_nomenclature(book, nomenclature)
    found = [
        id_
        for id_, row in book.chains.items()
        if (product is None or _is_traded(book, id_, product, nomenclature))
        and in_report in (None, row["in_report"])
    ]
    missing = gaps.not_loaded(snapshot)
    if product is not None and in_report is None and not (found or missing):
        missing.append(gaps.untraded(snapshot, len(book.chains), product, nomenclature))
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            found, lambda id_: (id_,), lambda id_: telling.chain(snapshot, book, id_)
        ),
        Chain,
        provenance=[
            release.provenance()
            for release in snapshot.published.releases
            if release.dataset in LISTED
        ],
        missing=missing,
    )


@router.get("/chain-presence", response_model=Page[ChainPresence], responses=formats.RESPONSES)
async def chain_presence(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    country: Annotated[
        CountryInput | None, Query(description="Only this country.", examples=["BOL"])
    ] = None,
    presence: Annotated[
        Presence | None, Query(description="Only cells that say this.", examples=["CONFIRMED"])
    ] = None,
) -> Response:
    """List whether each chain exists in each country, and who says so, by chain and country."""
    book = await BOOK.at(snapshot)
    asked = None if country is None else known_country(country, "/query/country")
    rows = [
        row
        for by_country in book.presence.values()
        for row in by_country.values()
        if asked in (None, row["country"]) and presence in (None, row["presence"])
    ]
    missing = []
    if not rows:
        nothing = texts(
            "Ninguna fuente cargada dice nada de lo que se pide.",
            "Nenhuma fonte carregada diz nada do que se pede.",
            "No loaded source says anything of what is asked.",
        )
        is_loaded = bool(snapshot.ids("chain_presence"))
        reason = Reason.NOT_REPORTED if is_loaded else Reason.NOT_LOADED
        missing.append(Missing(what="presence", reason=reason, detail=nothing[snapshot.lang]))
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            rows,
            lambda row: (row["chain"], row["country"]),
            lambda row: telling.presence(row["chain"], row["country"], row, snapshot.lang),
        ),
        ChainPresence,
        provenance=telling.sources(snapshot, rows),
        missing=missing,
    )


@router.get("/chains/{chain}")
async def one_chain(snapshot: Reading, chain: ChainId) -> ChainDetail:
    """Return one chain: names, species, presence, biology, zones, codes, permits and claims."""
    book = await BOOK.at(snapshot)
    return dossier.whole(snapshot, book, known_chain(book, chain))


@router.get("/chains/{chain}/{country}")
async def chain_in_country(snapshot: Reading, chain: ChainId, country: CountryPath) -> ChainCountry:
    """Return a chain in one country; UNKNOWN, and why, where no source says anything of it."""
    book = await BOOK.at(snapshot)
    known = known_chain(book, chain)
    return await dossier.in_country(snapshot, book, known, known_country(country, "/path/country"))
