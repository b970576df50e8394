"""Parameters of reports."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from niche_api.firms.tables import PUBLIC
from niche_api.trade_routes.asking import REGION


@dataclass(frozen=True)
class Asked:
    """What a report shows, beside the place and the data."""

    first: int
    in_group: int
    route_products: int
    region: str
    co_publisher: str | None


async def _asked(
    first: Annotated[int, Query(ge=1, le=50, description="Niches in the first table.")] = 20,
    in_group: Annotated[int, Query(ge=1, le=20, description="Niches in each group's table.")] = 5,
    route_products: Annotated[
        int, Query(ge=1, le=20, description="How many first niches routes are looked for of.")
    ] = 5,
    region: Annotated[
        str,
        Query(
            pattern=r"^[A-Za-z][A-Za-z0-9_-]{1,23}$",
            description="Integration scheme whose members are the destinations of routes.",
            examples=[REGION],
        ),
    ] = REGION,
    co_publisher: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=120,
            pattern=f"^{PUBLIC}$",
            description="Institution that publishes it with Eslabón, for the cover.",
            examples=["Ministerio de Economía"],
        ),
    ] = None,
) -> Asked:
    return Asked(first, in_group, route_products, region.upper(), co_publisher)


ReportAsked = Annotated[Asked, Depends(_asked)]
