"""Which pairs meet in which group of slots: an integer program, solved by HiGHS through SciPy.

Of a group of several slots only totals are asked: a firm meets at most as often as it has free
slots there. That relaxes the round, so the optimum of the program bounds every agenda's score.
Where all slots of a group are alike and buyers meet sellers only, nothing is lost: a bipartite
graph whose degrees are at most n has an edge colouring of n colours (Kőnig, 1916).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from niche_api.agendas.round import Floats, Ints, Round

NOWHERE = -1
TOLERANCE = 0.01
"""How far from its bound, as a share, a program may be left."""


@dataclass(frozen=True, eq=False)
class Choice:
    """The group of each candidate, `NOWHERE` where it does not meet.

    `bound` is what no choice can score above, rules that have to hold counted with their weight;
    infinite where time ran out before there was one.
    """

    groups: Ints
    bound: float


def choose(
    round_: Round, groups: Sequence[Ints], candidates: Ints, elsewhere: Ints, seconds: float
) -> Choice:
    """Return where each candidate pair meets, so that the total score is the most.

    Parameters
    ----------
    groups
        Slots of each group; no slot is in two.
    candidates
        Numbers of the pairs to choose from.
    elsewhere
        Meetings that each firm has outside these groups, (firms,).
    """
    together = round_.together[candidates]
    candidate, group = np.nonzero(
        np.stack([together[:, slots].any(axis=1) for slots in groups], axis=1)
    )
    chosen = np.full(len(candidates), NOWHERE)
    if len(candidate) == 0:
        return Choice(chosen, 0.0)
    first, second = round_.pairs[candidates[candidate]].T
    free = np.stack([round_.available[:, slots].sum(axis=1) for slots in groups], axis=1)
    most = _Rows(len(candidate))
    most.add((first * len(groups) + group, second * len(groups) + group), free.ravel())
    most.add((group,), np.array([round_.tables * len(slots) for slots in groups]))
    most.add((candidate,), np.ones(len(candidates)))
    most.add((first, second), round_.at_most - elsewhere)
    short = np.maximum(round_.at_least - elsewhere, 0)
    least = _Rows(len(candidate))
    least.add((first, second), short)
    # A variable more for each firm that has a minimum: by how much it falls short of it.
    falls = np.flatnonzero(short)
    worth = round_.scores[candidates] + round_.rule_weight * round_.required[candidates]
    rules = int(round_.required[candidates].sum()) + int(short.sum())
    found = milp(
        np.concatenate([-worth[candidate], np.full(len(falls), round_.rule_weight)]),
        constraints=[
            LinearConstraint(_widened(most.matrix, len(falls)), ub=most.limits),
            LinearConstraint(
                sparse.hstack([least.matrix[falls], sparse.identity(len(falls))]), lb=short[falls]
            ),
        ],
        bounds=Bounds(0, np.concatenate([np.ones(len(candidate)), short[falls]])),
        integrality=np.ones(len(candidate) + len(falls)),
        options={"time_limit": seconds, "mip_rel_gap": TOLERANCE / (1 + rules)},
    )
    if found.x is not None:
        met = found.x[: len(candidate)] > 0.5
        chosen[candidate[met]] = group[met]
    return Choice(chosen, np.inf if found.mip_dual_bound is None else -float(found.mip_dual_bound))


class _Rows:
    """Rows of a program: how many of its meetings each may hold."""

    def __init__(self, meetings: int) -> None:
        self._meetings = meetings
        self._blocks: list[tuple[sparse.csr_matrix, Floats]] = []

    def add(self, places: Sequence[Ints], limits: NDArray[Any]) -> None:
        """Add a row for each limit; each array of `places` says in which one a meeting counts."""
        rows = np.concatenate(places)
        columns = np.tile(np.arange(self._meetings), len(places))
        shape = (len(limits), self._meetings)
        block = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
        self._blocks.append((block, limits.astype(np.float64)))

    @property
    def matrix(self) -> sparse.csr_matrix:
        """All rows."""
        return sparse.vstack([block for block, _ in self._blocks], format="csr")

    @property
    def limits(self) -> Floats:
        """The limit of each row."""
        return np.concatenate([limits for _, limits in self._blocks])


def _widened(matrix: sparse.csr_matrix, columns: int) -> sparse.csr_matrix:
    """Return a matrix with so many empty columns more."""
    return sparse.csr_matrix(
        (matrix.data, matrix.indices, matrix.indptr),
        shape=(matrix.shape[0], matrix.shape[1] + columns),
    )
