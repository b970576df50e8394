"""The regional preference (AR.PAR 4) where no row of a source shows it: from its stored table."""

from collections.abc import Sequence

from eslabon.contracts.quotes import Attribution, CandidateKind, CandidateStatus

from tariff_api.quotes.attribution import Attributed
from tariff_api.quotes.facts import PAR, Line, Pair, Preference, plain
from tariff_api.quotes.option import Condition, Option
from tariff_api.quotes.preferential import Left, left, without
from tariff_api.quotes.wording import Sentence


def regional(
    pair: Pair, line: Line, mfn: Option | None, preferences: Sequence[Option], stated: bool
) -> Option | None:
    """Return what AR.PAR 4's table gives (DOMAIN 11.4).

    It is conditional unless the granter's list of exceptions is loaded: in it the line would have
    a row. It is excluded where the source states the best rate of every partner (`stated`) and
    none of this one.
    """
    if mfn is None or pair.par_cell is None or pair.par_release is None:
        return None
    if not any(one.code == PAR for one in pair.agreements):
        return None
    if any(option.attributed.agreement == PAR for option in preferences):
        return None
    margin = plain(pair.par_cell)
    duty = left(_row(pair), mfn)
    doubtful = any(
        row.exception and not row.certain and row.agreement == PAR for row in line.preferences
    )
    listed = PAR in line.lists and not doubtful
    status = CandidateStatus.APPLIES
    condition = None if listed else Condition.LIST
    conflict = next((option for option in preferences if option.attributed.conflict), None)
    if doubtful:
        why = Sentence("par_doubtful", margin=margin)
    elif conflict:
        why = Sentence("par_table_conflict", margin=margin, source=conflict.margin_percent)
    elif stated and not preferences and listed:
        condition, why = Condition.LIST, Sentence("par_unseen", margin=margin)
    elif stated and not preferences:
        status, duty, condition = CandidateStatus.EXCLUDED, without(mfn), None
        why = Sentence("par_excluded", margin=margin)
    else:
        why = Sentence("par_listed" if listed else "par_table", margin=margin)
    if mfn.prohibited:
        status, duty, condition, why = CandidateStatus.EXCLUDED, without(mfn), None, mfn.why
    return _option(pair, mfn, duty, condition, status, why)


def _row(pair: Pair) -> Preference:
    assert pair.par_release is not None
    return Preference(
        beneficiary=pair.exporter,
        agreement=PAR,
        rate_percent=None,
        rate_min_percent=None,
        rate_max_percent=None,
        lines_covered=None,
        lines_total=None,
        valid_from=pair.on,
        valid_to=None,
        observed_on=pair.on,
        release=pair.par_release,
        margin_percent=pair.par_cell,
    )


def _option(
    pair: Pair,
    mfn: Option,
    duty: Left,
    condition: Condition | None,
    status: CandidateStatus,
    why: Sentence,
) -> Option:
    assert pair.par_release is not None
    return Option(
        CandidateKind.PREFERENCE,
        duty.highest_percent,
        duty.lowest_percent,
        duty.margin_percent,
        Attributed(Attribution.STATED, PAR, (PAR,)),
        pair.exporter,
        condition,
        why,
        mfn.valid_from,
        mfn.valid_to,
        mfn.observed_on,
        PAR,
        pair.par_release,
        status,
        duty.expression,
        duty.origin,
    )
