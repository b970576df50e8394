"""What a check is decided from: the rules of a set, the goods and their materials."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from eslabon.contracts.origin import Operator, RuleClass, ThresholdBasis

from tariff_api.cells import values_in

Range = tuple[str, str]
"""First and last code, both with all that is below them."""
LONGEST = 12


class Standing(StrEnum):
    """Whether a material counts as originating."""

    ORIGINATING = "ORIGINATING"
    UNCERTAIN = "UNCERTAIN"
    NON_ORIGINATING = "NON_ORIGINATING"


@dataclass(frozen=True, slots=True)
class Part:
    """A material: its code, its standing, its CIF value in US dollars."""

    code: str
    standing: Standing
    value_usd: Decimal | None
    wholly_obtained: bool | None = None


@dataclass(frozen=True, slots=True)
class Goods:
    """The goods and what is known of how they were made; `parts` is None where it is not known."""

    code: str
    parts: tuple[Part, ...] | None
    fob_usd: Decimal | None = None
    ex_works_usd: Decimal | None = None
    wholly_obtained: bool | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A share of the price in percent, and what it is measured on."""

    percent: Decimal
    basis: ThresholdBasis


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a set, as far as figures and codes can decide it."""

    rule_set: str
    number: int
    rule_class: RuleClass
    materials: tuple[Range, ...] = ()
    barred: tuple[Range, ...] = ()
    limit: Limit | None = None
    allowance_percent: Decimal | None = None
    operator: Operator | None = None


def ranges(joined: str | None) -> tuple[Range, ...]:
    """Return `0401-0406|17` as ranges of codes."""
    found: list[Range] = []
    for one in values_in(joined):
        first, _, last = one.partition("-")
        found.append((first, last or first))
    return tuple(found)


def inside(code: str, span: Range) -> bool:
    """Tell whether all that a code holds lies in a range."""
    first, last = span[0].ljust(LONGEST, "0"), span[1].ljust(LONGEST, "9")
    return first <= code.ljust(LONGEST, "0") and code.ljust(LONGEST, "9") <= last


def touches(code: str, span: Range) -> bool:
    """Tell whether something that a code holds lies in a range."""
    first, last = span[0].ljust(LONGEST, "0"), span[1].ljust(LONGEST, "9")
    return first <= code.ljust(LONGEST, "9") and code.ljust(LONGEST, "0") <= last


def beginning(codes: Sequence[str]) -> str:
    """Return the digits that codes share from the first on; none of no codes."""
    if not codes:
        return ""
    first, last = min(codes), max(codes)
    shared = [one == other for one, other in zip(first, last, strict=False)]
    return first[: shared.index(False) if False in shared else len(shared)]


def alternatives(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the groups of rules that AND binds; meeting one group meets the set."""
    groups: list[list[Rule]] = [[]]
    for rule in rules:
        groups[-1].append(rule)
        if rule.operator is Operator.OR:
            groups.append([])
    return [group for group in groups if group]
