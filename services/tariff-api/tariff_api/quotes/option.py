"""A duty that the goods might pay, and the order of several."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from eslabon.contracts.nomenclature import Correlation
from eslabon.contracts.quotes import CandidateKind, CandidateStatus

from tariff_api.duties.expression import Consignment, Expression, Levy, ad_valorem
from tariff_api.quotes.attribution import Attributed
from tariff_api.quotes.facts import Season
from tariff_api.quotes.wording import Sentence

ZERO = Decimal(0)
APPLYING = frozenset(
    {CandidateStatus.APPLIES, CandidateStatus.BEATEN, CandidateStatus.QUOTA_UNKNOWN}
)


class Condition(Enum):
    """What may take a rate away."""

    LIST = auto()
    """A list of exceptions that is not loaded."""
    RANGE = auto()
    """The source speaks of several lines that do not pay the same."""
    CORRELATION = auto()
    """The line corresponds to several codes of the preference's nomenclature."""
    QUOTA = auto()
    OBSERVATION = auto()
    """The agreement limits it to a part of the line."""


# The goods' own papers settle these, no further data: such a rate may win (DOMAIN 1.5).
SETTLED_BY_GOODS = frozenset({Condition.QUOTA, Condition.OBSERVATION})


@dataclass(frozen=True, slots=True)
class Option:
    """A duty that the goods might pay; `applied_percent` is an upper bound where it is a range.

    Where the duty is not ad valorem, `expression` has it and the percentages are None; `origin`
    is the duty that it was reduced from.
    """

    kind: CandidateKind
    applied_percent: Decimal | None
    lowest_percent: Decimal | None
    margin_percent: Decimal | None
    attributed: Attributed
    beneficiary: str
    condition: Condition | None
    why: Sentence
    valid_from: date | None
    valid_to: date | None
    observed_on: date | None
    legal_base: str | None
    release: int
    status: CandidateStatus = CandidateStatus.APPLIES
    expression: Expression | None = None
    origin: Expression | None = None
    quota: str | None = None
    season: Season | None = None
    observation: str | None = None
    correlation: Correlation | None = None
    notes: tuple[Sentence, ...] = ()
    """What else is to be said of it, after `why`."""
    levy: Levy | None = None
    beaten_by: "Option | None" = None
    is_best: bool = False

    @property
    def conditional(self) -> bool:
        """True where something may take the rate away."""
        return self.condition is not None

    @property
    def applies(self) -> bool:
        """True where the goods can claim it on the day."""
        return self.status in APPLYING

    @property
    def certain(self) -> bool:
        """True where the goods pay it, whatever else is not loaded."""
        return self.condition is None and self.status in APPLYING

    @property
    def prohibited(self) -> bool:
        """True where the goods must not enter."""
        return self.expression is not None and self.expression.prohibited

    @property
    def known(self) -> bool:
        """True where the duty is known, as a percentage or not."""
        return self.applied_percent is not None or self.expression is not None


def levied(option: Option, consignment: Consignment) -> Option:
    """Return the option with its duty on the consignment; a range is levied at its upper end."""
    duty = option.expression
    if duty is None:
        if option.applied_percent is None:
            return option
        duty = ad_valorem(option.applied_percent)
    return replace(option, levy=duty.levied(consignment))


def _amount(option: Option) -> Decimal | None:
    return option.levy.amount_usd if option.levy else None


def by_money(options: Sequence[Option]) -> bool:
    """Tell whether the consignment makes all duties that apply comparable in money."""
    payable = [option for option in options if option.applies and not option.prohibited]
    return all(_amount(option) is not None for option in payable) and bool(payable)


def no_higher(one: Option, other: Option) -> bool:
    """Tell whether `one` is known not to be above the lowest that `other` may be.

    Percentages compare with each other, zero with anything; duties of different kinds only in
    money; duties reduced from one and the same duty by their margins (DOMAIN 1.5: a margin
    reduces every component). Nothing is above a prohibition.
    """
    if one.applied_percent == ZERO or other.prohibited:
        return True
    if one.prohibited or not one.known or not other.known:
        return False
    if one.applied_percent is not None and other.lowest_percent is not None:
        return one.applied_percent <= other.lowest_percent
    if one.origin is not None and one.origin == other.origin:
        return (one.margin_percent or ZERO) >= (other.margin_percent or ZERO)
    mine, its = _amount(one), _amount(other)
    return mine is not None and its is not None and mine <= its


def key(option: Option, in_money: bool) -> tuple[object, ...]:
    """Return what candidates are ordered by: total, and the same whatever order they come in.

    First those that apply. Among them the lowest duty: in money where the consignment makes all
    comparable (equal amounts by percentage); else percentages, then other duties, each beside
    those reduced from the same duty, the larger margin first, then prohibitions, then duties not
    known. Equal duties: certain before conditional, without quota, for the full line, MFN (no
    paper needed), by code of agreement, beneficiary, quota, season and release.
    """
    percent, amount = option.applied_percent, _amount(option)
    tier, value, origin, margin = 0, ZERO, "", ZERO
    if option.prohibited:
        tier = 2
    elif in_money and amount is not None:
        value = amount
    elif option.expression is not None:
        tier, origin = 1, (option.origin or option.expression).text()
        margin = -(option.margin_percent or ZERO)
    elif percent is None:
        tier = 3
    else:
        value = percent
    agreement = option.attributed.agreement
    return (
        not option.applies,
        tier,
        value,
        ZERO if percent is None else percent,
        origin,
        margin,
        option.condition is not None,
        option.quota is not None,
        option.observation is not None,
        option.kind is CandidateKind.PREFERENCE,
        agreement is None,
        agreement or "",
        option.beneficiary,
        option.quota or "",
        option.season or ("", ""),
        option.observation or "",
        option.correlation.to_code if option.correlation else "",
        option.status,
        option.valid_from or date.min,
        option.release,
    )
