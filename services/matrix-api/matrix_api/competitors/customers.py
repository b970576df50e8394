"""HTTP of customers: who buys a product from an exporter."""

from typing import Annotated

from eslabon.contracts.codes import Year
from eslabon.contracts.competitors import Customer, Customers
from fastapi import APIRouter, Query
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from matrix_api.competitors.ranking import methodology, ranked
from matrix_api.flows import asked, loaded
from matrix_api.flows.endpoints import Exporter, Nomenclature, TradedProduct

router = APIRouter(
    prefix="/v1", tags=["competitors"], responses=RESPONSES, route_class=ReadingRoute
)

_SUMMARY = texts(
    "Mercados de un producto de un exportador, de mayor a menor valor; la parte es sobre lo que "
    "vende a todo destino.",
    "Mercados de um produto de um exportador, do maior ao menor valor; a parte é sobre o que vende "
    "a todo destino.",
    "Markets of an exporter's product by value; shares are of its sales to everywhere.",
)


@router.get("/customers")
async def customers(
    snapshot: Reading,
    exporter: Exporter,
    product: TradedProduct,
    nomenclature: Nomenclature = None,
    year: Annotated[
        Year | None, Query(description="Year; the last one that holds the product if left out.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=300, description="Most customers to list.")] = 10,
) -> Customers:
    """The main customers of one product of one exporter in one year, largest first."""
    everything = loaded.of_nomenclature(await loaded.editions(snapshot), nomenclature)
    seller = asked.country(exporter, "exporter", loaded.areas(everything))
    wanted = asked.product(product)
    found = await ranked(snapshot, everything, "exporter", seller, wanted, year, limit)
    return Customers.assembled(
        exporter=seller,
        nomenclature=loaded.nomenclature(everything, nomenclature),
        product=wanted.code,
        year=found.year,
        total_usd=found.total_usd,
        markets=len(found.traded),
        concentration_hhi=found.traded.concentration_hhi,
        customers=[
            Customer.assembled(importer=partner, **fields) for partner, fields in found.fields()
        ],
        missing=found.missing,
        provenance=[edition.release.provenance() for edition in found.used],
        methodology=methodology("customers", found.basis, _SUMMARY[snapshot.lang], snapshot.lang),
    )
