"""HTTP of competitors: who sells a product to a market."""

from decimal import Decimal
from typing import Annotated

from eslabon.contracts.codes import Year
from eslabon.contracts.envelope import Missing
from eslabon.contracts.matrix import Competitors
from fastapi import APIRouter, Query
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.competitors import ranking, repository
from matrix_api.competitors.repository import SupplierRow
from matrix_api.flows import asked, gaps, loaded
from matrix_api.flows.endpoints import Importer, Nomenclature, TradedProduct

router = APIRouter(
    prefix="/v1", tags=["competitors"], responses=RESPONSES, route_class=ReadingRoute
)


@router.get("/competitors")
async def competitors(
    snapshot: Reading,
    importer: Importer,
    product: TradedProduct,
    nomenclature: Nomenclature = None,
    year: Annotated[
        Year | None, Query(description="Year; the last one that holds the product if left out.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=300, description="Most suppliers to list.")] = 10,
) -> Competitors:
    """The main suppliers of one product to one market in one year, largest first."""
    lang = snapshot.lang
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    buyer = asked.country(importer, "importer", loaded.areas(everything))
    wanted = asked.product(product)
    of_year = loaded.by_year(everything, wanted)
    chosen = loaded.last_year(of_year, wanted) if year is None else year
    edition = None if chosen is None else of_year.get(chosen)
    missing: list[Missing] = []
    if edition is None:
        absent = [] if chosen is None else [chosen]
        missing.append(gaps.years_not_loaded(absent, list(of_year.values()), lang))
    else:
        missing += gaps.of_edition(edition, wanted, {"importer": buyer}, lang)
    rows: list[SupplierRow] = []
    first = None
    used: list[loaded.Edition] = []
    if edition is not None and not missing:
        first = loaded.first_of_source(everything, edition, wanted)
        used = [edition] if first is edition else [edition, first]
        rows = await repository.suppliers(
            snapshot,
            edition.release.id,
            first.release.id,
            buyer,
            wanted.lowest,
            wanted.highest,
            limit,
        )
        missing += gaps.partial_sum(wanted, used, lang)
    bought = rows[0].total_usd if rows else Decimal(0)
    return Competitors(
        importer=buyer,
        nomenclature=loaded.nomenclature(everything, nomenclature),
        product=wanted.code,
        year=chosen,
        total_usd=bought if used else None,
        suppliers=rows[0].suppliers if rows else 0,
        competitors=ranking.ranking(rows, used[0].year - used[-1].year if used else 0),
        missing=missing,
        provenance=[one.release.provenance() for one in used],
        methodology=ranking.methodology(first.year if first is not None else None, lang),
    )
