"""The directory of firms over HTTP."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput, ProductCode
from eslabon.contracts.envelope import Page
from eslabon.contracts.firms import Firm, FirmKind
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.columns import ISO_3166_2, SLUG
from niche_api.firms import repository
from niche_api.firms.tables import FIRM_ID

router = APIRouter(prefix="/v1", tags=["firms"], responses=RESPONSES, route_class=ReadingRoute)

FirmId = Annotated[
    str,
    Path(
        pattern=f"^{FIRM_ID}$",
        description="Identifier of the firm, which begins with its country.",
        examples=["bol-manutata"],
    ),
]
ChainFilter = Annotated[
    str | None, Query(pattern=f"^{SLUG}$", description="Only of this chain.", examples=["castana"])
]
CountryFilter = Annotated[CountryInput | None, Query(examples=["BOL"])]
ProductFilter = Annotated[
    ProductCode | None,
    Query(
        description="Only with a code of the Harmonized System that begins this one or that it "
        "begins.",
        examples=["080122"],
    ),
]
NOT_LOADED = {
    "firms": texts(
        "No hay empresas cargadas: el directorio se llena con el conjunto `firms`.",
        "Não há empresas carregadas: o diretório se enche com o conjunto `firms`.",
        "No firms are loaded: the directory is filled by the dataset `firms`.",
    )
}


@router.get("/firms", response_model=Page[Firm], responses=formats.RESPONSES)
async def firms(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    country: CountryFilter = None,
    region: Annotated[
        str | None,
        Query(
            pattern=f"^{ISO_3166_2}$",
            description="Only of this first-level unit, ISO 3166-2.",
            examples=["BO-B"],
        ),
    ] = None,
    kind: Annotated[FirmKind | None, Query(description="Only of this kind.")] = None,
    chain: ChainFilter = None,
    product: ProductFilter = None,
) -> Response:
    """List firms that sell or buy, and their associations, as public sources tell of them."""
    by = {"region": region, "kind": kind, "chain": chain, "code": product}
    filters = {name: str(value) for name, value in by.items() if value is not None}
    if country is not None:
        filters["country"] = lists.country(country)
    missing = lists.not_loaded(snapshot, NOT_LOADED)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Firm]]:
        start = {} if after is None else {"after": str(after[0])}
        found = await repository.found(snapshot, limit, **filters, **start)
        if not (found or after or missing):
            missing.append(lists.nothing_fits("firms", snapshot.lang))
        return [((firm.firm,), firm) for firm in found]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Firm,
        provenance=[release.provenance() for release in snapshot.releases("firms")],
        missing=missing,
    )


@router.get("/firms/{firm}")
async def one_firm(snapshot: Reading, firm: FirmId) -> Firm:
    """Return one firm."""
    found = await repository.found(snapshot, 1, firm=firm)
    if not found:
        raise lists.unknown("unknown_firm", "/path/firm", firm, "/v1/firms")
    return found[0]
