"""Says on which machine the figures were measured."""

import os
import platform
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Machine:
    """Cores, memory, processor and the versions that matter."""

    cores: int
    memory_gib: int
    cpu: str
    system: str
    python: str
    postgresql: str
    node: str


def _cpu() -> str:
    description = Path("/proc/cpuinfo")
    if description.exists():
        for line in description.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def version(*command: str) -> str:
    """Return what a program says of its version, or "absent"."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return "absent"
    return done.stdout.strip().splitlines()[-1]


def machine(postgresql: str) -> Machine:
    """Describe this machine."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return Machine(
        cores=os.cpu_count() or 1,
        memory_gib=round(memory / 2**30),
        cpu=_cpu(),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        postgresql=postgresql,
        node=version("node", "--version").removeprefix("v"),
    )
