"""matrix-api assembled: bilateral flows, the history of a pair, competitors in a market."""

import servicekit.app
from fastapi import FastAPI
from servicekit.releases.dataset import texts
from servicekit.service import Service
from servicekit.settings import Settings

from matrix_api.competitors.customers import router as customers
from matrix_api.competitors.endpoints import router as competitors
from matrix_api.flows.endpoints import router as flows
from matrix_api.flows.tables import FLOWS
from matrix_api.imports.endpoints import router as imports
from matrix_api.negotiated.covering import keeping
from matrix_api.negotiated.endpoints import router as negotiated
from matrix_api.partners.tables import PARTNERS
from matrix_api.rca.tables import RCA
from matrix_api.regional.tables import REGIONAL_FLOWS
from matrix_api.sdmx.catalogue import warm as warm_sdmx
from matrix_api.sdmx.endpoints import answering as answering_sdmx
from matrix_api.sdmx.endpoints import router as sdmx
from matrix_api.tables import metadata
from matrix_api.tariff import REACHING
from matrix_api.totals.tables import TOTALS

SERVICE = Service(
    name="matrix",
    title="Eslabón matrix-api",
    description=texts(
        "Comercio bilateral: flujos, historia de un par y competidores en un mercado. También en "
        "SDMX: `/sdmx/v1` (2.1) y `/sdmx/v2` (3.0).",
        "Comércio bilateral: fluxos, história de um par e concorrentes em um mercado. Também em "
        "SDMX: `/sdmx/v1` (2.1) e `/sdmx/v2` (3.0).",
        "Bilateral trade: flows, the history of a pair and the competitors in a market. In SDMX "
        "too: `/sdmx/v1` (2.1) and `/sdmx/v2` (3.0).",
    ),
    metadata=metadata,
    datasets=(FLOWS, TOTALS, RCA, REGIONAL_FLOWS, PARTNERS),
    routers=(flows, competitors, customers, imports, negotiated, sdmx),
    lifespans=(REACHING, keeping, answering_sdmx),
    warm=(warm_sdmx,),
    own_formats=("/sdmx/",),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application."""
    return servicekit.app.create(SERVICE, settings or Settings())
