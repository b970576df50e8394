"""Key trade routes of niche-api over HTTP."""

from collections.abc import Sequence
from datetime import date

from eslabon.client.service import ServiceClient, day
from eslabon.contracts.envelope import Page
from eslabon.contracts.trade_routes import ComplexityRule, PartnerMode, TradeRoute

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_ROUTES = Page[TradeRoute]


class TradeRoutesClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def trade_routes(
        self,
        origin: str,
        products: Sequence[str] = (),
        destination: str | None = None,
        lang: str | None = None,
        *,
        min_score: int | None = None,
        unknown_as: str | None = None,
        p1_rule: ComplexityRule | None = None,
        p2_mode: PartnerMode | None = None,
        region: str | None = None,
        members_on: date | None = None,
        candidates: int | None = None,
        year: int | None = None,
        source: str | None = None,
        duties: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        publication: int | None = None,
    ) -> Page[TradeRoute]:
        """Return one page of routes, best first.

        Without products those of the origin's candidates; without a destination those to every
        other member of the region. `unknown_as` is `failed` or `passed`.
        """
        return await self._read(
            "/v1/trade-routes",
            _ROUTES,
            origin=origin,
            product=products or None,
            destination=destination,
            min_score=min_score,
            unknown_as=unknown_as,
            p1_rule=p1_rule,
            p2_mode=p2_mode,
            region=region,
            members_on=day(members_on),
            candidates=candidates,
            year=year,
            source=source,
            duties=None if duties is None else str(duties).lower(),
            cursor=cursor,
            limit=limit,
            publication=publication,
            lang=lang,
        )
