"""niche-api assembled: productive chains and the codes they are traded under."""

import servicekit.app
from fastapi import FastAPI
from servicekit.releases.dataset import texts
from servicekit.service import Service
from servicekit.settings import Settings

from niche_api.chains.endpoints import router as chains
from niche_api.chains.tables import CHAIN_NAMES, CHAIN_PRODUCTS, CHAINS
from niche_api.tables import metadata

SERVICE = Service(
    name="niche",
    title="Eslabón niche-api",
    description=texts(
        "Cadenas productivas de la región: nombres por país, especies y códigos.",
        "Cadeias produtivas da região: nomes por país, espécies e códigos.",
        "Productive chains of the region: names by country, species and codes.",
    ),
    metadata=metadata,
    datasets=(CHAINS, CHAIN_NAMES, CHAIN_PRODUCTS),
    routers=(chains,),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application."""
    return servicekit.app.create(SERVICE, settings or Settings())
