"""HTTP of partners: the countries that one trades with, in all goods."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from eslabon.contracts.codes import CountryInput, Year
from eslabon.contracts.envelope import Methodology, Page, Parameter
from eslabon.contracts.matrix import TradePartner
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from matrix_api.flows.gaps import spans
from matrix_api.flows.measures import ratio
from matrix_api.partners import repository
from matrix_api.partners.repository import Traded
from matrix_api.rca.computing import mean
from matrix_api.tariff import ToTariff
from matrix_api.totals import wholeness
from matrix_api.totals.asked import Wanted
from matrix_api.totals.question import Question, question

router = APIRouter(prefix="/v1", tags=["flows"], responses=RESPONSES, route_class=ReadingRoute)

_SUMMARY = texts(
    "Media anual de lo que el país vende a cada socio y le compra, de todos los productos, en los "
    "años cargados enteros de una fuente; los puestos van de mayor a menor.",
    "Média anual do que o país vende a cada parceiro e compra dele, de todos os produtos, nos anos "
    "carregados inteiros de uma fonte; as posições vão do maior ao menor.",
    "Yearly mean of what the country sells to each partner and buys from it, of all products, over "
    "the years of one source that are loaded whole; places run from the largest down.",
)


@router.get("/partners", response_model=Page[TradePartner], responses=formats.RESPONSES)
async def list_partners(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    tariff: ToTariff,
    country: Annotated[CountryInput, Query(description="Whose partners.", examples=["PAN"])],
    years: Annotated[
        int, Query(ge=1, le=20, description="Most years of the mean.", examples=[3])
    ] = 3,
    to: Annotated[
        Year | None, Query(description="Last year; the last one loaded whole when left out.")
    ] = None,
) -> Response:
    """List the countries that one trades with, largest trade first; from whole baskets only."""

    async def answering(wanted: Wanted) -> Question:
        return await question(
            snapshot, response, tariff, wanted, {"country": country}, None,
            level=None, beside="partners",
        )  # fmt: skip

    wanted = Wanted(to, to, None, None)
    found = await answering(wanted)
    if found.basis.editions:
        last = found.years[1]
        found = await answering(replace(wanted, year_from=last - years + 1, year_to=last))
    rows: Sequence[TradePartner] = ()
    if found.is_answered:
        slices = set(found.basis.slices)
        releases = [one.id for one in snapshot.releases("partners") if one.slice in slices]
        who = found.traders["country"].code
        rows = _ranked(await repository.traded(snapshot, releases, who), found)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, TradePartner]]:
        start = 0 if after is None else int(after[0] or 0) + 1
        return [((start + at,), row) for at, row in enumerate(rows[start : start + limit])]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        TradePartner,
        provenance=found.provenance,
        missing=found.missing,
        methodology=Methodology(
            id="partners",
            version="1",
            summary=_SUMMARY[snapshot.lang],
            parameters=[
                Parameter(name="years", value=spans(found.basis.years), assumed=False),
                *wholeness.parameters(),
            ],
        ),
    )


def _ranked(traded: Sequence[Traded], found: Question) -> list[TradePartner]:
    """Return partners as they are answered, largest trade first."""
    years = len(found.basis.years)
    totals = {side: sum(_values(traded, side), Decimal(0)) for side in ("exports", "imports")}
    ranks = {side: _ranks(traded, side) for side in ("exports", "imports")}

    def given(row: Traded, side: Literal["exports", "imports"]) -> dict[str, object]:
        usd = getattr(row, side)
        share = None if usd is None else ratio(usd, totals[side])
        return {
            f"{side}_usd": None if usd is None else mean(usd, years),
            f"{side[:-1]}_share": share,
            f"{side[:-1]}_rank": ranks[side].get(row.partner),
        }

    first, last = found.years
    rows = [
        TradePartner.assembled(
            partner=row.partner,
            **given(row, "exports"),
            **given(row, "imports"),
            year_from=first,
            year_to=last,
            source=found.basis.source,
        )
        for row in traded
    ]
    return sorted(
        rows, key=lambda row: (-(row.exports_usd or 0) - (row.imports_usd or 0), row.partner)
    )


def _values(traded: Sequence[Traded], side: str) -> list[Decimal]:
    return [usd for row in traded if (usd := getattr(row, side)) is not None]


def _ranks(traded: Sequence[Traded], side: str) -> dict[str, int]:
    """Return the place of each partner that something is traded with on a side."""
    able = [row for row in traded if getattr(row, side)]
    able.sort(key=lambda row: (-getattr(row, side), row.partner))
    return {row.partner: place for place, row in enumerate(able, start=1)}
