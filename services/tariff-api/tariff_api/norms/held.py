"""What the loaded norms of a country speak of, held in memory for each publication."""

from collections.abc import Mapping
from dataclasses import dataclass

from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.norms import repository


@dataclass(frozen=True, slots=True)
class Held:
    """The norms of one country: how many, in which nomenclatures, on which chapters."""

    releases: tuple[int, ...]
    norms: int
    has_all_goods: bool
    chapters: Mapping[str, frozenset[str]]
    """Chapters that norms speak of, by nomenclature."""

    def speaks_of(self, nomenclature: str, code: str) -> bool:
        """Tell whether any norm may speak of the chapter of a code."""
        return self.has_all_goods or code[:2] in self.chapters.get(nomenclature, frozenset())

    @property
    def all_chapters(self) -> tuple[str, ...]:
        """Chapters that norms speak of, whatever the nomenclature."""
        return tuple(sorted(frozenset().union(*self.chapters.values())))


async def _held(snapshot: Snapshot, country: str) -> Held:
    releases = snapshot.releases("norms", importer=country)
    ids = tuple(release.id for release in releases)
    chapters: dict[str, set[str]] = {}
    has_all_goods = False
    for row in await repository.chapters(snapshot, ids):
        if row["chapter"]:
            chapters.setdefault(row["nomenclature"], set()).add(row["chapter"])
        else:
            has_all_goods = True
    return Held(
        releases=ids,
        norms=sum(release.rows for release in releases),
        has_all_goods=has_all_goods,
        chapters={name: frozenset(found) for name, found in chapters.items()},
    )


HELD = PerRelease(("norms",), _held, size=64, part="importer")
"""By alpha-3 code of the country; empty where no norms of it are loaded."""
