"""Which agreement a rate belongs to, no further than the data tell (DOMAIN 11.3)."""

from dataclasses import dataclass
from decimal import Decimal

from eslabon.contracts.quotes import Attribution

from tariff_api.quotes.facts import (
    GROUP_AGREEMENTS,
    HUNDRED,
    PAR,
    Pair,
    Preference,
    margin_percent,
    reduced,
    rounded,
)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Attributed:
    """The agreement of a rate, how it is known, and all that could give the rate."""

    attribution: Attribution
    agreement: str | None
    candidates: tuple[str, ...]
    conflict: bool = False
    """True where the margin is one that AR.PAR 4 grants, but to other partners."""


def matches(rate: Decimal, mfn: Decimal, margin: Decimal) -> bool:
    """Tell whether `rate` is the MFN duty cut by `margin` percent, as the source rounds it.

    Sources print rates with one or two decimals, half up; trailing zeros are lost on the way, so
    at least one decimal is compared.
    """
    exponent = rate.normalize().as_tuple().exponent
    places = max(1, -exponent) if isinstance(exponent, int) else 1
    return rounded(reduced(mfn, margin), places) == rate


def attributed(row: Preference, mfn: Decimal | None, pair: Pair) -> Attributed:
    """Return the agreement that gives the rate of `row`."""
    if row.agreement:
        return Attributed(Attribution.STATED, row.agreement, (row.agreement,))
    if row.beneficiary != pair.exporter:
        if row.beneficiary in GROUP_AGREEMENTS:
            return Attributed(Attribution.STATED, row.beneficiary, (row.beneficiary,))
        return Attributed(Attribution.UNKNOWN, None, ())
    could = tuple(
        sorted(
            one.code
            for one in pair.agreements
            if one.known_to_grant and one.code not in GROUP_AGREEMENTS
        )
    )
    if PAR not in could or pair.par_cell is None or not row.exact:
        return _among(could)
    if row.margin_percent is not None:
        margin, regional = row.margin_percent, row.margin_percent == pair.par_cell
    elif mfn and row.rate_percent is not None:
        found = margin_percent(mfn, row.rate_percent)
        margin, regional = found or ZERO, matches(row.rate_percent, mfn, pair.par_cell)
    else:
        return _among(could)
    if pair.par_cell != HUNDRED and regional:
        return Attributed(Attribution.MARGIN_MATCH, PAR, could)
    if margin != HUNDRED and margin in pair.par_row:
        return Attributed(Attribution.AMBIGUOUS, None, could, conflict=True)
    return _among(tuple(code for code in could if code != PAR))


def _among(could: tuple[str, ...]) -> Attributed:
    if len(could) == 1:
        return Attributed(Attribution.SOLE_AGREEMENT, could[0], could)
    return Attributed(Attribution.AMBIGUOUS if could else Attribution.UNKNOWN, None, could)
