"""Rules of a round that cannot hold whatever the agenda: each named by itself."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from niche_api.agendas.planning import Plan
from niche_api.agendas.round import Bools, Round


class Rule(StrEnum):
    """What cannot hold."""

    NEVER_TOGETHER = "never_together"
    """A required pair has no slot in which both firms are available."""
    TOO_MANY_REQUIRED = "too_many_required"
    """A firm has more required pairs than meetings it may have."""
    MINIMUM_ABOVE_AVAILABLE = "minimum_above_available"
    """A firm's minimum is above the slots in which it is available."""
    MINIMUM_ABOVE_PARTNERS = "minimum_above_partners"
    """A firm's minimum is above the firms that it can meet."""
    TOO_FEW_TABLES = "too_few_tables"
    """Required pairs and minima need more meetings than there are tables in all slots."""
    REQUIRED_TOGETHER = "required_together"
    """A required pair cannot meet beside the other rules."""
    MINIMUM_TOGETHER = "minimum_together"
    """A firm's minimum cannot be reached beside the other rules."""


@dataclass(frozen=True)
class Contradiction:
    """A rule that cannot hold: of a pair or a firm, with what it asks and the most there can be."""

    rule: Rule
    subject: int
    """Number of the pair (`NEVER_TOGETHER`, `REQUIRED_TOGETHER`) or of the firm; 0 for tables."""
    needed: int
    possible: int


def contradictions(round_: Round) -> list[Contradiction]:
    """Return the rules that contradict the round by themselves, without looking for an agenda."""
    meets: Bools = np.any(round_.together, axis=1)
    free = round_.available.sum(axis=1)
    most = np.minimum(round_.at_most, free)
    partners = round_.meetings(meets)
    required = round_.meetings(round_.required)
    found = [
        Contradiction(Rule.NEVER_TOGETHER, int(pair), 1, 0)
        for pair in np.flatnonzero(round_.required & ~meets)
    ]
    for rule, needed, possible in (
        (Rule.TOO_MANY_REQUIRED, required, most),
        (Rule.MINIMUM_ABOVE_AVAILABLE, round_.at_least, free),
        (Rule.MINIMUM_ABOVE_PARTNERS, round_.at_least, np.where(free > 0, partners, free)),
    ):
        found += [
            Contradiction(rule, int(firm), int(needed[firm]), int(possible[firm]))
            for firm in np.flatnonzero(needed > possible)
        ]
    # A meeting counts for the minimum of two firms.
    asked = np.maximum(round_.at_least - required, 0).sum()
    needed_meetings = int(round_.required.sum()) + -(-int(asked) // 2)
    places = round_.tables * round_.slots
    if needed_meetings > places:
        found.append(Contradiction(Rule.TOO_FEW_TABLES, 0, needed_meetings, places))
    return found


def unkept(round_: Round, plan: Plan) -> list[Contradiction]:
    """Return the rules that an agenda does not keep."""
    met = round_.meetings(plan.slots >= 0)
    pairs = [Contradiction(Rule.REQUIRED_TOGETHER, int(pair), 1, 0) for pair in plan.unmet]
    firms = [
        Contradiction(Rule.MINIMUM_TOGETHER, int(firm), int(round_.at_least[firm]), int(met[firm]))
        for firm in np.flatnonzero(plan.short)
    ]
    return [*pairs, *firms]
