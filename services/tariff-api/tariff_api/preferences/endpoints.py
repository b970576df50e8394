"""Preferences of a market over HTTP."""

from datetime import date
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, ProductCode
from eslabon.contracts.envelope import Missing, Page, Reason
from eslabon.contracts.preferences import PreferenceKind, PreferenceRow
from fastapi import APIRouter, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from tariff_api.cells import values_in
from tariff_api.duties.repository import upper
from tariff_api.faults import Fault, country, refused
from tariff_api.preferences import repository
from tariff_api.quotes.facts import WORLD, plain
from tariff_api.quotes.reference import REFERENCE
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["preferences"], route_class=ReadingRoute)

RATES = ("rate_percent", "rate_min_percent", "rate_max_percent", "margin_percent")
MADE = ("importer", "provenance", "kind", "beneficiary_except")
AS_STORED = tuple(
    name for name in PreferenceRow.model_fields if name not in RATES and name not in MADE
)


@router.get("/preferences", response_model=Page[PreferenceRow], responses=RESPONSES)
async def list_preferences(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Annotated[CountryInput, Query(description="Market.", examples=["BRA"])],
    product: Annotated[
        ProductCode | None,
        Query(description="Code, or the beginning of several; all when left out."),
    ] = None,
    exporter: Annotated[
        CountryInput | None,
        Query(
            description="Origin: its own rows, those of its schemes and WLD; all when left out.",
            examples=["MEX"],
        ),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Day asked about; the last one covered when left out.",
            examples=["2021-06-01"],
        ),
    ] = None,
) -> Response:
    """Reduced duties as their sources state them, on national lines or subheadings."""
    reference = await REFERENCE.at(snapshot)
    market = country(reference, importer, "/query/importer")
    origin = country(reference, exporter, "/query/exporter") if exporter else None
    faults = [one for one in (market, origin) if isinstance(one, Fault)]
    if isinstance(market, Fault) or isinstance(origin, Fault):
        raise refused(faults)
    editions = reference.preferences.get(market.iso3, ())
    now = today()
    day = on or max(
        (min(edition.valid_to, max(now, edition.valid_from)) for edition in editions),
        default=now,
    )
    releases = [one.edition.release for one in reference.schedules(market.iso3, day)]
    beneficiaries = (
        sorted({origin.iso3, WORLD} | reference.groups(origin.iso3, day)) if origin else None
    )
    low = product or ""

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, PreferenceRow]]:
        if not releases:
            return []
        code, beneficiary, agreement, season, quota, first, release = after or (None,) * 7
        rows = await repository.preferences_after(
            snapshot,
            ids=releases,
            low=low,
            high=upper(low),
            on=day,
            beneficiaries=beneficiaries,
            after_code=code,
            after_beneficiary=beneficiary,
            after_agreement=agreement,
            after_season=season,
            after_quota=quota,
            after_day=first and date.fromisoformat(str(first)),
            after_release=release,
            limit=limit,
        )
        return [
            (
                (
                    row["code"],
                    row["beneficiary"],
                    row["agreement"] or "",
                    row["season_from"] or "",
                    row["quota"] or "",
                    row["valid_from"].isoformat(),
                    row["release_id"],
                ),
                PreferenceRow(
                    **{name: row[name] for name in AS_STORED},
                    **{name: None if row[name] is None else plain(row[name]) for name in RATES},
                    kind=row["kind"] or PreferenceKind.GRANT,
                    beneficiary_except=values_in(row["beneficiary_except"]),
                    importer=market.iso3,
                    provenance=reference.provenances[row["release_id"]],
                ),
            )
            for row in rows
        ]

    missing: list[Missing] = []
    if not releases:
        detail = texts(
            f"No hay preferencias de {market.iso3} cargadas para {day}.",
            f"Não há preferências de {market.iso3} carregadas para {day}.",
            f"No preferences of {market.iso3} are loaded for {day}.",
        )[snapshot.lang]
        missing.append(Missing(what="preferences", reason=Reason.NOT_LOADED, detail=detail))
    return await listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        PreferenceRow,
        provenance=[reference.provenances[release] for release in releases],
        missing=missing,
    )
