"""A child forked from this process: what is imported here need not be imported again."""

import ctypes
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from local.identity import LINUX, die_with_parent

FIRST_INHERITED = 3
POLL_SECONDS = 0.01
_PR_SET_NAME = 15


class Forked:
    """A running child with the part of `subprocess.Popen` that its keeper uses.

    Forking is safe only while this process has one thread, no event loop and no connection.
    """

    def __init__(
        self,
        name: str,
        run: Callable[[], object],
        folder: Path,
        log: Path,
        settings: Mapping[str, str],
    ) -> None:
        arm = die_with_parent(signal.SIGKILL)
        sys.stdout.flush()
        sys.stderr.flush()
        self.pid = os.fork()
        self._code: int | None = None
        if self.pid == 0:
            code = 70
            try:
                if arm:
                    arm()
                _settle(name, folder, log, settings)
                code = _outcome(run)
            finally:
                os._exit(code)

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while the child runs."""
        if self._code is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once there is one; `subprocess.TimeoutExpired` after `timeout` seconds."""
        until = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            if until is not None and timeout is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired("fork", timeout)
            time.sleep(POLL_SECONDS)
        return code


def _settle(name: str, folder: Path, log: Path, settings: Mapping[str, str]) -> None:
    """Make the child a process of its own: session, folder, signals, outputs, nothing inherited."""
    os.setsid()
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    written = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(written, 1)
    os.dup2(written, 2)
    # The lock on the data folder is among them: it must be let go of when the keeper ends.
    os.closerange(FIRST_INHERITED, os.sysconf("SC_OPEN_MAX"))
    sys.stdin, sys.stdout, sys.stderr = (
        open(file, mode, buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115
        for file, mode in ((0, "r"), (1, "w"), (2, "w"))
    )
    os.chdir(folder)
    os.environ.update(settings)
    if LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_NAME, f"eslabon {name}".encode()[:15])


def _outcome(run: Callable[[], object]) -> int:
    try:
        run()
    except SystemExit as asked:
        if asked.code is None or isinstance(asked.code, int):
            return asked.code or 0
        print(asked.code, file=sys.stderr, flush=True)
        return 1
    except KeyboardInterrupt:
        return 130
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0
