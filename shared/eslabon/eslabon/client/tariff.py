"""The client of tariff-api: nomenclatures, search, duties, quotes, agreements, origin, norms."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from eslabon.client.agreements import AgreementsClient
from eslabon.client.norms import NormsClient
from eslabon.client.origin import OriginClient
from eslabon.client.service import LARGEST_PAGE, day, segment
from eslabon.client.transport import parsed
from eslabon.contracts.changes import Change
from eslabon.contracts.charges import ChargeRow
from eslabon.contracts.countries import Country, Member, Scheme
from eslabon.contracts.duties import DutyRow
from eslabon.contracts.envelope import Page
from eslabon.contracts.nomenclature import (
    CodeRow,
    Correlation,
    Nomenclature,
    Product,
    SearchResult,
)
from eslabon.contracts.preferences import PreferenceRow
from eslabon.contracts.quotas import Quota
from eslabon.contracts.quotes import Quote, QuoteBatch, QuoteList, QuoteRequest

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_CHANGES = Page[Change]
_CORRELATIONS = Page[Correlation]
_COUNTRIES = Page[Country]
_DUTIES = Page[DutyRow]
_MEMBERS = Page[Member]
_NOMENCLATURES = Page[Nomenclature]
_PREFERENCES = Page[PreferenceRow]
_PRODUCTS = Page[Product]
_SCHEMES = Page[Scheme]
_CHARGES = Page[ChargeRow]
_QUOTAS = Page[Quota]
_CODES = Page[CodeRow]


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


class TariffClient(AgreementsClient, OriginClient, NormsClient):
    """Asks tariff-api; every method raises ServiceError with the problem it answers."""

    async def search(
        self,
        q: str,
        nomenclature: str | None = None,
        lang: str | None = None,
        limit: int | None = None,
    ) -> SearchResult:
        """Ranked codes for what a person types."""
        return await self._read(
            "/v1/search", SearchResult, q=q, nomenclature=nomenclature, lang=lang, limit=limit
        )

    async def product(self, nomenclature: str, code: str, lang: str | None = None) -> Product:
        """One code of a nomenclature, with its ancestors and children."""
        path = f"/v1/nomenclatures/{segment(nomenclature)}/codes/{segment(code)}"
        return await self._read(path, Product, lang=lang)

    async def products(
        self, nomenclature: str, codes: Sequence[str], lang: str | None = None
    ) -> list[Product]:
        """The codes among these that a nomenclature has, in one call."""
        path = f"/v1/nomenclatures/{segment(nomenclature)}/products"
        page = await self._read(path, _PRODUCTS, code=codes, lang=lang, limit=LARGEST_PAGE)
        return page.items

    async def correlations(
        self, origin: str, target: str, code: str | None = None
    ) -> list[Correlation]:
        """What a code, or every code, of one nomenclature corresponds to in another."""
        parameters = {"from": origin, "to": target, "code": code}
        found = self._all("/v1/correlations", _CORRELATIONS, **parameters)
        return [item async for item in found]

    async def quote(
        self,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        on: date | None = None,
        customs_value_usd: Decimal | None = None,
        quantity: Decimal | None = None,
        unit: str | None = None,
        weight_kg: Decimal | None = None,
        lang: str | None = None,
    ) -> Quote:
        """Every duty that goods of `exporter` might pay in `importer` on a day, best first.

        A customs value, a quantity with its unit or a weight gives duties in money as well.
        """
        return await self._read(
            "/v1/quotes",
            Quote,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            on=day(on),
            customs_value_usd=_plain(customs_value_usd),
            quantity=_plain(quantity),
            unit=unit,
            weight_kg=_plain(weight_kg),
            lang=lang,
        )

    async def quotes(
        self,
        requests: Sequence[QuoteRequest],
        lang: str | None = None,
        *,
        publication: int | None = None,
    ) -> list[Quote]:
        """The quotes of up to a thousand requests, in their order and in one call."""
        # How many are too many, or too few, is the service's to say: as a problem.
        body = QuoteBatch.model_construct(items=list(requests)).model_dump_json().encode()
        headers = {"Content-Type": "application/json"}
        answer = await self._transport.send(
            "POST",
            "/v1/quotes",
            {"lang": lang, "publication": publication},
            headers=headers,
            body=body,
        )
        return parsed(self._transport, answer, QuoteList).items

    async def duties(
        self,
        importer: str,
        product: str | None = None,
        on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[DutyRow]:
        """One page of the duties that every origin pays in a market on a day."""
        return await self._read(
            "/v1/duties",
            _DUTIES,
            importer=importer,
            product=product,
            on=day(on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def preferences(
        self,
        importer: str,
        product: str | None = None,
        exporter: str | None = None,
        on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[PreferenceRow]:
        """One page of the reduced duties of a market as their sources state them."""
        return await self._read(
            "/v1/preferences",
            _PREFERENCES,
            importer=importer,
            product=product,
            exporter=exporter,
            on=day(on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def countries(self, lang: str | None = None) -> list[Country]:
        """Every country, by code."""
        return [item async for item in self._all("/v1/countries", _COUNTRIES, lang=lang)]

    async def country(self, code: str, lang: str | None = None) -> Country:
        """One country, by alpha-2 or alpha-3 code."""
        return await self._read(f"/v1/countries/{segment(code)}", Country, lang=lang)

    async def schemes(self, on: date | None = None, lang: str | None = None) -> list[Scheme]:
        """Every integration scheme, with its number of full members on a day."""
        found = self._all("/v1/schemes", _SCHEMES, on=day(on), lang=lang)
        return [item async for item in found]

    async def nomenclatures(
        self,
        country: str | None = None,
        kind: str | None = None,
        revision: str | None = None,
        on: date | None = None,
        lang: str | None = None,
    ) -> list[Nomenclature]:
        """Every nomenclature and edition: of a country, of a family, valid on a day."""
        found = self._all(
            "/v1/nomenclatures",
            _NOMENCLATURES,
            country=country,
            kind=kind,
            revision=revision,
            on=day(on),
            lang=lang,
        )
        return [item async for item in found]

    async def members(
        self, scheme: str, on: date | None = None, lang: str | None = None
    ) -> list[Member]:
        """Standing of each country in an integration scheme on a day."""
        path = f"/v1/schemes/{segment(scheme)}/members"
        return [item async for item in self._all(path, _MEMBERS, on=day(on), lang=lang)]

    async def charges(
        self,
        importer: str,
        product: str | None = None,
        origin: str | None = None,
        on: date | None = None,
        lang: str | None = None,
    ) -> list[ChargeRow]:
        """Taxes, fees and trade remedies of a market, in the order of computation."""
        found = self._all(
            "/v1/charges",
            _CHARGES,
            importer=importer,
            product=product,
            origin=origin,
            on=day(on),
            lang=lang,
        )
        return [item async for item in found]

    async def changes(
        self,
        importer: str,
        since: int | None = None,
        to: int | None = None,
        product: str | None = None,
        kind: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Change]:
        """One page of what changed in a market's duties and preferences between two releases."""
        return await self._read(
            "/v1/changes",
            _CHANGES,
            importer=importer,
            since=since,
            to=to,
            product=product,
            kind=kind,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def quotas(
        self,
        importer: str | None = None,
        beneficiary: str | None = None,
        agreement: str | None = None,
        product: str | None = None,
        lang: str | None = None,
    ) -> list[Quota]:
        """Tariff quotas of an importer, a beneficiary or an agreement."""
        found = self._all(
            "/v1/quotas",
            _QUOTAS,
            importer=importer,
            beneficiary=beneficiary,
            agreement=agreement,
            product=product,
            lang=lang,
        )
        return [item async for item in found]

    async def codes(
        self,
        nomenclature: str,
        prefix: str | None = None,
        level: int | None = None,
        lines: bool | None = None,
        lang: str | None = None,
    ) -> list[CodeRow]:
        """Every code of a nomenclature that begins with `prefix`, in flat rows."""
        path = f"/v1/nomenclatures/{segment(nomenclature)}/codes"
        found = self._all(
            path, _CODES, prefix=prefix, level=level, lines="true" if lines else None, lang=lang
        )
        return [item async for item in found]
