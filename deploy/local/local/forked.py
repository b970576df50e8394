"""A child forked from this process: it begins with every library that its parent has imported."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from local.identity import die_with_parent

_ASKED_TO_END = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Forked:
    """A forked child and how it ended; used as a `subprocess.Popen` is.

    The parent must have one thread and no event loop, connection or lock that the child could
    take for its own: a fork copies them, but not the threads that would ever let go of them. What
    the parent keeps open for itself (the data folder's lock, the watchdog's pipe) is closed in
    the child by the one who opened it, with `os.register_at_fork`; Python's `random` draws a new
    seed there too.
    """

    def __init__(
        self,
        name: str,
        run: Callable[[], object],
        *,
        folder: Path,
        log: Path,
        environment: Mapping[str, str],
    ) -> None:
        self.returncode: int | None = None
        arm = die_with_parent(signal.SIGKILL)
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal for the parent must not raise the parent's exception in the newborn child.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ASKED_TO_END)
        self.pid = os.fork()
        if self.pid == 0:

            def settle_and_run() -> None:
                if arm:
                    arm()
                _settle(name, folder, log, environment)
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
                run()

            code = 1
            try:
                code = _exit_code(settle_and_run)
            finally:
                os._exit(code)
        with suppress(PermissionError, ProcessLookupError):
            os.setpgid(self.pid, self.pid)  # here too: the parent may signal the group at once
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def poll(self) -> int | None:
        """Its exit code, the signal's number below zero, or None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def ends_within(self, seconds: float) -> bool:
        """Waits for its end; whether it came."""
        until = time.monotonic() + seconds
        while self.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        return self.poll() is not None

    def signal_group(self, sent: signal.Signals) -> None:
        """Signals the child and whatever it started."""
        if self.poll() is None:
            os.killpg(self.pid, sent)


def _settle(name: str, folder: Path, log: Path, environment: Mapping[str, str]) -> None:
    """Makes the copy a process of its own: group, signals, output, folder, settings and name."""
    os.setpgid(0, 0)
    for asked in _ASKED_TO_END:
        signal.signal(asked, signal.SIG_DFL)
    for at, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, str(log), os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    ):
        opened = os.open(path, flags, 0o644)
        os.dup2(opened, at)
        os.close(opened)
    os.dup2(1, 2)
    sys.stdout, sys.stderr = (
        os.fdopen(at, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
        for at in (1, 2)
    )
    os.chdir(folder)
    os.environ.update(environment)
    sys.argv = ["eslabon", name]
    if sys.platform == "linux":  # the name in `ps -o comm` and `top`; its first 15 bytes
        Path("/proc/self/comm").write_text(f"eslabon-{name}")


def _exit_code(run: Callable[[], object]) -> int:
    """Runs a program as the interpreter would: what it exits with, last words on stderr."""
    try:
        run()
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
