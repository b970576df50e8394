"""Counts the norms on each subheading that a market imports, class by class."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import correlation
from tariff_api.quotes.reference import Reference


@dataclass(slots=True)
class Counted:
    """The norms of one class: which, and how many on each subheading."""

    norms: set[tuple[int, str]] = field(default_factory=set)
    unverified: set[tuple[int, str]] = field(default_factory=set)
    on: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Reached:
    """Which subheadings each norm reaches, and the nomenclatures that could not be followed."""

    subheadings: dict[tuple[int, str], set[str]]
    classes: dict[tuple[int, str], str | None]
    unverified: set[tuple[int, str]]
    not_followed: set[str]

    def of_class(self, class_: str | None) -> Counted:
        """Return the norms of a class and all below it; of all, classified or not, when None."""
        counted = Counted()
        for norm, mast in self.classes.items():
            if class_ is not None and not (mast or "").startswith(class_):
                continue
            counted.norms.add(norm)
            counted.on.update(self.subheadings[norm])
        counted.unverified = counted.norms & self.unverified
        return counted


async def reached(
    snapshot: Snapshot,
    reference: Reference,
    rows: Sequence[Mapping[str, Any]],
    nomenclature: str | None,
    subheadings: Iterable[str],
) -> Reached:
    """Return which of the subheadings of an edition each norm reaches.

    `rows` are norms once for each beginning of six digits or less. Beginnings in a nomenclature of
    another edition are followed through its correlation; those without one are named. Without
    subheadings the norms are told all the same.
    """
    known = sorted(subheadings)
    found: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    classes: dict[tuple[int, str], str | None] = {}
    unverified = set()
    not_followed = set()
    below: dict[tuple[str, str], list[str] | None] = {}
    for row in rows:
        norm = row["release_id"], row["norm"]
        classes[norm] = row["mast_code"]
        if not row["verified"]:
            unverified.add(norm)
        place = row["nomenclature"], row["code"]
        if place not in below:
            below[place] = (
                await _below(snapshot, reference, place, nomenclature, known)
                if nomenclature and known
                else []
            )
        reaches = below[place]
        if reaches is None:
            not_followed.add(row["nomenclature"])
        found[norm] |= set(reaches or ())
    return Reached(dict(found), classes, unverified, not_followed)


async def _below(
    snapshot: Snapshot,
    reference: Reference,
    place: tuple[str, str],
    nomenclature: str,
    known: Sequence[str],
) -> list[str] | None:
    """Return the known subheadings below a beginning; None where it cannot be followed."""
    name, beginning = place
    if not beginning:
        return list(known)
    used = reference.nomenclatures.get(name)
    if used is None:
        return None
    if used.hs_revision == nomenclature:
        return _beginning(known, beginning)
    table = await correlation.table(snapshot, used.hs_revision, nomenclature)
    targets = {row.to_code for row in table.below(beginning)}
    if not targets:
        return None
    return [code for target in sorted(targets) for code in _beginning(known, target)]


def _beginning(known: Sequence[str], beginning: str) -> list[str]:
    low, high = bisect_left(known, beginning), bisect_left(known, f"{beginning}:")
    return list(known[low:high])
