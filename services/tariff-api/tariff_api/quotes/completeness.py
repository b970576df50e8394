"""Whether nothing lower can exist than what is loaded, and what a quote cannot say."""

from collections.abc import Sequence
from dataclasses import dataclass

from eslabon.contracts.envelope import Reason
from eslabon.contracts.quotes import CandidateKind, CandidateStatus, Completeness

from tariff_api.quotes.facts import PAR, Line, Pair
from tariff_api.quotes.option import ZERO, Condition, Option, no_higher
from tariff_api.quotes.wording import Sentence


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a quote cannot say."""

    what: str
    reason: Reason
    detail: Sentence

    @property
    def said(self) -> tuple[object, ...]:
        """What it says, to be compared with another."""
        return self.what, self.reason, self.detail.key, *self.detail.values.values()


def completeness(
    pair: Pair,
    options: Sequence[Option],
    lowest: Option | None,
    regional: Option | None,
    stated: bool,
) -> tuple[Completeness, tuple[str, ...]]:
    """Tell whether nothing lower can exist, and which agreements could hide it (DOMAIN 11.1).

    `lowest` is the option that is certain and known not to be above any other certain one.
    """
    mfn = next((option for option in options if option.kind is CandidateKind.MFN), None)
    if lowest is not None and (lowest.applied_percent == ZERO or lowest.prohibited):
        return Completeness.COMPLETE, ()
    open_ranges = [
        option
        for option in options
        if option.condition in (Condition.RANGE, Condition.CORRELATION) and option.applies
    ]
    hidden = any(lowest is None or not no_higher(lowest, option) for option in open_ranges)
    loaded = {
        option.attributed.agreement
        for option in options
        if option is not regional and option.why.key != "lapsed"
    }
    if regional is not None and _settled(regional, lowest):
        loaded.add(PAR)
    codes = tuple(one.code for one in pair.agreements if one.code not in loaded)
    if mfn is not None and lowest is not None and not hidden and (stated or not codes):
        return Completeness.COMPLETE, ()
    some = any(
        option.kind is CandidateKind.PREFERENCE and option.certain for option in options
    ) or bool(open_ranges)
    if not some and mfn is not None and lowest is None:
        some = True
    return (
        Completeness.PARTIAL if some else Completeness.MFN_ONLY,
        () if stated else codes,
    )


def _settled(regional: Option, lowest: Option | None) -> bool:
    """Tell whether the table of AR.PAR 4 leaves nothing open for the line."""
    if regional.condition is None:
        return True
    return lowest is not None and no_higher(lowest, regional)


def gaps(
    pair: Pair,
    line: Line,
    preferences: Sequence[Option],
    options: Sequence[Option],
    open_codes: Sequence[str],
    stated: bool,
) -> list[Gap]:
    """Return what the quote of a line cannot say, and why."""
    found = _duty(line, options)
    if pair.outside_aladi:
        sentence = Sentence("not_a_member", country=pair.exporter)
        found.append(Gap("ALADI", Reason.NOT_A_MEMBER, sentence))
    if not pair.agreements and not any(option.applies for option in preferences):
        sentence = Sentence("no_agreement", importer=pair.importer, exporter=pair.exporter)
        found.append(Gap("preference", Reason.NO_AGREEMENT, sentence))
    for option in preferences:
        what = option.attributed.agreement or option.beneficiary
        if option.condition is Condition.RANGE:
            sentence = Sentence("range", low=option.lowest_percent, high=option.applied_percent)
            found.append(Gap(what, Reason.AMBIGUOUS_CODE, sentence))
        elif option.condition is Condition.CORRELATION and option.notes:
            found.append(Gap(what, Reason.AMBIGUOUS_CODE, option.notes[0]))
    excluded = {
        option.attributed.agreement
        for option in preferences
        if option.status is CandidateStatus.EXCLUDED
    }
    for one in pair.agreements:
        if one.code in excluded:
            continue
        if stated and not preferences:
            sentence = Sentence("does_not_cover", agreement=one.code)
            found.append(Gap(one.code, Reason.AGREEMENT_DOES_NOT_COVER, sentence))
        elif one.code in open_codes:
            key = "not_loaded" if one.dated else "not_loaded_undated"
            if one.code == PAR:
                key = "par_not_loaded"
            elif not one.known_to_grant:
                key = "unknown_preferences"
            found.append(Gap(one.code, Reason.NOT_LOADED, Sentence(key, agreement=one.code)))
    return found


def _duty(line: Line, options: Sequence[Option]) -> list[Gap]:
    """Return what is not known of the duty of all origins."""
    if any(option.kind is CandidateKind.MFN for option in options):
        return []
    if line.duty is None:
        return [Gap("mfn", Reason.NOT_LOADED, Sentence("no_duty"))]
    sentence = Sentence("specific", text=line.duty.rate_text)
    return [Gap("mfn", Reason.NOT_ASSESSED, sentence)]


def incomparable(options: Sequence[Option]) -> Gap:
    """Say that certain duties of different kinds compare only in money."""
    lacking = {name for option in options if option.levy for name in option.levy.lacking}
    needs = tuple(sorted(lacking)) or ("customs_value_usd", "quantity", "weight_kg")
    return Gap("best", Reason.NOT_ASSESSED, Sentence("incomparable", needs=", ".join(needs)))
