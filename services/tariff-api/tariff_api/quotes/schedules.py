"""Reads the rows of preferences that can speak of many lines, in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from eslabon.contracts.preferences import PreferenceKind
from servicekit.kept import Kept
from servicekit.releases.snapshot import Snapshot

from tariff_api.duties.expression import parsed
from tariff_api.duties.repository import upper
from tariff_api.preferences import repository
from tariff_api.quotes.editions import Schedule
from tariff_api.quotes.facts import Preference
from tariff_api.quotes.joins import HEADING, SUBHEADING, Join, Reach

MOST_CODES = 100_000
"""Codes kept with their rows: for most lines one, some hundred bytes."""
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


class Beginning(NamedTuple):
    """A heading in an edition of preferences, or a code above headings."""

    release: int
    code: str


OfCode = Mapping[str, tuple[Preference, ...]]
"""The rows on one code, by beneficiary."""


async def _read(
    snapshot: Snapshot, asked: Sequence[Beginning]
) -> Mapping[Beginning, Mapping[str, OfCode]]:
    found: dict[Beginning, dict[str, dict[str, tuple[Preference, ...]]]]
    found = {one: {} for one in asked}
    ranges = [
        (release, code, code if len(code) < HEADING else upper(code)) for release, code in asked
    ]
    for row in await repository.rows(snapshot, ranges):
        of_code = found[_beginning(row["release_id"], row["code"])].setdefault(row["code"], {})
        beneficiary = row["beneficiary"]
        of_code[beneficiary] = (*of_code.get(beneficiary, ()), _preference(row))
    return found


def _beginning(release: int, code: str) -> Beginning:
    return Beginning(release, code[:HEADING])


BEGINNINGS: Kept[Beginning, Mapping[str, OfCode]] = Kept(_read, MOST_CODES)


@dataclass(slots=True)
class Rows:
    """Rows of preferences that one request asks for."""

    _asked: set[Beginning] = field(default_factory=set)
    _found: Mapping[Beginning, Mapping[str, OfCode]] = field(default_factory=dict)
    _followed: dict[tuple[object, ...], tuple[Preference, ...]] = field(default_factory=dict)

    def ask(self, joined: Joined, line: str) -> None:
        """Note what to read for a line."""
        release, reach = joined.schedule.edition.release, joined.join.reach(line)
        self._asked.update(_beginning(release, code) for code in (*reach.codes, *reach.below))

    async def read(self, snapshot: Snapshot) -> None:
        """Read all that was noted."""
        self._found = await BEGINNINGS.at(snapshot, self._asked)

    def of(self, joined: Joined, line: str, beneficiaries: Sequence[str]) -> tuple[Preference, ...]:
        """Return the rows that speak of a line for these beneficiaries; the same objects again."""
        schedule, reach = joined.schedule, joined.join.reach(line)
        release = schedule.edition.release
        codes = [*reach.codes]
        for subheading in reach.below:
            held = self._found[_beginning(release, subheading)]
            codes += sorted(
                code for code in held if len(code) > SUBHEADING and code.startswith(subheading)
            )
        found: list[Preference] = []
        for code in dict.fromkeys(codes):
            of_code = self._found[_beginning(release, code)].get(code)
            if of_code is not None:
                for beneficiary in beneficiaries:
                    found += of_code.get(beneficiary, ())
        if schedule.agreements != schedule.edition.agreements:
            found = [row for row in found if row.agreement in schedule.agreements]
        if reach.targets and found:
            key = (release, reach.targets, tuple(map(id, found)))
            if key not in self._followed:
                self._followed[key] = tuple(_followed(found, reach))
            return self._followed[key]
        return tuple(found)


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
