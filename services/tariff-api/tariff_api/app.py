"""The service tariff-api: nomenclatures, duties, preferences, agreements and quotes."""

import servicekit.app
from fastapi import FastAPI
from servicekit.peers import reaching
from servicekit.releases.dataset import texts
from servicekit.releases.tables import release_tables
from servicekit.service import Service
from servicekit.settings import Settings

from tariff_api.agreements import endpoints as agreements
from tariff_api.agreements.fiche_tables import FICHE_DATASETS
from tariff_api.agreements.tables import AGREEMENT_ENTRIES, AGREEMENTS, PAR_MARGINS
from tariff_api.changes import endpoints as changes
from tariff_api.charges import endpoints as charges
from tariff_api.charges.tables import CHARGES
from tariff_api.countries import endpoints as countries
from tariff_api.countries.tables import COUNTRIES, SCHEMES
from tariff_api.duties import endpoints as duties
from tariff_api.duties.tables import DUTIES
from tariff_api.national_tariffs.tables import NATIONAL_TARIFFS
from tariff_api.nomenclature import code_endpoints as codes
from tariff_api.nomenclature import endpoints as nomenclature
from tariff_api.nomenclature import search
from tariff_api.nomenclature.tables import CODES, CORRELATIONS, NOMENCLATURES, TERMS
from tariff_api.norms import count_endpoints, declarations, indicator_endpoints, notifications
from tariff_api.norms import endpoints as norms
from tariff_api.norms.notification_tables import NOTIFICATIONS
from tariff_api.norms.tables import NORMS
from tariff_api.norms.vocabulary_tables import DECLARATION_CODES, NORM_CLASSES
from tariff_api.origin import endpoints as origin
from tariff_api.origin.rule_tables import ORIGIN_RULES
from tariff_api.origin.tables import ORIGIN_REGIMES
from tariff_api.preferences import endpoints as preferences
from tariff_api.preferences.tables import PREFERENCES
from tariff_api.quotas import endpoints as quotas
from tariff_api.quotas.tables import QUOTAS
from tariff_api.quotes import endpoints as quotes
from tariff_api.schema import SCHEMA, metadata

release_tables(metadata, SCHEMA)

SERVICE = Service(
    name=SCHEMA,
    title="Eslabón: tariff-api",
    description=texts(
        "Nomenclaturas, aranceles, preferencias, acuerdos, reglas de origen y normas.",
        "Nomenclaturas, tarifas, preferências, acordos, regras de origem e normas.",
        "Nomenclatures, duties, preferences, agreements, rules of origin and norms.",
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
        CHARGES,
        QUOTAS,
        ORIGIN_REGIMES,
        ORIGIN_RULES,
        NORM_CLASSES,
        NORMS,
        NOTIFICATIONS,
        DECLARATION_CODES,
        *FICHE_DATASETS,
        NATIONAL_TARIFFS,
    ),
    routers=(
        quotes.router,
        nomenclature.router,
        codes.router,
        duties.router,
        preferences.router,
        agreements.router,
        countries.router,
        charges.router,
        quotas.router,
        origin.router,
        norms.router,
        notifications.router,
        declarations.router,
        indicator_endpoints.router,
        count_endpoints.router,
        changes.router,
    ),
    warm=(search.warm,),
    lifespans=(reaching("matrix"),),
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """Return the application; settings come from the environment when left out."""
    return servicekit.app.create(SERVICE, settings or Settings())
