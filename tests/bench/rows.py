"""What the benchmark writes: a row for each figure, printed and in docs/bench.md and .json."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.machine import Machine


class Kind(StrEnum):
    """What a figure stands beside."""

    PEER = "peer"
    LIMIT = "limit"


@dataclass(frozen=True)
class Row:
    """One figure of ours beside a peer's, or beside a limit.

    `ratio` is how many times better than the peer, or how many times the limit: the goal is a
    floor for a peer and a ceiling for a limit. `note` says how it was measured and how it spread.
    """

    name: str
    kind: Kind
    unit: str
    ours: float
    beside: str
    other: float
    ratio: float
    goal: float
    note: str = ""
    date: str = field(default_factory=lambda: datetime.now(UTC).date().isoformat())

    @property
    def holds(self) -> bool:
        """Whether the ratio reaches its goal."""
        return self.ratio >= self.goal if self.kind is Kind.PEER else self.ratio <= self.goal

    def document(self, machine: Machine) -> dict[str, object]:
        """Return the row as it stands in docs/bench.json."""
        figures = {name: _rounded(value) for name, value in asdict(self).items()}
        return {**figures, "holds": self.holds, "machine": asdict(machine)}


def _rounded(value: object) -> object:
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _number(value: object) -> str:
    assert isinstance(value, int | float)
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _goal(row: dict[str, object]) -> str:
    return f"{'≥' if row['kind'] == Kind.PEER else '≤'} {_number(row['goal'])}"


def _cells(row: dict[str, object]) -> list[str]:
    unit = row["unit"]
    return [
        str(row["name"]),
        f"{_number(row['ours'])} {unit}",
        str(row["beside"]),
        f"{_number(row['other'])} {unit}",
        f"{_number(row['ratio'])} x",
        _goal(row),
        "yes" if row["holds"] else "NO",
    ]


HEADINGS = ["name", "ours", "beside", "other", "ratio", "goal", "holds"]


def print_table(rows: Iterable[dict[str, object]]) -> None:
    """Print the rows as a table for people."""
    table = Table(*HEADINGS)
    for row in rows:
        table.add_row(*_cells(row))
    Console().print(table)


def _markdown(rows: Sequence[dict[str, object]]) -> str:
    lines = [
        "# Benchmark",
        "",
        "Written by `make bench`. Each figure stands beside a peer or a limit measured in the",
        "same run; bodies and rows are compared before speeds. The ratio is how many times better",
        "than the peer (goal: at least), or how many times the limit (goal: at most). Figures are",
        "medians of interleaved runs; load generator, servers and database share the machine, so",
        "ratios are the result and absolute figures are not.",
        "",
        "| " + " | ".join(HEADINGS) + " |",
        "|" + " --- |" * len(HEADINGS),
    ]
    lines += ["| " + " | ".join(_cells(row)) + " |" for row in rows]
    lines += ["", "## How each was measured", ""]
    for row in rows:
        lines.append(f"- `{row['name']}` ({row['date']}): {row['note']}")
    lines += ["", "## Machine", ""]
    machines = {json.dumps(row["machine"], sort_keys=True): row["machine"] for row in rows}
    for machine in machines.values():
        assert isinstance(machine, dict)
        lines.append("- " + ", ".join(f"{name} {value}" for name, value in machine.items()))
    return "\n".join(lines) + "\n"


def write_documents(rows: Iterable[dict[str, object]], folder: Path) -> None:
    """Write the rows into bench.json and bench.md; rows of other names stay as they were."""
    stored = folder / "bench.json"
    known: dict[str, dict[str, object]] = {}
    if stored.exists():
        known = {row["name"]: row for row in json.loads(stored.read_text())}
    known.update({str(row["name"]): row for row in rows})
    merged = [known[name] for name in sorted(known)]
    folder.mkdir(parents=True, exist_ok=True)
    stored.write_text(json.dumps(merged, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "bench.md").write_text(_markdown(merged), encoding="utf-8")
