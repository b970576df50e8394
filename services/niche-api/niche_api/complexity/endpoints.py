"""HTTP of complexity: countries and products, ranked."""

from collections.abc import Mapping
from typing import Annotated, Any

from eslabon.contracts.codes import CountryInput, ProductCode
from eslabon.contracts.complexity import CountryComplexity, ProductComplexity
from eslabon.contracts.envelope import Missing, Page, Reason
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.complexity import repository
from niche_api.complexity.editions import Asked, Edition
from niche_api.complexity.methodology import methodology
from niche_api.complexity.universe import UNIVERSE

router = APIRouter(
    prefix="/v1/complexity", tags=["complexity"], responses=RESPONSES, route_class=ReadingRoute
)
Row = Mapping[str, Any]
UNRANKED = 1_000_000
"""Sorts behind every rank."""


@router.get("/countries", response_model=Page[CountryComplexity], responses=formats.RESPONSES)
async def complexity_countries(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    asked: Asked,
    country: Annotated[
        CountryInput | None, Query(description="Only this country.", examples=["CHL"])
    ] = None,
) -> Response:
    """List countries by their economic complexity: rank, diversity, outlook, fitness.

    Countries whose exports are below the least that determine the index come last, without rank.
    """
    edition, missing = asked.edition, list(asked.missing)
    code = None if country is None else lists.country(country)
    rows: list[Row] = []
    if edition is not None:
        every = await repository.country_rows(snapshot, edition.id("complexity_countries"))
        rows = [row for row in every if code in (None, row["place"])]
        if not rows:
            missing.append(_no_exports(snapshot, edition, "country", str(code)))

    def item(row: Row) -> CountryComplexity:
        assert edition is not None
        given = _but(row, "release_id")
        return CountryComplexity.assembled(
            **given,
            year=edition.year,
            source=edition.source,
            reason=None if row["is_ranked"] else Reason.BELOW_THRESHOLD,
        )

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(rows, lambda row: (row["eci_rank"] or UNRANKED, row["place"]), item),
        CountryComplexity,
        provenance=edition.provenance if edition else [],
        missing=missing,
        methodology=methodology(snapshot.lang),
    )


@router.get("/products", response_model=Page[ProductComplexity], responses=formats.RESPONSES)
async def complexity_products(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    asked: Asked,
    product: Annotated[
        ProductCode | None,
        Query(description="Only codes that begin so: a chapter or a heading.", examples=["7403"]),
    ] = None,
) -> Response:
    """List products by their complexity, with how many countries make them."""
    edition, missing = asked.edition, list(asked.missing)
    rows: list[Row] = []
    if edition is not None:
        every = await repository.product_rows(snapshot, edition.id("complexity_products"))
        rows = [row for row in every if row["product"].startswith(product or "")]
        if not rows:
            missing.append(_no_exports(snapshot, edition, "product", str(product)))

    def item(row: Row) -> ProductComplexity:
        assert edition is not None
        given = _but(row, "release_id", "x", "y")
        return ProductComplexity.assembled(**given, year=edition.year, source=edition.source)

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(rows, lambda row: (row["pci_rank"] or UNRANKED, row["product"]), item),
        ProductComplexity,
        provenance=edition.provenance if edition else [],
        missing=missing,
        methodology=methodology(snapshot.lang),
    )


def _but(row: Row, *left_out: str) -> dict[str, Any]:
    """Return a row without some of its columns."""
    return {name: value for name, value in row.items() if name not in left_out}


def _no_exports(snapshot: Snapshot, edition: Edition, what: str, code: str) -> Missing:
    """Return why an edition says nothing of a country or product."""
    where = f"{edition.source} {edition.year}"
    least = f"{UNIVERSE.least_product_exports_usd / 1e6:.0f}"
    if what == "country":
        reason = Reason.NOT_REPORTED
        detail = texts(
            f"{where} no trae exportaciones de {code}: pruebe otro año.",
            f"{where} não traz exportações de {code}: tente outro ano.",
            f"{where} holds no exports of {code}: try another year.",
        )
    else:
        reason = Reason.BELOW_THRESHOLD
        detail = texts(
            f"En {where} el mundo exporta de {code} menos de {least} millones de dólares, o no es "
            "una partida de su nomenclatura: pida un código de dos o cuatro dígitos.",
            f"Em {where} o mundo exporta de {code} menos de {least} milhões de dólares, ou não é "
            "uma posição de sua nomenclatura: peça um código de dois ou quatro dígitos.",
            f"In {where} the world exports less than {least} million dollars of {code}, or it is "
            "no heading of its nomenclature: ask for a code of two or four digits.",
        )
    return Missing(what=what, reason=reason, detail=detail[snapshot.lang])
