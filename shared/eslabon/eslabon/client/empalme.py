"""Matrices de Empalme and demand of members, of matrix-api over HTTP."""

from datetime import date

from eslabon.client.service import LARGEST_PAGE, ServiceClient, day, segment
from eslabon.contracts.empalme import (
    DemandPage,
    EmpalmeEdition,
    EmpalmeHeading,
    EmpalmePage,
    EmpalmeRowsPage,
    EmpalmeVariant,
    EndUse,
)
from eslabon.contracts.envelope import Page

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_EDITIONS = Page[EmpalmeEdition]


def _said(flag: bool | None) -> str | None:
    return None if flag is None else str(flag).lower()


class EmpalmeClient(ServiceClient):
    """Part of the client of matrix-api; its methods raise as that says."""

    async def empalme_editions(
        self, lang: str | None = None, *, publication: int | None = None
    ) -> list[EmpalmeEdition]:
        """Return the editions, with what the index of each member lacks."""
        page = await self._read(
            "/v1/empalme", _EDITIONS, limit=LARGEST_PAGE, publication=publication, lang=lang
        )
        return page.items

    async def empalme(
        self,
        exporter: str,
        lang: str | None = None,
        *,
        edition: str | None = None,
        include_partial: bool | None = None,
        variant: EmpalmeVariant | None = None,
        importer: str | None = None,
        group: str | None = None,
        group_scheme: str | None = None,
        end_use: EndUse | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        publication: int | None = None,
    ) -> EmpalmePage:
        """Return one page of a member's headings, best first by the variant asked for."""
        return await self._read(
            f"/v1/empalme/{segment(exporter)}",
            EmpalmePage,
            edition=edition,
            include_partial=_said(include_partial),
            variant=variant,
            importer=importer,
            group=group,
            group_scheme=group_scheme,
            end_use=end_use,
            limit=limit,
            cursor=cursor,
            publication=publication,
            lang=lang,
        )

    async def empalme_rows(
        self,
        lang: str | None = None,
        *,
        edition: str | None = None,
        include_partial: bool | None = None,
        variant: EmpalmeVariant | None = None,
        importer: str | None = None,
        group: str | None = None,
        group_scheme: str | None = None,
        end_use: EndUse | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        publication: int | None = None,
    ) -> EmpalmeRowsPage:
        """Return one page of the headings of all members, by exporter."""
        return await self._read(
            "/v1/empalme/rows",
            EmpalmeRowsPage,
            edition=edition,
            include_partial=_said(include_partial),
            variant=variant,
            importer=importer,
            group=group,
            group_scheme=group_scheme,
            end_use=end_use,
            limit=limit,
            cursor=cursor,
            publication=publication,
            lang=lang,
        )

    async def empalme_heading(
        self,
        exporter: str,
        heading: str,
        lang: str | None = None,
        *,
        edition: str | None = None,
        include_partial: bool | None = None,
        group_scheme: str | None = None,
        duties: bool | None = None,
        on: date | None = None,
        publication: int | None = None,
    ) -> EmpalmeHeading:
        """Return one heading of a member, down to importers, subheadings and national lines."""
        return await self._read(
            f"/v1/empalme/{segment(exporter)}/{segment(heading)}",
            EmpalmeHeading,
            edition=edition,
            include_partial=_said(include_partial),
            group_scheme=group_scheme,
            duties=_said(duties),
            on=day(on),
            publication=publication,
            lang=lang,
        )

    async def demand(
        self,
        importer: str,
        lang: str | None = None,
        *,
        edition: str | None = None,
        include_partial: bool | None = None,
        year: int | None = None,
        group: str | None = None,
        group_scheme: str | None = None,
        end_use: EndUse | None = None,
        duties: bool | None = None,
        on: date | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        publication: int | None = None,
    ) -> DemandPage:
        """Return one page of what a member buys outside the region, and who could supply it."""
        return await self._read(
            f"/v1/demand/{segment(importer)}",
            DemandPage,
            edition=edition,
            include_partial=_said(include_partial),
            year=year,
            group=group,
            group_scheme=group_scheme,
            end_use=end_use,
            duties=_said(duties),
            on=day(on),
            limit=limit,
            cursor=cursor,
            publication=publication,
            lang=lang,
        )
