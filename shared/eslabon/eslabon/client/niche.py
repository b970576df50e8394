"""The client of niche-api: chains, places and products; firms and events; SME policy; axes."""

from eslabon.client.chains import ChainsClient
from eslabon.client.complexity import ComplexityClient
from eslabon.client.cooperation import CooperationClient
from eslabon.client.firms import FirmsClient
from eslabon.client.geography import GeographyClient
from eslabon.client.model import ModelClient
from eslabon.client.niches import NichesClient
from eslabon.client.trade_routes import TradeRoutesClient
from eslabon.contracts.catalogue import CatalogueItem
from eslabon.contracts.envelope import Page

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_CATALOGUE = Page[CatalogueItem]


class NicheClient(
    ChainsClient,
    GeographyClient,
    FirmsClient,
    CooperationClient,
    ComplexityClient,
    ModelClient,
    NichesClient,
    TradeRoutesClient,
):
    """Asks niche-api; every method raises ServiceError with the problem it answers."""

    async def catalogue(
        self,
        q: str | None = None,
        country: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
        *,
        duties: bool = True,
    ) -> Page[CatalogueItem]:
        """Return one page of tariff lines that name Amazon products, with their duties if asked."""
        return await self._read(
            "/v1/catalogue",
            _CATALOGUE,
            q=q,
            country=country,
            duties=None if duties else "false",
            cursor=cursor,
            limit=limit,
            lang=lang,
        )
