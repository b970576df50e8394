"""Counts the norms on each subheading that a market imports, class by class."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import correlation
from tariff_api.norms import repository
from tariff_api.norms.held import Held
from tariff_api.quotes.reference import Reference


@dataclass(frozen=True, slots=True)
class Counted:
    """The norms of a class: how many are in force, and how many bite on each subheading."""

    norms: int
    unverified: int
    on: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reached:
    """The norms of a market by class, and the nomenclatures that could not be followed."""

    classes: Mapping[str | None, tuple[int, int]]
    """Norms in force and those of them not verified."""
    on: Mapping[str | None, Counter[str]]
    not_followed: frozenset[str]

    def of_class(self, class_: str | None) -> Counted:
        """Return the norms of a class and all below it; of all, classified or not, when None."""
        kept = [
            one
            for one in self.classes
            if class_ is None or (one is not None and one.startswith(class_))
        ]
        on: Counter[str] = Counter()
        for one in kept:
            on.update(self.on.get(one, {}))
        counts = [self.classes[one] for one in kept]
        return Counted(sum(norms for norms, _ in counts), sum(bad for _, bad in counts), on)


async def reached(
    snapshot: Snapshot,
    reference: Reference,
    held: Held,
    on: date,
    edition: str | None,
    subheadings: Iterable[str],
) -> Reached:
    """Return how many norms of each class bite on each subheading of an edition.

    Norms in a nomenclature of another edition are followed through its correlation; those that
    cannot be are named. Without subheadings the norms are told all the same.
    """
    classes = {
        row["mast_code"]: (row["norms"], row["unverified"])
        for row in await repository.counts(snapshot, held.releases, on)
    }
    known = sorted(subheadings)
    if edition is None or not known:
        return Reached(classes, {}, frozenset())
    same: list[str] = [""]
    other: list[str] = []
    for name in sorted(held.chapters):
        used = reference.nomenclatures.get(name)
        (same if used and used.hs_revision == edition else other).append(name)
    found: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    for row in await repository.norms_reaching(snapshot, held.releases, on, same, known):
        for code in _beginning(known, row["code"]):
            found[row["mast_code"]][code] += row["norms"]
    not_followed = await _follow(snapshot, reference, held, on, edition, known, other, found)
    return Reached(classes, found, frozenset(not_followed))


async def _follow(
    snapshot: Snapshot,
    reference: Reference,
    held: Held,
    on: date,
    edition: str,
    known: Sequence[str],
    nomenclatures: Sequence[str],
    found: defaultdict[str | None, Counter[str]],
) -> set[str]:
    """Add norms of other editions to what is found; return what could not be followed.

    Several codes of a norm may lead to one subheading, which it bites on once.
    """
    reaches: defaultdict[tuple[int, str, str | None], set[str]] = defaultdict(set)
    not_followed = set()
    below: dict[tuple[str, str], list[str]] = {}
    rows = (
        await repository.bites(snapshot, held.releases, on, nomenclatures) if nomenclatures else []
    )
    for row in rows:
        place = row["nomenclature"], row["code"]
        if place not in below:
            below[place] = await _correlated(snapshot, reference, place, edition)
        if not below[place]:
            not_followed.add(row["nomenclature"])
        for target in below[place]:
            norm = row["release_id"], row["norm"], row["mast_code"]
            reaches[norm].update(_beginning(known, target))
    for (_, _, mast), codes in reaches.items():
        found[mast].update(codes)
    return not_followed


async def _correlated(
    snapshot: Snapshot, reference: Reference, place: tuple[str, str], edition: str
) -> list[str]:
    """Return what a beginning corresponds to in an edition; empty where it is not known."""
    used = reference.nomenclatures.get(place[0])
    if used is None:
        return []
    table = await correlation.table(snapshot, used.hs_revision, edition)
    return sorted({row.to_code for row in table.below(place[1])})


def _beginning(known: Sequence[str], beginning: str) -> Sequence[str]:
    """Return the codes that begin so; a colon stands behind all digits."""
    return known[bisect_left(known, beginning) : bisect_left(known, f"{beginning}:")]
