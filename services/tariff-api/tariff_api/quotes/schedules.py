"""Reads the rows of preferences that can speak of many lines, in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from eslabon.contracts.preferences import PreferenceKind
from servicekit.releases.snapshot import Snapshot

from tariff_api.duties.expression import parsed
from tariff_api.preferences import repository
from tariff_api.quotes.editions import Schedule
from tariff_api.quotes.facts import WORLD, Preference
from tariff_api.quotes.joins import SUBHEADING, Join, Reach

HIGHEST = "9" * 6
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Joined:
    """What speaks of a market's preferences on a day, and how to follow lines into it."""

    schedule: Schedule
    join: Join

    def lists(self, line: str) -> frozenset[str]:
        """Return the agreements whose list of exceptions could be followed to a line."""
        edition = self.schedule.edition
        reach = self.join.reach(line)
        if not edition.excepted or not (reach.codes or reach.below):
            return NONE
        return edition.excepted & self.schedule.agreements


@dataclass(slots=True)
class Rows:
    """Rows of preferences read for one request, by release, code and beneficiary."""

    asked: set[tuple[int, str, str]] = field(default_factory=set)
    beneficiaries: set[str] = field(default_factory=set)
    _records: dict[tuple[int, str, str], list[Any]] = field(default_factory=dict)
    _below: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    _made: dict[tuple[int, str, str], tuple[Preference, ...]] = field(default_factory=dict)
    _followed: dict[tuple[object, ...], tuple[Preference, ...]] = field(default_factory=dict)

    def ask(self, joined: Joined, line: str) -> None:
        """Note what to read for a line."""
        release, reach = joined.schedule.edition.release, joined.join.reach(line)
        self.asked.update((release, code, code) for code in reach.codes)
        self.asked.update((release, code, code + HIGHEST) for code in reach.below)

    async def read(self, snapshot: Snapshot) -> None:
        """Read all that was noted."""
        if not self.asked:
            return
        records: defaultdict[tuple[int, str, str], list[Any]] = defaultdict(list)
        below: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
        overlapping = any(low != high for _, low, high in self.asked)
        for row in await repository.rows(
            snapshot, sorted(self.asked), sorted({WORLD, *self.beneficiaries})
        ):
            release, code = row["release_id"], row["code"]
            records[release, code, row["beneficiary"]].append(row)
            if len(code) > SUBHEADING:
                below[release, code[:SUBHEADING]].add(code)
        if overlapping:
            records = defaultdict(list, {key: _distinct(rows) for key, rows in records.items()})
        self._records, self._below = dict(records), dict(below)

    def of(self, joined: Joined, line: str, beneficiaries: Sequence[str]) -> tuple[Preference, ...]:
        """Return the rows that speak of a line for these beneficiaries; the same objects again."""
        schedule, reach = joined.schedule, joined.join.reach(line)
        release = schedule.edition.release
        codes = [*reach.codes]
        for subheading in reach.below:
            codes += sorted(self._below.get((release, subheading), ()))
        found: list[Preference] = []
        for code in dict.fromkeys(codes):
            for beneficiary in beneficiaries:
                found += self._of_code(schedule, code, beneficiary)
        if reach.targets and found:
            key = (release, reach.targets, tuple(map(id, found)))
            if key not in self._followed:
                self._followed[key] = tuple(_followed(found, reach))
            return self._followed[key]
        return tuple(found)

    def _of_code(self, schedule: Schedule, code: str, beneficiary: str) -> tuple[Preference, ...]:
        key = schedule.edition.release, code, beneficiary
        made = self._made.get(key)
        if made is None:
            made = tuple(_preference(row) for row in self._records.get(key, ()))
            self._made[key] = made
        if schedule.agreements == schedule.edition.agreements:
            return made
        return tuple(row for row in made if row.agreement in schedule.agreements)


def _distinct(rows: Iterable[Any]) -> list[Any]:
    """Return rows once that were asked for both singly and below a code."""
    return list(dict.fromkeys(rows))


def _followed(rows: Sequence[Preference], reach: Reach) -> Iterable[Preference]:
    """Yield rows with how the line was followed to them.

    Where the same terms hold for everything that the line may belong to, they hold for the line.
    """
    codes: defaultdict[Preference, list[str]] = defaultdict(list)
    for row in rows:
        codes[replace(row, code="")].append(row.code)
    for terms, of_terms in codes.items():
        covered = all(
            any(target.code.startswith(code) for code in of_terms) for target in reach.targets
        )
        for code in of_terms:
            said = _correlation(code, reach)
            if said is None:
                continue
            if covered and len(reach.targets) > 1:
                said = said.model_copy(update={"kind": CorrelationKind.MERGE})
            yield replace(terms, code=code, correlation=said)
            if covered:
                break


def _correlation(code: str, reach: Reach) -> Correlation | None:
    """Return how the line is followed to a code on which a row stands."""
    for target in reach.targets:
        if target.code.startswith(code):
            return target.correlation
        if code.startswith(target.code):
            # Items that are not loaded: the line may belong to any of them.
            changes = {"to_code": code, "kind": CorrelationKind.PARTIAL}
            return target.correlation.model_copy(update=changes)
    return None


def _preference(row: Mapping[str, Any]) -> Preference:
    excepted, first, last = row["beneficiary_except"], row["season_from"], row["season_to"]
    duty = row["expression"]
    return Preference(
        row["beneficiary"],
        row["agreement"],
        row["rate_percent"],
        row["rate_min_percent"],
        row["rate_max_percent"],
        row["lines_covered"],
        row["lines_total"],
        row["valid_from"],
        row["valid_to"],
        row["observed_on"],
        row["release_id"],
        row["code"],
        row["margin_percent"],
        parsed(duty) if duty else None,
        row["kind"] == PreferenceKind.EXCEPTION,
        frozenset(excepted.split("|")) if excepted else frozenset(),
        row["observation"],
        (first, last) if first and last else None,
        row["quota"],
        row["legal_base"],
    )
