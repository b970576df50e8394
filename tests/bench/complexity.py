"""Every measure of complexity at the size of a year of BACI, beside two public programs."""

import asyncio
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sample
from matrix_api.app import create_app as create_matrix
from niche_api.app import SERVICE
from servicekit import migrations
from servicekit.settings import Settings

from tests.bench.installed import SOURCES, complexity_python
from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row
from tests.bench.stack import database
from tests.building import build
from tests.conftest import served
from tests.matrix_api.loading import loaded

NAMES = (
    "complexity.hs6",
    "complexity.hs6.memory",
    "complexity.hs6.economic_complexity",
    "complexity.rebuild",
)
COUNTRIES, PRODUCTS = 226, 5_018
TRADED_SHARE = 0.37
AGREEMENT = 1e-9
ROUNDS = 2
LIMIT_SECONDS = 20.0
YEAR = "2019"
OURS = (sys.executable, "-m", "tests.bench.complexity_long")


@dataclass(frozen=True)
class Run:
    """What one process said of itself, and the figures it computed."""

    seconds: float
    peak_mib: float
    figures: dict[str, np.ndarray]


def _generated(path: Path) -> None:
    """Write a generated year: countries of all abilities before products of all difficulties."""
    random = np.random.default_rng(20_260)
    ability = np.sort(random.normal(size=COUNTRIES))
    difficulty = random.normal(size=PRODUCTS)
    tastes = random.normal(size=(COUNTRIES, 6)) @ random.normal(size=(6, PRODUCTS))
    drive = 1.3 * ability[:, None] * difficulty[None, :] + ability[:, None] + 0.6 * tastes
    drive += random.normal(size=drive.shape)
    traded = drive > np.quantile(drive, 1 - TRADED_SHARE)
    country, product = np.nonzero(traded)
    size = np.exp(1.5 * ability)[:, None] * np.exp(random.normal(size=PRODUCTS))[None, :]
    drawn = 0.6 * (drive - drive.mean()) / drive.std() + random.normal(size=drive.shape)
    value = np.round(1e6 * (size * np.exp(drawn))[traded] + 1, 3)
    np.savez(
        path,
        country=country,
        product=product,
        value=value,
        countries=np.array([f"C{number:03d}" for number in range(COUNTRIES)]),
        products=np.array([f"{number:06d}" for number in range(PRODUCTS)]),
    )


def _run(command: Sequence[str], file: Path, out: Path) -> Run:
    """Run one side in a process of its own, with one thread of linear algebra."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [*command, str(file), str(out)], env=environment, capture_output=True, text=True
    )
    if done.returncode:
        raise BenchError(done.stderr[-2000:])
    said = json.loads(done.stdout.splitlines()[-1])
    with np.load(out) as figures:
        return Run(said["seconds"], said["peak_mib"], dict(figures))


def _require_equal(ours: Run, other: Run) -> float:
    """Return the largest difference; raise BenchError where one is too large."""
    far = 0.0
    for name, theirs in other.figures.items():
        mine = np.nan_to_num(ours.figures[name])
        difference = float(np.max(np.abs(mine - np.nan_to_num(theirs))))
        if difference > AGREEMENT:
            raise BenchError(f"{name} differs by {difference:.3g}")
        far = max(far, difference)
    return far


def _beside_programs() -> Iterator[Row]:
    python = str(complexity_python())
    peer = (python, str(SOURCES / "ecomplexity_long.py"))
    other_peer = (python, str(SOURCES / "economic_complexity_long.py"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "year.npz")
        _generated(file)
        mine, theirs, others = [], [], []
        for _ in range(ROUNDS):
            mine.append(_run(OURS, file, Path(folder, "ours.npz")))
            theirs.append(_run(peer, file, Path(folder, "peer.npz")))
            mine.append(_run(OURS, file, Path(folder, "ours.npz")))
            others.append(_run(other_peer, file, Path(folder, "other.npz")))
    far = _require_equal(mine[0], theirs[0])
    same = float(np.max(np.abs(np.nan_to_num(mine[0].figures["rca"]) - others[0].figures["rca"])))
    if same > AGREEMENT:
        raise BenchError(f"the advantage of economic-complexity differs by {same:.3g}")
    density = float(np.mean(mine[0].figures["presence"]))
    size = (
        f"{COUNTRIES} countries x {PRODUCTS:,} products, generated, {TRADED_SHARE:.0%} traded, "
        f"presence {density:.2f}"
    )
    ours = float(np.median([one.seconds for one in mine]))
    yield _row(
        NAMES[0],
        "s",
        ours,
        "ecomplexity 0.5.3",
        [one.seconds for one in theirs],
        150,
        f"{size}: RCA, presence, diversity, ubiquity, ECI, PCI, density, COI and COG from a long "
        "frame to a long frame (polars; pandas), in process, one thread; every output equal to "
        f"{far:.2g}; ours {_span([one.seconds for one in mine])}",
    )
    yield _row(
        NAMES[1],
        "MiB",
        float(np.median([one.peak_mib for one in mine])),
        "ecomplexity 0.5.3",
        [one.peak_mib for one in theirs],
        4,
        f"{size}: the most that each process held, libraries and its long frames included",
    )
    yield _row(
        NAMES[2],
        "s",
        ours,
        "economic-complexity 0.3.0",
        [one.seconds for one in others],
        30,
        f"{size}: the same of ours; theirs pivots, then RCA, ECI and PCI by twenty reflections, "
        "proximity, relatedness and gain as tables, on pandas 2; RCA equal, the rest is defined "
        "otherwise",
    )


def _span(values: Sequence[float]) -> str:
    return f"{min(values):.4g}-{max(values):.4g}"


def _row(
    name: str, unit: str, ours: float, beside: str, other: Sequence[float], goal: float, note: str
) -> Row:
    middle = float(np.median(other))
    return Row(
        name=name,
        kind=Kind.PEER,
        unit=unit,
        ours=ours,
        beside=beside,
        other=middle,
        ratio=middle / ours,
        goal=goal,
        note=f"{note}; other {_span(other)}, {len(other)} runs",
    )


def _rebuilt() -> Iterator[Row]:
    """Build all that niche-api makes of one year of the sample, from matrix-api to publication."""
    (entry,) = (
        one
        for one in sample.entries("all")
        if one.dataset == "totals" and one.slice["year"] == YEAR
    )
    content = gzip.decompress(entry.path.read_bytes())
    with database() as url, tempfile.TemporaryDirectory() as folder:
        migrations.upgrade(url)
        loaded(url, {("totals", *entry.slice.values()): content})
        matrix = Settings(database_url=url, uploads=Path(folder), log_level="ERROR")
        with served(create_matrix(matrix)) as address:
            settings = matrix.model_copy(update={"matrix_url": address})
            began = time.perf_counter()
            jobs = asyncio.run(build(SERVICE, settings))
            seconds = time.perf_counter() - began
    failed = [job.reason for job in jobs if job.state != "done"]
    if failed or not jobs:
        raise BenchError(f"not built: {failed}")
    built = ", ".join(sorted({job.dataset for job in jobs}))
    yield Row(
        name=NAMES[3],
        kind=Kind.LIMIT,
        unit="s",
        ours=seconds,
        beside="limit",
        other=LIMIT_SECONDS,
        ratio=seconds / LIMIT_SECONDS,
        goal=1,
        note=f"ATLAS {YEAR}, {entry.rows:,} exports at headings: asked of matrix-api as Parquet, "
        f"computed, laid out, stored, indexed and published ({built}); libraries imported on the "
        "way",
    )


def measured() -> Iterator[Row]:
    """Measure ours beside both programs, and a whole rebuild beside its limit."""
    yield from _beside_programs()
    yield from _rebuilt()
