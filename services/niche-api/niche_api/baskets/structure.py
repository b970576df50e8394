"""The structure of a place's exports by group: today, and with its niches at an advantage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from niche_api.niches.candidates import Candidates

NICHES = ("EMERGING", "NON_REVEALED")
"""Statuses whose potential value the potential basket holds."""


@dataclass
class Part:
    """What a group is of a basket; values are in the basket's unit."""

    group: str | None
    value: float = 0.0
    added: float = 0.0
    industries: int = 0
    niches: int = 0


def parts(found: Candidates, groups: Sequence[str | None]) -> list[Part]:
    """Return a basket by group, largest first, those of equal value by name.

    Parameters
    ----------
    groups : sequence of length (products,)
        Group of each product; None for those of none.
    """
    made: dict[str | None, Part] = {}
    present = found.present.tolist()
    values, potential = np.nan_to_num(found.values), np.nan_to_num(found.potential)
    for at, (value, lacking) in enumerate(zip(values.tolist(), potential.tolist(), strict=True)):
        part = made.setdefault(groups[at], Part(groups[at]))
        part.value += value
        part.industries += present[at]
        if found.status[at] in NICHES:
            part.niches += 1
            part.added += lacking
    kept = [part for part in made.values() if part.value or part.added]
    return sorted(kept, key=lambda part: (-part.value, part.group or "~"))


def shares(found: Sequence[Part]) -> Mapping[str | None, tuple[float, float]]:
    """Return the share of each group today, and with its niches; 0 of an empty basket."""
    today = sum(part.value for part in found) or 1.0
    later = sum(part.value + part.added for part in found) or 1.0
    return {part.group: (part.value / today, (part.value + part.added) / later) for part in found}


def totals(found: Sequence[Part]) -> dict[str, Any]:
    """Return sums over all groups, as the fields of a basket."""
    return {
        "total": sum(part.value for part in found),
        "added_value": sum(part.added for part in found),
        "industries": sum(part.industries for part in found),
    }
