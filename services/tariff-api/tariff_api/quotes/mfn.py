"""The duty that every origin pays, as a candidate."""

from decimal import Decimal

from eslabon.contracts.quotes import Attribution, CandidateKind

from tariff_api.quotes.attribution import Attributed
from tariff_api.quotes.facts import WORLD, Duty, Preference, plain
from tariff_api.quotes.option import ZERO, Option
from tariff_api.quotes.wording import Sentence

NOTHING = Attributed(Attribution.STATED, None, ())
PLAIN = Sentence("mfn")
PROHIBITED = Sentence("prohibited")


def mfn(duty: Duty | None, world: Preference | None) -> Option | None:
    """Return the most-favoured-nation duty; None where none is loaded or understood.

    Where the source of the preferences states what all origins pay (`world`) and differs, its
    duty is the applied one (DOMAIN 11.6).
    """
    if duty is None:
        return None
    if duty.rate_percent is not None:
        return _percentage(duty, duty.rate_percent, world)
    if duty.expression is None:
        return None
    return Option(
        CandidateKind.MFN,
        None,
        None,
        ZERO,
        NOTHING,
        WORLD,
        None,
        PROHIBITED if duty.expression.prohibited else _said(duty),
        duty.valid_from,
        duty.valid_to,
        duty.observed_on,
        duty.legal_base,
        duty.release,
        expression=duty.expression,
        origin=duty.expression,
        season=duty.season,
    )


def _said(duty: Duty) -> Sentence:
    return Sentence("mfn_above", code=duty.above) if duty.above else PLAIN


def _percentage(duty: Duty, rate_percent: Decimal, world: Preference | None) -> Option:
    rate, why = plain(rate_percent), _said(duty)
    valid_to, observed_on, release = duty.valid_to, duty.observed_on, duty.release
    valid_from = duty.valid_from
    stated = world.rate_percent if world and world.correlation is None else None
    if world is not None and stated is not None:
        low, high = lowest(world, stated), highest(world, stated)
        if low == high:
            if stated != rate:
                why = Sentence("mfn_differs", stated=plain(stated), file=rate)
                rate, release, observed_on = plain(stated), world.release, world.observed_on
                valid_from, valid_to = world.valid_from, world.valid_to or duty.valid_to
        elif not low <= rate <= high:
            why = Sentence("mfn_outside", low=plain(low), high=plain(high), file=rate)
    return Option(
        CandidateKind.MFN,
        rate,
        rate,
        ZERO if rate else None,
        NOTHING,
        WORLD,
        None,
        why,
        valid_from,
        valid_to,
        observed_on,
        duty.legal_base,
        release,
        season=duty.season,
    )


def lowest(row: Preference, rate: Decimal) -> Decimal:
    """Return the lowest duty of the lines that a row speaks of."""
    return rate if row.rate_min_percent is None else row.rate_min_percent


def highest(row: Preference, rate: Decimal) -> Decimal:
    """Return the highest duty of the lines that a row speaks of."""
    return rate if row.rate_max_percent is None else row.rate_max_percent
