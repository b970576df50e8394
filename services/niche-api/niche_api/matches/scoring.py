"""How well two interests fit: a weighted sum of values from 0 to 1, one for each criterion.

A value that is not known counts nothing: what is not known is not claimed. `score_max` says what
the score would be if it were at its best.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from eslabon.contracts.matches import Criterion, MatchWeights

from niche_api.matches.interest import Interest

STEPS_TO_ROOT = 3
"""Steps from a subheading to the root: heading, chapter, root."""
IN_DIRECTORY = 0.5
"""Complementarity of a firm that trades such goods without an offer or demand of its own."""

Code = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Closeness:
    """The two codes that are nearest in the tree, and how near: 1 the same, 0 other chapters."""

    value: float
    own: str
    other: str
    nomenclature: str


def shares(weights: MatchWeights) -> dict[Criterion, float]:
    """Return the part of the score that each criterion decides; all add up to 1.

    Raises
    ------
    ValueError
        All weights are zero.
    """
    given = {one: float(getattr(weights, one.value.lower())) for one in Criterion}
    total = sum(given.values())
    if total == 0:
        raise ValueError("all weights are zero")
    return {one: weight / total for one, weight in given.items()}


def distance(one: str, other: str) -> int:
    """Return the steps from one code to another through the tree of the Harmonized System."""
    common = 0
    while common < min(len(one), len(other)) and one[: common + 2] == other[: common + 2]:
        common += 2
    return (len(one) - common) // 2 + (len(other) - common) // 2


def closeness(own: Interest, other: Interest) -> Closeness | None:
    """Return the nearest codes of the same edition; None where no two are of one."""
    best: Closeness | None = None
    for nomenclature, code in own.codes:
        for edition, counterpart in other.codes:
            if edition != nomenclature:
                continue
            value = 1 - distance(code, counterpart) / (2 * STEPS_TO_ROOT)
            if code[:2] != counterpart[:2]:
                value = 0.0
            if best is None or value > best.value:
                best = Closeness(value, code, counterpart, nomenclature)
    return best


def complementarity(other: Interest) -> float:
    """Return 1 for an offer or a demand, less for a firm that only the directory knows."""
    return IN_DIRECTORY if other.opportunity is None else 1.0


def days_together(own: Interest, other: Interest) -> tuple[date | None, date | None]:
    """Return the first and the last day that both hold; None where there is no bound."""
    starts = [day for day in (own.valid_from, other.valid_from) if day is not None]
    ends = [day for day in (own.valid_to, other.valid_to) if day is not None]
    return max(starts, default=None), min(ends, default=None)


def overlap(own: Interest, other: Interest) -> float | None:
    """Return the days of both over those of the shorter; None where either states no day."""
    if any(one.valid_from is None and one.valid_to is None for one in (own, other)):
        return None
    first, last = days_together(own, other)
    if first is None or last is None:
        return 1.0  # both begin, or both end, at no stated day: they go on together
    together = max(0, (last - first).days + 1)
    bounded = [one for one in (own, other) if one.valid_from and one.valid_to]
    return together / min(map(_days, bounded)) if bounded else float(together > 0)


def _days(one: Interest) -> int:
    assert one.valid_from is not None
    assert one.valid_to is not None
    return (one.valid_to - one.valid_from).days + 1


def same_chain(own: Interest, other: Interest) -> float | None:
    """Return 1 where both belong to one chain, 0 where to others; None where either has none."""
    if not own.chains or not other.chains:
        return None
    return 1.0 if own.chains & other.chains else 0.0


def score(
    weights: Mapping[Criterion, float], values: Mapping[Criterion, float | None]
) -> tuple[float, float]:
    """Return the score, and what it would be if all that is not known were at its best."""
    known = sum(weights[one] * value for one, value in values.items() if value is not None)
    open_ = sum(weights[one] for one, value in values.items() if value is None)
    return known, known + open_
