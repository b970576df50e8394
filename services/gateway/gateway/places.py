"""A place of the graph: a country or one of its first-level units, by its code."""

import strawberry
from eslabon.contracts.envelope import Reason
from eslabon.contracts.geography import Region
from strawberry.federation.schema_directives import Key
from strawberry.types.info import Info

from gateway.indices import Eci, Edition
from gateway.wording import missing


@strawberry.type(
    description="A country or a first-level unit.",
    directives=[Key(fields="code")],  # type: ignore[arg-type]
)
class Place:
    """What is known of a place, apart from its borders."""

    code: str = strawberry.field(
        description="ISO 3166-1 alpha-3 of a country, ISO 3166-2 of a unit."
    )
    name: str
    country: str = strawberry.field(description="ISO 3166-1 alpha-3.")
    level: int = strawberry.field(description="0 a country as a whole, 1 a first-level unit.")
    kind: str = strawberry.field(description="What the unit is called, as `Departamento`.")
    bbox: list[float] | None = strawberry.field(
        description="West, south, east, north, in degrees; null where its borders are not loaded."
    )

    @strawberry.field(description="Complexity of what it exports, where it is a country.")
    async def eci(
        self, info: Info, year: int | None = None, source: str | None = None
    ) -> Eci | None:
        spoken = info.context.lang
        if self.level:
            why = missing("eci", Reason.NOT_ASSESSED, "unit", spoken, code=self.code)
            return Eci(value=None, rank=None, year=None, source=None, missing=[why])
        found: Eci = await info.context.eci.load((Edition(year, source, spoken), self.code))
        return found


def place(region: Region) -> Place:
    """Return a region of niche-api as a place."""
    return Place(
        code=region.region,
        name=region.name,
        country=region.country,
        level=region.level,
        kind=region.kind,
        bbox=region.bbox,
    )
