"""HTTP of flows: the listing, and the history of a pair."""

from collections.abc import Sequence
from typing import Annotated, Any

from eslabon.contracts.codes import CountryInput, NomenclatureId, ProductCode, Year
from eslabon.contracts.envelope import Page
from eslabon.contracts.matrix import Flow, History, Reporter
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.flows import asked, gaps, history, listing, loaded, repository
from matrix_api.flows.loaded import Edition
from matrix_api.flows.measures import compound
from matrix_api.flows.traded import traded

router = APIRouter(prefix="/v1", tags=["flows"], responses=RESPONSES, route_class=ReadingRoute)

Importer = Annotated[CountryInput, Query(description="Country that buys.", examples=["BRA"])]
Exporter = Annotated[CountryInput, Query(description="Country that sells.", examples=["MEX"])]
TradedProduct = Annotated[
    ProductCode,
    Query(
        description="Chapter, heading or subheading: 2, 4 or 6 digits; dots are dropped.",
        examples=["850300"],
        json_schema_extra={"pattern": r"^\s*[0-9]{2}([.\s]?[0-9]{2}){0,2}\s*$"},
    ),
]
Nomenclature = Annotated[
    NomenclatureId | None,
    Query(
        description="Edition of the Harmonized System of `product`; that of the last year loaded "
        "when left out. Codes of another edition are refused, never converted silently.",
        examples=["HS2022"],
    ),
]


@router.get("/flows", response_model=Page[Flow], responses=formats.RESPONSES)
async def flows(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    exporter: Exporter | None = None,
    importer: Importer | None = None,
    product: TradedProduct | None = None,
    nomenclature: Nomenclature = None,
    year_from: Annotated[Year | None, Query(description="First year.", examples=[2023])] = None,
    year_to: Annotated[Year | None, Query(description="Last year.", examples=[2023])] = None,
    reported_by: Annotated[
        Reporter | None,
        Query(description="What this side reports; each flow's one figure when left out."),
    ] = None,
) -> Response:
    """List bilateral flows by year, product, exporter and importer, each flow once.

    One source answers for each year: the preferred one that holds the product. A whole year
    comes as a file: `format=parquet`.
    """
    asked.ordered(year_from, year_to)
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    areas = loaded.areas(everything)
    given = {"exporter": exporter, "importer": importer}
    countries = {
        role: asked.country(code, role, areas) for role, code in given.items() if code is not None
    }
    if len(countries) > 1:
        asked.different(countries["importer"], countries["exporter"])
    wanted = None if product is None else asked.product(product)
    of_year = loaded.by_year(everything, wanted)
    chosen = {
        year: edition
        for year, edition in of_year.items()
        if (year_from is None or year >= year_from) and (year_to is None or year <= year_to)
    }
    filters: dict[str, Any] = dict(countries)
    if reported_by is None:
        filters["main"] = loaded.main(chosen.values(), countries.get("importer"))
    else:
        filters["reported_by"] = reported_by.value
    if wanted is not None:
        filters |= {"lowest": wanted.lowest, "highest": wanted.highest}

    def rest(after: Key | None) -> tuple[list[Edition], listing.Place | None]:
        if after is None:
            return list(chosen.values()), None
        year, product_, exporter_, importer_ = map(str, after)
        editions = [edition for edition in chosen.values() if edition.year >= int(year)]
        return editions, (product_, exporter_, importer_)

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, Flow]]:
        editions, place = rest(after)
        return await listing.page(snapshot, filters, editions, place, limit)

    missing = []
    absent = loaded.absent_years(of_year, year_from, year_to)
    if absent or not of_year:
        missing.append(gaps.years_not_loaded(absent, list(of_year.values()), snapshot.lang))
    for edition in chosen.values():
        missing += gaps.of_edition(edition, wanted, countries, snapshot.lang)
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Flow,
        provenance=[edition.release.provenance() for edition in chosen.values()],
        missing=missing,
        columnar=listing.columnar(snapshot, filters, *rest(paging.after)),
    )


@router.get("/history")
async def pair_history(
    snapshot: Reading,
    importer: Importer,
    exporter: Exporter,
    product: TradedProduct,
    nomenclature: Nomenclature = None,
    years: Annotated[int, Query(ge=1, le=50, description="How many years.", examples=[5])] = 5,
    to: Annotated[
        Year | None, Query(description="Last year; the last one loaded when left out.")
    ] = None,
) -> History:
    """What one country bought of a product from another, and its share, year by year."""
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    areas = loaded.areas(everything)
    buyer = asked.country(importer, "importer", areas)
    seller = asked.country(exporter, "exporter", areas)
    asked.different(buyer, seller)
    wanted = asked.product(product)
    of_year = loaded.by_year(everything, wanted)
    last = max(of_year, default=None) if to is None else to
    span = [] if last is None else list(range(last - years + 1, last + 1))
    editions = [of_year[year] for year in span if year in of_year]
    place = (buyer, seller, wanted.lowest, wanted.highest)
    of_sides = [edition.release.id for edition in editions if edition.held.main]
    purchases = await traded(snapshot, editions, "importer", buyer, wanted)
    reports = await repository.sides(snapshot, of_sides, *place) if of_sides else {}
    found = history.years(span, of_year, purchases, reports, wanted, buyer, seller, snapshot.lang)
    held = [year for year in found if year.missing is None]
    first, end = (held[0], held[-1]) if held else (None, None)
    return History.assembled(
        importer=buyer,
        exporter=seller,
        nomenclature=loaded.nomenclature(everything, nomenclature),
        product=wanted.code,
        year_from=span[0] if span else None,
        year_to=last,
        years_asked=years,
        years_loaded=len(held),
        growth_per_year=compound(first.value_usd, end.value_usd, end.year - first.year)
        if first and end
        else None,
        growth_from=first.year if first else None,
        growth_to=end.year if end else None,
        years=found,
        missing=history.missing(span, of_year, wanted, snapshot.lang),
        methodology=history.methodology(not of_sides, snapshot.lang),
    )
