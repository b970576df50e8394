"""Charges beside the customs duty, levied one after the other on a consignment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from eslabon.contracts.charges import ChargeBase
from eslabon.contracts.envelope import Reason

from tariff_api.charges.charge import Charge, Extent, base_usd
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
        """What is due; None where it is not known, or only for a part of the goods' code."""
        if self.levy is None or self.extent is Extent.PART:
            return None
        return self.levy.amount_usd


def charged(
    due: Sequence[tuple[Charge, Extent]], duty: Option | None, consignment: Consignment | None
) -> tuple[Charged, ...]:
    """Return the charges in their order, each levied on its base where a consignment is given.

    `duty` is the candidate whose duty is in the bases. A base holds the charges of a lower
    sequence; each step of a charge is rounded half up to cents once.
    """
    if consignment is None:
        return tuple(Charged(charge, extent) for charge, extent in due)
    duty_usd = duty.levy.amount_usd if duty is not None and duty.levy else None
    found: list[Charged] = []
    for charge, extent in due:
        before = [one.amount_usd for one in found if one.charge.sequence < charge.sequence]
        base = base_usd(charge.base, consignment.customs_value_usd, duty_usd, _sum(before))
        levy = charge.rate.levied(replace(consignment, customs_value_usd=base))
        found.append(Charged(charge, extent, base, levy))
    return tuple(found)


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
