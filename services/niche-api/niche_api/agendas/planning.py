"""An agenda of a round: first how many meet in which part of it, then the slot of each meeting.

The whole round is chosen at once, by groups of slots in which the same firms are free. Each group
is then halved, and its meetings chosen anew between the halves, until all groups are of one slot.
What does not fit on the way is made up for by choosing single slots anew beside what is free, then
two and more together: an agenda never gets worse, so it can be cut short.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from niche_api.agendas.choosing import NOWHERE, choose
from niche_api.agendas.round import Ints, Round

LARGEST_PROGRAM = 8_000
"""Meetings that may be, over all groups, which the whole round is chosen from at once."""
CLOSE_ENOUGH = 0.999
"""Share of the bound at which no better agenda is looked for."""
NEIGHBOURS = 10
"""Best unplaced pairs of each firm that a slot is chosen anew with."""
MOST_TOGETHER = 6
"""Slots that are chosen anew together at most."""
STEP_SECONDS = 1.0
"""Time that choosing some slots anew may take at most."""
SHARE_OF_FIRST = 0.5
"""Share of the time that the choice of the whole round may take."""
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
    planning = _Planning(round_, began + seconds)
    bound = planning.place()
    is_impossible = bound < round_.required_worth
    if not is_impossible:
        planning.improve(bound)
    placed = planning.slots != NOWHERE
    return Plan(
        slots=planning.slots,
        score=float(round_.scores[placed].sum()),
        bound=min(bound - round_.required_worth, round_.loose_bound),
        unmet=np.flatnonzero(round_.required & ~placed),
        short=np.maximum(round_.at_least - round_.meetings(placed), 0),
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


class _Planning:
    """An agenda in the making."""

    def __init__(self, round_: Round, until: float) -> None:
        self._round = round_
        self._until = until
        self._by_score = np.argsort(-round_.scores, kind="stable")
        self._vain = 0
        self.slots: Ints = np.full(len(round_.pairs), NOWHERE)

    @property
    def _left(self) -> float:
        return self._until - time.monotonic()

    def _choose(
        self, groups: Sequence[Ints], candidates: Ints, chosen: Ints, seconds: float
    ) -> tuple[Ints, float]:
        """Choose among candidates; `chosen` are the pairs that meet elsewhere."""
        elsewhere = self._round.meetings(chosen)
        choice = choose(self._round, groups, candidates, elsewhere, max(LEAST_SECONDS, seconds))
        return choice.groups, choice.bound

    def place(self) -> float:
        """Give slots to the meetings of the best choice over the whole round; return its bound.

        Where the rules cannot all hold, the meetings are left in their groups.
        """
        groups = merged(self._round, alike(self._round))
        everything = np.arange(len(self._round.pairs))
        seconds = SHARE_OF_FIRST * self._left
        within, bound = self._choose(groups, everything, everything[:0], seconds)
        if bound < self._round.required_worth:
            # What breaks the fewest rules over the whole round says which of them cannot hold.
            self.slots = within
            return bound
        parts = [(group, everything[within == at]) for at, group in enumerate(groups)]
        while parts:
            group, members = parts.pop(0)
            if len(group) == 1 or len(members) == 0:
                self.slots[members] = group[0]
                continue
            halves = [group[: len(group) // 2], group[len(group) // 2 :]]
            waiting = (others for _, others in parts)
            elsewhere = np.concatenate([np.flatnonzero(self.slots != NOWHERE), *waiting])
            within, _ = self._choose(halves, members, elsewhere, self._left)
            parts += [(half, members[within == at]) for at, half in enumerate(halves)]
        return bound

    def improve(self, bound: float) -> None:
        """Choose slots anew until the agenda is close to the bound, or nothing better is found."""
        rules = self._round.required_worth
        enough = rules + CLOSE_ENOUGH * (bound - rules)
        for slots in self._turns():
            if self._left <= 0 or self._worth(self.slots) >= enough:
                return
            self._vain = 0 if self._rechosen(slots) else self._vain + 1

    def _turns(self) -> Iterator[list[int]]:
        """Yield each slot; then two of them at a time until that is in vain, then three…"""
        count = self._round.slots
        yield from ([slot] for slot in range(count))
        chance = np.random.default_rng(count)
        for together in range(2, min(count, MOST_TOGETHER) + 1):
            self._vain = 0
            while self._vain <= count:
                yield chance.choice(count, together, replace=False).tolist()

    def _rechosen(self, slots: list[int]) -> bool:
        """Choose the meetings of some slots anew; return whether that is better."""
        here = np.isin(self.slots, slots)
        candidates = np.concatenate([np.flatnonzero(here), self._unplaced()])
        elsewhere = np.flatnonzero((self.slots != NOWHERE) & ~here)
        groups = [np.array([slot]) for slot in slots]
        within, _ = self._choose(groups, candidates, elsewhere, min(STEP_SECONDS, self._left))
        found = self.slots.copy()
        found[candidates] = np.where(within == NOWHERE, NOWHERE, np.array(slots)[within])
        if self._worth(found) <= self._worth(self.slots) + 1e-9:
            return False
        self.slots = found
        return True

    def _worth(self, slots: Ints) -> float:
        """Return the score of an agenda with the weight of the rules it keeps, as the bound has."""
        round_, placed = self._round, slots != NOWHERE
        short = np.maximum(round_.at_least - round_.meetings(placed), 0).sum()
        met = round_.scores[placed].sum() + round_.rule_weight * round_.required[placed].sum()
        return float(met - round_.rule_weight * short)

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
