"""What a row of preferences makes of the duty of a line, as candidates."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from eslabon.contracts.quotes import Attribution, CandidateKind, CandidateStatus

from tariff_api.duties.expression import Expression
from tariff_api.quotas.quota import QuotaRow
from tariff_api.quotes.attribution import Attributed, attributed
from tariff_api.quotes.facts import Pair, Preference, margin_percent, plain, reduced
from tariff_api.quotes.grants import Grant
from tariff_api.quotes.mfn import PROHIBITED, highest, lowest
from tariff_api.quotes.option import ZERO, Condition, Option
from tariff_api.quotes.wording import Sentence


class Left(NamedTuple):
    """The duty left: an ad valorem one between two bounds, or another, or nothing known."""

    lowest_percent: Decimal | None = None
    highest_percent: Decimal | None = None
    margin_percent: Decimal | None = None
    expression: Expression | None = None
    origin: Expression | None = None


def options(grant: Grant, mfn: Option | None, pair: Pair) -> list[Option]:
    """Return the candidates of one row: its duty, and the one outside its quota if stated."""
    row = grant.row
    mfn_percent = mfn.applied_percent if mfn else None
    found = attributed(row, mfn_percent, pair)
    if mfn is not None and mfn.prohibited and grant.obstacle is None:
        grant = Grant(row, CandidateStatus.EXCLUDED, PROHIBITED)
    quota = pair.quotas.get(row.quota) if row.quota else None
    if grant.obstacle is not None:
        made = [_option(row, without(mfn), found, None, grant.obstacle, grant.status)]
        if quota is not None and row.quota and grant.status is CandidateStatus.EXCLUDED:
            made += _outside(row, quota, found, mfn_percent, None)
        return made
    duty = left(row, mfn)
    condition = _condition(grant)
    why = _why(row, found, mfn_percent, pair, duty)
    one = _option(row, duty, found, condition, why, grant.status)
    notes = _notes(row, quota)
    if grant.doubtful:
        notes = (Sentence("doubtful", agreement=row.agreement), *notes)
    made = [replace(one, notes=notes) if notes else one]
    if quota is not None:
        made += _outside(row, quota, found, mfn_percent, Condition.QUOTA)
    return made


def left(row: Preference, mfn: Option | None) -> Left:
    """Return the duty left by a row; what it needs of the MFN duty may be unknown."""
    percent = mfn.applied_percent if mfn else None
    if row.rate_percent is not None:
        low, high = plain(lowest(row, row.rate_percent)), plain(highest(row, row.rate_percent))
        if not row.whole and percent is not None:
            high = max(high, percent)
        return Left(low, high, margin_percent(percent, low) if row.exact else None)
    if row.expression is not None:
        known = row.expression.percent
        if known is None:
            return Left(expression=row.expression)
        return Left(known, known, margin_percent(percent, known) if row.exact else None)
    margin = plain(row.margin_percent or ZERO)
    if percent is not None:
        low = reduced(percent, margin)
        if not row.whole:
            return Left(low, percent)
        return Left(low, low, margin if percent else None)
    if mfn is None or mfn.expression is None:
        return Left(margin_percent=margin)
    rest = mfn.expression.reduced(margin)
    return Left(rest.percent, rest.percent, margin, _unless_percent(rest), mfn.expression)


def _unless_percent(duty: Expression) -> Expression | None:
    return duty if duty.percent is None else None


def without(mfn: Option | None) -> Left:
    """Return what the goods pay where a preference does not apply."""
    if mfn is None:
        return Left()
    percent = mfn.applied_percent
    return Left(percent, percent, ZERO if percent != ZERO else None, mfn.expression, mfn.origin)


def _option(
    row: Preference,
    duty: Left,
    found: Attributed,
    condition: Condition | None,
    why: Sentence,
    status: CandidateStatus,
) -> Option:
    return Option(
        CandidateKind.PREFERENCE,
        duty.highest_percent,
        duty.lowest_percent,
        duty.margin_percent,
        found,
        row.beneficiary,
        condition,
        why,
        row.valid_from,
        row.valid_to,
        row.observed_on,
        row.legal_base,
        row.release,
        status,
        duty.expression,
        duty.origin,
        row.quota,
        row.season,
        row.observation,
        row.correlation,
    )


def _condition(grant: Grant) -> Condition | None:
    row = grant.row
    if not row.certain or grant.doubtful:
        return Condition.CORRELATION
    if not row.exact:
        return Condition.RANGE
    if row.observation is not None:
        return Condition.OBSERVATION
    return Condition.QUOTA if row.quota is not None else None


def _notes(row: Preference, quota: QuotaRow | None) -> tuple[Sentence, ...]:
    notes: list[Sentence] = []
    if row.correlation is not None:
        notes.append(
            Sentence(
                "followed" if row.certain else "followed_loosely",
                source=row.correlation.from_code,
                target=row.correlation.to_code,
                nomenclature=row.correlation.to_nomenclature,
                kind=row.correlation.kind.value,
            )
        )
    if row.observation is not None:
        notes.append(Sentence("observation", text=row.observation))
    if row.quota is not None:
        if quota is None or quota.balance is None or quota.balance_on is None:
            notes.append(Sentence("quota_unknown", quota=row.quota))
        else:
            balance = plain(quota.balance)
            notes.append(
                Sentence("quota_open", quota=row.quota, balance=balance, on=quota.balance_on)
            )
    return tuple(notes)


def _outside(
    row: Preference,
    quota: QuotaRow,
    found: Attributed,
    mfn_percent: Decimal | None,
    condition: Condition | None,
) -> list[Option]:
    """Return what the agreement lets goods pay once its quota is used up, where that is stated."""
    if quota.out_of_quota_rate_percent is None:
        return []
    rate = plain(quota.out_of_quota_rate_percent)
    duty = Left(rate, rate, margin_percent(mfn_percent, rate))
    why = Sentence("out_of_quota", quota=quota.quota)
    return [_option(row, duty, found, condition, why, CandidateStatus.APPLIES)]


def _why(
    row: Preference, found: Attributed, mfn: Decimal | None, pair: Pair, duty: Left
) -> Sentence:
    if not row.exact and duty.lowest_percent is not None:
        return Sentence("range", low=duty.lowest_percent, high=duty.highest_percent)
    margin = row.margin_percent
    if margin is None and row.rate_percent is not None:
        margin = margin_percent(mfn, row.rate_percent)
    margin = margin if margin is None else plain(margin)
    if found.conflict:
        return Sentence(
            "par_conflict", margin=margin, cell=pair.par_cell, agreements=found.candidates
        )
    if found.attribution is Attribution.STATED:
        group = row.beneficiary if row.beneficiary != pair.exporter else None
        if row.margin_percent is not None:
            return Sentence("stated_margin", agreement=found.agreement, margin=margin)
        key = "stated_group" if group else "stated"
        return Sentence(key, agreement=found.agreement, group=group)
    if found.attribution is Attribution.SOLE_AGREEMENT:
        return Sentence("sole", agreement=found.agreement)
    if found.attribution is Attribution.MARGIN_MATCH:
        return Sentence("margin_match", margin=margin)
    if found.attribution is Attribution.AMBIGUOUS:
        return Sentence("ambiguous", agreements=found.candidates)
    return Sentence("unknown")
