"""Load on one server: wrk where it is installed, else our own generator over raw sockets."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.processes import BenchError, free_port, serving

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Load:
    """What to ask of one server: GET paths, or bodies for POST to `path`.

    A `fault` is a text that no good body holds; answers that hold it, and every status but 2xx,
    are counted as faults.
    """

    origin: str
    lines: Sequence[str]
    path: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str | None = None


@dataclass(frozen=True)
class Traffic:
    """What a server bore."""

    requests_per_second: float
    p50_ms: float
    p99_ms: float


def generator() -> str:
    """Return the name of the load generator in use."""
    return "wrk" if shutil.which("wrk") else "sockets"


def traffic(load: Load, seconds: int, connections: int = 16) -> Traffic:
    """Load a server for some seconds; one fault makes the figure worthless (BenchError)."""
    with TemporaryDirectory() as folder:
        lines = Path(folder) / "lines"
        lines.write_text("\n".join(load.lines) + "\n", encoding="utf-8")
        env = {
            **os.environ,
            "BENCH_LINES": str(lines),
            "BENCH_HEADERS": "".join(f"{k}: {v}\n" for k, v in load.headers.items()),
        }
        if load.path is not None:
            env["BENCH_PATH"] = load.path
        if load.fault is not None:
            env["BENCH_FAULT"] = load.fault
        if generator() == "wrk":
            command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s"]
            command += ["-s", str(HERE / "traffic.lua"), load.origin]
        else:
            command = [sys.executable, str(HERE / "sockets.py"), load.origin]
            command += [str(connections), str(seconds)]
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=seconds + 60, check=False
        )
    if done.returncode:
        raise BenchError(f"{command[0]}: {(done.stdout + done.stderr)[-800:]}")
    said = json.loads(done.stdout.strip().splitlines()[-1])
    if said["faults"] or not said["requests"]:
        raise BenchError(f"{load.origin}: {said['faults']} faults in {said['requests']} answers")
    return Traffic(said["requests"] / said["seconds"], said["p50_ms"], said["p99_ms"])


@cache
def ceiling() -> float:
    """Return the requests per second of a constant answer: what the generator can do at most."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    with TemporaryDirectory() as folder:
        command = [sys.executable, str(HERE / "constant.py"), str(port)]
        with serving(command, origin, Path(folder) / "log"):
            return traffic(Load(origin, ["/"]), seconds=2).requests_per_second


def require_headroom(requests_per_second: float) -> None:
    """Raise BenchError where the generator, not the server, may have set the figure."""
    if ceiling() < 1.5 * requests_per_second:
        raise BenchError(
            f"{generator()} reaches {ceiling():.0f} requests/s on a constant answer: too few to "
            f"measure {requests_per_second:.0f}"
        )
