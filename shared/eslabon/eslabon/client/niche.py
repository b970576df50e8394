"""The client of niche-api: productive chains."""

from eslabon.client.service import LARGEST_PAGE, ServiceClient, segment
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
        *,
        in_report: bool | None = None,
        publication: int | None = None,
    ) -> list[Chain]:
        """Return chains: all, or those that a code belongs to, above or below theirs."""
        found = self._all(
            "/v1/chains",
            _CHAINS,
            nomenclature=nomenclature,
            product=product,
            in_report=None if in_report is None else str(in_report).lower(),
            publication=publication,
            lang=lang,
        )
        return [chain async for chain in found]

    async def chains_of(
        self, nomenclature: str, product: str, lang: str | None = None
    ) -> Page[Chain]:
        """Return the chains that a code belongs to; where none, `meta.missing` says why."""
        return await self._read(
            "/v1/chains",
            _CHAINS,
            nomenclature=nomenclature,
            product=product,
            limit=LARGEST_PAGE,
            lang=lang,
        )

    async def chain(
        self, id_: str, lang: str | None = None, *, publication: int | None = None
    ) -> Chain:
        """Return one chain by its short name."""
        path = f"/v1/chains/{segment(id_)}"
        return await self._read(path, Chain, publication=publication, lang=lang)
