"""Two servers under the same load in turn: requests per second, and what a request costs each."""

import statistics
from dataclasses import dataclass, field

from tests.bench.cpu import cpu_seconds
from tests.bench.pairs import paired
from tests.bench.rows import Kind, Row
from tests.bench.traffic import Load, Traffic, generator, require_headroom, traffic

SECONDS = 4
ROUNDS = 3


@dataclass
class Side:
    """One server of a contest: its load, and the process whose time a request costs."""

    load: Load
    pid: int
    seen: list[Traffic] = field(default_factory=list)
    microseconds: list[float] = field(default_factory=list)

    def run(self, connections: int) -> float:
        """Load the server once; return its requests per second."""
        before = cpu_seconds(self.pid)
        one = traffic(self.load, SECONDS, connections)
        spent = cpu_seconds(self.pid) - before
        self.seen.append(one)
        self.microseconds.append(1e6 * spent / (one.requests_per_second * SECONDS))
        return one.requests_per_second

    def describe(self) -> str:
        """Return latencies and cost of a request."""
        p50, p99 = (
            statistics.median(getattr(one, name) for one in self.seen)
            for name in ("p50_ms", "p99_ms")
        )
        cost = statistics.median(self.microseconds)
        return f"p50 {p50:.3g} ms, p99 {p99:.3g} ms, server CPU {cost:,.0f} us a request"


def contest(
    name: str, goal: float, beside: str, ours: Side, other: Side, connections: int, note: str
) -> Row:
    """Warm both sides, measure them in turn, and return the row."""
    for side in (ours, other):
        traffic(side.load, 1, connections)
    pairs = paired(lambda: ours.run(connections), lambda: other.run(connections), ROUNDS)
    require_headroom(max(*pairs.ours, *pairs.other))
    return Row(
        name=name,
        kind=Kind.PEER,
        unit="requests/s",
        ours=pairs.our_median,
        beside=beside,
        other=pairs.other_median,
        ratio=pairs.quotient,
        goal=goal,
        note=f"{note}; {generator()} with {connections} connections; {pairs.spread()}; "
        f"ours {ours.describe()}; other {other.describe()}",
    )
