"""Rules of origin of tariff-api over HTTP."""

from datetime import date

from eslabon.client.service import ServiceClient, day, segment
from eslabon.client.transport import parsed
from eslabon.contracts.envelope import Page
from eslabon.contracts.origin import (
    OriginCheck,
    OriginCheckRequest,
    OriginRegime,
    OriginRule,
    OriginRules,
)

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_ORIGIN_REGIMES = Page[OriginRegime]
_ORIGIN_RULES = Page[OriginRule]


class OriginClient(ServiceClient):
    """Part of the client of tariff-api; its methods raise as that says."""

    async def origin_rules(
        self,
        importer: str,
        exporter: str,
        product: str,
        nomenclature: str | None = None,
        agreement: str | None = None,
        on: date | None = None,
        lang: str | None = None,
    ) -> OriginRules:
        """The rules of origin to check for a product, under each agreement in force."""
        return await self._read(
            "/v1/origin-rules",
            OriginRules,
            importer=importer,
            exporter=exporter,
            product=product,
            nomenclature=nomenclature,
            agreement=agreement,
            on=day(on),
            lang=lang,
        )

    async def origin_check(
        self, request: OriginCheckRequest, lang: str | None = None
    ) -> OriginCheck:
        """Whether goods made of the materials given count as originating, step by step."""
        body = request.model_dump_json(exclude_unset=True).encode()
        headers = {"Content-Type": "application/json"}
        answer = await self._transport.send(
            "POST", "/v1/origin-checks", {"lang": lang}, headers=headers, body=body
        )
        return parsed(self._transport, answer, OriginCheck)

    async def origin_regimes(self, lang: str | None = None) -> list[OriginRegime]:
        """Every regime of origin, by name."""
        return [item async for item in self._all("/v1/origin-regimes", _ORIGIN_REGIMES, lang=lang)]

    async def rules_of_regime(
        self,
        regime: str,
        product: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[OriginRule]:
        """One page of the rules of a regime, by range of codes."""
        path = f"/v1/origin-regimes/{segment(regime)}/rules"
        return await self._read(
            path, _ORIGIN_RULES, product=product, cursor=cursor, limit=limit, lang=lang
        )
