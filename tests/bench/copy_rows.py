"""Our packed COPY of a year of flows, beside the server's own binary COPY and beside ADBC."""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import polars as pl
from matrix_api.flows.tables import flows
from servicekit.releases.packing import HEADER, TRAILER, constant, numeric, packed, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from tests.bench.flows import baci
from tests.bench.installed import CACHE, SOURCES, adbc_python
from tests.bench.pairs import Pairs, paired
from tests.bench.processes import BenchError, own_environment, run
from tests.bench.rows import Kind, Row
from tests.bench.stack import database

NAMES = ("load.copy", "load.copy.adbc")
ROWS = 4_000_000
BLOCK_ROWS = 131_072
ROUNDS = 3
LIMIT_GOAL = 1.6
ADBC_GOAL = 1.7
TABLE = "flows"
TEXTS = ("exporter", "importer", "nomenclature", "product")
DECIMALS = ("value_usd", "weight_kg")
COLUMNS = ("release_id", *TEXTS, *DECIMALS)
SCALE = 4

Result = TypeVar("Result")


def _frame() -> pl.DataFrame:
    """Return the generated year as the table of flows holds it: dollars, kilograms, alpha-3."""
    return baci(ROWS).select(
        pl.lit(1, pl.Int32).alias("release_id"),
        "exporter",
        "importer",
        pl.lit("HS2022").alias("nomenclature"),
        "product",
        *(pl.col(name).cast(pl.Decimal(20, SCALE)) for name in DECIMALS),
    )


def _create_table() -> str:
    """Return the table of flows as it is declared, without its partitions."""
    declared = str(CreateTable(flows).compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    return declared.partition("PARTITION BY")[0].replace(f"{flows.schema}.{flows.name}", TABLE)


class Copies:
    """The three ways of loading the same rows into the same empty table, logged, no index."""

    def __init__(self, url: str, frame: pl.DataFrame, parquet: Path) -> None:
        self.url, self.parquet = url, parquet
        units = [pl.col(name).to_physical().cast(pl.Int64) for name in DECIMALS]
        self.frame = frame.with_columns(*units)
        self.loop = asyncio.new_event_loop()
        self.connection: asyncpg.Connection = self._run(asyncpg.connect(url, command_timeout=600))
        self._run(self.connection.execute(_create_table()))
        self.ours()
        self.sums = {self._sum()}
        self.server_file = self._run(
            self.connection.fetchval("select current_setting('data_directory') || '/flows.pgcopy'")
        )
        self._execute(f"copy {TABLE} to '{self.server_file}' (format binary)")

    def close(self) -> None:
        """Close the connection."""
        self._run(self.connection.close())
        self.loop.close()

    def ours(self) -> float:
        """Return the seconds of our packed COPY, from columns in memory to the commit."""
        self._empty()
        began = time.perf_counter()
        self._run(
            self.connection.copy_to_table(
                TABLE, source=self._packed(), columns=COLUMNS, format="binary"
            )
        )
        return time.perf_counter() - began

    def server(self) -> float:
        """Return the seconds of the server reading the same rows from its own disk."""
        self._empty()
        began = time.perf_counter()
        self._execute(f"copy {TABLE} from '{self.server_file}' (format binary)")
        return time.perf_counter() - began

    def adbc(self) -> float:
        """Return the seconds of ADBC, from Arrow columns in memory to the commit."""
        self._empty()
        env = {**own_environment(), "BENCH_DATABASE_URL": self.url}
        program = [str(adbc_python()), str(SOURCES / "adbc_copy.py")]
        return float(run([*program, str(self.parquet), TABLE], env=env))

    def require_equal(self) -> None:
        """Raise BenchError unless all three ways store the same rows."""
        for load in (self.server, self.adbc):
            load()
            self.sums.add(self._sum())
        if len(self.sums) != 1:
            raise BenchError(f"the three ways do not store the same rows: {self.sums}")

    async def _packed(self) -> AsyncIterator[bytes]:
        yield HEADER
        for block in self.frame.iter_slices(BLOCK_ROWS):
            fields = [constant(1, block.height)]
            fields += [text(block[name]) for name in TEXTS]
            fields += [numeric(block[name], SCALE) for name in DECIMALS]
            yield packed(fields, block.height)
        yield TRAILER

    def _sum(self) -> tuple[int, int]:
        row = self._run(
            self.connection.fetchrow(
                f"select count(*), sum(hashtextextended(f::text, 0)) from {TABLE} f"
            )
        )
        return int(row[0]), int(row[1])

    def _empty(self) -> None:
        self._execute(f"truncate {TABLE}")
        self._execute("checkpoint")

    def _execute(self, statement: str) -> None:
        self._run(self.connection.execute(statement))

    def _run(self, call: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(call)


def measured() -> Iterator[Row]:
    """Load the same rows in turn: ours and the server's own, then ours and ADBC's."""
    frame = _frame()
    parquet = CACHE / f"flows-{ROWS}.parquet"
    frame.write_parquet(parquet)
    with database() as url:
        copies = Copies(url, frame, parquet)
        try:
            copies.require_equal()
            yield _row(
                NAMES[0],
                Kind.LIMIT,
                "server-side binary COPY",
                LIMIT_GOAL,
                paired(copies.ours, copies.server, ROUNDS),
            )
            yield _row(
                NAMES[1],
                Kind.PEER,
                "adbc_ingest",
                ADBC_GOAL,
                paired(copies.ours, copies.adbc, ROUNDS),
            )
        finally:
            copies.close()


def _row(name: str, kind: Kind, beside: str, goal: float, pairs: Pairs) -> Row:
    return Row(
        name=name,
        kind=kind,
        unit="s",
        ours=pairs.our_median,
        beside=beside,
        other=pairs.other_median,
        ratio=pairs.quotient if kind is Kind.LIMIT else pairs.inverse,
        goal=goal,
        note=f"{ROWS:,} generated flows, columns in memory to commit, logged table without "
        f"indexes, stored rows equal by checksum; {pairs.spread()}",
    )
