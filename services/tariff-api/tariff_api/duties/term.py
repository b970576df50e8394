"""One component of a duty: a percentage, or an amount of money per quantity."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from eslabon.contracts.envelope import Lang
from eslabon.contracts.expressions import Unit

from tariff_api.duties import units

ONE = Decimal(1)
EXACT = Context(prec=80, rounding=ROUND_HALF_UP)
"""Wide enough that no product of a rate, a margin and a value of goods loses a digit."""


def digits(number: Decimal) -> str:
    """Return a number without exponent, with the decimals it was written with."""
    return format(number, "f")


@dataclass(frozen=True, slots=True)
class Term:
    """Either `percent` of the base, or `amount` of `currency` for each `per` of `unit`."""

    percent: Decimal | None = None
    amount: Decimal | None = None
    currency: str | None = None
    per: Decimal = ONE
    unit: Unit | None = None

    def reduced(self, left: Decimal) -> "Term":
        """Return the term with the fraction `left` of its rate, exactly."""
        if self.percent is not None:
            return Term(percent=_product(self.percent, left))
        assert self.amount is not None
        return Term(
            amount=_product(self.amount, left),
            currency=self.currency,
            per=self.per,
            unit=self.unit,
        )

    def text(self, lang: Lang | None = None) -> str:
        """Return `10%` or `0.36 USD/kg`; in a language, as people write it."""
        if self.percent is not None:
            return f"{digits(self.percent)}%" if lang is None else f"{digits(self.percent)} %"
        assert self.amount is not None
        assert self.unit is not None
        unit = self.unit.value if lang is None else units.name(self.unit, lang)
        per = "" if self.per == 1 else f"{digits(self.per)} "
        return f"{digits(self.amount)} {self.currency}/{per}{unit}"


def _product(rate: Decimal, left: Decimal) -> Decimal:
    """Return rate × left without trailing zeros."""
    return EXACT.normalize(EXACT.multiply(rate, left))
