"""Pairs of runs, interleaved, so that a noisy machine disturbs both sides alike."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pairs:
    """Figures of two sides, taken in turn."""

    ours: tuple[float, ...]
    other: tuple[float, ...]

    @property
    def our_median(self) -> float:
        """Return the median of our side."""
        return statistics.median(self.ours)

    @property
    def other_median(self) -> float:
        """Return the median of the other side."""
        return statistics.median(self.other)

    @property
    def quotients(self) -> list[float]:
        """Return ours by other, pair by pair."""
        return [ours / other for ours, other in zip(self.ours, self.other, strict=True)]

    @property
    def quotient(self) -> float:
        """Return the median of ours by other."""
        return statistics.median(self.quotients)

    @property
    def inverse(self) -> float:
        """Return the median of other by ours."""
        return statistics.median(1 / quotient for quotient in self.quotients)

    def spread(self) -> str:
        """Return how far both sides reached, for the note of a row."""
        return (
            f"{len(self.ours)} pairs, ours {min(self.ours):.4g}-{max(self.ours):.4g}, "
            f"other {min(self.other):.4g}-{max(self.other):.4g}"
        )


def paired(ours: Callable[[], float], other: Callable[[], float], rounds: int) -> Pairs:
    """Measure both sides `rounds` times; which goes first alternates."""
    left: list[float] = []
    right: list[float] = []
    for number in range(rounds):
        if number % 2:
            right.append(other())
            left.append(ours())
        else:
            left.append(ours())
            right.append(other())
    return Pairs(tuple(left), tuple(right))
