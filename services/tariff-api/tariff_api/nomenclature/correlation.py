"""How codes of one edition correspond to codes of another, held in memory for each publication."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import takewhile

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from servicekit.releases.snapshot import Snapshot

from tariff_api.nomenclature import repository
from tariff_api.per_release import PerRelease


def kind(targets: int, sources: int) -> CorrelationKind:
    """Return the kind of a pair: its code has `targets` counterparts, which come from `sources`.

    EXACT one to one; SPLIT one becomes several; MERGE several become one; PARTIAL both.
    """
    if targets == 1 and sources == 1:
        return CorrelationKind.EXACT
    if targets > 1 and sources > 1:
        return CorrelationKind.PARTIAL
    return CorrelationKind.SPLIT if targets > 1 else CorrelationKind.MERGE


class Table:
    """The correlation of two editions, in the order of codes."""

    def __init__(self, source: str, target: str, pairs: Iterable[tuple[str, str]]) -> None:
        ordered = sorted(pairs)
        targets = Counter(code for code, _ in ordered)
        sources = Counter(code for _, code in ordered)
        self._codes = [code for code, _ in ordered]
        self._rows = [
            Correlation(
                from_nomenclature=source,
                from_code=code,
                to_nomenclature=target,
                to_code=other,
                kind=kind(targets[code], sources[other]),
            )
            for code, other in ordered
        ]

    def below(self, beginning: str) -> list[Correlation]:
        """Return what the codes that begin so correspond to."""
        rows = self._rows[bisect_left(self._codes, beginning) :]
        return list(takewhile(lambda row: row.from_code.startswith(beginning), rows))


def release(snapshot: Snapshot, source: str, target: str) -> tuple[int, bool] | None:
    """Return the release that correlates two editions and whether it is read backwards."""
    found = snapshot.ids("correlations", **{"from": source, "to": target})
    if found:
        return found[0], False
    found = snapshot.ids("correlations", **{"from": target, "to": source})
    return (found[0], True) if found else None


async def _table(snapshot: Snapshot, name: str) -> Table:
    source, _, target = name.partition(">")
    held = release(snapshot, source, target)
    rows = await repository.all_correlations(snapshot, held[0]) if held else []
    columns = ("to_code", "from_code") if held and held[1] else ("from_code", "to_code")
    return Table(source, target, ((row[columns[0]], row[columns[1]]) for row in rows))


_TABLES = PerRelease(("correlations",), _table)


async def table(snapshot: Snapshot, source: str, target: str) -> Table:
    """Return the correlation from one edition to another; empty where none is loaded."""
    return await _TABLES.at(snapshot, f"{source}>{target}")
