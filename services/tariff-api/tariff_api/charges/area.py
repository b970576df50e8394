"""Which origins a measure reaches: a country, the members of a scheme, all, or those without pact.

Members are those of the day: whoever asks gives the schemes that have the origin as a full member
on it, and whether an agreement with the importer is in force on it.
"""

from collections.abc import Collection
from dataclasses import dataclass

WORLD = "WLD"
NO_AGREEMENT = "NO_AGREEMENT"


@dataclass(frozen=True, slots=True)
class Origin:
    """An exporting country as it stands towards an importer on a day."""

    iso3: str
    groups: frozenset[str]
    has_agreement: bool


def reached(area: str, excepted: Collection[str], origin: Origin) -> bool:
    """Tell whether a measure on `area`, some countries or schemes excepted, reaches an origin."""
    if origin.iso3 in excepted or not origin.groups.isdisjoint(excepted):
        return False
    if area == NO_AGREEMENT:
        return not origin.has_agreement
    return area == WORLD or area == origin.iso3 or area in origin.groups
