"""Which beginnings of codes a norm may have to bite on a product, and how much of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eslabon.contracts.nomenclature import Correlation
from eslabon.contracts.norms import Extent

LONGEST = 12
"""Digits of the longest code."""


@dataclass(frozen=True, slots=True)
class Span:
    """Beginnings of codes of one nomenclature from `low` to `high`, inclusive."""

    nomenclature: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The product asked for, in one nomenclature that norms are in."""

    codes: tuple[str, ...]
    """Codes that stand for it there; of six digits where it came from another nomenclature."""
    lines: tuple[str, ...] = ()
    """National lines below them, where they are known."""
    correlations: Mapping[str, Correlation] = field(default_factory=dict)
    """What led to each of the codes, where editions differ."""


ALL_GOODS = Span("", "", "")


def spans(nomenclature: str, codes: Iterable[str]) -> set[Span]:
    """Return where the beginnings lie that bite on these codes: at, above and below each."""
    found = set()
    for code in codes:
        found |= {
            Span(nomenclature, code[:digits], code[:digits]) for digits in range(2, len(code), 2)
        }
        found.add(Span(nomenclature, code, code.ljust(LONGEST, "9")))
    return found


def _begins(code: str, beginnings: Collection[str]) -> bool:
    return any(code[:digits] in beginnings for digits in range(len(code) + 1))


def extent(asked: Asked, beginnings: Collection[str]) -> Extent:
    """Return whether the beginnings of a norm hold all that was asked for.

    They do where they hold every code, or every national line below a code.
    """
    kept = frozenset(beginnings)
    for code in asked.codes:
        if _begins(code, kept):
            continue
        below = [line for line in asked.lines if line.startswith(code)]
        if not below or not all(_begins(line, kept) for line in below):
            return Extent.PART
    return Extent.WHOLE


def followed(asked: Asked, beginnings: Collection[str]) -> Sequence[Correlation]:
    """Return the correlations by which a norm was reached."""
    return [
        correlation
        for code, correlation in sorted(asked.correlations.items())
        if _begins(code, frozenset(beginnings)) or any(one.startswith(code) for one in beginnings)
    ]
