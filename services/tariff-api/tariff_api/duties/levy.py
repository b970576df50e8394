"""From a duty's terms to money, step by step, so that a person can check it by hand.

Every step that the law computes (each percentage, each amount per quantity) is rounded once, half
up, to cents; sums, minima and maxima are of rounded figures and need no rounding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext

from eslabon.contracts.expressions import Unit

from tariff_api.duties import units
from tariff_api.duties.term import EXACT, Term, digits

CENT = Decimal("0.01")
DOLLARS = "USD"
CUSTOMS_VALUE = "customs_value_usd"


@dataclass(frozen=True, slots=True)
class Consignment:
    """The goods as far as a duty depends on them; what is not known is None or left out."""

    customs_value_usd: Decimal | None = None
    quantities: Mapping[Unit, Decimal] = field(default_factory=dict)
    weight_kg: Decimal | None = None

    def quantity(self, unit: Unit) -> Decimal | None:
        """Return how many of a unit the goods are; the weight stands in for units of mass."""
        known = dict(self.quantities)
        if self.weight_kg is not None:
            known.setdefault(Unit.KG, self.weight_kg)
        return units.converted(known, unit)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the computation; `amount_usd` is None where something is lacking."""

    formula: str
    amount_usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Levy:
    """A duty in money; `lacking` names what must be known before it can be computed."""

    amount_usd: Decimal | None
    steps: tuple[Step, ...]
    lacking: tuple[str, ...]


def levied(
    terms: Sequence[Term],
    minimum: Sequence[Term],
    maximum: Sequence[Term],
    consignment: Consignment,
) -> Levy:
    """Return the sum of `terms`, not below the minimum and never above the maximum, in dollars."""
    steps: list[Step] = []
    lacking: dict[str, None] = {}
    with localcontext(EXACT):
        amount = _sum(terms, consignment, steps, lacking)
        for bound, choose in ((minimum, max), (maximum, min)):
            if not bound:
                continue
            limit = _sum(bound, consignment, steps, lacking)
            if amount is None or limit is None:
                amount = None
                continue
            formula = f"{choose.__name__}({amount}, {limit}) {DOLLARS}"
            amount = choose(amount, limit)
            steps.append(Step(formula, amount))
    return Levy(amount, tuple(steps), tuple(lacking))


def cents(amount: Decimal) -> Decimal:
    """Return an amount of money rounded half up to cents."""
    return amount.quantize(CENT, ROUND_HALF_UP, EXACT)


def _sum(
    terms: Sequence[Term], consignment: Consignment, steps: list[Step], lacking: dict[str, None]
) -> Decimal | None:
    found = []
    for term in terms:
        step = _percentage(term, consignment) if term.unit is None else _specific(term, consignment)
        if isinstance(step, tuple):
            step, lack = step
            lacking[lack] = None
        steps.append(step)
        found.append(step.amount_usd)
    amounts = [amount for amount in found if amount is not None]
    if len(amounts) < len(found):
        return None
    total = sum(amounts, Decimal(0))
    if len(amounts) > 1:
        steps.append(Step(f"{' + '.join(map(digits, amounts))} {DOLLARS}", total))
    return total


def _percentage(term: Term, consignment: Consignment) -> Step | tuple[Step, str]:
    assert term.percent is not None
    value = consignment.customs_value_usd
    if value is None:
        return Step(f"{digits(term.percent)} % × ? {DOLLARS}", None), CUSTOMS_VALUE
    formula = f"{digits(term.percent)} % × {_money(value)} {DOLLARS}"
    return Step(formula, cents(term.percent * value / 100))


def _specific(term: Term, consignment: Consignment) -> Step | tuple[Step, str]:
    assert term.unit is not None
    assert term.amount is not None
    quantity = consignment.quantity(term.unit)
    if quantity is None:
        return Step(f"{term.text()} × ? {term.unit}", None), term.unit.value
    formula = f"{term.text()} × {digits(quantity)} {term.unit}"
    if term.currency != DOLLARS:
        return Step(formula, None), f"{term.currency} exchange rate"
    return Step(formula, cents(term.amount * quantity / term.per))


def _money(value: Decimal) -> str:
    """Return an amount with at least its cents."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return digits(value if exponent < -2 else value.quantize(CENT))
