"""A place of the graph: a country or one of its first-level units, by its code."""

import strawberry
from eslabon.contracts.geography import Region
from strawberry.federation.schema_directives import Key


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
