"""Which rows of preferences speak of a pair on a day, and what keeps each from applying."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from eslabon.contracts.quotes import CandidateStatus

from tariff_api.duties.season import in_season
from tariff_api.quotes.facts import WORLD, NotInForce, Pair, Preference
from tariff_api.quotes.wording import Sentence


@dataclass(frozen=True, slots=True)
class Grant:
    """A row that speaks of the pair; `obstacle` says why it does not apply on the day."""

    row: Preference
    status: CandidateStatus = CandidateStatus.APPLIES
    obstacle: Sentence | None = None
    doubtful: bool = False
    """True where the line may belong to a code that the agreement leaves out."""


def concerns(row: Preference, pair: Pair) -> bool:
    """Tell whether a row is for the goods of the exporter."""
    named = (
        row.beneficiary == pair.exporter
        or row.beneficiary in pair.groups
        or (row.beneficiary == WORLD and row.agreement is not None)
    )
    return named and pair.exporter not in row.beneficiary_except


def grants(rows: Iterable[Preference], pair: Pair) -> list[Grant]:
    """Return what the sources say of the pair, each with what keeps it from applying.

    Of the rows of one source, beneficiary and agreement those on the longest code count. A list
    of exceptions takes away what its agreement grants on the same code or above. Of the steps of
    a schedule the last one begun counts, as long as it holds.
    """
    kept = _nearest(row for row in rows if concerns(row, pair))
    listed = [row for row in kept if row.exception and row.holds(pair.on)]
    exceptions = [row for row in listed if row.certain]
    doubtful = {row.agreement for row in listed if not row.certain}
    steps: defaultdict[tuple[object, ...], list[Preference]] = defaultdict(list)
    for row in kept:
        if not row.exception and not _taken_away(row, exceptions):
            steps[_schedule(row)].append(row)
    found = [_grant(schedule, pair) for schedule in steps.values()]
    if doubtful:
        found = [replace(one, doubtful=one.row.agreement in doubtful) for one in found]
    return found + [_exception(row, pair) for row in _distinct(exceptions)]


def _nearest(rows: Iterable[Preference]) -> list[Preference]:
    """Keep, of each source, beneficiary and agreement, the rows on the longest code."""
    found = list(rows)
    if len(found) < 2:
        return found
    longest: dict[tuple[object, ...], int] = {}
    for row in found:
        key = row.release, row.beneficiary, row.agreement
        longest[key] = max(longest.get(key, 0), len(row.code))
    return [
        row
        for row in found
        if len(row.code) == longest[row.release, row.beneficiary, row.agreement]
    ]


def _schedule(row: Preference) -> tuple[object, ...]:
    """Return what the steps of one schedule of elimination share."""
    code = row.correlation and row.code
    return row.release, row.beneficiary, row.agreement, row.season, row.quota, code


def _taken_away(row: Preference, exceptions: Sequence[Preference]) -> bool:
    return any(
        one.agreement == row.agreement and len(row.code) <= len(one.code) for one in exceptions
    )


def _distinct(exceptions: Sequence[Preference]) -> list[Preference]:
    """Return one exception for each agreement."""
    found: dict[str | None, Preference] = {}
    for row in sorted(exceptions, key=lambda one: (one.release, one.code)):
        found.setdefault(row.agreement, row)
    return list(found.values())


def _exception(row: Preference, pair: Pair) -> Grant:
    barred = _not_in_force(row, pair.not_in_force)
    if barred:
        return barred
    return Grant(row, CandidateStatus.EXCLUDED, Sentence("excluded", agreement=row.agreement))


def _grant(schedule: Sequence[Preference], pair: Pair) -> Grant:
    on = pair.on
    steps = sorted(schedule, key=lambda one: one.valid_from)
    begun = [row for row in steps if row.valid_from <= on]
    row = next((one for one in reversed(begun) if one.holds(on)), None)
    barred = _not_in_force(row or steps[0], pair.not_in_force)
    if barred:
        return barred
    if row is None and not begun:
        sentence = Sentence("before_first_step", first=steps[0].valid_from)
        return Grant(steps[0], CandidateStatus.OUTSIDE_DATES, sentence)
    if row is None:
        last = max(begun, key=lambda one: one.valid_to or date.max)
        sentence = Sentence("lapsed", last=last.valid_to)
        return Grant(last, CandidateStatus.OUTSIDE_DATES, sentence)
    if row.season and not in_season(on, *row.season):
        sentence = Sentence("out_of_season", first=row.season[0], last=row.season[1])
        return Grant(row, CandidateStatus.OUT_OF_SEASON, sentence)
    if row.quota is not None:
        return _within_quota(row, pair)
    return Grant(row)


def _not_in_force(row: Preference, barred: Mapping[str, NotInForce]) -> Grant | None:
    found = barred.get(row.agreement) if row.agreement else None
    if found is None:
        return None
    if found.status is CandidateStatus.NOT_A_PARTY:
        sentence = Sentence("not_a_party", agreement=row.agreement)
    elif found.first is not None:
        sentence = Sentence("not_yet", agreement=row.agreement, first=found.first)
    elif found.last is not None:
        sentence = Sentence("no_longer", agreement=row.agreement, last=found.last)
    else:
        sentence = Sentence("not_in_force", agreement=row.agreement)
    return Grant(row, found.status, sentence)


def _within_quota(row: Preference, pair: Pair) -> Grant:
    """Return a rate limited to a quota: UNKNOWN unless its balance is loaded (DOMAIN 1.5)."""
    quota = pair.quotas.get(row.quota or "")
    if quota is None or quota.balance is None or quota.balance_on is None:
        return Grant(row, CandidateStatus.QUOTA_UNKNOWN)
    if quota.balance <= 0 and quota.balance_on <= pair.on:
        sentence = Sentence("quota_exhausted", quota=row.quota, on=quota.balance_on)
        return Grant(row, CandidateStatus.EXCLUDED, sentence)
    return Grant(row)
