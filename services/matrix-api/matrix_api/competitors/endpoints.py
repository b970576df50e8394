"""HTTP of competitors: who sells a product to a market, and the duty that each one faces."""

from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, Year
from eslabon.contracts.competitors import Competitor, Competitors
from fastapi import APIRouter, Query, Response
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from matrix_api.competitors.duties import Faced, faced
from matrix_api.competitors.ranking import methodology, ranked
from matrix_api.flows import asked, loaded
from matrix_api.flows.endpoints import Importer, Nomenclature, TradedProduct
from matrix_api.tariff import ToTariff

router = APIRouter(
    prefix="/v1", tags=["competitors"], responses=RESPONSES, route_class=ReadingRoute
)

_SUMMARY = texts(
    "Proveedores de un producto a un mercado, de mayor a menor valor; la parte es sobre las "
    "compras a todo origen. Con `duties`, el derecho que paga cada origen según tariff-api el día "
    "`on` (el último que cubre el arancel si no se dice), que no es el año del comercio; ventaja: "
    "puntos que `exporter` paga menos que cada uno.",
    "Fornecedores de um produto a um mercado, do maior ao menor valor; a parte é sobre as compras "
    "de toda origem. Com `duties`, o direito que paga cada origem segundo tariff-api no dia `on` "
    "(o último que a tarifa cobre se não se diz), que não é o ano do comércio; vantagem: pontos "
    "que `exporter` paga a menos que cada um.",
    "Suppliers of a product to a market by value; shares are of purchases from everywhere. With "
    "`duties`, the duty that each origin pays says tariff-api on the day `on` (the last one that "
    "the tariff covers when left out), which is not the year of trade; advantage: points that "
    "`exporter` pays less than each.",
)


@router.get("/competitors")
async def competitors(
    response: Response,
    snapshot: Reading,
    to_tariff: ToTariff,
    importer: Importer,
    product: TradedProduct,
    nomenclature: Nomenclature = None,
    year: Annotated[
        Year | None, Query(description="Year; the last one that holds the product if left out.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=300, description="Most suppliers to list.")] = 10,
    duties: Annotated[
        bool,
        Query(
            description="Ask tariff-api for the duty that each supplier faces. Off when left out: "
            "the answer then depends on no other service and is kept."
        ),
    ] = False,
    exporter: Annotated[
        CountryInput | None,
        Query(description="With `duties`: whose tariff advantage to give.", examples=["MEX"]),
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="With `duties`: the day; the last one that the tariff covers when left out."
        ),
    ] = None,
) -> Competitors:
    """The main suppliers of one product to one market in one year, largest first."""
    lang = snapshot.lang
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    areas = loaded.areas(everything)
    buyer = asked.country(importer, "importer", areas)
    rival = None if exporter is None else asked.country(exporter, "exporter", areas)
    if rival is not None:
        asked.different(buyer, rival)
    if not duties:
        asked.needs_duties({"exporter": exporter, "on": on})
    wanted = asked.product(product)
    found = await ranked(snapshot, everything, "importer", buyer, wanted, year, limit)
    of_duties = Faced()
    if duties and found.used:
        suppliers = [partner for partner, _ in found.fields()]
        revision = found.used[0].held.nomenclature
        of_duties = await faced(to_tariff, buyer, suppliers, rival, wanted.code, revision, on, lang)
        to_tariff.hold(response, lang, answered=not of_duties.missing)
    missing = [*found.missing, *of_duties.missing]
    if rival and rival in of_duties.refused:
        missing.append(of_duties.refused[rival])
    return Competitors.assembled(
        importer=buyer,
        nomenclature=loaded.nomenclature(everything, nomenclature),
        product=wanted.code,
        year=found.year,
        total_usd=found.total_usd,
        suppliers=len(found.traded),
        concentration_hhi=found.traded.concentration_hhi,
        competitors=[
            Competitor.assembled(
                exporter=partner,
                **fields,
                duty=of_duties.duties.get(partner),
                missing=[of_duties.refused[partner]] if partner in of_duties.refused else [],
            )
            for partner, fields in found.fields()
        ],
        exporter=rival,
        exporter_duty=of_duties.duties.get(rival) if rival else None,
        missing=missing,
        provenance=[edition.release.provenance() for edition in found.used],
        methodology=methodology("competitors", found.basis, _SUMMARY[lang], lang),
    )
