"""Charges in money, one after the other: each may be levied on those before it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from tariff_api.charges.charge import BASES, CHARGES_BEFORE, DUTY, Charge, Extent, base_usd
from tariff_api.duties.expression import Consignment, Levy, Step
from tariff_api.duties.levy import CUSTOMS_VALUE

NATIONAL_CODE = "national_code"


@dataclass(frozen=True, slots=True)
class Assessed:
    """A charge, what its percentage is of, and its amount with the steps that lead to it."""

    charge: Charge
    extent: Extent
    base_usd: Decimal | None
    levy: Levy


def assessed(
    due: Iterable[tuple[Charge, Extent]], consignment: Consignment, duty_usd: Decimal | None
) -> list[Assessed]:
    """Return charges in money, in the order given, which is that of computation.

    An amount is None where its base, or a part of it, is not known, or where the charge is on a
    part of the code only; `lacking` says which. One that is levied on the charges before it is
    None where one of them is.
    """
    found: list[Assessed] = []
    before: Decimal | None = Decimal(0)
    for charge, extent in due:
        amounts = {
            CUSTOMS_VALUE: consignment.customs_value_usd,
            DUTY: duty_usd,
            CHARGES_BEFORE: before,
        }
        base = base_usd(charge.base, amounts)
        levy = _levy(charge, extent, replace(consignment, customs_value_usd=base), amounts)
        found.append(Assessed(charge, extent, base, levy))
        before = None if before is None or levy.amount_usd is None else before + levy.amount_usd
    return found


def _levy(
    charge: Charge, extent: Extent, goods: Consignment, amounts: Mapping[str, Decimal | None]
) -> Levy:
    if extent is Extent.PART:
        return Levy(None, (Step(charge.expression, None),), (NATIONAL_CODE,))
    levy = charge.rate.levied(goods)
    if CUSTOMS_VALUE not in levy.lacking:
        return levy
    # What stood in for the customs value is the base: its missing parts are what is lacking.
    parts = tuple(name for name in BASES[charge.base] if amounts.get(name) is None)
    return replace(
        levy, lacking=parts + tuple(lack for lack in levy.lacking if lack != CUSTOMS_VALUE)
    )
