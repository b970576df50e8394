"""Charges of a market over HTTP."""

from typing import Annotated

from eslabon.contracts.charges import ChargeRow
from eslabon.contracts.codes import CountryInput, Day, ProductCode
from eslabon.contracts.envelope import Lang, Missing, Page, Provenance, Reason
from fastapi import APIRouter, Query, Request, Response
from servicekit.formats import RESPONSES, in_memory, listing
from servicekit.paging import Paging
from servicekit.reading import Reading
from servicekit.releases.dataset import Texts, texts
from servicekit.routing import ReadingRoute

from tariff_api.charges.area import Origin
from tariff_api.charges.charge import Charge, Charges, Extent
from tariff_api.charges.repository import CHARGES, ByImporter
from tariff_api.faults import Fault, country, refused
from tariff_api.quotes.reference import REFERENCE
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["charges"], route_class=ReadingRoute)


@router.get("/charges", response_model=Page[ChargeRow], responses=RESPONSES)
async def list_charges(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    importer: Annotated[CountryInput, Query(description="Market.", examples=["COL"])],
    product: Annotated[
        ProductCode | None,
        Query(
            description="Code: charges on it, on what it belongs to and on what lies below it; "
            "all when left out.",
            examples=["721049"],
        ),
    ] = None,
    origin: Annotated[
        CountryInput | None,
        Query(description="Origin of the goods; every origin when left out.", examples=["CHN"]),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="Day asked about; charges of any day when left out. A charge whose source "
            "gives no dates is shown for every day.",
            examples=["2025-03-01"],
        ),
    ] = None,
) -> Response:
    """Taxes, fees and trade remedies beside the customs duty, in the order of computation.

    With product, origin and day, exactly what is due: of one charge stated for a code and for a
    beginning of it, the longest code holds. With fewer of them, every row that may concern.
    """
    reference = await REFERENCE.at(snapshot)
    market = country(reference, importer, "/query/importer")
    exporter = country(reference, origin, "/query/origin") if origin else None
    faults = [one for one in (market, exporter) if isinstance(one, Fault)]
    if isinstance(market, Fault) or isinstance(exporter, Fault):
        raise refused(faults)
    loaded = await CHARGES.at(snapshot)
    of_market = loaded.get(market.iso3, Charges(()))
    goods = None
    if exporter:
        pair = reference.pair(market.iso3, exporter.iso3, on or today())
        goods = Origin(exporter.iso3, pair.groups, bool(pair.agreements))
    if product and goods and on:
        found = [charge for charge, _ in of_market.on(product, goods, on)]
    else:
        found = [
            charge
            for charge in of_market
            if (on is None or charge.holds(on))
            and (goods is None or charge.reaches(goods))
            and (product is None or charge.extent(product) is not Extent.NONE)
        ]
    missing: list[Missing] = []
    if not found:
        detail = _why_none(market.iso3, loaded)[snapshot.lang]
        reason = Reason.NOT_REPORTED if market.iso3 in loaded else Reason.NOT_LOADED
        missing.append(Missing(what="charges", reason=reason, detail=detail))
    releases = sorted({one.release for one in found})
    return await listing(
        request,
        response,
        snapshot,
        paging,
        in_memory(
            found,
            lambda one: one.key,
            lambda one: _row(one, snapshot.lang, snapshot.release(one.release).provenance()),
        ),
        ChargeRow,
        provenance=[snapshot.release(release).provenance() for release in releases],
        missing=missing,
    )


def _row(charge: Charge, lang: Lang, provenance: Provenance) -> ChargeRow:
    return ChargeRow(
        importer=charge.importer,
        charge=charge.charge,
        name=charge.name(lang),
        kind=charge.kind,
        nomenclature=charge.nomenclature,
        code=charge.code,
        origin=charge.origin,
        origin_except=list(charge.origin_except),
        expression=charge.expression,
        expression_text=charge.rate.text(lang),
        base=charge.base,
        sequence=charge.sequence,
        valid_from=charge.valid_from,
        valid_to=charge.valid_to,
        dates_stated=charge.dates_stated,
        observed_on=charge.observed_on,
        legal_base=charge.legal_base,
        verified=charge.verified,
        reference=charge.reference,
        note=charge.note,
        provenance=provenance,
    )


def _why_none(importer: str, loaded: ByImporter) -> Texts:
    if count := len(loaded.get(importer, ())):
        return texts(
            f"Ninguno de los {count} gravámenes cargados de {importer} alcanza lo que se pide; no "
            "dice que no haya otros.",
            f"Nenhum dos {count} gravames carregados de {importer} alcança o que se pede; não diz "
            "que não haja outros.",
            f"None of the {count} charges loaded of {importer} reaches what is asked; this does "
            "not say that there are no others.",
        )
    known = ", ".join(sorted(loaded)) or "—"
    return texts(
        f"No hay gravámenes de {importer} cargados; los hay de {known}.",
        f"Não há gravames de {importer} carregados; há de {known}.",
        f"No charges of {importer} are loaded; there are some of {known}.",
    )
