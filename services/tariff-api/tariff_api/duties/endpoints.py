"""Duties of a market over HTTP."""

from decimal import Decimal
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, ProductCode
from eslabon.contracts.duties import DutyRow
from eslabon.contracts.envelope import Missing, Page, Reason
from eslabon.contracts.expressions import DutyType
from fastapi import APIRouter, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from tariff_api.duties import repository
from tariff_api.duties.expression import parsed
from tariff_api.faults import country, known
from tariff_api.nomenclature.harmonised import HARMONISED
from tariff_api.nomenclature.repository import said
from tariff_api.quotes.facts import plain
from tariff_api.quotes.product import quoted
from tariff_api.quotes.reference import REFERENCE
from tariff_api.quotes.wording import not_covered
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["duties"], route_class=ReadingRoute)


def _duty_type(rate_percent: Decimal | None, expression: str | None) -> DutyType | None:
    if rate_percent is not None:
        return DutyType.AD_VALOREM
    return parsed(expression).duty_type if expression else None


@router.get("/duties", response_model=Page[DutyRow], responses=RESPONSES)
async def list_duties(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Annotated[CountryInput, Query(description="Market.", examples=["PER"])],
    product: Annotated[
        ProductCode | None,
        Query(
            description="National line, or the beginning of several; duties of the codes above it "
            "are listed too. All when left out."
        ),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Day asked about; the last one covered when left out.",
            examples=["2022-06-01"],
        ),
    ] = None,
) -> Response:
    """Duties that every origin pays in a market on a day, line by line."""
    reference = await REFERENCE.at(snapshot)
    market = known(country(reference, importer, "/query/importer"))
    editions = reference.duties.get(market.iso3, ())
    day = on or max((edition.valid_to for edition in editions), default=today())
    edition = reference.tariff(market.iso3, day)
    low = product or ""
    used = reference.nomenclatures.get(edition.nomenclature) if edition else None
    revision = used.hs_revision if used else None
    harmonised = (await HARMONISED.at(snapshot, revision or ""))[snapshot.lang]

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, DutyRow]]:
        if edition is None:
            return []
        rows = await repository.duties_after(
            snapshot,
            release=edition.release,
            codes=used.codes if used else None,
            low=low,
            high=repository.upper(low),
            above=[low[:digits] for digits in range(2, len(low), 2)],
            on=day,
            after=after and after[0],
            after_season=after and after[1],
            limit=limit,
        )
        return [
            (
                (row["code"], row["season_from"] or ""),
                DutyRow(
                    importer=market.iso3,
                    product=quoted(
                        row["nomenclature"],
                        revision,
                        row["code"],
                        said(row, snapshot.lang, harmonised),
                    ),
                    duty_type=_duty_type(row["rate_percent"], row["expression"]),
                    rate_percent=None
                    if row["rate_percent"] is None
                    else plain(row["rate_percent"]),
                    expression=row["expression"],
                    rate_text=row["rate_text"],
                    season_from=row["season_from"],
                    season_to=row["season_to"],
                    valid_from=row["valid_from"],
                    valid_to=row["valid_to"],
                    dates_stated=row["dates_stated"],
                    observed_on=row["observed_on"],
                    legal_base=row["legal_base"],
                ),
            )
            for row in rows
        ]

    provenance = [reference.provenances[edition.release]] if edition else []
    missing: list[Missing] = []
    if edition is None:
        spans = [(one.valid_from, one.valid_to) for one in editions]
        sentence = not_covered(market.names[snapshot.lang], spans, day, sorted(reference.duties))
        missing.append(
            Missing(
                what="mfn",
                reason=Reason.NOT_LOADED,
                detail=f"{sentence.text(snapshot.lang, {})}.",
            )
        )
    return await listing(
        request, response, snapshot, paging, fetch, DutyRow, provenance=provenance, missing=missing
    )
