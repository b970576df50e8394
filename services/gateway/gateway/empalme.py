"""Root fields over matrix-api: Matrices de Empalme and the demand of members."""

from datetime import date
from functools import partial

import strawberry
from eslabon.contracts.empalme import (
    DemandRow,
    EmpalmeEdition,
    EmpalmeHeading,
    EmpalmePage,
    EmpalmeRow,
    EmpalmeVariant,
    EndUse,
)
from eslabon.contracts.envelope import Lang
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, PageReader, connected, connection, saying
from gateway.context import Context
from gateway.selection import asks_duties, selected

Asked = Info[Context, None]


@saying(EmpalmePage)
class EmpalmeRowConnection(Connection[EmpalmeRow]):
    """Headings; what is of one member alone is null where all are asked for."""


@strawberry.type
class EmpalmeQuery:
    """Fields on which member can meet which demand of the others; each is one call."""

    @strawberry.field(
        description="Editions of the Matrices de Empalme: members, years, and what the index of "
        "each member lacks."
    )
    async def empalme_editions(
        self, info: Asked, lang: Lang | None = None
    ) -> list[EmpalmeEdition] | None:
        return await info.context.matrix.empalme_editions(lang)

    @strawberry.field(
        description="Headings with which a member best meets the unmet demand of the others, best "
        "first by the variant; without `exporter` those of all members, one after another."
    )
    async def empalme(
        self,
        info: Asked,
        exporter: str | None = None,
        first: int = 50,
        after: str | None = None,
        edition: str | None = None,
        include_partial: bool | None = None,
        variant: EmpalmeVariant | None = None,
        importer: str | None = None,
        group: str | None = None,
        group_scheme: str | None = None,
        end_use: EndUse | None = None,
        lang: Lang | None = None,
    ) -> EmpalmeRowConnection | None:
        matrix = info.context.matrix
        rows = matrix.empalme_rows if exporter is None else partial(matrix.empalme, exporter)
        read: PageReader[EmpalmeRow] = partial(
            rows,
            lang=lang,
            edition=edition,
            include_partial=include_partial,
            variant=variant,
            importer=importer,
            group=group,
            group_scheme=group_scheme,
            end_use=end_use,
        )
        return await connected(EmpalmeRowConnection, read, first, after)

    @strawberry.field(
        description="One heading of a member, down to importers, subheadings and, where duties "
        "are selected, national lines on the day `on`."
    )
    async def empalme_heading(
        self,
        info: Asked,
        exporter: str,
        heading: str,
        edition: str | None = None,
        include_partial: bool | None = None,
        group_scheme: str | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> EmpalmeHeading | None:
        duties = asks_duties(selected(info))
        return await info.context.matrix.empalme_heading(
            exporter,
            heading,
            lang,
            edition=edition,
            include_partial=include_partial,
            group_scheme=group_scheme,
            duties=duties,
            on=on if duties else None,
        )

    @strawberry.field(
        description="What a member buys outside the region, most first, and the members able to "
        "supply it; with what each would pay on the day `on` where `duty` is selected."
    )
    async def demand(
        self,
        info: Asked,
        importer: str,
        first: int = 50,
        after: str | None = None,
        edition: str | None = None,
        include_partial: bool | None = None,
        year: int | None = None,
        group: str | None = None,
        group_scheme: str | None = None,
        end_use: EndUse | None = None,
        on: date | None = None,
        lang: Lang | None = None,
    ) -> Connection[DemandRow] | None:
        duties = asks_duties(selected(info))
        read = partial(
            info.context.matrix.demand,
            importer,
            lang,
            edition=edition,
            include_partial=include_partial,
            year=year,
            group=group,
            group_scheme=group_scheme,
            end_use=end_use,
            duties=duties,
            on=on if duties else None,
        )
        return await connection(read, first, after)
