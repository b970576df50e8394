"""What niche-api says of places: regions, GeoJSON of them, degraded areas, what is near a point."""

from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from pydantic import ConfigDict, Field

from eslabon.contracts.chains import Activity, Presence, ProducerKind, ProductionSystem
from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class Region(Contract):
    """A country, or one of its first-level units."""

    region: str
    """ISO 3166-2 code of a unit, ISO 3166-1 alpha-3 of a country."""
    country: str
    level: int
    """0 a country as a whole, 1 a first-level unit."""
    name: str
    kind: str
    """What the unit is called, as `Departamento`."""
    located: bool
    """Whether its borders are loaded."""
    bbox: list[float] | None
    """West, south, east, north, in degrees (WGS 84); null where it is not located."""
    reference: str
    provenance: Provenance


class DegradedArea(Contract):
    """An area whose cover is lost or damaged, on the day it was observed."""

    area: str
    country: str
    region: str | None
    name: str | None
    kind: str
    area_ha: Decimal | None
    observed_on: date | None
    bbox: list[float]
    note: str | None
    reference: str
    provenance: Provenance


class Geometry(Contract):
    """A geometry of RFC 7946: longitudes and latitudes in degrees (WGS 84)."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[list[list[float]]] | list[list[list[list[float]]]]


PropertiesT = TypeVar("PropertiesT", bound=Contract)


class Feature(Contract, Generic[PropertiesT]):
    """A place with what is known of it."""

    # As for `Page`: to look for docstrings takes long for each `Feature[...]`.
    model_config = ConfigDict(use_attribute_docstrings=False)

    type: Literal["Feature"]
    id: str
    bbox: list[float] | None = Field(
        default=None, description="West, south, east, north; left out where it is not located."
    )
    geometry: Geometry | None = Field(description="Null where its borders are not loaded.")
    properties: PropertiesT


class FeatureCollection(Contract, Generic[PropertiesT]):
    """Places as GeoJSON (RFC 7946), with whom to name and what is not known."""

    model_config = ConfigDict(use_attribute_docstrings=False)

    type: Literal["FeatureCollection"]
    bbox: list[float] | None = Field(
        default=None, description="Around all features; left out where none is located."
    )
    features: list[Feature[PropertiesT]]
    attribution: list[str] = Field(description="Sources of borders and figures, to be named.")
    simplified_degrees: float = Field(description="Tolerance of the simplification; 0: none.")
    missing: list[Missing]


class Production(Contract):
    """The production of a unit in one calendar year."""

    year: int
    value: Decimal
    unit: str
    system: ProductionSystem | None
    reference: str


class ZoneProperties(Contract):
    """A unit in which a chain is, and what is known of it there."""

    chain: str
    region: str
    name: str
    country: str
    presence: Presence
    """Of the chain in the country."""
    activities: list[Activity]
    producers: list[ProducerKind]
    """Empty where no source says who."""
    places: list[str]
    production: list[Production]
    """By year, of the years asked for; partial years are left out."""
    references: list[str]


class NearbyZone(Contract):
    """A chain in a unit near a point."""

    chain: str
    name: str
    region: str
    region_name: str
    country: str
    distance_km: float
    """To the nearest point of the unit; 0 where the point lies in it."""
    activities: list[Activity]
    production: Production | None
    """Of the last calendar year known; null where none is."""
    references: list[str]


class Nearby(Contract):
    """What is produced within a distance of a point."""

    latitude: float
    longitude: float
    km: float
    units: int
    """First-level units within the distance, with chains or without."""
    zones: list[NearbyZone]
    """Nearest first."""
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]
