"""Charges beside the customs duty, levied one after the other on a consignment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from eslabon.contracts.charges import ChargeBase
from eslabon.contracts.envelope import Reason

from tariff_api.charges.assessment import assessed
from tariff_api.charges.charge import Charge, Extent
from tariff_api.duties.expression import Consignment, Levy
from tariff_api.quotes.completeness import Gap
from tariff_api.quotes.option import Option
from tariff_api.quotes.wording import Sentence

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Charged:
    """A charge on the goods; `levy` is None without a consignment."""

    charge: Charge
    extent: Extent
    base_usd: Decimal | None = None
    levy: Levy | None = None

    @property
    def amount_usd(self) -> Decimal | None:
        """What is due; None where it is not known, or only for some of the lines."""
        if self.levy is None or self.extent is Extent.PART:
            return None
        return self.levy.amount_usd


def charged(
    due: Sequence[tuple[Charge, Extent]], duty: Option | None, consignment: Consignment | None
) -> tuple[Charged, ...]:
    """Return the charges in their order, each levied on its base where a consignment is given.

    `duty` is the candidate whose duty is in the bases.
    """
    if consignment is None:
        return tuple(Charged(charge, extent) for charge, extent in due)
    duty_usd = duty.levy.amount_usd if duty is not None and duty.levy else None
    return tuple(
        Charged(one.charge, one.extent, one.base_usd, one.levy)
        for one in assessed(due, consignment, duty_usd)
    )


def total_usd(duty: Option | None, charges: Sequence[Charged]) -> Decimal | None:
    """Return duty and charges together; None where any of them is not known."""
    if duty is None or duty.levy is None:
        return None
    return _sum([duty.levy.amount_usd, *(one.amount_usd for one in charges)])


def charge_gaps(charges: Sequence[Charged], consignment: Consignment | None) -> list[Gap]:
    """Return why amounts of charges are not known."""
    found: list[Gap] = []
    for one in charges:
        name = one.charge.names
        if one.extent is Extent.PART:
            sentence = Sentence("some_lines", name=name)
            found.append(Gap(one.charge.charge, Reason.AMBIGUOUS_CODE, sentence))
        elif one.charge.base is ChargeBase.UNKNOWN:
            sentence = Sentence("unknown_base", name=name)
            found.append(Gap(one.charge.charge, Reason.NOT_REPORTED, sentence))
        elif consignment is not None and one.amount_usd is None and one.levy:
            needs = ", ".join(one.levy.lacking) or "customs_value_usd"
            sentence = Sentence("lacking", name=name, needs=needs)
            found.append(Gap(one.charge.charge, Reason.NOT_ASSESSED, sentence))
    return found


def duty_gap(duty: Option | None) -> list[Gap]:
    """Say what must be given for the duty itself to be computed in money."""
    if duty is None or duty.levy is None or not duty.levy.lacking:
        return []
    sentence = Sentence("lacking", name="duty_value_usd", needs=", ".join(duty.levy.lacking))
    return [Gap("duty_value_usd", Reason.NOT_ASSESSED, sentence)]


def common(lines: Sequence[Sequence[Charged]]) -> tuple[Charged, ...]:
    """Return the charges that hold for every line; those on some of them as on a part."""
    if len(lines) == 1:
        return tuple(lines[0])
    found: dict[int, Charged] = {}
    times: dict[int, int] = {}
    for line in lines:
        for one in line:
            key = id(one.charge)
            times[key] = times.get(key, 0) + 1
            if key in found and found[key] != one:
                found[key] = Charged(one.charge, min(found[key].extent, one.extent, key=_size))
            else:
                found[key] = one
    whole = [
        one if times[key] == len(lines) else replace(one, extent=Extent.PART)
        for key, one in found.items()
    ]
    return tuple(sorted(whole, key=lambda one: one.charge.key))


def _size(extent: Extent) -> int:
    return extent.value


def _sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if len(known) == len(amounts) else None
