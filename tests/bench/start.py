"""How long a newcomer waits: first start of a clone, the second, and one after a crash."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import asyncpg
from local.folder import DataFolder
from local.postgres import EmbeddedPostgres

from tests.bench.installed import CACHE
from tests.bench.processes import BenchError, answer, own_environment
from tests.bench.rows import Kind, Row
from tests.bench.stack import remove

NAMES = ("start.cold", "start.warm", "start.reopen")
PORT = 8620
COLD_SECONDS = 60
AGAIN_SECONDS = 5
ASKED = "importer=BRA&exporter=MEX&product=08012200&on=2021-06-01"
APPLIED_PERCENT = Decimal(8)


def _make(clone: Path, target: str) -> float:
    """Run a target of the Makefile as a person would; return its seconds."""
    began = time.monotonic()
    log = CACHE / f"start-{target}.log"
    with log.open("wb") as output:
        code = subprocess.run(
            ["make", target, f"PORTS={PORT}"],
            cwd=clone,
            env=own_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            timeout=600,
            check=False,
        ).returncode
    if code:
        raise BenchError(f"make {target}: {log.read_text(errors='replace')[-1500:]}")
    return time.monotonic() - began


def _require_answer() -> None:
    """Ask what the sample answers, so that a start that answers nothing is no start."""
    said = json.loads(answer(f"http://127.0.0.1:{PORT + 1}/v1/quotes?{ASKED}"))
    best = said["best"]
    if best is None or Decimal(best["applied_percent"]) != APPLIED_PERCENT:
        raise BenchError(f"the quote {ASKED} answers {best!r}")


def _row_counts(data: Path) -> dict[str, int]:
    """Return the rows of every table of the services."""

    async def counted() -> dict[str, int]:
        connection = await asyncpg.connect(EmbeddedPostgres(DataFolder.at(data)).url)
        try:
            tables = await connection.fetch(
                "select schemaname || '.' || quote_ident(tablename) as name from pg_tables "
                "where schemaname in ('tariff', 'matrix', 'niche', 'access') "
                "and tablename not like 'pgqueuer%' order by 1"
            )
            return {
                table["name"]: await connection.fetchval(f"select count(*) from {table['name']}")
                for table in tables
            }
        finally:
            await connection.close()

    return asyncio.run(counted())


def _children_of(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    return [child for child, parent in pairs if parent == pid]


def _kill_everything(data: Path) -> int:
    """Kill -9 every process of the copy, the supervisor first; return how many they were."""
    state = json.loads((data / "run.json").read_text(encoding="utf-8"))
    pids = [state["supervisor"][0], *(child[0] for child in state["children"].values())]
    pids += [grandchild for pid in pids[1:] for grandchild in _children_of(pid)]
    killed = 0
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
            killed += 1
        except ProcessLookupError:
            continue
    return killed


def _row(name: str, seconds: float, limit: float, note: str) -> Row:
    return Row(
        name=name,
        kind=Kind.LIMIT,
        unit="s",
        ours=seconds,
        beside="limit",
        other=limit,
        ratio=seconds / limit,
        goal=1,
        note=note,
    )


def measured() -> Iterator[Row]:
    """Clone the repository as committed, start it, start it again, kill it, start it again."""
    CACHE.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="eslabon-start-"))
    clone, data = folder / "clon", folder / "clon" / ".eslabon"
    repository = Path(__file__).resolve().parents[2]
    try:
        began = time.monotonic()
        subprocess.run(["git", "clone", "--quiet", str(repository), str(clone)], check=True)
        _make(clone, "up")
        _require_answer()
        cold = time.monotonic() - began
        rows = sum(_row_counts(data).values())
        yield _row(
            NAMES[0],
            cold,
            COLD_SECONDS,
            f"git clone and make up with a warm package cache, {rows:,} rows loaded",
        )
        _make(clone, "down")
        warm = _make(clone, "up")
        _require_answer()
        yield _row(NAMES[1], warm, AGAIN_SECONDS, "make up after make down")
        # What is built of the sample follows the first answer: rows are counted when all is there.
        build = [str(clone / ".venv" / "bin" / "eslabon"), "build", "niche"]
        subprocess.run(build, cwd=clone, env=own_environment(), stdout=subprocess.DEVNULL)
        counts = _row_counts(data)
        killed = _kill_everything(data)
        reopened = _make(clone, "up")
        _require_answer()
        kept = _row_counts(data)
        if kept != counts:
            changed = {
                name: (counts[name], kept[name]) for name in kept if kept[name] != counts[name]
            }
            raise BenchError(f"rows were lost or won between two starts: {changed}")
        yield _row(
            NAMES[2],
            reopened,
            AGAIN_SECONDS,
            f"make up after kill -9 of {killed} processes; row counts of {len(counts)} tables kept",
        )
    finally:
        if (clone / ".venv").exists():
            subprocess.run(["make", "down"], cwd=clone, env=own_environment(), check=False)
        remove(data)
        shutil.rmtree(folder, ignore_errors=True)
