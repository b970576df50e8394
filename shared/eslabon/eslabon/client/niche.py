"""The client of niche-api: productive chains."""

from eslabon.client.service import ServiceClient, segment
from eslabon.contracts.envelope import Page
from eslabon.contracts.niche import Chain

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_CHAINS = Page[Chain]


class NicheClient(ServiceClient):
    """Asks niche-api; every method raises ServiceError with the problem it answers."""

    async def chains(
        self,
        nomenclature: str | None = None,
        product: str | None = None,
        lang: str | None = None,
    ) -> list[Chain]:
        """Chains, all of them or those that a product belongs to."""
        parameters = {"nomenclature": nomenclature, "product": product, "lang": lang}
        return [item async for item in self._all("/v1/chains", _CHAINS, **parameters)]

    async def chain(self, slug: str, lang: str | None = None) -> Chain:
        """One chain by its short name."""
        return await self._read(f"/v1/chains/{segment(slug)}", Chain, lang=lang)
