"""From a line of a tariff to the codes of another nomenclature that can speak of it (DOMAIN 1.4).

National line → subheading → subheading of the other revision → items below it. Nothing is joined
without a loaded correlation, and a line that might belong to several codes is said to.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import correlation, repository
from tariff_api.quotes.editions import Edition
from tariff_api.quotes.facts import WITHIN
from tariff_api.quotes.reference import Reference

HEADING = 4
SUBHEADING = 6


@dataclass(frozen=True, slots=True)
class Target:
    """A code of the other nomenclature that the line, or a part of it, may belong to."""

    code: str
    correlation: Correlation = field(hash=False)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where in an edition of preferences rows that speak of a line can stand."""

    codes: tuple[str, ...]
    """Single codes: the line's own, or those above it."""
    below: tuple[str, ...] = ()
    """Subheadings whose items may have rows."""
    targets: tuple[Target, ...] = ()
    """What the line corresponds to; empty where the nomenclature is its own."""


async def _items(snapshot: Snapshot, nomenclature: str) -> Mapping[str, tuple[str, ...]]:
    """Return the items of a nomenclature by their subheading."""
    releases = snapshot.ids("codes", nomenclature=nomenclature)
    rows = await repository.all_codes(snapshot, releases[0]) if releases else []
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["is_line"] and len(row["code"]) > SUBHEADING:
            found[row["code"][:SUBHEADING]].append(row["code"])
    return {subheading: tuple(items) for subheading, items in found.items()}


ITEMS = PerRelease(("codes",), _items, part="nomenclature")


class Join:
    """How lines of one tariff are followed into one edition of preferences."""

    def __init__(
        self,
        tariff: str,
        edition: Edition,
        table: correlation.Table | None,
        whole_lines: bool,
        items: Mapping[str, Sequence[str]] | None,
    ) -> None:
        self._tariff = tariff
        self._edition = edition
        self._table = table
        self._whole_lines = whole_lines
        self._items = items
        ends = [tariff, edition.nomenclature]
        self._path = ends if table is None else list(dict.fromkeys((tariff, *table.path, ends[1])))
        self._kept: dict[str, Reach] = {}

    def reach(self, line: str) -> Reach:
        """Return where the edition can speak of a line."""
        key = line if self._items is None or self._whole_lines else line[:SUBHEADING]
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._reach(key)
        return found

    def _reach(self, line: str) -> Reach:
        if self._items is None:
            return Reach(self._above(line))
        reached = self._corresponding(line)
        targets = [target for one in reached for target in self._below(one)]
        codes = {code for one in reached for code in self._above(one.code)}
        deep = any(digits > SUBHEADING for digits in self._edition.digits)
        below = tuple(sorted({one.code for one in reached})) if deep else ()
        if self._table is None and not deep:
            # The same six digits of the same revision: no correlation was followed.
            return Reach(tuple(sorted(codes)))
        return Reach(tuple(sorted(codes)), below, tuple(targets))

    def _above(self, code: str) -> tuple[str, ...]:
        return tuple(code[:digits] for digits in self._edition.digits if digits <= len(code))

    def _corresponding(self, line: str) -> list[Target]:
        if self._table is None:
            return [Target(line, self._said(line, line, CorrelationKind.EXACT))]
        return [
            Target(row.to_code, self._said(row.from_code, row.to_code, row.kind))
            for row in self._table.below(line)
            if row.from_code == line
        ]

    def _below(self, target: Target) -> list[Target]:
        """Return the items of a subheading; itself where it has none or they are not loaded."""
        items = (self._items or {}).get(target.code, ())
        if len(target.code) > SUBHEADING or not items:
            return [target]
        kind = target.correlation.kind
        if len(items) > 1:
            kind = CorrelationKind.SPLIT if kind in WITHIN else CorrelationKind.PARTIAL
        source = target.correlation.from_code
        return [Target(item, self._said(source, item, kind)) for item in items]

    def _said(self, source: str, target: str, kind: CorrelationKind) -> Correlation:
        return Correlation.assembled(
            from_nomenclature=self._tariff,
            from_code=source,
            to_nomenclature=self._edition.nomenclature,
            to_code=target,
            kind=kind,
            path=self._path,
        )


async def join(
    snapshot: Snapshot, reference: Reference, edition: Edition, tariff: Edition
) -> Join | None:
    """Return how to follow a tariff's lines into an edition; None where nothing loaded says."""
    if edition.nomenclature == tariff.nomenclature:
        return Join(tariff.nomenclature, edition, None, whole_lines=True, items=None)
    mine = reference.nomenclatures.get(tariff.nomenclature)
    other = reference.nomenclatures.get(edition.nomenclature)
    revision = other.hs_revision if other else edition.nomenclature
    if mine is None:
        return None
    items = await ITEMS.at(snapshot, edition.nomenclature)
    for names, whole_lines in (
        ((tariff.nomenclature, edition.nomenclature), True),
        ((mine.hs_revision, revision), False),
    ):
        if names[0] == names[1]:
            return Join(tariff.nomenclature, edition, None, whole_lines=False, items=items)
        if correlation.path(snapshot, *names) is not None:
            table = await correlation.table(snapshot, *names)
            return Join(tariff.nomenclature, edition, table, whole_lines, items)
    return None
