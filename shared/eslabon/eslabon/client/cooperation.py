"""The SME policy index and the matrix of secretariats of niche-api over HTTP."""

from eslabon.client.service import ServiceClient, segment
from eslabon.contracts.cooperation import (
    ActionArea,
    CooperationAxis,
    CooperationCell,
    CooperationMatrix,
    CooperationMeeting,
)
from eslabon.contracts.envelope import Page
from eslabon.contracts.policy_index import PolicyEdition, PolicyIndex, PolicyScore

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_AREAS = Page[ActionArea]
_AXES = Page[CooperationAxis]
_CELLS = Page[CooperationCell]
_EDITIONS = Page[PolicyEdition]
_MEETINGS = Page[CooperationMeeting]
_SCORES = Page[PolicyScore]


class CooperationClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def policy_editions(
        self, cursor: str | None = None, limit: int | None = None, lang: str | None = None
    ) -> Page[PolicyEdition]:
        """One page of editions of the SME policy index, the earliest first."""
        return await self._read(
            "/v1/policy-index", _EDITIONS, cursor=cursor, limit=limit, lang=lang
        )

    async def policy_index(
        self, edition: str, countries: list[str] | None = None, lang: str | None = None
    ) -> PolicyIndex:
        """An edition: structure, scores of the countries asked for (all where none), figures."""
        path = f"/v1/policy-index/{segment(edition)}"
        return await self._read(path, PolicyIndex, country=countries, lang=lang)

    async def policy_scores(
        self,
        edition: str | None = None,
        countries: list[str] | None = None,
        level: str | None = None,
        item: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[PolicyScore]:
        """One page of scores to compare: a row for each edition, item and area."""
        return await self._read(
            "/v1/policy-scores",
            _SCORES,
            edition=edition,
            country=countries,
            level=level,
            item=item,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def cooperation_axes(
        self, cursor: str | None = None, limit: int | None = None, lang: str | None = None
    ) -> Page[CooperationAxis]:
        """One page of the working axes of the secretariats."""
        return await self._read("/v1/cooperation", _AXES, cursor=cursor, limit=limit, lang=lang)

    async def cooperation(self, axis: str, lang: str | None = None) -> CooperationMatrix:
        """The matrix of an axis, with overlaps, gaps and candidates for joint work."""
        return await self._read(f"/v1/cooperation/{segment(axis)}", CooperationMatrix, lang=lang)

    async def cooperation_cells(
        self,
        axis: str | None = None,
        secretariat: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[CooperationCell]:
        """One page of the matrix as a table: a row for every axis and secretariat."""
        return await self._read(
            "/v1/cooperation-cells",
            _CELLS,
            axis=axis,
            secretariat=secretariat,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def action_areas(
        self,
        axis: str | None = None,
        secretariat: str | None = None,
        theme: str | None = None,
        kind: str | None = None,
        status: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[ActionArea]:
        """One page of what secretariats do, plan, did or ask for."""
        return await self._read(
            "/v1/action-areas",
            _AREAS,
            axis=axis,
            secretariat=secretariat,
            theme=theme,
            kind=kind,
            status=status,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def cooperation_meetings(
        self,
        axis: str | None = None,
        status: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[CooperationMeeting]:
        """One page of the meetings of secretariats, by date."""
        return await self._read(
            "/v1/cooperation-meetings",
            _MEETINGS,
            axis=axis,
            status=status,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )
