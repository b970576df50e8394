"""Chains of niche-api over HTTP."""

from collections.abc import AsyncIterator

from eslabon.client.service import LARGEST_PAGE, ServiceClient, segment
from eslabon.contracts.chain_trade import ChainTrade
from eslabon.contracts.chains import (
    Chain,
    ChainCountry,
    ChainDetail,
    ChainPresence,
    ChainStatistic,
)
from eslabon.contracts.envelope import Page

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_CHAINS = Page[Chain]
_PRESENCE = Page[ChainPresence]
_STATISTICS = Page[ChainStatistic]


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


class ChainsClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

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
            in_report=_flag(in_report),
            publication=publication,
            lang=lang,
        )
        return [chain async for chain in found]

    async def chains_page(
        self,
        nomenclature: str | None = None,
        product: str | None = None,
        cursor: str | None = None,
        limit: int = LARGEST_PAGE,
        lang: str | None = None,
        *,
        in_report: bool | None = None,
    ) -> Page[Chain]:
        """Return one page of them; where a code belongs to none, `meta.missing` says why."""
        return await self._read(
            "/v1/chains",
            _CHAINS,
            nomenclature=nomenclature,
            product=product,
            in_report=_flag(in_report),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def chain(
        self, id_: str, lang: str | None = None, *, publication: int | None = None
    ) -> ChainDetail:
        """Return one chain by its short name."""
        path = f"/v1/chains/{segment(id_)}"
        return await self._read(path, ChainDetail, publication=publication, lang=lang)

    async def chain_in_country(
        self, id_: str, country: str, lang: str | None = None, *, publication: int | None = None
    ) -> ChainCountry:
        """Return a chain in one country."""
        path = f"/v1/chains/{segment(id_)}/{segment(country)}"
        return await self._read(path, ChainCountry, publication=publication, lang=lang)

    async def chain_trade(
        self,
        id_: str,
        country: str,
        markets: int | None = None,
        market: list[str] | None = None,
        lang: str | None = None,
    ) -> ChainTrade:
        """Return what a chain's goods pay in their markets, and how its codes trade."""
        path = f"/v1/chains/{segment(id_)}/{segment(country)}/trade"
        return await self._read(path, ChainTrade, markets=markets, market=market, lang=lang)

    async def chain_presence(
        self, country: str | None = None, lang: str | None = None
    ) -> list[ChainPresence]:
        """Return whether each chain exists in each country, and who says so."""
        found = self._all("/v1/chain-presence", _PRESENCE, country=country, lang=lang)
        return [cell async for cell in found]

    def chain_statistics(
        self,
        chain: str | None = None,
        country: str | None = None,
        region: str | None = None,
        indicator: str | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        lang: str | None = None,
        *,
        annual: bool | None = None,
    ) -> AsyncIterator[ChainStatistic]:
        """Yield figures of chains: all pages of one publication."""
        return self._all(
            "/v1/chain-statistics",
            _STATISTICS,
            chain=chain,
            country=country,
            region=region,
            indicator=indicator,
            year_from=year_from,
            year_to=year_to,
            annual=_flag(annual),
            lang=lang,
        )
