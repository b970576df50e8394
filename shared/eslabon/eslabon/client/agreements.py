"""Agreements of tariff-api over HTTP."""

from datetime import date

from eslabon.client.service import ServiceClient, day, segment
from eslabon.contracts.agreements import (
    Agreement,
    AgreementCoverage,
    AgreementDetail,
    RegistrySummary,
)
from eslabon.contracts.envelope import Page

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_AGREEMENTS = Page[Agreement]


class AgreementsClient(ServiceClient):
    """Part of the client of tariff-api; its methods raise as that says."""

    async def agreements(
        self,
        country: str | None = None,
        partner: str | None = None,
        status: str | None = None,
        kind: str | None = None,
        scope: str | None = None,
        has_preferences: bool | None = None,
        on: date | None = None,
        q: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Agreement]:
        """One page of the registry of agreements, by code."""
        return await self._read(
            "/v1/agreements",
            _AGREEMENTS,
            country=country,
            partner=partner,
            status=status,
            kind=kind,
            scope=scope,
            has_preferences=None if has_preferences is None else str(has_preferences).lower(),
            on=day(on),
            q=q,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def agreement(self, code: str, lang: str | None = None) -> AgreementDetail:
        """The fiche of an agreement, by its code or a name that people type."""
        return await self._read(f"/v1/agreements/{segment(code)}", AgreementDetail, lang=lang)

    async def agreement_coverage(
        self,
        code: str,
        granter: str,
        beneficiary: str,
        on: date | None = None,
        lang: str | None = None,
    ) -> AgreementCoverage:
        """Scope and depth of an agreement for a granter, a beneficiary and a day."""
        return await self._read(
            f"/v1/agreements/{segment(code)}/coverage",
            AgreementCoverage,
            granter=granter,
            beneficiary=beneficiary,
            on=day(on),
            lang=lang,
        )

    async def agreements_summary(self, lang: str | None = None) -> RegistrySummary:
        """How many agreements are loaded, of how many fiches that ALADI counts."""
        return await self._read("/v1/agreements/summary", RegistrySummary, lang=lang)
