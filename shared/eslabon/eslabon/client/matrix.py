"""The client of matrix-api: flows, history, competitors, negotiated trade, empalme, indicators."""

from collections.abc import AsyncIterator, Sequence
from datetime import date

from eslabon.client.empalme import EmpalmeClient
from eslabon.client.indicators import IndicatorsClient
from eslabon.client.negotiated import NegotiatedClient
from eslabon.client.service import day
from eslabon.contracts.competitors import Competitors, Customers
from eslabon.contracts.envelope import Page
from eslabon.contracts.matrix import Flow, GroupTrade, History, Import, Reporter, TradePartner

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_FLOWS = Page[Flow]
_IMPORTS = Page[Import]
_GROUP_TRADE = Page[GroupTrade]
_PARTNERS = Page[TradePartner]


class MatrixClient(NegotiatedClient, EmpalmeClient, IndicatorsClient):
    """Asks matrix-api; every method raises ServiceError with the problem it answers."""

    def flows(
        self,
        *,
        exporter: str | None = None,
        importer: str | None = None,
        product: str | None = None,
        nomenclature: str | None = None,
        year_from: int | None = None,
        year_to: int | None = None,
        reported_by: Reporter | None = None,
    ) -> AsyncIterator[Flow]:
        """Yield flows by year, product, exporter and importer: all pages of one publication.

        Each flow comes once, or as the side `reported_by` reports it.
        """
        return self._all(
            "/v1/flows",
            _FLOWS,
            exporter=exporter,
            importer=importer,
            product=product,
            nomenclature=nomenclature,
            year_from=year_from,
            year_to=year_to,
            reported_by=reported_by,
        )

    async def imports(
        self,
        importer: str,
        *,
        product: str | None = None,
        nomenclature: str | None = None,
        year: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Import]:
        """One page of what a market bought of each subheading in a year, from everybody."""
        return await self._read(
            "/v1/imports",
            _IMPORTS,
            importer=importer,
            product=product,
            nomenclature=nomenclature,
            year=year,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def group_trade(
        self,
        members: Sequence[str],
        products: Sequence[str],
        nomenclature: str | None = None,
        lang: str | None = None,
        *,
        years: int | None = None,
        to: int | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[GroupTrade]:
        """One page of what members of a group buy of products from each other and everybody."""
        return await self._read(
            "/v1/group-trade",
            _GROUP_TRADE,
            member=members,
            product=products,
            nomenclature=nomenclature,
            years=years,
            to=to,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def partners(
        self,
        country: str,
        lang: str | None = None,
        *,
        years: int | None = None,
        to: int | None = None,
        limit: int | None = None,
    ) -> Page[TradePartner]:
        """Return the countries that one trades with, largest first; `meta` says why none."""
        return await self._read(
            "/v1/partners",
            _PARTNERS,
            country=country,
            years=years,
            to=to,
            limit=limit,
            lang=lang,
        )

    async def history(
        self,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        lang: str | None = None,
        *,
        years: int | None = None,
        to: int | None = None,
        publication: int | None = None,
    ) -> History:
        """Return what one country bought of a product from another, year by year up to `to`."""
        return await self._read(
            "/v1/history",
            History,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            years=years,
            to=to,
            publication=publication,
            lang=lang,
        )

    async def competitors(
        self,
        importer: str,
        product: str,
        nomenclature: str | None = None,
        lang: str | None = None,
        *,
        year: int | None = None,
        limit: int | None = None,
        duties: bool | None = None,
        exporter: str | None = None,
        on: date | None = None,
        publication: int | None = None,
    ) -> Competitors:
        """Return the main suppliers of a market, in the last loaded year unless asked.

        With `duties`, the duty that each one faces on a day, and the advantage of `exporter`.
        """
        return await self._read(
            "/v1/competitors",
            Competitors,
            importer=importer,
            product=product,
            nomenclature=nomenclature,
            year=year,
            limit=limit,
            duties=None if duties is None else str(duties).lower(),
            exporter=exporter,
            on=day(on),
            publication=publication,
            lang=lang,
        )

    async def customers(
        self,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        lang: str | None = None,
        *,
        year: int | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Customers:
        """Return the main markets of an exporter, in the last loaded year unless asked."""
        return await self._read(
            "/v1/customers",
            Customers,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            year=year,
            limit=limit,
            publication=publication,
            lang=lang,
        )
