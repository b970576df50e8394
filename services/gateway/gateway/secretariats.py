"""Root fields over niche-api: the SME policy index, and the matrix of secretariats."""

from functools import partial

import strawberry
from eslabon.contracts.cooperation import (
    CooperationAxis,
    CooperationMatrix,
    CooperationMeeting,
    MeetingStatus,
)
from eslabon.contracts.envelope import Lang
from eslabon.contracts.policy_index import PolicyEdition, PolicyIndex, PolicyLevel, PolicyScore
from strawberry.types.info import Info

import gateway.types  # noqa: F401  makes the contracts below graph types
from gateway.connections import Connection, connection
from gateway.context import Context, present

Asked = Info[Context, None]


@strawberry.type
class SecretariatsQuery:
    """Fields on what secretariats measure and do together; each is one call."""

    @strawberry.field(description="Editions of the SME policy index (IPPALC), the earliest first.")
    async def policy_editions(
        self, info: Asked, first: int = 50, after: str | None = None, lang: Lang | None = None
    ) -> Connection[PolicyEdition] | None:
        return await connection(
            partial(info.context.niche.policy_editions, lang=lang), first, after
        )

    @strawberry.field(
        description="An edition of the SME policy index: its tree, the profiles of the countries "
        "asked for, all where none is, and the figures that sources print. A country outside it is "
        "NOT_ASSESSED."
    )
    async def policy_index(
        self,
        info: Asked,
        edition: str,
        countries: list[str] | None = None,
        lang: Lang | None = None,
    ) -> PolicyIndex | None:
        return await info.context.niche.policy_index(edition, countries, lang)

    @strawberry.field(
        description="Scores of the SME policy index to compare: a row for each edition, item and "
        "area, with the average and the edition before."
    )
    async def policy_scores(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        edition: str | None = None,
        countries: list[str] | None = None,
        level: PolicyLevel | None = None,
        item: str | None = None,
        lang: Lang | None = None,
    ) -> Connection[PolicyScore] | None:
        read = partial(info.context.niche.policy_scores, edition, countries, level, item, lang=lang)
        return await connection(read, first, after)

    @strawberry.field(description="Working axes of the secretariats, and how far each is covered.")
    async def cooperation_axes(
        self, info: Asked, first: int = 50, after: str | None = None, lang: Lang | None = None
    ) -> Connection[CooperationAxis] | None:
        read = partial(info.context.niche.cooperation_axes, lang=lang)
        return await connection(read, first, after)

    @strawberry.field(
        description="The matrix of an axis: who does what, overlaps, gaps and candidates for joint "
        "work. Null where there is no such axis."
    )
    async def cooperation(
        self, info: Asked, axis: str, lang: Lang | None = None
    ) -> CooperationMatrix | None:
        return await present(info.context.niche.cooperation(axis, lang))

    @strawberry.field(
        description="Meetings of the secretariats by date, held and planned; those without a date "
        "last."
    )
    async def cooperation_meetings(
        self,
        info: Asked,
        first: int = 50,
        after: str | None = None,
        axis: str | None = None,
        status: MeetingStatus | None = None,
        lang: Lang | None = None,
    ) -> Connection[CooperationMeeting] | None:
        read = partial(info.context.niche.cooperation_meetings, axis, status, lang=lang)
        return await connection(read, first, after)
