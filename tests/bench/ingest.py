"""A year of BACI's size: from the stored csv to published, and out again as one Parquet file.

Beside it stand the server's own COPY of the same rows with the same indexes, and the memory that
the worker and the service may hold.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import polars as pl
from servicekit import migrations

from tests.bench.flows import YEAR, baci_file
from tests.bench.installed import CACHE
from tests.bench.memory import peak, resident
from tests.bench.pairs import paired
from tests.bench.processes import BenchError, answer, end, free_port, own_environment, serving
from tests.bench.rows import Kind, Row
from tests.bench.stack import FACTORIES, Served, database

NAMES = ("ingest.baci", "ingest.memory")
EXPORT_NAMES = ("export.year",)
ROWS = 11_000_000
ROUNDS = 3
GOAL = 2.0
WORKER_MIB = 700
SERVICE_MIB = 300
SETTLE_SECONDS = 20
KEY = "the benchmark's own"


class Platform:
    """A matrix-api and its worker on a database of their own."""

    def __init__(self, url: str, served: Served, worker: int) -> None:
        self.url, self.served, self.worker, self.service = url, served, worker, served.pid
        self.releases: list[int] = []

    def sql(self, statement: str, *values: object) -> list[asyncpg.Record]:
        """Run one statement as the owner."""

        async def run() -> list[asyncpg.Record]:
            connection = await asyncpg.connect(self.url, command_timeout=600)
            try:
                rows: list[asyncpg.Record] = await connection.fetch(statement, *values)
                return rows
            finally:
                await connection.close()

        return asyncio.run(run())

    def settle(self) -> None:
        """Wait until the service knows the last publication and has built what it keeps of it."""
        last = max(row["n"] for row in self.sql("select n from matrix.publication"))
        while json.loads(answer(f"{self.served.address}/v1/publication"))["n"] != last:
            time.sleep(0.5)
        answer(f"{self.served.address}/v1/flows?limit=1")
        time.sleep(SETTLE_SECONDS)

    def export(self, file: Path) -> int:
        """Write the year as one Parquet file; return its bytes."""
        url = f"{self.served.address}/v1/flows?year_from={YEAR}&year_to={YEAR}&format=parquet"
        with urllib.request.urlopen(url) as answered, file.open("wb") as written:
            shutil.copyfileobj(answered, written)
        return file.stat().st_size

    def load(self, file: Path) -> float:
        """Send the file as a slice of its own; return the seconds from stored to published."""
        cut = f"source=BACI{len(self.releases)},year={YEAR}"
        stated = "source=generated&licence=none&cite_as=generated&adapter=baci-hs92"
        self.sql("checkpoint")
        sent = answer(
            f"{self.served.address}/v1/datasets/flows/releases?slice={cut}&{stated}",
            file.read_bytes(),
            {"Content-Type": "text/csv", "Authorization": f"Bearer {KEY}"},
        )
        job = json.loads(sent)["id"]
        while True:
            time.sleep(0.5)
            [state] = self.sql("select * from matrix.job where id = $1::text::uuid", job)
            if state["finished_at"] is not None:
                break
        if state["state"] != "done":
            raise BenchError(f"the load ended as {state['state']}: {state['reason']}")
        self.releases.append(state["release_id"])
        return float((state["finished_at"] - state["created_at"]).total_seconds())


@contextmanager
def platform() -> Iterator[Platform]:
    """Run matrix-api and its worker on an empty database of their own."""
    uploads = CACHE / "uploads"
    with database() as url:
        migrations.upgrade(url)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        settings = {
            "ESLABON_DATABASE_URL": url,
            "ESLABON_UPLOADS": str(uploads),
            "ESLABON_INTERNAL_KEY": KEY,
            "ESLABON_MIGRATIONS": str(migrations.workspace() / "migrations"),
            "OPENBLAS_NUM_THREADS": "1",
        }
        web = [sys.executable, "-P", "-m", "uvicorn", "--factory", FACTORIES["matrix"]]
        web += ["--host", "127.0.0.1", "--port", str(port), "--no-access-log"]
        log = CACHE / "ingest-matrix.log"
        with serving(web, f"{address}/healthz", log, settings) as served:
            worker = subprocess.Popen(
                [str(Path(sys.executable).parent / "eslabon"), "worker", "matrix"],
                env={**own_environment(), **settings},
                start_new_session=True,
            )
            try:
                yield Platform(url, Served(address, served.pid), worker.pid)
            finally:
                end(worker)
                shutil.rmtree(uploads, ignore_errors=True)


class Limit:
    """The same rows read by the server from its own disk into a like table, then its indexes."""

    def __init__(self, here: Platform) -> None:
        self.here = here
        self.loaded = f"matrix.flows_r{here.releases[0]}"
        [[folder]] = here.sql("select current_setting('data_directory')")
        self.file = f"{folder}/flows.pgcopy"
        here.sql(f"copy {self.loaded} to '{self.file}' (format binary)")
        self.indexes = [
            row["indexdef"].partition(" USING ")[2]
            for row in here.sql(
                "select indexdef from pg_indexes where schemaname = 'matrix' and tablename = $1",
                self.loaded.partition(".")[2],
            )
        ]

    def run(self) -> float:
        """Return the seconds of the copy and of the indexes."""
        self.here.sql("drop table if exists flows_limit")
        self.here.sql(f"create table flows_limit (like {self.loaded})")
        self.here.sql("checkpoint")
        began = time.perf_counter()
        self.here.sql(f"copy flows_limit from '{self.file}' (format binary)")
        for index in self.indexes:
            kind = "unique" if "NULLS NOT DISTINCT" in index else ""
            self.here.sql(f"create {kind} index on flows_limit using {index}")
        return time.perf_counter() - began

    def require_equal(self) -> None:
        """Raise BenchError unless both tables hold the same rows."""
        sums = [
            tuple(
                self.here.sql(
                    "select count(*), sum(hashtextextended((exporter, importer, nomenclature,"
                    f" product, value_usd, weight_kg, reported_by)::text, 0)) from {table}"
                )[0]
            )
            for table in (self.loaded, "flows_limit")
        ]
        if sums[0] != sums[1]:
            raise BenchError(f"the two tables differ: {sums}")


def measured() -> Iterator[Row]:
    """Load the year in turn: by the worker, and by the server itself."""
    file = baci_file(ROWS)
    with platform() as here:
        here.load(file)
        limit = Limit(here)
        limit.run()
        limit.require_equal()
        pairs = paired(lambda: here.load(file), limit.run, ROUNDS)
        yield Row(
            name=NAMES[0],
            kind=Kind.LIMIT,
            unit="s",
            ours=pairs.our_median,
            beside="server-side COPY and indexes",
            other=pairs.other_median,
            ratio=pairs.quotient,
            goal=GOAL,
            note=f"{ROWS:,} generated flows in BACI's csv format ({file.stat().st_size:,} bytes), "
            "from the stored upload to published: read, checked, loaded, indexed, added up "
            "(totals, rca, regional_flows); the limit copies the same rows from the server's "
            f"disk and builds the same {len(limit.indexes)} indexes; {pairs.spread()}",
        )
        used = peak(here.worker)
        yield Row(
            name=NAMES[1],
            kind=Kind.LIMIT,
            unit="MiB",
            ours=used,
            beside="limit",
            other=WORKER_MIB,
            ratio=used / WORKER_MIB,
            goal=1,
            note="most memory that the worker process held over all these loads",
        )


def exported() -> Iterator[Row]:
    """Load the year once, and write it out again as one file."""
    with platform() as here:
        here.load(baci_file(ROWS))
        file = CACHE / "year.parquet"
        here.settle()
        before, began = resident(here.service), time.perf_counter()
        size = here.export(file)
        seconds = time.perf_counter() - began
        rows = pl.scan_parquet(file).select(pl.len()).collect().item()
        file.unlink()
        if rows != ROWS:
            raise BenchError(f"the file holds {rows} rows")
        grown = peak(here.service) - before
        yield Row(
            name=EXPORT_NAMES[0],
            kind=Kind.LIMIT,
            unit="MiB",
            ours=grown,
            beside="limit",
            other=SERVICE_MIB,
            ratio=grown / SERVICE_MIB,
            goal=1,
            note=f"growth of the service's memory over its first file: GET /v1/flows of the year "
            f"as parquet, {rows:,} rows, {size:,} bytes in {seconds:.0f} s; one worker process",
        )
