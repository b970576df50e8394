"""Chains in units: which, what is done there, and how much is produced in a calendar year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eslabon.contracts.chains import Activity, Presence, ProducerKind, ProductionSystem
from eslabon.contracts.geography import Production, ZoneProperties
from servicekit.releases.snapshot import Snapshot

from niche_api.chains import repository
from niche_api.chains.book import Book, Row
from niche_api.chains.telling import split
from niche_api.geography.shapes import Shapes

Productions = Mapping[tuple[str, str], Sequence[Row]]
"""Figures of production by chain and unit, by year."""


@dataclass
class Zone:
    """A chain in one unit, or in a country whose sources name no unit."""

    chain: str
    region: str
    """ISO 3166-2 code, or alpha-3 where no unit is named."""
    country: str
    rows: list[Row] = field(default_factory=list)
    production: Sequence[Row] = ()

    @property
    def activities(self) -> list[Activity]:
        """What is done there, most telling first."""
        return [one for one in Activity if any(row["activity"] == one for row in self.rows)]

    @property
    def producers(self) -> list[ProducerKind]:
        """Who is said to produce there."""
        named = {name for row in self.rows for name in split(row["producers"])}
        return [one for one in ProducerKind if one in named]

    @property
    def references(self) -> list[str]:
        """Where it is read, each once."""
        return list(dict.fromkeys(row["reference"] for row in (*self.rows, *self.production)))

    def latest(self, system: str | None = None) -> Row | None:
        """Return the production of the last year, of one system where it is named.

        Of two systems in that year, it is what is gathered.
        """
        made = [row for row in self.production if system in (None, row["system"])]
        if not made:
            return None
        return max(made, key=lambda row: (row["period_from"], row["system"] or ""))


def production(row: Row) -> Production:
    """Return a figure of production."""
    return Production.assembled(
        year=row["period_from"].year,
        value=row["value"],
        unit=row["unit"],
        system=ProductionSystem(row["system"]) if row["system"] else None,
        reference=row["reference"],
    )


async def productions(
    snapshot: Snapshot, *, chain: str | None = None, regions: Sequence[str] | None = None
) -> Productions:
    """Return production of whole units in calendar years: parts and partial years are left out."""
    filters: dict[str, object] = {
        "indicator": "PRODUCTION",
        "annual": True,
        "located": True,
        "whole": True,
    }
    if chain is not None:
        filters["chain"] = chain
    if regions is not None:
        filters["regions"] = list(regions)
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in await repository.statistics(snapshot, filters):
        found[row["chain"], row["region"]].append(row)
    return {
        key: sorted(rows, key=lambda row: (row["period_from"], row["system"] or ""))
        for key, rows in found.items()
    }


def of_chain(book: Book, chain: str, made: Productions, country: str | None = None) -> list[Zone]:
    """Return the zones of a chain by country and unit: those named, and those with production."""
    found: dict[str, Zone] = {}
    for row in book.zones.get(chain, ()):
        region = row["region"] or row["country"]
        zone = found.setdefault(region, Zone(chain, region, row["country"]))
        zone.rows.append(row)
    for (of, region), rows in made.items():
        if of == chain:
            zone = found.setdefault(region, Zone(chain, region, rows[0]["country"]))
            zone.production = rows
    return sorted(
        (zone for zone in found.values() if country in (None, zone.country)),
        key=lambda zone: (zone.country, zone.region),
    )


def properties(zone: Zone, book: Book, places: Shapes, year: int | None) -> ZoneProperties:
    """Return what is known of a zone; its production of one year, or of all."""
    row = places.rows.get(zone.region)
    found = book.presence.get(zone.chain, {}).get(zone.country)
    return ZoneProperties.assembled(
        chain=zone.chain,
        region=zone.region,
        name=row["name"] if row else zone.region,
        country=zone.country,
        presence=Presence(found["presence"]) if found else Presence.UNKNOWN,
        activities=zone.activities,
        producers=zone.producers,
        places=list(dict.fromkeys(one["place"] for one in zone.rows if one["place"])),
        production=[
            production(one)
            for one in zone.production
            if year is None or one["period_from"].year == year
        ],
        references=zone.references,
    )


def used(zones: Iterable[Zone], places: Shapes) -> list[Row]:
    """Return the rows that an answer on zones rests on."""
    rows: list[Row] = []
    for zone in zones:
        rows += [*zone.rows, *zone.production]
        rows += [places.rows[zone.region]] if zone.region in places.rows else []
    return rows
