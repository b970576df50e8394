"""The service tariff-api: nomenclatures, duties, preferences, agreements and quotes."""

import servicekit.app
from fastapi import FastAPI
from servicekit.releases.dataset import texts
from servicekit.releases.tables import release_tables
from servicekit.service import Service
from servicekit.settings import Settings

from tariff_api.agreements import endpoints as agreements
from tariff_api.agreements.tables import AGREEMENT_ENTRIES, AGREEMENTS, PAR_MARGINS
from tariff_api.changes import endpoints as changes
from tariff_api.countries import endpoints as countries
from tariff_api.countries.tables import COUNTRIES, SCHEMES
from tariff_api.duties import endpoints as duties
from tariff_api.duties.tables import DUTIES
from tariff_api.nomenclature import endpoints as nomenclature
from tariff_api.nomenclature import search
from tariff_api.nomenclature.tables import CODES, CORRELATIONS, NOMENCLATURES, TERMS
from tariff_api.preferences import endpoints as preferences
from tariff_api.preferences.tables import PREFERENCES
from tariff_api.quotes import endpoints as quotes
from tariff_api.schema import SCHEMA, metadata

release_tables(metadata, SCHEMA)

SERVICE = Service(
    name=SCHEMA,
    title="Eslabón: tariff-api",
    description=texts(
        "Nomenclaturas, aranceles, preferencias y acuerdos: qué derecho paga un producto.",
        "Nomenclaturas, tarifas, preferências e acordos: que direito paga um produto.",
        "Nomenclatures, duties, preferences and agreements: which duty a product pays.",
    ),
    metadata=metadata,
    datasets=(
        COUNTRIES,
        SCHEMES,
        AGREEMENTS,
        AGREEMENT_ENTRIES,
        PAR_MARGINS,
        NOMENCLATURES,
        CODES,
        CORRELATIONS,
        TERMS,
        DUTIES,
        PREFERENCES,
    ),
    routers=(
        quotes.router,
        nomenclature.router,
        duties.router,
        preferences.router,
        agreements.router,
        countries.router,
        changes.router,
    ),
    warm=(search.warm,),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; settings come from the environment when left out."""
    return servicekit.app.create(SERVICE, settings or Settings())
