"""Memory that a process holds, where the system tells (Linux)."""

from pathlib import Path

from tests.bench.processes import BenchError


def _mebibytes(pid: int, name: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BenchError(f"the memory of process {pid} is not told here: {error}") from error
    stated = dict(line.split(":", 1) for line in lines)
    return int(stated[name].split()[0]) / 1024


def resident(pid: int) -> float:
    """Return the MiB that a process holds now."""
    return _mebibytes(pid, "VmRSS")


def peak(pid: int) -> float:
    """Return the most MiB that a process has held."""
    return _mebibytes(pid, "VmHWM")
