"""HTTP of a pair: how well its baskets match, and what it might trade."""

from decimal import Decimal
from typing import Annotated, NamedTuple

from eslabon.contracts.codes import TraderInput
from eslabon.contracts.envelope import Page
from eslabon.contracts.indicators import Complementarity, Potential
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from matrix_api.flows.asked import different
from matrix_api.indicators import answers, repository
from matrix_api.indicators.listing import listed
from matrix_api.indicators.measures import (
    complementarity,
    indicative_potential,
    uncorrected_export_potential,
)
from matrix_api.indicators.methodology import methodology
from matrix_api.rca.computing import mean
from matrix_api.tariff import ToTariff
from matrix_api.totals import repository as totals
from matrix_api.totals.asked import Level, LevelAsked, OfYears, OfYearsOfFlows
from matrix_api.totals.names import TOTAL, WORLD
from matrix_api.totals.question import ExporterAsked, MembersOn, Question, question
from matrix_api.totals.repository import Sum

router = APIRouter(
    prefix="/v1/indicators", tags=["indicators"], responses=RESPONSES, route_class=ReadingRoute
)
ImporterAsked = Annotated[TraderInput, Query(description="Who buys.", examples=["BRA"])]


def _check_two(found: Question) -> None:
    """Raise a problem if somebody is asked to trade with itself."""
    if len(found.traders) > 1:
        different(found.traders["importer"].code, found.traders["exporter"].code)


def _by_product(sums: list[Sum], side: str, *, world: bool = False) -> dict[str, Decimal]:
    """Return what is traded of each product on one side, of the world or of those asked about."""
    return {
        one.product: value
        for one in sums
        if (one.area == WORLD) == world and one.product != TOTAL and (value := getattr(one, side))
    }


@router.get("/complementarity")
async def trade_complementarity(
    response: Response,
    snapshot: Reading,
    tariff: ToTariff,
    wanted: OfYears,
    exporter: ExporterAsked,
    importer: ImporterAsked,
    level: LevelAsked = Level.HEADING,
    members_on: MembersOn = None,
) -> Complementarity:
    """How well what one country sells matches what another buys, of all partners."""
    asked = {"exporter": exporter, "importer": importer}
    found = await question(snapshot, response, tariff, wanted, asked, members_on, level=level)
    _check_two(found)
    missing = list(found.missing)
    tci = None
    if found.is_answered:
        releases = found.basis.releases
        seller, buyer = (found.traders[role].members for role in ("exporter", "importer"))
        exports = _by_product(await totals.together(snapshot, releases, seller, level), "exports")
        imports = _by_product(await totals.together(snapshot, releases, buyer, level), "imports")
        tci = complementarity(answers.floats(exports), answers.floats(imports))
        if not imports:
            missing.append(answers.no_imports(found, snapshot.lang))
    has_years = bool(found.basis.editions)
    return Complementarity(
        exporter=found.traders["exporter"].code if "exporter" in found.traders else exporter,
        importer=found.traders["importer"].code if "importer" in found.traders else importer,
        year_from=found.years[0] if has_years else None,
        year_to=found.years[1] if has_years else None,
        nomenclature=found.basis.nomenclature if has_years else None,
        level=level,
        tci=tci,
        missing=missing,
        provenance=found.provenance,
        methodology=methodology(
            "trade-complementarity", found.basis.years, found.parameters, snapshot.lang
        ),
    )


class _Row(NamedTuple):
    """What a pair trades of a product and might, in dollars over all years."""

    product: str
    exports: Decimal
    imports: Decimal
    traded: Decimal
    indicative: Decimal
    uncorrected: float | None


@router.get("/potential", response_model=Page[Potential], responses=formats.RESPONSES)
async def trade_potential(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    tariff: ToTariff,
    wanted: OfYearsOfFlows,
    exporter: Annotated[TraderInput, Query(description="Who sells.", examples=["MEX"])],
    importer: ImporterAsked,
    level: Annotated[
        Level | None,
        Query(description="Digits of the products; the finest loaded if left out.", examples=[6]),
    ] = None,
    members_on: MembersOn = None,
) -> Response:
    """What a pair might trade of each product beyond what it does, the largest first.

    Only products that one of them sells and the other buys. Without `level`, the finest loaded.
    """
    asked = {"exporter": exporter, "importer": importer}
    found = await question(
        snapshot,
        response,
        tariff,
        wanted,
        asked,
        members_on,
        level=level,
        whole=False,
        beside="flows",
    )
    _check_two(found)
    rows = await _potential(snapshot, found, level) if found.is_answered else []
    missing = [why for one in found.basis.editions for why in one.partial(snapshot.lang)]

    def item(row: _Row) -> Potential:
        first, last = found.years
        years = len(found.basis.years)
        uncorrected = None if row.uncorrected is None else Decimal(row.uncorrected)
        return Potential(
            exporter=found.traders["exporter"].code,
            importer=found.traders["importer"].code,
            year_from=first,
            year_to=last,
            nomenclature=found.basis.nomenclature,
            product=row.product,
            exports_usd=mean(row.exports, years),
            imports_usd=mean(row.imports, years),
            traded_usd=mean(row.traded, years),
            indicative_usd=mean(row.indicative, years),
            epi_uncorrected_usd=None if uncorrected is None else mean(uncorrected, years),
            source=found.basis.source,
        )

    return await listed(
        request,
        response,
        snapshot,
        paging,
        found,
        rows,
        Potential,
        item,
        "trade-potential",
        missing,
    )


async def _potential(snapshot: Snapshot, found: Question, level: int | None) -> list[_Row]:
    basis = found.basis
    digits = level or min(edition.extent.level for edition in basis.editions)
    seller, buyer = (found.traders[role].members for role in ("exporter", "importer"))
    sold = await totals.together(snapshot, basis.releases, seller, digits)
    exports = _by_product(sold, "exports")
    world = _by_product(sold, "exports", world=True)
    imports = _by_product(await totals.together(snapshot, basis.releases, buyer, digits), "imports")
    slices = set(basis.slices)
    flows = [one.id for one in snapshot.releases("flows") if one.slice in slices]
    traded = await repository.traded(snapshot, flows, seller, buyer, digits)
    uncorrected = None
    if all(edition.is_whole for edition in basis.editions):
        uncorrected = uncorrected_export_potential(
            answers.floats(exports),
            answers.floats(world),
            answers.floats(imports),
            float(sum(traded.values())),
        )
    rows = [
        _Row(
            product,
            exports[product],
            imports[product],
            pair := traded.get(product, Decimal(0)),
            indicative_potential(exports[product], imports[product], pair),
            None if uncorrected is None else uncorrected.get(product, 0.0),
        )
        for product in sorted(exports.keys() & imports.keys())
    ]
    return sorted(rows, key=lambda row: (-row.indicative, row.product))
