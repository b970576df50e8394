"""Frequency, coverage and prevalence of norms over what a market imports: formulas alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Indicators:
    """How much of the imports norms bite on; null where nothing was imported."""

    affected: int
    """Imported lines with one norm or more."""
    frequency_percent: float | None
    coverage_percent: float | None
    prevalence: float | None


def indicators(norms: Mapping[str, int], imports: Mapping[str, Decimal]) -> Indicators:
    """Return the indicators of a market.

    Parameters
    ----------
    norms
        Number of norms on each line, `N`; lines left out have none.
    imports
        Value of imports of each line in USD, `V`; a line counts as imported (`M` = 1) above zero.

    With `D` = 1 where `N` ≥ 1: frequency = 100·Σ D·M / Σ M, coverage = 100·Σ D·V / Σ V and
    prevalence = Σ N·M / Σ M (UNCTAD). Each is computed exactly and rounded once, to a float.
    """
    imported = {line: value for line, value in imports.items() if value > 0}
    if not imported:
        return Indicators(0, None, None, None)
    counts = {line: norms.get(line, 0) for line in imported}
    affected = [line for line, count in counts.items() if count]
    value = sum((Fraction(one) for one in imported.values()), Fraction())
    of_affected = sum((Fraction(imported[line]) for line in affected), Fraction())
    return Indicators(
        affected=len(affected),
        frequency_percent=float(Fraction(100 * len(affected), len(imported))),
        coverage_percent=float(100 * of_affected / value),
        prevalence=float(Fraction(sum(counts.values()), len(imported))),
    )
