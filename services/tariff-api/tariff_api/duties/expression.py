"""Duties that are more than one percentage: their text, their reduction, their money.

    expression = terms [" MIN " terms] [" MAX " terms] | "PROHIBITED"
    terms      = term {" + " term}
    term       = number "%" | number " " currency "/" [whole number " "] unit

For example `10%`, `10% + 0.36 USD/kg`, `20% MIN 2.50 USD/pair`,
`9.1% + 45.1 EUR/100 kg MAX 18.9% + 16.5 EUR/100 kg`. Currencies are ISO 4217, units those of
`Unit`. Where a minimum exceeds a maximum, the maximum holds.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from eslabon.contracts.envelope import Lang
from eslabon.contracts.expressions import DutyType, Unit
from servicekit.releases.dataset import texts

from tariff_api.duties import levy
from tariff_api.duties.levy import Consignment, Levy, Step
from tariff_api.duties.term import EXACT, ONE, Term

__all__ = [
    "PATTERN", "Consignment", "Expression", "Levy", "Step", "Term", "ad_valorem", "parsed",
]  # fmt: skip

PROHIBITED = "PROHIBITED"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_UNITS = "|".join(unit.value for unit in Unit)
_TERM = rf"(?:{_NUMBER}%|{_NUMBER} [A-Z]{{3}}/(?:[1-9][0-9]* )?(?:{_UNITS}))"
_TERMS = rf"{_TERM}(?: \+ {_TERM})*"
PATTERN = rf"{PROHIBITED}|{_TERMS}(?: MIN {_TERMS})?(?: MAX {_TERMS})?"
"""Regular expression of every text that `parsed` takes."""

_READ = re.compile(
    rf"(?P<percent>{_NUMBER})%|(?P<amount>{_NUMBER}) (?P<currency>[A-Z]{{3}})/"
    rf"(?:(?P<per>[1-9][0-9]*) )?(?P<unit>\w+)",
    re.ASCII,
)
_BETWEEN = re.compile(r" (\+|MIN|MAX) ")
_AFTER = {"+": ("", "MIN", "MAX"), "MIN": ("",), "MAX": ("", "MIN")}  # parts each may follow
_MINIMUM = texts("mínimo", "mínimo", "minimum")
_MAXIMUM = texts("máximo", "máximo", "maximum")
_NO_ENTRY = texts("Importación prohibida", "Importação proibida", "Import prohibited")


@dataclass(frozen=True, slots=True)
class Expression:
    """A duty: the sum of `terms`, not below `minimum` and not above `maximum` (empty: no bound)."""

    terms: tuple[Term, ...]
    minimum: tuple[Term, ...] = ()
    maximum: tuple[Term, ...] = ()
    prohibited: bool = False

    @property
    def duty_type(self) -> DutyType:
        """How the duty is levied."""
        if self.prohibited:
            return DutyType.PROHIBITED
        if self.minimum or self.maximum:
            return DutyType.MIXED
        percentages = sum(term.unit is None for term in self.terms)
        if percentages == len(self.terms):
            return DutyType.AD_VALOREM
        return DutyType.COMPOUND if percentages else DutyType.SPECIFIC

    @property
    def percent(self) -> Decimal | None:
        """The whole duty in percent of customs value; None unless it is ad valorem."""
        if self.duty_type is not DutyType.AD_VALOREM:
            return None
        return sum((term.percent for term in self.terms if term.percent is not None), Decimal(0))

    def reduced(self, margin_percent: Decimal) -> "Expression":
        """Return what is left after a reduction of every component, bounds included.

        A margin of 0 leaves the duty as it is, one of 100 leaves `0%`; no margin lifts a
        prohibition. ValueError for a margin outside 0 to 100.
        """
        if not 0 <= margin_percent <= 100:
            raise ValueError(f"a margin is from 0 to 100 percent, not {margin_percent}")
        if self.prohibited or margin_percent == 0:
            return self
        if margin_percent == 100:
            return FREE
        left = EXACT.divide(EXACT.subtract(Decimal(100), margin_percent), Decimal(100))
        terms, minimum, maximum = (
            tuple(term.reduced(left) for term in part)
            for part in (self.terms, self.minimum, self.maximum)
        )
        return Expression(terms, minimum, maximum)

    def text(self, lang: Lang | None = None) -> str:
        """Return the canonical text, which `parsed` reads; in a language, the text for people."""
        if self.prohibited:
            return PROHIBITED if lang is None else _NO_ENTRY[lang]
        low = " MIN " if lang is None else f", {_MINIMUM[lang]} "
        high = " MAX " if lang is None else f", {_MAXIMUM[lang]} "
        return "".join(
            word + " + ".join(term.text(lang) for term in part)
            for word, part in (("", self.terms), (low, self.minimum), (high, self.maximum))
            if part
        )

    def levied(self, consignment: Consignment) -> Levy:
        """Return the duty in dollars with its steps, each rounded half up to cents once.

        Where something must be known first (value, quantity, an exchange rate) or the goods are
        prohibited, the amount is None; `lacking` names what to give.
        """
        if self.prohibited:
            return Levy(None, (Step(PROHIBITED, None),), ())
        return levy.levied(self.terms, self.minimum, self.maximum, consignment)


def ad_valorem(rate_percent: Decimal) -> Expression:
    """Return the duty that is one percentage of customs value."""
    return Expression((Term(percent=rate_percent),))


FREE = ad_valorem(Decimal(0))


@lru_cache(maxsize=4096)
def parsed(text: str) -> Expression:
    """Return the duty that a canonical text writes; ValueError says what is wrong and where."""
    if text == PROHIBITED:
        return Expression((), prohibited=True)
    parts: dict[str, list[Term]] = {"": [], "MIN": [], "MAX": []}
    part, position = "", 0
    for separator in [*_BETWEEN.finditer(text), None]:
        end = separator.start() if separator else len(text)
        parts[part].append(_term(text[position:end], position + 1))
        if separator:
            word = separator[1]
            if part not in _AFTER[word]:
                raise ValueError(f"at {end + 2}: MIN stands once, before MAX, which stands once")
            part, position = part if word == "+" else word, separator.end()
    return Expression(tuple(parts[""]), tuple(parts["MIN"]), tuple(parts["MAX"]))


def _term(text: str, position: int) -> Term:
    found = _READ.fullmatch(text)
    if found is None:
        raise ValueError(
            f"at {position}: {text!r} is not a term; write 10% or 0.36 USD/kg, with a point before "
            "decimals, one blank around + MIN MAX, and no other"
        )
    if found["percent"]:
        return Term(percent=Decimal(found["percent"]))
    if found["unit"] not in list(Unit):
        known = ", ".join(Unit)
        raise ValueError(f"at {position}: {found['unit']!r} is not a unit; use one of {known}")
    return Term(
        amount=Decimal(found["amount"]),
        currency=found["currency"],
        per=Decimal(found["per"]) if found["per"] else ONE,
        unit=Unit(found["unit"]),
    )
