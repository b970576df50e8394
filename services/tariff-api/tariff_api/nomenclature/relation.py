"""How the codes of two editions correspond, as pure relations: read backwards, followed on, told
apart by kind.

A table may name no counterpart for a code. Where a relation is followed through one, the code
has lost a branch: it counts as one counterpart more, so that what remains is never called exact.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from eslabon.contracts.nomenclature import CorrelationKind

Pair = tuple[str, str]


def kind(targets: int, sources: int) -> CorrelationKind:
    """Return the kind of a pair: its code has `targets` counterparts, which come from `sources`.

    EXACT one to one; SPLIT one becomes several; MERGE several become one; PARTIAL both.
    """
    if targets == 1 and sources == 1:
        return CorrelationKind.EXACT
    if targets > 1 and sources > 1:
        return CorrelationKind.PARTIAL
    return CorrelationKind.SPLIT if targets > 1 else CorrelationKind.MERGE


def _grouped(pairs: Iterable[Pair]) -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, other in pairs:
        found[code].add(other)
    return {code: frozenset(others) for code, others in found.items()}


@dataclass(frozen=True)
class Relation:
    """Pairs of a code and its counterpart, and the codes on either side that lost a branch."""

    pairs: frozenset[Pair]
    lost_targets: frozenset[str] = frozenset()
    lost_sources: frozenset[str] = frozenset()

    @cached_property
    def targets(self) -> Mapping[str, frozenset[str]]:
        """Counterparts of each code."""
        return _grouped(self.pairs)

    @cached_property
    def sources(self) -> Mapping[str, frozenset[str]]:
        """Codes that each counterpart comes from."""
        return _grouped((other, code) for code, other in self.pairs)

    def kind(self, code: str, other: str) -> CorrelationKind:
        """Return the kind of a pair of the relation."""
        return kind(
            len(self.targets[code]) + (code in self.lost_targets),
            len(self.sources[other]) + (other in self.lost_sources),
        )

    def inverse(self) -> "Relation":
        """Return the same pairs read backwards: merges become splits."""
        pairs = frozenset((other, code) for code, other in self.pairs)
        return Relation(pairs, self.lost_sources, self.lost_targets)

    def then(self, following: "Relation") -> "Relation":
        """Return where codes lead through the editions that both relations share."""
        pairs: set[Pair] = set()
        lost_targets = set(self.lost_targets)
        lost_sources = set(following.lost_sources)
        for code, middle in self.pairs:
            pairs.update((code, other) for other in following.targets.get(middle, ()))
            if middle not in following.targets or middle in following.lost_targets:
                lost_targets.add(code)
        for middle, other in following.pairs:
            if middle not in self.sources or middle in self.lost_sources:
                lost_sources.add(other)
        return Relation(frozenset(pairs), frozenset(lost_targets), frozenset(lost_sources))
