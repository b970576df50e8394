"""HTTP of totals: what countries export and import of each product, whole years in bulk."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import CountryInput, ProductOrTotal
from eslabon.contracts.envelope import Page
from eslabon.contracts.indicators import Total
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.flows import asked
from matrix_api.totals import loaded, repository, traders
from matrix_api.totals.asked import LevelAsked, OfOneYear
from matrix_api.totals.names import TOTAL
from matrix_api.totals.products import products
from matrix_api.totals.traders import Trader

router = APIRouter(prefix="/v1", tags=["totals"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/exports", response_model=Page[Total], responses=formats.RESPONSES)
async def list_totals(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    wanted: OfOneYear,
    exporter: Annotated[
        CountryInput | None,
        Query(description="Country, or WLD: the world; all when left out.", examples=["CHL"]),
    ] = None,
    product: Annotated[
        ProductOrTotal | None,
        Query(
            description="Chapter, heading or subheading; with `level`, all codes below it; TOTAL: "
            "everything traded.",
            examples=["7403"],
            json_schema_extra={"pattern": r"^\s*(TOTAL|total|[0-9]{2}([.\s]?[0-9]{2}){0,2})\s*$"},
        ),
    ] = None,
    level: LevelAsked | None = None,
) -> Response:
    """List what each country exports and imports of each product in one year, by both.

    One source answers. Where it is not loaded whole, `meta.missing` says so: then a country's sum
    is not what it trades.
    """
    lang = snapshot.lang
    listed = None if product == TOTAL else products(product, level)
    everything = await loaded.editions(snapshot)
    basis = loaded.basis(
        everything, wanted, lang, whole=False, level=listed.digits if listed else None
    )
    missing = list(basis.missing)
    area = None
    if exporter is not None and basis.editions:
        area = asked.country(exporter, "exporter", basis.areas)
        if area not in basis.areas:
            missing += traders.absent(Trader(area, (area,)), "exporter", basis.areas, lang)
    missing += [why for one in basis.editions for why in one.partial(lang)]

    edition = basis.editions[0] if basis.editions else None

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, Total]]:
        if edition is None:
            return []
        release = edition.release.id
        rows = await repository.page(snapshot, release, area, listed, _place(after), limit)
        return [
            (
                (row["area"], row["product"]),
                Total.assembled(year=edition.year, source=edition.source, **row),
            )
            for row in rows
        ]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Total,
        provenance=[one.release.provenance() for one in basis.editions],
        missing=missing,
        columnar=None
        if edition is None
        else repository.columnar(snapshot, edition.release, area, listed, _place(paging.after)),
    )


def _place(after: Key | None) -> tuple[str, str] | None:
    return None if after is None else (str(after[0]), str(after[1]))
