"""HTTP of trade within a group of countries: a region's own, by product, importer and year."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Annotated, NamedTuple

from eslabon.contracts.codes import CountryInput, Year
from eslabon.contracts.envelope import Methodology, Missing, Page, Parameter
from eslabon.contracts.matrix import GroupTrade
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from matrix_api.flows import asked, gaps, loaded, sides
from matrix_api.flows.asked import Product
from matrix_api.flows.endpoints import Nomenclature, TradedProduct
from matrix_api.flows.loaded import SOURCES, Edition
from matrix_api.groups import repository

router = APIRouter(prefix="/v1", tags=["flows"], responses=RESPONSES, route_class=ReadingRoute)

_SUMMARY = texts(
    "Lo que cada miembro compra del producto a los demás y a todos, por año. Un capítulo o una "
    "partida suma sus subpartidas cargadas.",
    "O que cada membro compra do produto dos demais e de todos, por ano. Um capítulo ou uma "
    "posição soma suas subposições carregadas.",
    "What each member buys of the product from the others and from everybody, by year. A chapter "
    "or heading adds up its loaded subheadings.",
)


class _Cell(NamedTuple):
    """A product, an importer and the edition of a year that answers for them."""

    product: Product
    importer: str
    edition: Edition

    @property
    def key(self) -> tuple[str, str, int]:
        return self.product.code, self.importer, self.edition.year


@router.get("/group-trade", response_model=Page[GroupTrade], responses=formats.RESPONSES)
async def group_trade(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    member: Annotated[
        list[CountryInput],
        Query(
            min_length=2,
            max_length=250,
            description="Countries of the group, repeated.",
            examples=["BRA"],
        ),
    ],
    product: Annotated[
        list[TradedProduct],
        Query(
            min_length=1,
            max_length=100,
            description="Chapters, headings or subheadings, repeated.",
            examples=["8503"],
        ),
    ],
    nomenclature: Nomenclature = None,
    years: Annotated[int, Query(ge=1, le=50, description="How many years.", examples=[5])] = 5,
    to: Annotated[
        Year | None, Query(description="Last year; the last one loaded when left out.")
    ] = None,
) -> Response:
    """List what members of a group buy of products from each other, by product, importer and year.

    A year that holds the product and in which a member bought none of it stands with zero; one
    that does not hold it does not stand.
    """
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    areas = loaded.areas(everything)
    members = list(dict.fromkeys(asked.country(code, "member", areas) for code in member))
    if len(members) == 1:
        raise _one_member(members[0])
    products = [asked.product(code) for code in dict.fromkeys(product)]
    last = max((edition.year for edition in everything), default=to) if to is None else to
    span = [] if last is None else list(range(last - years + 1, last + 1))
    cells = _cells(everything, products, members, span)
    used = {cell.edition.release.id: cell.edition for cell in cells}
    found = await _bought(snapshot, used.values(), products, members) if used else {}

    def item(cell: _Cell) -> GroupTrade:
        within, total = found.get(cell.key, (Decimal(0), Decimal(0)))
        return GroupTrade.assembled(
            year=cell.edition.year,
            importer=cell.importer,
            nomenclature=cell.edition.held.nomenclature,
            product=cell.product.code,
            within_usd=within,
            total_usd=total,
            source=cell.edition.source,
        )

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(cells, lambda cell: cell.key, item),
        GroupTrade,
        provenance=[edition.release.provenance() for edition in used.values()],
        missing=_missing(
            snapshot, everything, products, {cell.product.code for cell in cells}, span
        ),
        methodology=Methodology(
            id="group-trade",
            version="1",
            summary=_SUMMARY[snapshot.lang],
            parameters=[
                Parameter(name="source_preference", value=",".join(SOURCES), assumed=True),
                sides.parameter(),
                sides.valuation(not any(edition.held.main for edition in used.values())),
            ],
        ),
    )


def _one_member(country: str) -> Exception:
    return asked.refusal(
        "member",
        "one_member",
        texts(
            f"Un grupo tiene dos países o más, y aquí solo está {country}: repita member.",
            f"Um grupo tem dois países ou mais, e aqui só está {country}: repita member.",
            f"A group has two countries or more, and here is {country} alone: repeat member.",
        ),
    )


def _cells(
    everything: Sequence[Edition],
    products: Sequence[Product],
    members: Sequence[str],
    span: Sequence[int],
) -> list[_Cell]:
    """Return what the loaded years of a span can say, zeros among it."""
    cells = []
    for product in products:
        of_year = loaded.by_year(everything, product)
        for year in span:
            edition = of_year.get(year)
            if edition is not None and edition.subheadings(product):
                cells += [_Cell(product, one, edition) for one in members if edition.knows(one)]
    return cells


async def _bought(
    snapshot: Snapshot,
    used: Collection[Edition],
    products: Sequence[Product],
    members: Sequence[str],
) -> dict[tuple[str, str, int], tuple[Decimal, Decimal]]:
    """Return what was bought within the group and in all, by product, importer and year."""
    parts: dict[tuple[int, str], list[Product]] = defaultdict(list)
    for edition in used:
        for product in products:
            if loaded.by_year(used, product)[edition.year] is edition:
                for code in edition.subheadings(product):
                    parts[edition.release.id, code].append(product)
    years = {edition.release.id: edition.year for edition in used}
    rows = await repository.within(
        snapshot, list(years), members, sorted({code for _, code in parts}), loaded.main(used)
    )
    sums: dict[tuple[str, str, int], tuple[Decimal, Decimal]] = {}
    for row in rows:
        for product in parts.get((row.release, row.subheading), ()):
            key = product.code, row.importer, years[row.release]
            within, total = sums.get(key, (Decimal(0), Decimal(0)))
            sums[key] = within + row.within, total + row.total
    return sums


def _missing(
    snapshot: Snapshot,
    everything: Sequence[Edition],
    products: Sequence[Product],
    held: set[str],
    span: Sequence[int],
) -> list[Missing]:
    lang = snapshot.lang
    of_year = loaded.by_year(everything)
    absent = [year for year in span if year not in of_year]
    found = []
    if absent or not everything:
        found.append(gaps.years_not_loaded(absent, list(of_year.values()), lang))
    if everything:
        last = everything[-1]
        found += [
            gaps.product_not_loaded(product, last, lang)
            for product in products
            if product.code not in held
        ]
    return found
