"""Scores of the SME policy index from answers: weighted means over a tree, nulls left out.

A block is `1 + 4 · Σ w·s / Σ w` over its answered indicators (s from 0 to 1); a sub-dimension the
weighted mean of its blocks, a dimension that of its sub-dimensions. What has no score is left out
of both sums; where more than half of the weight is missing there is no score. Structure, scale and
null rule: OECD, SME Policy Index, as far as its public pages say; weights and null rule are
parameters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eslabon.contracts.policy_index import PolicyLevel, PolicyPhase, PolicyQuestion

LOWEST, HIGHEST = Decimal(1), Decimal(5)
PHASE_WEIGHTS = {
    PolicyPhase.PLANNING: Decimal("0.35"),
    PolicyPhase.IMPLEMENTATION: Decimal("0.45"),
    PolicyPhase.MONITORING: Decimal("0.20"),
}
"""Weights of blocks for which the structure states none."""
EQUAL = Decimal(1)
"""Weight of anything else for which the structure states none."""
MOST_MISSING = Decimal("0.5")
"""Part of the weight that may be missing below a score."""


@dataclass(frozen=True)
class Item:
    """An item of an edition."""

    item: str
    parent: str | None
    level: PolicyLevel
    phase: PolicyPhase | None = None
    question: PolicyQuestion | None = None
    weight: Decimal | None = None

    @property
    def weighs(self) -> Decimal:
        """Return its weight among its siblings: nothing where it is not scored."""
        if self.question is PolicyQuestion.OPEN:
            return Decimal(0)
        if self.weight is not None:
            return self.weight
        return PHASE_WEIGHTS[self.phase] if self.phase else EQUAL


@dataclass(frozen=True)
class Result:
    """The score of an item, and the part of the weight below it that is answered."""

    score: Decimal | None
    answered: Decimal


def mean(parts: Iterable[tuple[Decimal, Result]]) -> Result:
    """Return the mean of weighted parts, without those that have no score.

    None where more than `MOST_MISSING` of the weight has no score, or there is no weight.
    """
    weighted = list(parts)
    whole = sum((weight for weight, _ in weighted), Decimal(0))
    if not whole:
        return Result(None, Decimal(0))
    known = [(weight, part.score) for weight, part in weighted if part.score is not None]
    scored = sum((weight for weight, _ in known), Decimal(0))
    answered = sum((weight * part.answered for weight, part in weighted), Decimal(0)) / whole
    if not scored or whole - scored > MOST_MISSING * whole:
        return Result(None, answered)
    total = sum((weight * score for weight, score in known), Decimal(0))
    return Result(total / scored, answered)


def results(items: Sequence[Item], answers: Mapping[str, Decimal]) -> dict[str, Result]:
    """Return the result of every item above the indicators.

    Parameters
    ----------
    items
        The tree of an edition.
    answers
        Scores of indicators, from 0 to 1; who was not answered is not in it.
    """
    children: dict[str | None, list[Item]] = {}
    for item in items:
        children.setdefault(item.parent, []).append(item)
    found: dict[str, Result] = {}

    def result(item: Item) -> Result:
        if item.level is PolicyLevel.INDICATOR:
            score = answers.get(item.item)
            return Result(
                None if score is None else LOWEST + (HIGHEST - LOWEST) * score,
                Decimal(score is not None),
            )
        below = children.get(item.item, ())
        found[item.item] = mean((one.weighs, result(one)) for one in below)
        return found[item.item]

    for root in children.get(None, ()):
        result(root)
    return found
