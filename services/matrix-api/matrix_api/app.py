"""matrix-api assembled: bilateral flows, the history of a pair, competitors in a market."""

import servicekit.app
from fastapi import FastAPI
from servicekit.naming import naming
from servicekit.releases.dataset import texts
from servicekit.service import Service
from servicekit.settings import Settings

from matrix_api.charts.endpoints import router as charts
from matrix_api.competitors.customers import router as customers
from matrix_api.competitors.endpoints import router as competitors
from matrix_api.datapackage.endpoints import router as datapackage
from matrix_api.demand.endpoints import router as demand
from matrix_api.empalme.endpoints import router as empalme
from matrix_api.empalme.heading_endpoint import router as empalme_heading
from matrix_api.empalme.kept import warm as warm_empalme
from matrix_api.empalme.tables import EMPALME_EDITIONS
from matrix_api.flows.endpoints import router as flows
from matrix_api.flows.tables import FLOWS
from matrix_api.groups.endpoints import router as groups
from matrix_api.headings.tables import END_USES, HEADING_GROUPS
from matrix_api.imports.endpoints import router as imports
from matrix_api.indicators.concentration import router as concentration
from matrix_api.indicators.measured import warm as measure
from matrix_api.indicators.pairs import router as pairs
from matrix_api.indicators.presence import router as presence
from matrix_api.negotiated.covering import keeping
from matrix_api.negotiated.endpoints import router as negotiated
from matrix_api.partners.endpoints import router as partners
from matrix_api.partners.tables import PARTNERS
from matrix_api.rca.endpoints import router as advantage
from matrix_api.rca.tables import RCA
from matrix_api.regional.tables import REGIONAL_FLOWS
from matrix_api.sdmx.endpoints import router as sdmx
from matrix_api.sdmx.endpoints import warm as warm_sdmx
from matrix_api.tables import metadata
from matrix_api.tariff import REACHING
from matrix_api.totals.endpoints import router as totals
from matrix_api.totals.tables import TOTALS

SERVICE = Service(
    name="matrix",
    title="Eslabón matrix-api",
    description=texts(
        "Comercio: flujos, historia de un par, competidores, ventaja revelada, indicadores y "
        "matrices de empalme. También en SDMX: `/sdmx/v1` (2.1) y `/sdmx/v2` (3.0).",
        "Comércio: fluxos, história de um par, concorrentes, vantagem revelada, indicadores e "
        "matrizes de encaixe. Também em SDMX: `/sdmx/v1` (2.1) e `/sdmx/v2` (3.0).",
        "Trade: flows, the history of a pair, competitors, revealed advantage, indicators and "
        "matrices de empalme. In SDMX too: `/sdmx/v1` (2.1) and `/sdmx/v2` (3.0).",
    ),
    metadata=metadata,
    datasets=(
        *(FLOWS, TOTALS, RCA, REGIONAL_FLOWS, PARTNERS),
        *(EMPALME_EDITIONS, HEADING_GROUPS, END_USES),
    ),
    routers=(
        *(flows, competitors, customers, imports, groups, partners, totals, advantage, negotiated),
        *(presence, concentration, pairs),
        *(empalme, empalme_heading, demand, charts),
        *(datapackage, sdmx),
    ),
    lifespans=(REACHING, keeping, naming),
    warm=(warm_empalme, measure, warm_sdmx),
    own_formats=("/sdmx/",),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application."""
    return servicekit.app.create(SERVICE, settings or Settings())
