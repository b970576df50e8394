"""Which releases of duties and preferences of a market cover which days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from eslabon.contracts.envelope import Coverage
from servicekit.releases.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Edition:
    """A release of duties or preferences of one market and the days it covers."""

    release: int
    source: str
    nomenclature: str
    coverage: Coverage
    valid_from: date
    valid_to: date
    observed_on: date
    agreements: frozenset[str | None] = frozenset()
    """Agreements that its rows of preferences name; None where some name none."""
    excepted: frozenset[str] = frozenset()
    """Agreements whose list of exceptions it holds."""
    digits: tuple[int, ...] = ()
    """Lengths of its codes of preferences."""

    def covers(self, on: date) -> bool:
        """Tell whether the day is one of the edition's."""
        return self.valid_from <= on <= self.valid_to


@dataclass(frozen=True, slots=True)
class Schedule:
    """An edition of preferences, and the agreements that no later one of its source speaks of."""

    edition: Edition
    agreements: frozenset[str | None]


def editions(
    snapshot: Snapshot,
    rows: Iterable[Mapping[str, Any]],
    held: Mapping[int, tuple[int, int]] | None = None,
) -> dict[str, tuple[Edition, ...]]:
    """Return the editions of each market; `held` counts subheadings held and all, by release."""
    found: defaultdict[str, list[Edition]] = defaultdict(list)
    for row in rows:
        parts = snapshot.release(row["release_id"]).parts
        loaded, total = (held or {}).get(row["release_id"], (None, None))
        coverage = Coverage(
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
            dates_stated=row["dates_stated"],
            observed_on=row["observed_on"],
            subheadings_loaded=loaded,
            subheadings_total=total,
        )
        edition = Edition(
            release=row["release_id"],
            source=parts["source"],
            nomenclature=row["nomenclature"],
            coverage=coverage,
            valid_from=row["valid_from"],
            valid_to=row["valid_to"] or date.max,
            observed_on=row["observed_on"],
            agreements=frozenset(row.get("agreements") or ()),
            excepted=frozenset(row.get("excepted") or ()),
            digits=tuple(sorted(row.get("digits") or ())),
        )
        found[parts["importer"]].append(edition)
    return {
        importer: tuple(sorted(of_market, key=lambda one: (one.valid_from, one.release)))
        for importer, of_market in found.items()
    }


def schedules(of_market: Iterable[Edition], on: date) -> list[Schedule]:
    """Return what speaks of a market's preferences on the day.

    Of each source the latest edition that covers the day, and earlier ones for the agreements
    that it does not name. An edition that begins later says when its agreements do, where its
    source states the days.
    """

    def first(edition: Edition) -> tuple[bool, date, int]:
        return edition.covers(on), edition.observed_on, edition.release

    spoken_of: defaultdict[str, frozenset[str | None]] = defaultdict(frozenset)
    found: list[Schedule] = []
    for edition in sorted(of_market, key=first, reverse=True):
        later = edition.valid_from > on and edition.coverage.dates_stated
        agreements = edition.agreements - spoken_of[edition.source]
        if not edition.covers(on):
            agreements -= {None}
        if agreements and (edition.covers(on) or later):
            spoken_of[edition.source] |= agreements
            found.append(Schedule(edition, agreements))
    return found
