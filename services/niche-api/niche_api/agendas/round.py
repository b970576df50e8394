"""A round of bilateral meetings as arrays: who can meet whom, when, and what it is worth."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Round:
    """Firms, slots and tables by number; pairs of firms with the score of their meeting.

    `available` is (firms, slots); `pairs` is (pairs, 2); `scores` (pairs,) are at most 1 and
    above 0, `required` (pairs,) says which pairs have to meet. `at_least` and `at_most` (firms,)
    bound the meetings of each firm. No two pairs are of the same firms.
    """

    available: Bools
    tables: int
    pairs: Ints
    scores: Floats
    required: Bools
    at_least: Ints
    at_most: Ints

    @property
    def firms(self) -> int:
        """How many firms take part."""
        return len(self.available)

    @property
    def slots(self) -> int:
        """How many slots there are."""
        return int(self.available.shape[1])

    @cached_property
    def together(self) -> Bools:
        """Whether both firms of a pair are available, (pairs, slots)."""
        both: Bools = self.available[self.pairs[:, 0]] & self.available[self.pairs[:, 1]]
        return both

    @cached_property
    def rule_weight(self) -> float:
        """Weight of a rule that must hold: more than all meetings together can score."""
        return 1 + self.loose_bound

    @property
    def required_worth(self) -> float:
        """Weight of all required pairs: what an agenda that keeps all rules has at least."""
        return self.rule_weight * int(self.required.sum())

    @cached_property
    def loose_bound(self) -> float:
        """A bound of the score that needs no program: the best meetings of each firm, halved."""
        best = np.sort(self.scores)[::-1]
        halves = 0.0
        for firm, most in enumerate(np.minimum(self.at_most, self.available.sum(axis=1))):
            own = self.scores[(self.pairs == firm).any(axis=1)]
            halves += float(np.sort(own)[::-1][:most].sum()) / 2
        return min(halves, float(best[: self.tables * self.slots].sum()))

    def meetings(self, chosen: Bools | Ints) -> Ints:
        """Return how many of the chosen pairs each firm is in."""
        return np.bincount(self.pairs[chosen].ravel(), minlength=self.firms)
