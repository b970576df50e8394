"""Starts the children of one running copy, keeps them alive, and ends them."""

import http.client
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from local.folder import DataFolder, Refusal
from local.forked import Forked
from local.identity import LINUX, Identity, identity
from local.watchdog import Watchdog

START_SECONDS = 300.0
STARTS_BEFORE_GIVING_UP = 3
STEADY_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 30.0
LARGEST_LOG_BYTES = 20_000_000


@dataclass(frozen=True)
class Child:
    """A process to keep alive; ready when `health_url` answers 200, or at once without one."""

    name: str
    run: Callable[[], object]
    health_url: str | None = None


@dataclass
class _Running:
    child: Child
    process: Forked
    began: float
    pause_seconds: float = 0.5
    starts: int = 1
    again_at: float | None = None
    ready: bool = False


class Processes:
    """The children of this process; none of them outlives it, however it ends."""

    def __init__(self, folder: DataFolder, tell: Callable[[str], None]) -> None:
        self.environment: Mapping[str, str] = {}
        """Settings that every child is started with, over those of this process."""
        self._folder = folder
        self._tell = tell
        self._running: list[_Running] = []
        self._watchdog = None if LINUX else Watchdog()

    def start(self, child: Child) -> None:
        self._running.append(_Running(child, self._spawn(child), time.monotonic()))

    def watch(self, pid: int, last_signal: signal.Signals) -> None:
        """Makes sure that a process started elsewhere ends with us where the kernel does not."""
        if self._watchdog and (known := identity(pid)):
            self._watchdog.watch(known, last_signal)

    def identities(self) -> dict[str, Identity]:
        """The living children by name."""
        found = {running.child.name: identity(running.process.pid) for running in self._running}
        return {name: process for name, process in found.items() if process is not None}

    def wait_until_ready(self) -> None:
        """Returns when every child answers; Refusal when one keeps dying or stays mute."""
        until = time.monotonic() + START_SECONDS
        while waiting := [running for running in self._running if not running.ready]:
            self.revive()
            for running in waiting:
                running.ready = running.process.poll() is None and _answers(running.child)
                name = running.child.name
                if running.starts > STARTS_BEFORE_GIVING_UP or time.monotonic() > until:
                    raise Refusal(f"«{name}» no arranca:\n{self._folder.log_tail(name)}")
            if not all(running.ready for running in waiting):
                time.sleep(0.02)

    def revive(self) -> None:
        """Starts dead children again, after ever longer pauses, and shows their last lines."""
        now = time.monotonic()
        for running in self._running:
            code = running.process.poll()
            if code is None:
                continue
            name = running.child.name
            if running.again_at is None:
                if now - running.began > STEADY_SECONDS:
                    running.pause_seconds, running.starts = 0.5, 1
                running.again_at = now + running.pause_seconds
                self._tell(
                    f"«{name}» terminó ({_cause(code)}); vuelve a arrancar en "
                    f"{running.pause_seconds:g} s. Sus últimas líneas:\n"
                    f"{self._folder.log_tail(name)}"
                )
                running.pause_seconds = min(running.pause_seconds * 2, LONGEST_PAUSE_SECONDS)
            if now >= running.again_at:
                running.process, running.began = self._spawn(running.child), now
                running.again_at, running.starts = None, running.starts + 1

    def stop(self, patience_seconds: float = 10.0) -> None:
        """Asks every child to end, then makes it."""
        for running in self._running:
            running.process.signal_group(signal.SIGTERM)
        until = time.monotonic() + patience_seconds
        for running in self._running:
            while not running.process.ends_within(until - time.monotonic()):
                running.process.signal_group(signal.SIGKILL)
                until = time.monotonic() + 1
        self._running.clear()
        if self._watchdog:
            self._watchdog.dismiss()

    def _spawn(self, child: Child) -> Forked:
        log = self._folder.logs / f"{child.name}.log"
        if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
            log.replace(log.with_suffix(".old.log"))
        process = Forked(
            child.name,
            child.run,
            folder=self._folder.path,
            log=log,
            environment=self.environment,
        )
        self.watch(process.pid, signal.SIGKILL)
        return process


def python(*arguments: str) -> list[str]:
    """A command for this interpreter that takes no module from the folder it runs in."""
    return [sys.executable, "-P", *arguments]


def _answers(child: Child) -> bool:
    if child.health_url is None:
        return True
    parts = urlsplit(child.health_url)
    connection = http.client.HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=1)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _cause(code: int) -> str:
    return f"código {code}" if code >= 0 else f"señal {signal.Signals(-code).name}"
