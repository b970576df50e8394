"""Processor time that a process and its children have used, where the system tells (Linux)."""

import os
from pathlib import Path


def cpu_seconds(pid: int) -> float:
    """Return user and system time of a process with its living children; 0 where unknown."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split()
    except OSError:
        return 0.0
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(cpu_seconds(int(child)) for child in children)
