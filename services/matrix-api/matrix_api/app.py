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
from matrix_api.tables import metadata
from matrix_api.tariff import REACHING
from matrix_api.totals.tables import TOTALS

SERVICE = Service(
    name="matrix",
    title="Eslabón matrix-api",
    description=texts(
        "Comercio bilateral: flujos, historia de un par y competidores en un mercado.",
        "Comércio bilateral: fluxos, história de um par e concorrentes em um mercado.",
        "Bilateral trade: flows, the history of a pair and the competitors in a market.",
    ),
    metadata=metadata,
    datasets=(FLOWS, TOTALS, RCA, REGIONAL_FLOWS, PARTNERS),
    routers=(flows, competitors, customers, imports, negotiated),
    lifespans=(REACHING, keeping),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application."""
    return servicekit.app.create(SERVICE, settings or Settings())
