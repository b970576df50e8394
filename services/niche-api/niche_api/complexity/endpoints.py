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
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.complexity import gaps, repository
from niche_api.complexity.editions import Asked
from niche_api.complexity.methodology import methodology

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
    edition, missing = asked.edition, asked.missing(snapshot.lang)
    code = None if country is None else lists.country(country)
    rows: list[Row] = []
    if edition is not None:
        every = await repository.country_rows(snapshot, edition.id("complexity_countries"))
        rows = [row for row in every if code in (None, row["place"])]
        if not rows:
            said = gaps.no_country(edition, str(code))[snapshot.lang]
            missing.append(Missing(what="country", reason=Reason.NOT_REPORTED, detail=said))

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
        list[ProductCode] | None,
        Query(
            max_length=100,
            description="Only codes that begin so: a chapter or a heading; repeated, with any.",
            examples=[["7403"]],
        ),
    ] = None,
) -> Response:
    """List products by their complexity, with how many countries make them."""
    edition, missing = asked.edition, asked.missing(snapshot.lang)
    rows: list[Row] = []
    if edition is not None:
        every = await repository.product_rows(snapshot, edition.id("complexity_products"))
        asked_for = tuple(product or [""])
        rows = [row for row in every if row["product"].startswith(asked_for)]
        for code in asked_for:
            if not any(row["product"].startswith(code) for row in rows):
                said = gaps.no_product(edition, code)[snapshot.lang]
                missing.append(Missing(what="product", reason=Reason.BELOW_THRESHOLD, detail=said))

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
