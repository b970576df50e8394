"""What a data query cuts out of a cube: codes by dimension and years; and what is there of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a query can ask for."""


@dataclass(frozen=True)
class Box:
    """Codes by dimension; a dimension that is not named is open."""

    codes: Mapping[str, frozenset[str]]
    listed: frozenset[str] = frozenset()
    """Dimensions whose codes were given one by one: each of them is answered for."""


@dataclass(frozen=True)
class Span:
    """The years asked for."""

    years: frozenset[int]
    is_bounded: bool
    """Both ends are given, so that each year is answered for, loaded or not."""

    @classmethod
    def of(cls, admits: Callable[[int], bool]) -> "Span":
        """Return the years that meet a condition."""
        years = frozenset(year for year in range(FIRST_YEAR, LAST_YEAR + 1) if admits(year))
        return cls(years, FIRST_YEAR not in years and LAST_YEAR not in years)


@dataclass(frozen=True)
class Presence:
    """What is there of a cut: codes by dimension, years, and how much of it."""

    codes: Mapping[str, frozenset[str]]
    years: Sequence[int]
    observations: int
    series: int | None
    """Null where they are not counted."""


def together(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the union of sets."""
    return frozenset().union(*sets)
