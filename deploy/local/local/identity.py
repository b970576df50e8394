"""Tells one process from any other, also when its pid is reused, and ends it surely."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

LINUX = sys.platform == "linux"
_LIBC = ctypes.CDLL(None, use_errno=True) if LINUX else None
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Identity:
    """A process by its pid and the moment it started."""

    pid: int
    started: str


def identity(pid: int) -> Identity | None:
    """The living process that has this pid now; a zombie is not alive."""
    if LINUX:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
        except (FileNotFoundError, ProcessLookupError):
            return None
        state, started = fields.split()[0], fields.split()[19]
    else:
        listed = subprocess.run(
            ["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True
        ).stdout
        if not listed.strip():
            return None
        state, _, started = listed.strip().partition(" ")
    return None if state[0] in "ZX" else Identity(pid, f"{_boot()} {started.strip()}".strip())


def is_alive(process: Identity) -> bool:
    return identity(process.pid) == process


def command_lines() -> Iterable[tuple[int, str]]:
    """Every process of the machine with its command line, arguments parted by blanks."""
    if LINUX:
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    raw = (entry / "cmdline").read_bytes()
                except OSError:
                    continue
                yield int(entry.name), raw.replace(b"\0", b" ").decode("utf-8", "replace").strip()
    else:
        listed = subprocess.run(["ps", "-axo", "pid=,command="], capture_output=True, text=True)
        for line in listed.stdout.splitlines():
            pid, _, command = line.strip().partition(" ")
            yield int(pid), command


def stop(process: Identity, *steps: tuple[signal.Signals, float]) -> bool:
    """Sends each signal and waits its seconds, until the process has ended; whether it has."""
    for sent, patience_seconds in steps:
        if not is_alive(process):
            return True
        try:
            os.kill(process.pid, sent)
        except ProcessLookupError:
            return True
        until = time.monotonic() + patience_seconds
        while is_alive(process) and time.monotonic() < until:
            time.sleep(0.02)
    return not is_alive(process)


def die_with_parent(last_signal: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: on Linux the kernel sends the signal to the child when the parent ends."""
    if _LIBC is None:
        return None
    parent, prctl = os.getpid(), _LIBC.prctl

    def arm() -> None:
        prctl(_PR_SET_PDEATHSIG, int(last_signal))
        if os.getppid() != parent:
            os._exit(1)

    return arm


def _boot() -> str:
    """Names this boot of the machine where that can be known: pids start over at each."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()[:8]
    except OSError:
        return ""
