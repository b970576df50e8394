"""HTTP of concentration: over products and partners, of what countries sell and buy."""

from collections.abc import Sequence
from typing import NamedTuple

from eslabon.contracts.envelope import Missing, Page
from eslabon.contracts.indicators import Concentration
from fastapi import APIRouter, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from matrix_api.indicators import answers, repository
from matrix_api.indicators.answers import herfindahl
from matrix_api.indicators.listing import listed
from matrix_api.indicators.measured import measured
from matrix_api.indicators.measures import Concentrated, concentration
from matrix_api.tariff import ToTariff
from matrix_api.totals import repository as totals
from matrix_api.totals.asked import Level, LevelAsked, OfYears
from matrix_api.totals.names import TOTAL, WORLD
from matrix_api.totals.question import (
    ExporterAsked,
    MembersOn,
    Question,
    question,
    too_much,
)
from matrix_api.totals.traders import Trader

router = APIRouter(
    prefix="/v1/indicators", tags=["indicators"], responses=RESPONSES, route_class=ReadingRoute
)


class _Row(NamedTuple):
    """The concentrations of one country."""

    country: str
    exports: Concentrated | None
    imports: Concentrated | None
    markets: Concentrated | None
    suppliers: Concentrated | None


@router.get("/concentration", response_model=Page[Concentration], responses=formats.RESPONSES)
async def list_concentration(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    tariff: ToTariff,
    wanted: OfYears,
    country: ExporterAsked | None = None,
    level: LevelAsked = Level.HEADING,
    members_on: MembersOn = None,
) -> Response:
    """How concentrated the trade of each country is, over products and over partners.

    The mean of several years takes a country, which may be a scheme or a region; trade among the
    members of a scheme is part of its trade, and each partner is a country.
    """
    if wanted.is_span and country is None:
        raise too_much("country")
    found = await question(
        snapshot, response, tariff, wanted, {"country": country}, members_on, level=level
    )
    rows: Sequence[_Row] = ()
    missing: list[Missing] = []
    if found.is_answered:
        who = found.traders.get("country")
        if len(found.basis.editions) == 1 and (who is None or who.is_country):
            rows = await _measured(snapshot, found, level, who)
        elif who is not None:
            rows = [await _computed(snapshot, found, level, who)]
        if all(row.imports is None for row in rows):
            missing.append(answers.no_imports(found, snapshot.lang))
        if all(row.markets is None for row in rows):
            missing.append(answers.no_partners(found, snapshot.lang))

    def item(row: _Row) -> Concentration:
        first, last = found.years
        return Concentration(
            country=row.country,
            year_from=first,
            year_to=last,
            nomenclature=found.basis.nomenclature,
            level=level,
            exports_by_product=herfindahl(row.exports),
            imports_by_product=herfindahl(row.imports),
            exports_by_market=herfindahl(row.markets),
            imports_by_supplier=herfindahl(row.suppliers),
            source=found.basis.source,
        )

    return await listed(
        request,
        response,
        snapshot,
        paging,
        found,
        rows,
        Concentration,
        item,
        "trade-concentration",
        missing,
    )


async def _measured(
    snapshot: Snapshot, found: Question, level: int, who: Trader | None
) -> list[_Row]:
    held = await measured(snapshot, found.basis.editions[0])
    of_level = held.levels[level]
    countries = sorted(of_level.exports) if who is None else [who.code]
    return [
        _Row(
            one,
            of_level.exports.get(one),
            of_level.imports.get(one),
            held.markets.get(one),
            held.suppliers.get(one),
        )
        for one in countries
    ]


async def _computed(snapshot: Snapshot, found: Question, level: int, who: Trader) -> _Row:
    releases = found.basis.releases
    sums = await totals.together(snapshot, releases, who.members, level)
    own = [one for one in sums if one.area != WORLD and one.product != TOTAL]
    slices = set(found.basis.slices)
    paired = [one.id for one in snapshot.releases("partners") if one.slice in slices]
    markets: Sequence[float] = ()
    suppliers: Sequence[float] = ()
    if len(paired) == len(releases):
        markets, suppliers = await repository.partners_of(snapshot, paired, who.members)
    return _Row(
        who.code,
        concentration(float(one.exports or 0) for one in own),
        concentration(float(one.imports or 0) for one in own),
        concentration(markets),
        concentration(suppliers),
    )
