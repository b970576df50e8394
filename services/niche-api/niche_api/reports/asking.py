"""Parameters of reports."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query

from niche_api.firms.tables import PUBLIC
from niche_api.niches.asking import SourceAsked, YearAsked
from niche_api.trade_routes.asking import REGION

RegionAsked = Annotated[
    str,
    Query(
        pattern=r"^[A-Za-z][A-Za-z0-9_-]{1,23}$",
        description="Integration scheme whose members are the destinations of routes.",
        examples=[REGION],
    ),
]


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
    region: RegionAsked = REGION,
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


NichesAsked = Annotated[Asked, Depends(_asked)]


@dataclass(frozen=True)
class SheetAsked:
    """Of which product, place and data a sheet is."""

    product: str
    place: str
    region: str
    year: int | None
    source: str | None


async def _sheet_asked(
    product: Annotated[str, Path(pattern="^[0-9]{4}$", description="Heading.", examples=["0811"])],
    place: Annotated[
        str,
        Query(
            pattern="^[A-Za-z]{2,3}$|^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$",
            description="Country that sells, ISO 3166-1; or one of its units, ISO 3166-2.",
            examples=["CHL"],
        ),
    ],
    region: RegionAsked = REGION,
    year: YearAsked = None,
    source: SourceAsked = None,
) -> SheetAsked:
    return SheetAsked(product, place, region.upper(), year, source)


ProductAsked = Annotated[SheetAsked, Depends(_sheet_asked)]
