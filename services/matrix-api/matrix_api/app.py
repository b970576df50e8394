"""matrix-api assembled: bilateral flows, the history of a pair, competitors in a market."""

import servicekit.app
from fastapi import FastAPI
from servicekit.releases.dataset import texts
from servicekit.service import Service
from servicekit.settings import Settings

from matrix_api.competitors.endpoints import router as competitors
from matrix_api.flows.endpoints import router as flows
from matrix_api.flows.tables import FLOWS
from matrix_api.imports.endpoints import router as imports
from matrix_api.indicators.concentration import router as concentration
from matrix_api.indicators.measured import warm as measure
from matrix_api.indicators.pairs import router as pairs
from matrix_api.indicators.presence import router as presence
from matrix_api.partners.tables import PARTNERS
from matrix_api.rca.endpoints import router as advantage
from matrix_api.rca.tables import RCA
from matrix_api.regional.tables import REGIONAL_FLOWS
from matrix_api.tables import metadata
from matrix_api.tariff import reaching
from matrix_api.totals.endpoints import router as totals
from matrix_api.totals.tables import TOTALS

SERVICE = Service(
    name="matrix",
    title="Eslabón matrix-api",
    description=texts(
        "Comercio: flujos, historia de un par, competidores, ventaja revelada e indicadores.",
        "Comércio: fluxos, história de um par, concorrentes, vantagem revelada e indicadores.",
        "Trade: flows, the history of a pair, competitors, revealed advantage and indicators.",
    ),
    metadata=metadata,
    datasets=(FLOWS, TOTALS, RCA, REGIONAL_FLOWS, PARTNERS),
    routers=(flows, competitors, imports, totals, advantage, presence, concentration, pairs),
    warm=(measure,),
    lifespans=(reaching,),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application."""
    return servicekit.app.create(SERVICE, settings or Settings())
