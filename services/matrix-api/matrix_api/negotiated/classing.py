"""The trade of pairs of countries put into classes, year by year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from eslabon.client import TariffClient
from eslabon.contracts.envelope import Reason
from servicekit.releases.dataset import texts

from matrix_api.flows import asked
from matrix_api.negotiated.covering import Kept, Pair, Preferences
from matrix_api.negotiated.repository import Trade
from matrix_api.negotiated.split import Split, split, together
from matrix_api.totals.traders import Trader

Sides = tuple[str, str]
"""Importer and exporter."""


MOST_PAIRS = 40


def pairs(importer: Trader, exporter: Trader) -> list[Sides]:
    """Return each pair of an importer and an exporter; nobody trades with itself.

    Raises
    ------
    ProblemError
        There are too many, or none.
    """
    found = [
        (buyer, seller)
        for buyer in importer.members
        for seller in exporter.members
        if buyer != seller
    ]
    if not found:
        asked.different(importer.code, exporter.code)
    if len(found) > MOST_PAIRS:
        raise asked.refusal(
            "importer",
            "too_many_pairs",
            texts(
                f"Son {len(found)} pares y se suman hasta {MOST_PAIRS}: pida un país de un lado.",
                f"São {len(found)} pares e somam-se até {MOST_PAIRS}: peça um país de um lado.",
                f"These are {len(found)} pairs and up to {MOST_PAIRS} are added up: ask for one "
                "country on one side.",
            ),
        )
    return found


@dataclass(frozen=True)
class Classed:
    """The trade of one release: the split of each subheading of each pair."""

    parts: Mapping[Sides, Mapping[str, Split]]
    unassessed: Mapping[Reason, tuple[int, int]]
    """Subheadings, counted once for each pair, and cents that could not be put into a class."""

    def whole(self) -> Split:
        """Return all of it."""
        return together(part for parts in self.parts.values() for part in parts.values())

    def by_pair(self) -> list[tuple[Sides, Split]]:
        """Return the split of each pair, in their order."""
        return [(sides, together(parts.values())) for sides, parts in self.parts.items()]

    def by_product(self, digits: int) -> dict[str, Split]:
        """Return the split of each chapter, heading or subheading."""
        groups: defaultdict[str, list[Split]] = defaultdict(list)
        for parts in self.parts.values():
            for code, part in parts.items():
                groups[code[:digits]].append(part)
        return {code: together(group) for code, group in groups.items()}


async def preferences(
    kept: Kept,
    client: TariffClient,
    publication: int,
    pairs: Iterable[Sides],
    trade: Sequence[Trade],
    nomenclature: str,
    on: date | None,
) -> dict[Sides, Preferences]:
    """Return the preferences of each pair for what it trades."""
    traded: defaultdict[Sides, set[str]] = defaultdict(set)
    for row in trade:
        traded[row.importer, row.exporter].add(row.product)
    return {
        (importer, exporter): await kept.read(
            client,
            publication,
            Pair(importer, exporter, nomenclature, on),
            sorted(traded[importer, exporter]),
        )
        for importer, exporter in pairs
    }


def classed(trade: Iterable[Trade], found: Mapping[Sides, Preferences], release: int) -> Classed:
    """Return the trade of a release in classes, of the pairs whose preferences are `found`."""
    parts: dict[Sides, dict[str, Split]] = {sides: {} for sides in found}
    counts: defaultdict[Reason, list[int]] = defaultdict(list)
    for row in trade:
        sides = row.importer, row.exporter
        if row.release != release or sides not in found:
            continue
        covering = found[sides].of[row.product]
        one = split(round(row.value_usd * 100), covering.lines)
        parts[sides][row.product] = one
        if covering.why is not None:
            counts[covering.why].append(one.unassessed)
    return Classed(parts, {why: (len(cents), sum(cents)) for why, cents in counts.items()})
