"""How one code of an edition corresponds to codes of another."""

from collections.abc import Mapping

from eslabon.contracts.tariff import CorrelationKind
from servicekit.releases.snapshot import Snapshot


def kind(targets: int, sources: int) -> CorrelationKind:
    """Return the kind of a pair: its code has `targets` counterparts, which come from `sources`.

    EXACT one to one; SPLIT one becomes several; MERGE several become one; PARTIAL both.
    """
    if targets == 1 and sources == 1:
        return CorrelationKind.EXACT
    if targets > 1 and sources > 1:
        return CorrelationKind.PARTIAL
    return CorrelationKind.SPLIT if targets > 1 else CorrelationKind.MERGE


def table(snapshot: Snapshot, source: str, target: str) -> tuple[int, bool] | None:
    """Return the release that correlates two editions and whether it is read backwards."""
    forward: Mapping[str, str] = {"from": source, "to": target}
    backward: Mapping[str, str] = {"from": target, "to": source}
    found = snapshot.ids("correlations", **forward)
    if found:
        return found[0], False
    found = snapshot.ids("correlations", **backward)
    return (found[0], True) if found else None
