"""The decision of a quote: candidates in order, what is the best and whether the data can tell."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from eslabon.contracts.quotes import CandidateKind, CandidateStatus, Completeness

from tariff_api.duties.expression import Consignment
from tariff_api.quotes.completeness import Gap, completeness, gaps, incomparable
from tariff_api.quotes.facts import Line, Pair
from tariff_api.quotes.grants import grants
from tariff_api.quotes.mfn import mfn
from tariff_api.quotes.option import (
    SETTLED_BY_GOODS,
    Option,
    by_money,
    key,
    levied,
    no_higher,
)
from tariff_api.quotes.preferential import options
from tariff_api.quotes.regional import regional


@dataclass(frozen=True, slots=True)
class Decision:
    """The candidates of one national line, best first, and how far they can be trusted."""

    completeness: Completeness
    options: tuple[Option, ...]
    best: Option | None
    best_loaded: Option | None
    gaps: tuple[Gap, ...]


def decision(pair: Pair, line: Line, consignment: Consignment | None = None) -> Decision:
    """Return every duty that goods of the pair might pay on one national line.

    With a consignment the duties are also levied on it, and compared in money where they are of
    different kinds.
    """
    world = next((row for row in line.preferences if row.stated_world and row.holds(pair.on)), None)
    stated = world is not None
    whole = mfn(line.duty, world)
    preferences = [
        option for grant in grants(line.preferences, pair) for option in options(grant, whole, pair)
    ]
    table = regional(pair, line, whole, preferences, stated)
    found = [option for option in (whole, *preferences, table) if option is not None]
    if consignment is not None:
        found = [levied(option, consignment) for option in found]
        table = found[-1] if table is not None else None
    in_money = consignment is not None and by_money(found)
    found.sort(key=lambda option: key(option, in_money))
    certain = [option for option in found if option.certain]
    lowest = _lowest(certain)
    how_far, open_codes = completeness(pair, found, lowest, table, stated)
    missing = gaps(pair, line, preferences, found, open_codes, stated)
    if lowest is None and certain and all(option.known for option in certain):
        missing.append(incomparable(certain))
    return _ranked(how_far, found, lowest, missing)


def _lowest(certain: Sequence[Option]) -> Option | None:
    """Return the first option that is known not to be above any other certain one."""
    if len(certain) == 1:
        return certain[0] if certain[0].known else None
    return next(
        (
            option
            for option in certain
            if option.known and all(no_higher(option, other) for other in certain)
        ),
        None,
    )


def _chosen(found: Sequence[Option], lowest: Option | None) -> Option | None:
    """Return the option to take: a conditional one only where nothing else is below the MFN duty.

    Only conditions that the goods themselves settle count: a quota, an observation (DOMAIN 1.5).
    """
    if lowest is None or lowest.kind is not CandidateKind.MFN:
        return lowest
    return next(
        (
            option
            for option in found
            if option.condition in SETTLED_BY_GOODS
            and option.applies
            and no_higher(option, lowest)
            and not no_higher(lowest, option)
        ),
        lowest,
    )


def _ranked(
    how_far: Completeness, found: Sequence[Option], lowest: Option | None, missing: Sequence[Gap]
) -> Decision:
    chosen = _chosen(found, lowest)
    best = how_far is Completeness.COMPLETE
    ranked: list[Option] = []
    loaded: Option | None = None
    passed = False
    for option in found:
        # What a conditional rate would beat is still what goods pay that do not meet it.
        beaten = passed and option.status is CandidateStatus.APPLIES
        if option is lowest:
            passed = True
        if option is chosen:
            option = loaded = replace(option, is_best=True) if best else option
        elif beaten and lowest is not None and no_higher(lowest, option):
            option = replace(option, status=CandidateStatus.BEATEN, beaten_by=lowest)
        ranked.append(option)
    return Decision(how_far, tuple(ranked), loaded if best else None, loaded, tuple(missing))
