"""niche-api assembled: chains, places, firms, the SME policy index and secretariats' work."""

import servicekit.app
from fastapi import FastAPI
from servicekit.releases.dataset import texts
from servicekit.service import Service
from servicekit.settings import Settings

from niche_api.agendas.endpoints import router as agendas
from niche_api.baskets.endpoints import router as baskets
from niche_api.catalogue.endpoints import router as catalogue
from niche_api.catalogue.tables import CATALOGUE
from niche_api.chains.book import DESCRIBED
from niche_api.chains.endpoints import router as chains
from niche_api.chains.figure_endpoints import router as figures
from niche_api.chains.figure_tables import CHAIN_PRICES, CHAIN_STATISTICS
from niche_api.chains.trade_endpoints import router as chain_trade
from niche_api.complexity.build import COMPLEXITY
from niche_api.complexity.endpoints import router as complexity
from niche_api.complexity.space_endpoints import router as product_space
from niche_api.complexity.tables import DATASETS as COMPLEXITY_DATASETS
from niche_api.contacts.endpoints import router as contacts
from niche_api.cooperation.book import DATASETS as COOPERATION
from niche_api.cooperation.diagram_endpoints import router as diagrams
from niche_api.cooperation.endpoints import router as cooperation
from niche_api.events.endpoints import router as events
from niche_api.events.tables import EVENTS, REGISTRATIONS
from niche_api.firms.endpoints import router as firms
from niche_api.firms.tables import FIRMS
from niche_api.geography.endpoints import router as geography
from niche_api.geography.map_endpoints import router as maps
from niche_api.geography.tables import DEGRADED_AREAS, REGIONS
from niche_api.groups.endpoints import router as groups
from niche_api.groups.tables import PRODUCT_GROUPS
from niche_api.matches.endpoints import router as matches
from niche_api.model.build import APPEARANCE
from niche_api.model.endpoints import router as model
from niche_api.model.tables import BUILT as MODEL_DATASETS
from niche_api.model.tables import HUMAN_CAPITAL
from niche_api.niches.endpoints import router as niches
from niche_api.opportunities.endpoints import router as opportunities
from niche_api.opportunities.tables import OPPORTUNITIES
from niche_api.peers import REACHING
from niche_api.policy_index.book import DATASETS as POLICY_INDEX
from niche_api.policy_index.endpoints import router as policy_index
from niche_api.policy_index.radar_endpoints import router as radars
from niche_api.regional.endpoints import router as regional
from niche_api.regional.map_endpoints import router as regional_maps
from niche_api.regional.tables import REGIONAL_EXPORTS
from niche_api.reports.endpoints import router as reports
from niche_api.tables import metadata
from niche_api.trade_routes.endpoints import router as trade_routes
from niche_api.trade_routes.map_endpoints import router as route_maps
from niche_api.trade_routes.tables import INPUT_LINKS
from niche_api.validations.endpoints import router as validations
from niche_api.validations.tables import VALIDATIONS

SERVICE = Service(
    name="niche",
    title="Eslabón niche-api",
    description=texts(
        "Cadenas productivas de la región: especies, países, zonas, cifras y códigos; mapas; "
        "productos amazónicos en los aranceles.",
        "Cadeias produtivas da região: espécies, países, zonas, cifras e códigos; mapas; produtos "
        "amazônicos nas tarifas.",
        "Productive chains of the region: species, countries, zones, figures and codes; maps; "
        "Amazon products in tariffs.",
    ),
    metadata=metadata,
    datasets=(
        *DESCRIBED,
        CHAIN_STATISTICS,
        CHAIN_PRICES,
        CATALOGUE,
        REGIONS,
        DEGRADED_AREAS,
        FIRMS,
        OPPORTUNITIES,
        EVENTS,
        REGISTRATIONS,
        REGIONAL_EXPORTS,
        PRODUCT_GROUPS,
        *COMPLEXITY_DATASETS,
        *MODEL_DATASETS,
        HUMAN_CAPITAL,
        INPUT_LINKS,
        VALIDATIONS,
        *POLICY_INDEX,
        *COOPERATION,
    ),
    # Pictures and GeoJSON go first: `castana.svg` would else be asked for as a chain.
    routers=(
        maps,
        regional_maps,
        geography,
        chains,
        figures,
        chain_trade,
        catalogue,
        complexity,
        model,
        product_space,
        firms,
        contacts,
        opportunities,
        matches,
        events,
        agendas,
        route_maps,
        trade_routes,
        radars,
        policy_index,
        diagrams,
        cooperation,
        regional,
        groups,
        niches,
        baskets,
        validations,
        reports,
    ),
    lifespans=REACHING,
    builds=(COMPLEXITY, APPEARANCE),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application."""
    return servicekit.app.create(SERVICE, settings or Settings())
