"""HTTP of regions' baskets: what is loaded, regions compared, one product across them."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput, Year
from eslabon.contracts.envelope import Lang, Page
from eslabon.contracts.regional import (
    Denominator,
    RegionalBaskets,
    RegionalComplexity,
    RegionalRanking,
)
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from servicekit import formats
from servicekit.naming import ToNames
from servicekit.paging import Paging
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.geography.shapes import PLACES
from niche_api.regional import kept, telling
from niche_api.regional.baskets import LOADED

router = APIRouter(prefix="/v1", tags=["regions"], responses=RESPONSES, route_class=ReadingRoute)

CountryPath = Annotated[CountryInput, Path(examples=["MEX"])]
ProductPath = Annotated[
    str,
    Path(
        pattern="^[0-9]{2,6}$",
        description="Product or activity in the classification of the source.",
        examples=["336"],
    ),
]
SourceAsked = Annotated[
    str | None,
    Query(
        pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="Source of the slice; that of trade with most regions when left out.",
        examples=["INEGI"],
    ),
]
YearAsked = Annotated[
    Year | None, Query(description="Year of the slice; the last when left out.", examples=[2018])
]
DenominatorAsked = Annotated[
    Denominator | None,
    Query(
        description="What the region's basket is compared with; the world where products are "
        "headings of the Harmonized System, else the country.",
        examples=["NATIONAL"],
    ),
]
NOT_LOADED = {
    "regional_exports": texts(
        "No hay exportaciones de unidades cargadas: envíe el conjunto regional_exports.",
        "Não há exportações de unidades carregadas: envie o conjunto regional_exports.",
        "No exports of units are loaded: send dataset regional_exports.",
    )
}


async def names(snapshot: Snapshot) -> dict[str, str]:
    """Return names of places by code."""
    return {key: row["name"] for key, row in (await PLACES.at(snapshot)).rows.items()}


@router.get("/regional", response_model=Page[RegionalBaskets], responses=formats.RESPONSES)
async def regional(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    country: Annotated[CountryInput | None, Query(examples=["MEX"])] = None,
) -> Response:
    """List the baskets of regions that are loaded: whose, of which year, in which unit."""
    asked = None if country is None else lists.country(country)
    found = [one for one in await LOADED.at(snapshot) if asked in (None, one.country)]
    missing = lists.not_loaded(snapshot, NOT_LOADED)
    if not (found or missing):
        missing = [lists.nothing_fits("regional_exports", snapshot.lang)]
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(found, lambda one: (one.country, one.source, one.year), telling.baskets),
        RegionalBaskets,
        provenance=[one.release.provenance() for one in found],
        missing=missing,
    )


async def ranked(
    snapshot: Reading,
    response: Response,
    naming: ToNames,
    country: CountryPath,
    product: ProductPath,
    source: SourceAsked = None,
    year: YearAsked = None,
    denominator: DenominatorAsked = None,
) -> RegionalRanking:
    """Return the ranking of a product.

    Raises
    ------
    ProblemError
        404 where nothing is loaded of the country, source, year or product.
    """
    loaded = await kept.chosen(snapshot, lists.country(country, "/path/country"), source, year)
    found = await kept.comparison(snapshot, loaded, denominator)
    if product not in found.products:
        shown = ", ".join(found.products[:30])
        detail = texts(
            f"{loaded.source} no tiene el producto {product} en {loaded.nomenclature}; tiene "
            f"{shown}…",
            f"{loaded.source} não tem o produto {product} em {loaded.nomenclature}; tem {shown}…",
            f"{loaded.source} has no product {product} in {loaded.nomenclature}; it has {shown}…",
        )
        errors = [("/path/product", detail, "unknown_product")]
        raise ProblemError(404, "unknown_product", detail, errors=errors)
    headings = await naming.headings(
        snapshot, loaded.nomenclature if loaded.is_harmonized else None
    )
    naming.hold(response, snapshot.lang, headings)
    return telling.ranking(found, product, await names(snapshot), headings, Lang(snapshot.lang))


Ranked = Annotated[RegionalRanking, Depends(ranked)]


@router.get("/regional/{country}/{product}")
async def regional_ranking(ranking: Ranked) -> RegionalRanking:
    """Rank the regions of a country by their revealed advantage in one product."""
    return ranking


@router.get("/regional/{country}")
async def regional_complexity(
    snapshot: Reading,
    country: CountryPath,
    source: SourceAsked = None,
    year: YearAsked = None,
    denominator: DenominatorAsked = None,
) -> RegionalComplexity:
    """Compare the regions of a country: complexity of what each makes, and its industries."""
    loaded = await kept.chosen(snapshot, lists.country(country, "/path/country"), source, year)
    found = await kept.comparison(snapshot, loaded, denominator)
    return telling.complexity(found, await names(snapshot), Lang(snapshot.lang))
