"""An agenda of a round: placed by score first, then bettered until it is close to its bound.

The whole round is chosen at once by groups of slots in which the same firms are free: that bounds
every agenda, and says which rules cannot hold. Meetings are placed one after another, the best
first. Then some slots at a time are chosen anew beside what is unplaced: two, three and more of
them, as long as that helps. An agenda never gets worse, so it can be cut short.
"""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from niche_api.agendas.choosing import NOWHERE, Choice, choose
from niche_api.agendas.round import Ints, Round

LARGEST_PROGRAM = 8_000
"""Meetings that may be, over all groups, which the whole round is chosen from at once."""
CLOSE_ENOUGH = 0.999
"""Share of the bound at which no better agenda is looked for."""
NEIGHBOURS = 10
"""Best unplaced pairs of each firm that a slot is chosen anew with."""
MOST_TOGETHER = 6
"""Slots that are chosen anew together at most."""
SHARE_OF_FIRST = 0.5
"""Share of the time that the choice of the whole round may take."""
STEP_SECONDS = 1.0
"""Time that choosing some slots anew may take at most."""
LEAST_SECONDS = 0.05


@dataclass(frozen=True, eq=False)
class Plan:
    """The slot of each pair, `NOWHERE` where it does not meet.

    `bound` is what no agenda that keeps all rules can score above. `unmet` are the required pairs
    that do not meet, `short` how many meetings each firm falls short of its minimum. Where
    `is_impossible` no agenda can do without them; else time ran out before one was found.
    """

    slots: Ints
    score: float
    bound: float
    unmet: Ints
    short: Ints
    is_impossible: bool
    seconds: float


def plan(round_: Round, seconds: float) -> Plan:
    """Return an agenda found within a time, as good as it allows."""
    began = time.monotonic()
    groups = merged(round_, alike(round_))
    everything = np.arange(len(round_.pairs))
    nowhere = np.zeros(round_.firms, np.intp)
    first = choose(round_, groups, everything, nowhere, SHARE_OF_FIRST * seconds)
    is_impossible = first.bound < round_.required_worth
    # What breaks the fewest rules over the whole round says which of them cannot hold.
    slots = first.groups
    if not is_impossible:
        bettering = _Bettering(round_, placed_best_first(round_, first), began + seconds)
        bettering.run(first.bound)
        slots = bettering.slots
    meets = slots != NOWHERE
    return Plan(
        slots=slots,
        score=float(round_.scores[meets].sum()),
        bound=min(first.bound - round_.required_worth, round_.loose_bound),
        unmet=np.flatnonzero(round_.required & ~meets),
        short=np.maximum(round_.at_least - round_.meetings(meets), 0),
        is_impossible=is_impossible,
        seconds=time.monotonic() - began,
    )


def alike(round_: Round) -> list[Ints]:
    """Return the slots by groups in which the same firms are free, in order of time."""
    groups: dict[bytes, list[int]] = {}
    for slot in range(round_.slots):
        groups.setdefault(round_.available[:, slot].tobytes(), []).append(slot)
    return [np.array(slots) for slots in groups.values()]


def merged(round_: Round, groups: Sequence[Ints]) -> list[Ints]:
    """Return groups joined to their neighbours until the program over them is small enough."""
    found = list(groups)
    while len(found) > 1:
        possible = sum(int(round_.together[:, group].any(axis=1).sum()) for group in found)
        if possible <= LARGEST_PROGRAM:
            break
        sizes = [len(one) + len(next_) for one, next_ in pairwise(found)]
        at = int(np.argmin(sizes))
        found[at : at + 2] = [np.concatenate(found[at : at + 2])]
    return found


def placed_best_first(round_: Round, first: Choice) -> Ints:
    """Return the better of two agendas: by score alone, or with those chosen at first before.

    Required pairs go before all others in both.
    """
    chosen = first.groups != NOWHERE
    orders = (
        np.lexsort((-round_.scores, ~round_.required)),
        np.lexsort((-round_.scores, ~chosen, ~round_.required)),
    )
    return max((_placed(round_, order) for order in orders), key=lambda one: worth(round_, one))


def _placed(round_: Round, order: Iterable[int]) -> Ints:
    """Return an agenda of pairs taken in an order, each in the emptiest slot that has room."""
    free = round_.available.copy()
    tables = np.full(round_.slots, round_.tables)
    left = np.minimum(round_.at_most, round_.slots)
    slots = np.full(len(round_.pairs), NOWHERE)
    for pair in order:
        both = round_.pairs[pair]
        open_ = np.flatnonzero(free[both].all(axis=0) & (tables > 0))
        if len(open_) and left[both].all():
            slot = open_[np.argmax(tables[open_])]
            slots[pair] = slot
            free[both, slot] = False
            tables[slot] -= 1
            left[both] -= 1
    return slots


def worth(round_: Round, slots: Ints) -> float:
    """Return the score of an agenda with the weight of the rules it keeps, as the bound has."""
    meets = slots != NOWHERE
    short = np.maximum(round_.at_least - round_.meetings(meets), 0).sum()
    kept = round_.required[meets].sum() - short
    return float(round_.scores[meets].sum() + round_.rule_weight * kept)


class _Bettering:
    """An agenda that is made better."""

    def __init__(self, round_: Round, slots: Ints, until: float) -> None:
        self._round = round_
        self._until = until
        self._by_score = np.argsort(-round_.scores, kind="stable")
        self._vain = 0
        self.slots = slots

    def run(self, bound: float) -> None:
        """Choose slots anew until the agenda is close to the bound, or nothing better is found."""
        rules = self._round.required_worth
        enough = rules + CLOSE_ENOUGH * (bound - rules)
        for slots in self._turns():
            left = self._until - time.monotonic()
            if left <= 0 or worth(self._round, self.slots) >= enough:
                return
            self._vain = 0 if self._rechosen(slots, min(STEP_SECONDS, left)) else self._vain + 1

    def _turns(self) -> Iterator[list[int]]:
        """Yield each slot; then two of them at a time until that is in vain, then three…"""
        count = self._round.slots
        yield from ([slot] for slot in range(count))
        chance = np.random.default_rng(count)
        for together in range(2, min(count, MOST_TOGETHER) + 1):
            self._vain = 0
            while self._vain <= count:
                yield chance.choice(count, together, replace=False).tolist()

    def _rechosen(self, slots: list[int], seconds: float) -> bool:
        """Choose the meetings of some slots anew; return whether that is better."""
        here = np.isin(self.slots, slots)
        candidates = np.concatenate([np.flatnonzero(here), self._unplaced()])
        elsewhere = self._round.meetings((self.slots != NOWHERE) & ~here)
        groups = [np.array([slot]) for slot in slots]
        choice = choose(
            self._round, groups, candidates, elsewhere, max(LEAST_SECONDS, seconds)
        ).groups
        found = self.slots.copy()
        found[candidates] = np.where(choice == NOWHERE, NOWHERE, np.array(slots)[choice])
        if worth(self._round, found) <= worth(self._round, self.slots) + 1e-9:
            return False
        self.slots = found
        return True

    def _unplaced(self) -> Ints:
        """Return the pairs without a slot that are among the best of either firm."""
        counted = np.zeros(self._round.firms, np.intp)
        found = []
        for pair in self._by_score[self.slots[self._by_score] == NOWHERE]:
            first, second = self._round.pairs[pair]
            if self._round.required[pair] or min(counted[first], counted[second]) < NEIGHBOURS:
                counted[first] += 1
                counted[second] += 1
                found.append(pair)
        return np.array(found, np.intp)
