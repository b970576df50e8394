"""What follows from who does what: coverage, overlaps, gaps and joint candidates of an axis.

Parameters
----------
COUNTED
    Statuses of action areas that count as acting.
LEAST_SECRETARIATS
    Secretariats that a theme needs to be a candidate for joint work.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from eslabon.contracts.cooperation import ActionKind, ActionStatus

COUNTED = (ActionStatus.ACTIVE, ActionStatus.PLANNED)
LEAST_SECRETARIATS = 2


@dataclass(frozen=True)
class Area:
    """What a secretariat does on an axis, by its themes."""

    secretariat: str
    kind: ActionKind
    status: ActionStatus
    themes: Sequence[str]
    joint_with: Sequence[str] = ()

    @property
    def acts(self) -> bool:
        """Whether something is done or planned: a request is not."""
        return self.kind is not ActionKind.REQUEST and self.status in COUNTED

    @property
    def whose(self) -> tuple[str, ...]:
        """The secretariats that do it."""
        return (self.secretariat, *self.joint_with)


@dataclass(frozen=True)
class Theme:
    """Who works on a theme of an axis, and who asks for it."""

    active: Sequence[str]
    planned: Sequence[str]
    """Those that only plan something."""
    requested: Sequence[str]
    is_joint: bool

    @property
    def is_gap(self) -> bool:
        """Whether no secretariat acts on it or plans to."""
        return not (self.active or self.planned)

    @property
    def is_candidate(self) -> bool:
        """Whether enough secretariats act on it, each by itself."""
        return len(self.active) + len(self.planned) >= LEAST_SECRETARIATS and not self.is_joint


@dataclass(frozen=True)
class Overlap:
    """The themes that two secretariats share."""

    first: str
    second: str
    shared: Sequence[str]
    jaccard: float


def jaccard(first: Collection[str], second: Collection[str]) -> float:
    """Return the size of the intersection over that of the union; 0 where both are empty."""
    union = set(first) | set(second)
    return len(set(first) & set(second)) / len(union) if union else 0.0


def themes_of(areas: Iterable[Area], secretariat: str) -> list[str]:
    """Return the themes that a secretariat acts on, in order."""
    own = {
        theme for area in areas if area.acts and secretariat in area.whose for theme in area.themes
    }
    return sorted(own)


def theme(areas: Sequence[Area], name: str) -> Theme:
    """Return who works on a theme and who asks for it."""
    of = [area for area in areas if name in area.themes]
    acting = [area for area in of if area.acts]
    active = {one for area in acting if area.status is ActionStatus.ACTIVE for one in area.whose}
    planned = {one for area in acting for one in area.whose} - active
    return Theme(
        sorted(active),
        sorted(planned),
        sorted({area.secretariat for area in of if area.kind is ActionKind.REQUEST}),
        any(area.joint_with for area in acting),
    )


def acting(areas: Iterable[Area]) -> set[str]:
    """Return the secretariats that act."""
    return {one for area in areas if area.acts for one in area.whose}


def overlaps(areas: Sequence[Area]) -> list[Overlap]:
    """Return every pair of secretariats that act, those with most in common first."""
    found = []
    for first, second in combinations(sorted(acting(areas)), 2):
        one, other = themes_of(areas, first), themes_of(areas, second)
        shared = [name for name in one if name in other]
        found.append(Overlap(first, second, shared, jaccard(one, other)))
    return sorted(found, key=lambda pair: (-pair.jaccard, pair.first, pair.second))
