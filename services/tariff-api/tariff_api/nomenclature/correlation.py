"""How codes of one edition correspond to codes of another, held in memory for each publication.

Tables are loaded for some pairs of editions. They are read in both directions, and pairs without
a table of their own are reached through others.
"""

import heapq
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from eslabon.contracts.nomenclature import Correlation
from servicekit.per_release import PerRelease
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import repository
from tariff_api.nomenclature.relation import Relation

_YEAR = re.compile(r"[0-9]{4}$")
TABLES_KEPT = 64
"""Both directions of every pair of the seven revisions of the Harmonized System, and more."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One loaded table of a path."""

    release: int
    source: str
    target: str
    backwards: bool
    """True where the release correlates `target` with `source`."""


class Table:
    """The correlation of two editions, in the order of codes."""

    def __init__(self, source: str, target: str, path: Sequence[str], relation: Relation) -> None:
        self.path = list(path)
        """Editions from the first to the last; empty where nothing leads from one to the other."""
        self._source = source
        self._target = target
        self._relation = relation
        self._pairs = sorted(relation.pairs)

    def below(self, beginning: str) -> list[Correlation]:
        """Return what the codes that begin so correspond to."""
        rest = self._pairs[bisect_left(self._pairs, (beginning,)) :]
        return [
            self._row(code, other)
            for code, other in takewhile(lambda pair: pair[0].startswith(beginning), rest)
        ]

    def after(self, beginning: str, key: tuple[str, str] | None, limit: int) -> list[Correlation]:
        """Return at most `limit` of these rows, those that follow a pair."""
        start = bisect_left(self._pairs, (beginning,))
        if key is not None:
            start = max(start, bisect_left(self._pairs, key))
            start += start < len(self._pairs) and self._pairs[start] == key
        found = self._pairs[start : start + limit]
        return [self._row(*pair) for pair in found if pair[0].startswith(beginning)]

    def _row(self, code: str, other: str) -> Correlation:
        return Correlation.assembled(
            from_nomenclature=self._source,
            from_code=code,
            to_nomenclature=self._target,
            to_code=other,
            kind=self._relation.kind(code, other),
            path=self.path,
        )


def _years(source: str, target: str) -> int:
    """Return how many years lie between two editions; none where a name has no year."""
    found = [_YEAR.search(name) for name in (source, target)]
    return abs(int(found[0][0]) - int(found[1][0])) if found[0] and found[1] else 0


def path(snapshot: Snapshot, source: str, target: str) -> list[Step] | None:
    """Return the tables that lead from one edition to another; None where none do.

    A table of the pair itself comes first. Else the path spans as few years as it can, which
    keeps it between the two, and among those has the fewest tables.
    """
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for release in snapshot.releases("correlations"):
        earlier, later = release.parts["from"], release.parts["to"]
        steps[earlier].append(Step(release.id, earlier, later, backwards=False))
        steps[later].append(Step(release.id, later, earlier, backwards=True))
    for step in sorted(steps[source], key=lambda one: one.backwards):
        if step.target == target:
            return [step]
    queue: list[tuple[int, int, str, list[Step]]] = [(0, 0, source, [])]
    seen: set[str] = set()
    while queue:
        years, count, at, taken = heapq.heappop(queue)
        if at == target:
            return taken or None
        if at in seen:
            continue
        seen.add(at)
        for step in steps[at]:
            if step.target not in seen:
                spanned = years + _years(at, step.target)
                heapq.heappush(queue, (spanned, count + 1, step.target, [*taken, step]))
    return None


async def _relation(snapshot: Snapshot, step: Step) -> Relation:
    rows = await repository.all_correlations(snapshot, step.release)
    found = Relation(frozenset((row["from_code"], row["to_code"]) for row in rows))
    return found.inverse() if step.backwards else found


async def _table(snapshot: Snapshot, name: str) -> Table:
    source, _, target = name.partition(">")
    steps = path(snapshot, source, target)
    if not steps:
        return Table(source, target, [], Relation(frozenset()))
    relation = await _relation(snapshot, steps[0])
    for step in steps[1:]:
        relation = relation.then(await _relation(snapshot, step))
    return Table(source, target, [source, *(step.target for step in steps)], relation)


_TABLES = PerRelease(("correlations",), _table, size=TABLES_KEPT)


async def table(snapshot: Snapshot, source: str, target: str) -> Table:
    """Return the correlation from one edition to another; empty where nothing leads there.

    Source: the tables loaded for the pair, or for those on the way (`Table.path`).
    """
    return await _TABLES.at(snapshot, f"{source}>{target}")


async def neighbours(snapshot: Snapshot, edition: str) -> tuple[Table | None, Table | None]:
    """Return the tables to the edition before and to the one after that have one, nearest first."""
    others = {
        other
        for release in snapshot.releases("correlations")
        if edition in release.parts.values()
        for other in release.parts.values()
        if other != edition
    }
    before = max((other for other in others if other < edition), default=None)
    after = min((other for other in others if other > edition), default=None)
    return (
        await table(snapshot, edition, before) if before else None,
        await table(snapshot, edition, after) if after else None,
    )
