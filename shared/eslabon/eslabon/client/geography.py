"""Places of niche-api over HTTP."""

from eslabon.client.service import ServiceClient, segment
from eslabon.contracts.envelope import Page
from eslabon.contracts.geography import (
    DegradedArea,
    FeatureCollection,
    Nearby,
    Region,
    ZoneProperties,
)

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_REGIONS = Page[Region]
_AREAS = Page[DegradedArea]
_ZONES = FeatureCollection[ZoneProperties]
_PLACES = FeatureCollection[Region]


class GeographyClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def regions(self, country: str | None = None, lang: str | None = None) -> list[Region]:
        """Return countries and first-level units, without their borders."""
        return [one async for one in self._all("/v1/regions", _REGIONS, country=country, lang=lang)]

    async def regions_geojson(
        self, country: str, simplify: float | None = None, lang: str | None = None
    ) -> FeatureCollection[Region]:
        """Return the first-level units of a country with their borders."""
        return await self._read(
            "/v1/regions.geojson",
            _PLACES,
            country=country,
            simplify=None if simplify is None else f"{simplify:f}",
            lang=lang,
        )

    async def chain_geojson(
        self,
        chain: str,
        country: str | None = None,
        simplify: float | None = None,
        lang: str | None = None,
    ) -> FeatureCollection[ZoneProperties]:
        """Return the units in which a chain is, with their borders and production."""
        return await self._read(
            f"/v1/chains/{segment(chain)}.geojson",
            _ZONES,
            country=country,
            simplify=None if simplify is None else f"{simplify:f}",
            lang=lang,
        )

    async def degraded_areas(
        self, country: str | None = None, lang: str | None = None
    ) -> Page[DegradedArea]:
        """Return one page of degraded areas; `meta.missing` says whether any are loaded."""
        return await self._read("/v1/degraded-areas", _AREAS, country=country, lang=lang)

    async def nearby(
        self, latitude: float, longitude: float, km: float | None = None, lang: str | None = None
    ) -> Nearby:
        """Return what is produced within a distance of a point."""
        return await self._read(
            "/v1/nearby",
            Nearby,
            lat=f"{latitude:f}",
            lon=f"{longitude:f}",
            km=None if km is None else f"{km:f}",
            lang=lang,
        )
