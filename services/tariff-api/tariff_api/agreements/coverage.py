"""Scope and depth of an agreement, counted over the lines and preference rows that are loaded."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from eslabon.contracts.agreements import CoverageBasis
from eslabon.contracts.quotes import Attribution

from tariff_api.cells import values_in
from tariff_api.quotes.attribution import attributed
from tariff_api.quotes.facts import HUNDRED, WORLD, Pair, Preference, margin_percent

EXCEPTION = "EXCEPTION"
COUNTED = (Attribution.STATED, Attribution.SOLE_AGREEMENT)


@dataclass(frozen=True, slots=True)
class Told:
    """A preference row as far as it tells something of a line."""

    beneficiary: str
    agreement: str | None
    rate: Decimal | None
    lowest: Decimal | None
    highest: Decimal | None
    margin: Decimal | None
    share: Fraction
    """Part of the lines of its code that it covers."""
    is_exception: bool
    beneficiary_except: frozenset[str]
    quota: str | None
    season: str | None
    observation: str | None
    digits: int

    @property
    def is_exact(self) -> bool:
        """True where every line of the code has this one rate or margin."""
        return self.share == 1 and self.lowest == self.highest

    @property
    def is_conditional(self) -> bool:
        """True where it depends on a quota, a season or what part of the line the goods are."""
        return bool(self.quota or self.season or self.observation) or self.share < 1


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one chapter with the same duty and the same rows."""

    chapter: str
    mfn: Decimal | None
    rows: tuple[Told, ...]
    lines: int

    @property
    def is_stated(self) -> bool:
        """True where the source states what every partner pays on these lines."""
        return any(row.beneficiary == WORLD and row.agreement is None for row in self.rows)


@dataclass(slots=True)
class Figures:
    """Sums over lines."""

    basis: CoverageBasis
    tariff: int = 0
    total: int = 0
    chapters: set[str] = field(default_factory=set)
    free_for_all: int = 0
    duty_unknown: int = 0
    covered: Fraction = Fraction(0)
    covered_dutiable: Fraction = Fraction(0)
    full: Fraction = Fraction(0)
    margins: Fraction = Fraction(0)
    margin_known: Fraction = Fraction(0)
    ambiguous: Fraction = Fraction(0)
    margin_match: Fraction = Fraction(0)
    conditional: Fraction = Fraction(0)
    with_quota: Fraction = Fraction(0)
    excepted: int = 0
    states_exceptions: bool = False
    names_agreement: bool = False
    """True where a row for this beneficiary names the agreement."""

    @property
    def speaks(self) -> bool:
        """True where any row may be one of the agreement."""
        return bool(self.names_agreement or self.covered or self.ambiguous or self.margin_match)


@lru_cache(maxsize=4096)
def told(text: str) -> Told:
    """Return a row from its json."""
    row = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    covered, total = row["lines_covered"], row["lines_total"]
    rate = row["rate_percent"]
    return Told(
        beneficiary=row["beneficiary"],
        agreement=row["agreement"],
        rate=rate,
        lowest=rate if row["rate_min_percent"] is None else row["rate_min_percent"],
        highest=rate if row["rate_max_percent"] is None else row["rate_max_percent"],
        margin=row.get("margin_percent"),
        share=Fraction(1) if total is None else Fraction(covered) / Fraction(total),
        is_exception=row.get("kind") == EXCEPTION,
        beneficiary_except=frozenset(values_in(row.get("beneficiary_except"))),
        quota=row.get("quota"),
        season=row.get("season_from"),
        observation=row.get("observation"),
        digits=int(row["digits"]),
    )


def figures(groups: Iterable[Group], agreement: str, pair: Pair) -> Figures:
    """Return the sums for an agreement between the two countries of a pair."""
    found = list(groups)
    stated = any(group.is_stated for group in found)
    sums = Figures(CoverageBasis.STATED_LINES if stated else CoverageBasis.WHOLE_TARIFF)
    for group in found:
        sums.tariff += group.lines
        if group.is_stated or not stated:
            _add(sums, group, agreement, pair)
    return sums


def _add(sums: Figures, group: Group, agreement: str, pair: Pair) -> None:
    sums.total += group.lines
    sums.chapters.add(group.chapter)
    sums.free_for_all += group.lines * (group.mfn == 0)
    sums.duty_unknown += group.lines * (group.mfn is None)
    rows = _longest(row for row in group.rows if pair.exporter not in row.beneficiary_except)
    own = [row for row in rows if row.agreement == agreement]
    sums.names_agreement |= bool(own)
    if any(row.is_exception for row in own):
        sums.states_exceptions = True
        sums.excepted += group.lines
        return
    kept = [
        (row, margin, _attribution(row, group.mfn, agreement, pair))
        for row in rows
        if not row.is_exception and (margin := _margin(row, group.mfn)) != 0
    ]
    counted = [(row, margin) for row, margin, known in kept if known in COUNTED]
    if counted:
        best = max(counted, key=lambda one: (not one[0].is_conditional, one[1] or -1, one[0].share))
        _cover(sums, group, *best)
    elif any(known is Attribution.MARGIN_MATCH for _, _, known in kept):
        sums.margin_match += group.lines
    elif any(known is Attribution.AMBIGUOUS for _, _, known in kept):
        sums.ambiguous += group.lines


def _cover(sums: Figures, group: Group, row: Told, margin: Decimal | None) -> None:
    lines = group.lines * row.share
    sums.covered += lines
    sums.covered_dutiable += lines * (group.mfn is not None and group.mfn > 0)
    if margin is not None:
        sums.margin_known += lines
        sums.margins += lines * Fraction(margin)
        sums.full += lines * (margin == HUNDRED)
    sums.conditional += lines * row.is_conditional
    sums.with_quota += lines * bool(row.quota)


def _longest(rows: Iterable[Told]) -> list[Told]:
    """Return the rows that hold: of one beneficiary and agreement, those of the longest code."""
    kept: dict[tuple[str | None, ...], list[Told]] = {}
    for row in rows:
        key = row.beneficiary, row.agreement, row.quota, row.season
        same = kept.setdefault(key, [])
        if same and same[0].digits < row.digits:
            same.clear()
        if not same or same[0].digits == row.digits:
            same.append(row)
    return [row for same in kept.values() for row in same]


def _margin(row: Told, mfn: Decimal | None) -> Decimal | None:
    """Return the reduction in percent of the MFN duty; None where it is not one and known.

    A rate on a line that is free for all is no reduction: zero.
    """
    if row.margin is not None:
        return row.margin
    if row.rate == 0 and row.is_exact and mfn != 0:
        return HUNDRED
    if mfn == 0 and row.rate is not None:
        return Decimal(0)
    if row.rate is None or mfn is None or not row.is_exact:
        return None
    margin = margin_percent(mfn, row.rate)
    return max(margin, Decimal(0)) if margin is not None else None


def _attribution(row: Told, mfn: Decimal | None, agreement: str, pair: Pair) -> Attribution | None:
    """Return how the row is known to be one of the agreement; None where it is not or cannot be."""
    if row.agreement is not None:
        return Attribution.STATED if row.agreement == agreement else None
    if row.beneficiary == WORLD:
        return None
    found = attributed(
        Preference(
            beneficiary=row.beneficiary,
            agreement=None,
            rate_percent=row.rate,
            rate_min_percent=row.lowest,
            rate_max_percent=row.highest,
            lines_covered=row.share.numerator,
            lines_total=row.share.denominator,
            valid_from=pair.on,
            valid_to=pair.on,
            observed_on=pair.on,
            release=0,
            margin_percent=row.margin,
        ),
        mfn,
        pair,
    )
    if found.agreement is not None:
        return found.attribution if found.agreement == agreement else None
    return found.attribution if agreement in found.candidates else None
