"""The decision of a quote: candidates in order, what is the best and whether the data can tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Reason
from eslabon.contracts.quotes import Attribution, CandidateKind, CandidateStatus, Completeness

from tariff_api.quotes.attribution import Attributed, attributed
from tariff_api.quotes.facts import (
    PAR,
    WORLD,
    Duty,
    Line,
    Pair,
    Preference,
    margin_percent,
    plain,
    reduced,
)
from tariff_api.quotes.wording import Sentence

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Option:
    """A duty that the goods might pay; `applied_percent` is an upper bound where it is a range."""

    kind: CandidateKind
    applied_percent: Decimal
    lowest_percent: Decimal
    margin_percent: Decimal | None
    attributed: Attributed
    beneficiary: str
    conditional: bool
    why: Sentence
    valid_from: date | None
    valid_to: date | None
    observed_on: date | None
    legal_base: str | None
    release: int
    status: CandidateStatus = CandidateStatus.APPLIES
    beaten_by: "Option | None" = None
    is_best: bool = False

    @property
    def order(self) -> tuple[Decimal, bool, bool, bool, str, str, int]:
        """Lowest duty first; then certain before conditional, MFN (no paper needed), by code."""
        agreement = self.attributed.agreement
        return (
            self.applied_percent,
            self.conditional,
            self.kind is CandidateKind.PREFERENCE,
            agreement is None,
            agreement or "",
            self.beneficiary,
            self.release,
        )


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a quote cannot say."""

    what: str
    reason: Reason
    detail: Sentence


@dataclass(frozen=True, slots=True)
class Decision:
    """The candidates of one national line, best first, and how far they can be trusted."""

    completeness: Completeness
    options: tuple[Option, ...]
    best: Option | None
    best_loaded: Option | None
    gaps: tuple[Gap, ...]


NOTHING = Attributed(Attribution.STATED, None, ())


def decision(pair: Pair, line: Line) -> Decision:
    """Return every duty that goods of the pair might pay on one national line."""
    world = next((row for row in line.preferences if row.beneficiary == WORLD), None)
    rows = [
        row
        for row in line.preferences
        if row.beneficiary == pair.exporter or row.beneficiary in pair.groups
    ]
    options: list[Option] = []
    gaps: list[Gap] = []
    mfn = _mfn(line.duty, world)
    if mfn:
        options.append(mfn)
    elif line.duty:
        gaps.append(Gap("mfn", Reason.NOT_ASSESSED, Sentence("specific", text=line.duty.rate_text)))
    else:
        gaps.append(Gap("mfn", Reason.NOT_LOADED, Sentence("no_duty")))
    mfn_rate = mfn.applied_percent if mfn else None
    preferences = [_preference(row, mfn_rate, pair) for row in rows]
    options += preferences
    regional = _regional(pair, mfn, preferences, stated=world is not None)
    if regional:
        options.append(regional)
    completeness, open_codes = _completeness(pair, options, regional, stated=world is not None)
    gaps += _gaps(pair, preferences, open_codes, stated=world is not None)
    return _ranked(completeness, options, gaps)


def _mfn(duty: Duty | None, world: Preference | None) -> Option | None:
    if duty is None or duty.rate_percent is None:
        return None
    rate, why, release, observed_on = (
        plain(duty.rate_percent),
        Sentence("mfn"),
        duty.release,
        duty.observed_on,
    )
    valid_from, valid_to = duty.valid_from, duty.valid_to
    if world and world.rate_min_percent == world.rate_max_percent:
        if world.rate_percent != rate:
            why = Sentence("mfn_differs", stated=plain(world.rate_percent), file=rate)
            rate, release, observed_on = (
                plain(world.rate_percent),
                world.release,
                world.observed_on,
            )
            valid_from, valid_to = world.valid_from, world.valid_to
    elif world and not world.rate_min_percent <= rate <= world.rate_max_percent:
        why = Sentence(
            "mfn_outside",
            low=plain(world.rate_min_percent),
            high=plain(world.rate_max_percent),
            file=rate,
        )
    return Option(
        CandidateKind.MFN,
        rate,
        rate,
        None if not rate else ZERO,
        NOTHING,
        WORLD,
        False,
        why,
        valid_from,
        valid_to,
        observed_on,
        duty.legal_base,
        release,
    )


def _preference(row: Preference, mfn: Decimal | None, pair: Pair) -> Option:
    found = attributed(row, mfn, pair)
    lowest, highest = plain(row.rate_min_percent), plain(row.rate_max_percent)
    if row.lines_covered < row.lines_total and mfn is not None:
        highest = max(highest, mfn)
    if row.exact:
        why = _attribution_sentence(row, found, mfn, pair)
    else:
        why = Sentence("range", low=lowest, high=highest)
    return Option(
        CandidateKind.PREFERENCE,
        lowest if row.exact else highest,
        lowest,
        margin_percent(mfn, lowest) if row.exact else None,
        found,
        row.beneficiary,
        not row.exact,
        why,
        row.valid_from,
        row.valid_to,
        row.observed_on,
        None,
        row.release,
    )


def _attribution_sentence(
    row: Preference, found: Attributed, mfn: Decimal | None, pair: Pair
) -> Sentence:
    margin = margin_percent(mfn, row.rate_percent)
    if found.conflict:
        return Sentence(
            "par_conflict",
            margin=margin,
            cell=pair.par_cell,
            agreements=found.candidates,
        )
    if found.attribution is Attribution.STATED:
        group = row.beneficiary if row.beneficiary != pair.exporter else None
        key = "stated_group" if group else "stated"
        return Sentence(key, agreement=found.agreement, group=group)
    if found.attribution is Attribution.SOLE_AGREEMENT:
        return Sentence("sole", agreement=found.agreement)
    if found.attribution is Attribution.MARGIN_MATCH:
        return Sentence("margin_match", margin=margin)
    if found.attribution is Attribution.AMBIGUOUS:
        return Sentence("ambiguous", agreements=found.candidates)
    return Sentence("unknown")


def _regional(
    pair: Pair, mfn: Option | None, preferences: Sequence[Option], stated: bool
) -> Option | None:
    """Return what AR.PAR 4's table gives where no row of the source shows it (DOMAIN 11.4)."""
    if mfn is None or pair.par_cell is None or pair.par_release is None:
        return None
    if not any(one.code == PAR for one in pair.agreements):
        return None
    if any(option.attributed.agreement == PAR for option in preferences):
        return None
    conflict = next((option for option in preferences if option.attributed.conflict), None)
    status = CandidateStatus.APPLIES
    why = Sentence("par_table", margin=plain(pair.par_cell))
    if conflict:
        why = Sentence(
            "par_table_conflict", margin=plain(pair.par_cell), source=conflict.margin_percent
        )
    elif stated and not preferences:
        status = CandidateStatus.EXCLUDED
        why = Sentence("par_excluded", margin=plain(pair.par_cell))
    rate = reduced(mfn.applied_percent, pair.par_cell)
    return Option(
        CandidateKind.PREFERENCE,
        rate,
        rate,
        plain(pair.par_cell) if mfn.applied_percent else None,
        Attributed(Attribution.STATED, PAR, (PAR,)),
        pair.exporter,
        True,
        why,
        mfn.valid_from,
        mfn.valid_to,
        mfn.observed_on,
        PAR,
        pair.par_release,
        status,
    )


def _completeness(
    pair: Pair, options: Sequence[Option], regional: Option | None, stated: bool
) -> tuple[Completeness, tuple[str, ...]]:
    """Tell whether nothing lower can exist, and which agreements could hide it (DOMAIN 11.1)."""
    certain = [option for option in options if not option.conditional]
    some = any(option.kind is CandidateKind.PREFERENCE for option in certain)
    lowest = min((option.applied_percent for option in certain), default=None)
    if lowest == ZERO:
        return Completeness.COMPLETE, ()
    ranges = [option for option in options if option.conditional and option is not regional]
    hidden = any(lowest is None or option.lowest_percent < lowest for option in ranges)
    loaded = {option.attributed.agreement for option in options if option is not regional}
    if regional and lowest is not None and lowest <= regional.applied_percent:
        loaded.add(PAR)
    codes = tuple(one.code for one in pair.agreements if one.code not in loaded)
    has_mfn = any(option.kind is CandidateKind.MFN for option in options)
    if has_mfn and not hidden and (stated or not codes):
        return Completeness.COMPLETE, ()
    return (
        Completeness.PARTIAL if some or ranges else Completeness.MFN_ONLY,
        () if stated else codes,
    )


def _gaps(
    pair: Pair, preferences: Sequence[Option], open_codes: Sequence[str], stated: bool
) -> list[Gap]:
    gaps: list[Gap] = []
    if pair.outside_aladi:
        gaps.append(
            Gap("ALADI", Reason.NOT_A_MEMBER, Sentence("not_a_member", country=pair.exporter))
        )
    if not pair.agreements and not preferences:
        gaps.append(
            Gap(
                "preference",
                Reason.NO_AGREEMENT,
                Sentence("no_agreement", importer=pair.importer, exporter=pair.exporter),
            )
        )
    for option in preferences:
        if option.conditional:
            what = option.attributed.agreement or option.beneficiary
            gaps.append(
                Gap(
                    what,
                    Reason.AMBIGUOUS_CODE,
                    Sentence("range", low=option.lowest_percent, high=option.applied_percent),
                )
            )
    for one in pair.agreements:
        if stated and not preferences:
            detail = Sentence("does_not_cover", agreement=one.code)
            gaps.append(Gap(one.code, Reason.AGREEMENT_DOES_NOT_COVER, detail))
        elif one.code in open_codes:
            key = "not_loaded" if one.dated else "not_loaded_undated"
            if one.code == PAR:
                key = "par_not_loaded"
            elif not one.known_to_grant:
                key = "unknown_preferences"
            gaps.append(Gap(one.code, Reason.NOT_LOADED, Sentence(key, agreement=one.code)))
    return gaps


def _ranked(completeness: Completeness, options: Sequence[Option], gaps: Sequence[Gap]) -> Decision:
    ordered = sorted(options, key=lambda option: option.order)
    first = next((option for option in ordered if not option.conditional), None)
    best = completeness is Completeness.COMPLETE
    ranked: list[Option] = []
    loaded: Option | None = None
    for option in ordered:
        if option is first:
            option = loaded = replace(option, is_best=best)
        elif (
            first is not None
            and option.status is CandidateStatus.APPLIES
            and option.order > first.order
            and option.lowest_percent >= first.applied_percent
        ):
            option = replace(option, status=CandidateStatus.BEATEN, beaten_by=first)
        ranked.append(option)
    return Decision(completeness, tuple(ranked), loaded if best else None, loaded, tuple(gaps))
