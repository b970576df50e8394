"""HTTP of a market's imports: what it bought of each subheading, from everybody."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated

from eslabon.contracts.codes import Year
from eslabon.contracts.envelope import Missing, Page
from eslabon.contracts.matrix import Import
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.flows import asked, gaps, loaded
from matrix_api.flows.endpoints import Importer, Nomenclature, TradedProduct
from matrix_api.imports import repository
from matrix_api.imports.repository import ImportRow

router = APIRouter(prefix="/v1", tags=["imports"], responses=RESPONSES, route_class=ReadingRoute)

_NONE = ImportRow(Decimal(0), 0)
_EVERYTHING = asked.Product("")


@router.get("/imports", response_model=Page[Import], responses=formats.RESPONSES)
async def list_imports(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Importer,
    product: TradedProduct | None = None,
    nomenclature: Nomenclature = None,
    year: Annotated[
        Year | None, Query(description="Year; the last one loaded when left out.", examples=[2023])
    ] = None,
) -> Response:
    """What a market bought of each loaded subheading in one year, from all suppliers together.

    One source answers. A subheading that it holds and the market did not buy stands with zero.
    """
    lang = snapshot.lang
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    buyer = asked.country(importer, "importer", loaded.areas(everything))
    wanted = _EVERYTHING if product is None else asked.product(product)
    of_year = loaded.by_year(everything, None if product is None else wanted)
    chosen = max(of_year, default=None) if year is None else year
    edition = None if chosen is None else of_year.get(chosen)
    missing: list[Missing] = []
    held: Sequence[str] = ()
    if edition is None:
        absent = [] if chosen is None else [chosen]
        missing.append(gaps.years_not_loaded(absent, list(of_year.values()), lang))
    else:
        missing += gaps.of_edition(
            edition, None if product is None else wanted, {"importer": buyer}, lang
        )
        held = edition.subheadings(wanted) if edition.knows(buyer) else ()

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, Import]]:
        start = 0 if after is None else bisect_right(held, str(after[0]))
        codes = held[start : start + limit]
        if edition is None or not codes:
            return []
        rows = await repository.imports(
            snapshot, edition.release.id, buyer, codes[0], codes[-1], loaded.main([edition], buyer)
        )
        return [
            (
                (code,),
                Import(
                    year=edition.year,
                    importer=buyer,
                    nomenclature=edition.held.nomenclature,
                    product=code,
                    value_usd=row.value_usd,
                    suppliers=row.suppliers,
                    source=edition.source,
                ),
            )
            for code in codes
            for row in (rows.get(code, _NONE),)
        ]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Import,
        provenance=[edition.release.provenance()] if edition else [],
        missing=missing,
    )
