"""Which years a model learns from and is tested on: never one after the year it speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from niche_api.model.choices import CHOICES, Choices


@dataclass(frozen=True)
class Span:
    """The year looked from, and the year in which an advantage is there or not."""

    first: int
    last: int


@dataclass(frozen=True)
class Plan:
    """Years of one model."""

    year: int
    """Whose exports get probabilities."""
    learnt: Span
    later: Span | None
    """A span to test on, none of whose years the testing model has looked beyond."""
    before_later: Span | None
    """What that testing model learns from."""

    @property
    def years(self) -> list[int]:
        """All years that are read."""
        spans = [one for one in (self.learnt, self.later, self.before_later) if one]
        return sorted({self.year, *(year for one in spans for year in (one.first, one.last))})


def plan(years: Iterable[int], year: int, choices: Choices = CHOICES) -> Plan | None:
    """Return what to learn the model of a year from; None where years at hand do not allow it.

    The span that ends last is taken, then the one nearest the horizon, then the longer one.
    """
    known = sorted(one for one in set(years) if one <= year)
    spans = [
        Span(*pair) for pair in combinations(known, 2) if pair[1] - pair[0] >= choices.least_years
    ]
    if year not in known or not spans:
        return None

    def preference(span: Span) -> tuple[int, int, int]:
        length = span.last - span.first
        return span.last, -abs(length - choices.horizon_years), length

    learnt = max(spans, key=preference)
    for later in sorted(spans, key=preference, reverse=True):
        before = [one for one in spans if one.last <= later.first]
        if later.last == learnt.last and before:
            return Plan(year, learnt, later, max(before, key=preference))
    return Plan(year, learnt, None, None)
