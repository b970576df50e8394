"""Trade in three classes, each an estimate between two bounds (DOMAIN 1.8 and 11.15).

Trade is known by subheading and preferences by national line. What a subheading's trade is in each
class is estimated by its lines, one like another; it lies between nothing and all of it where the
lines are not alike. Values are whole cents, so that classes add up to the total at every level.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Grant(NamedTuple):
    """Who gives a preference, as far as it is known."""

    agreement: str | None
    candidates: tuple[str, ...]
    """Agreements in force that could give it, where it is not known which."""

    @property
    def names(self) -> tuple[str, ...]:
        """The agreement, or those that it could be."""
        return (self.agreement,) if self.agreement else self.candidates


@dataclass(frozen=True, slots=True)
class Lines:
    """The national lines of a subheading, counted by what they pay."""

    covered: tuple[tuple[Grant, int], ...] = ()
    """Lines with a preference below the duty of every origin."""
    conditional: tuple[tuple[Grant, int], ...] = ()
    """Those whose preference a quota, an observation or a list not loaded may take away."""
    mfn_zero: int = 0
    not_covered: int = 0
    unsettled: int = 0
    """Lines that pay a duty, and a preference that is not loaded or not certain may lower it."""
    unknown: int = 0
    """Lines whose duty is not known."""
    under_agreement: bool = False
    """An agreement is in force between the two countries."""

    @property
    def certain(self) -> int:
        """Lines surely covered."""
        return sum(count for _, count in self.covered)

    @property
    def doubtful(self) -> int:
        """Lines covered under a condition."""
        return sum(count for _, count in self.conditional)

    @property
    def count(self) -> int:
        """All lines."""
        counted = self.mfn_zero + self.not_covered + self.unsettled + self.unknown
        return self.certain + self.doubtful + counted


class Cents(NamedTuple):
    """Money between two bounds, in cents."""

    estimate: int
    lower: int
    upper: int

    def plus(self, other: "Cents") -> "Cents":
        """Return the sum of both."""
        return Cents(*(one + two for one, two in zip(self, other, strict=True)))


NONE = Cents(0, 0, 0)


class Bounds(NamedTuple):
    """A share between two bounds, fractions; null where there is nothing to share."""

    estimate: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class Split:
    """Trade by class."""

    total: int
    covered: Cents
    mfn_zero: Cents
    not_covered: Cents
    unassessed: int
    by_grant: Mapping[Grant, Cents]
    least_dutiable: tuple[int, int]
    """Covered and dutiable trade where the covered share of it is least."""
    most_dutiable: tuple[int, int]
    """The same where it is greatest."""
    subheadings: int
    partly_covered: int
    """Subheadings of which some lines are covered and others are not, or not surely."""

    def of_dutiable(self) -> Bounds:
        """Return the covered share of the trade that pays a duty or would without a preference."""
        assessed = self.covered.estimate + self.not_covered.estimate
        lower, upper = _share(*self.least_dutiable), _share(*self.most_dutiable)
        if lower is None and self.most_dutiable[0]:
            lower = 1.0  # whatever pays a duty, if anything does, is covered
        if upper is None and self.not_covered.upper:
            upper = 0.0  # whatever pays a duty, if anything does, is not
        return Bounds(_share(self.covered.estimate, assessed), lower, upper)

    def of_total(self, part: Cents) -> Bounds:
        """Return the share of a part in all trade."""
        return Bounds(*(_share(cents, self.total) for cents in part))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def apportioned(cents: int, weights: Sequence[int]) -> list[int]:
    """Return a whole number of cents for each weight: in proportion, and the same in sum.

    The cents that rounding down leaves go to the largest remainders, earlier weights first.
    """
    whole = sum(weights)
    shares = [divmod(cents * weight, whole) for weight in weights]
    found = [quotient for quotient, _ in shares]
    order = sorted(range(len(weights)), key=lambda place: (-shares[place][1], place))
    for place in order[: cents - sum(found)]:
        found[place] += 1
    return found


def split(cents: int, lines: Lines) -> Split:
    """Return the trade of one subheading by class."""
    count, certain, doubtful = lines.count, lines.certain, lines.doubtful
    open_ = lines.unsettled + lines.unknown
    granted: Counter[Grant] = Counter()
    for grant, number in (*lines.covered, *lines.conditional):
        granted[grant] += number
    weights = [*granted.values(), lines.mfn_zero, lines.not_covered, open_]
    *grants, mfn_zero, not_covered, unassessed = apportioned(cents, weights)
    surely = dict(lines.covered)
    may_be_covered = certain + doubtful + open_ > 0
    may_pay = lines.not_covered + doubtful + open_ > 0

    def between(estimate: int, all_: bool, any_: bool) -> Cents:
        return Cents(estimate, cents if all_ else 0, cents if any_ else 0)

    least = (0, cents) if may_pay else (0, 0)
    most = (0, 0) if lines.mfn_zero else (0, cents)
    if certain == count:
        least = cents, cents
    if may_be_covered:
        most = cents, cents
    return Split(
        total=cents,
        covered=between(
            sum(grants),
            certain == count,
            may_be_covered or (lines.mfn_zero > 0 and lines.under_agreement),
        ),
        mfn_zero=between(mfn_zero, lines.mfn_zero == count, lines.mfn_zero + lines.unknown > 0),
        not_covered=between(not_covered, lines.not_covered == count, may_pay),
        unassessed=unassessed,
        by_grant={
            grant: between(estimate, surely.get(grant) == count, True)
            for grant, estimate in zip(granted, grants, strict=True)
        },
        least_dutiable=least,
        most_dutiable=most,
        subheadings=1,
        partly_covered=int(certain + doubtful > 0 and certain < count),
    )


def together(parts: Iterable[Split]) -> Split:
    """Return the sum of splits."""
    total = unassessed = subheadings = partly = 0
    covered = mfn_zero = not_covered = NONE
    least = most = (0, 0)
    by_grant: dict[Grant, Cents] = {}
    for one in parts:
        total += one.total
        unassessed += one.unassessed
        subheadings += one.subheadings
        partly += one.partly_covered
        covered = covered.plus(one.covered)
        mfn_zero = mfn_zero.plus(one.mfn_zero)
        not_covered = not_covered.plus(one.not_covered)
        least = least[0] + one.least_dutiable[0], least[1] + one.least_dutiable[1]
        most = most[0] + one.most_dutiable[0], most[1] + one.most_dutiable[1]
        for grant, cents in one.by_grant.items():
            by_grant[grant] = by_grant.get(grant, NONE).plus(cents)
    return Split(
        total,
        covered,
        mfn_zero,
        not_covered,
        unassessed,
        by_grant,
        least,
        most,
        subheadings,
        partly,
    )
