"""A charge, and the rules of what it is levied on: goods, origin, day and base."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from eslabon.contracts.charges import ChargeBase, ChargeKind
from eslabon.contracts.envelope import Lang
from servicekit.releases.dataset import Texts

from tariff_api.charges.area import Origin, reached
from tariff_api.duties.expression import Expression, parsed
from tariff_api.duties.levy import CUSTOMS_VALUE

DUTY = "duty_usd"
CHARGES_BEFORE = "charges_usd"
BASE = "base"


class Extent(Enum):
    """How much of a code a charge is levied on."""

    NONE = 0
    PART = 1
    WHOLE = 2


@dataclass(frozen=True, slots=True)
class Charge:
    """One row of charges."""

    importer: str
    charge: str
    names: Texts
    kind: ChargeKind
    nomenclature: str | None
    code: str | None
    origin: str
    origin_except: tuple[str, ...]
    expression: str
    base: ChargeBase
    sequence: int
    valid_from: date | None
    valid_to: date | None
    dates_stated: bool
    observed_on: date
    legal_base: str | None
    verified: bool
    reference: str
    note: str | None
    release: int

    @property
    def key(self) -> tuple[int, str, str, str, str, int]:
        """Its place among the charges of an importer: the order in which they are computed."""
        since = self.valid_from.isoformat() if self.valid_from else ""
        return self.sequence, self.charge, self.code or "", self.origin, since, self.release

    @property
    def rate(self) -> Expression:
        """What is levied."""
        return parsed(self.expression)

    def name(self, lang: Lang) -> str:
        """Return its name in a language; in Spanish where it has none in it."""
        return self.names[lang] or self.names[Lang.ES]

    def holds(self, on: date) -> bool:
        """Tell whether it may be levied on the day; ends that are not known do not limit it."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def reaches(self, origin: Origin) -> bool:
        """Tell whether goods of an origin pay it."""
        return reached(self.origin, self.origin_except, origin)

    def extent(self, code: str) -> Extent:
        """Return whether it is levied on all, part or nothing of what a code holds."""
        if self.code is None or code.startswith(self.code):
            return Extent.WHOLE
        return Extent.PART if self.code.startswith(code) else Extent.NONE


class Charges:
    """The charges of one importer, found by code; iterated in order of computation."""

    def __init__(self, charges: Iterable[Charge]) -> None:
        self._all = tuple(sorted(charges, key=lambda one: one.key))
        self._by_code: dict[str, list[Charge]] = {}
        for charge in self._all:
            self._by_code.setdefault(charge.code or "", []).append(charge)
        self._codes = sorted(self._by_code)
        self._sizes = sorted({len(code) for code in self._codes})

    def __iter__(self) -> Iterator[Charge]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def on(self, code: str, origin: Origin, on: date) -> list[tuple[Charge, Extent]]:
        """Return what goods of a code and an origin pay on a day, in order of computation.

        Of one charge (of one release) stated for a code and for a beginning of it, the longest
        code holds. Those on a part of the code come with `Extent.PART`.
        """
        closest: dict[tuple[int, str], list[Charge]] = {}
        for size in self._sizes:
            if size > len(code):
                break
            found: dict[tuple[int, str], list[Charge]] = {}
            for charge in self._by_code.get(code[:size], ()):
                if charge.holds(on) and charge.reaches(origin):
                    found.setdefault((charge.release, charge.charge), []).append(charge)
            closest |= found
        whole = [(charge, Extent.WHOLE) for same in closest.values() for charge in same]
        first = bisect_right(self._codes, code)
        last = bisect_right(self._codes, code + "9" * 12)
        part = [
            (charge, Extent.PART)
            for longer in self._codes[first:last]
            for charge in self._by_code[longer]
            if charge.holds(on) and charge.reaches(origin)
        ]
        return sorted(whole + part, key=lambda one: one[0].key)


BASES: Mapping[ChargeBase, tuple[str, ...]] = {
    ChargeBase.CUSTOMS_VALUE: (CUSTOMS_VALUE,),
    ChargeBase.CUSTOMS_VALUE_AND_DUTY: (CUSTOMS_VALUE, DUTY),
    ChargeBase.CUSTOMS_VALUE_DUTY_AND_CHARGES: (CUSTOMS_VALUE, DUTY, CHARGES_BEFORE),
    ChargeBase.DUTY: (DUTY,),
    ChargeBase.QUANTITY: (BASE,),
    ChargeBase.UNKNOWN: (BASE,),
}
"""The amounts that each base is the sum of; a base that is not stated is no amount."""


def base_usd(base: ChargeBase, amounts: Mapping[str, Decimal | None]) -> Decimal | None:
    """Return what a percentage is taken of; None where a part of it, or the base, is not known."""
    found = [amounts.get(name) for name in BASES[base]]
    known = [amount for amount in found if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(found) else None
