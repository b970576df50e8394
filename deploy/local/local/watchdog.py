"""Ends the children of a process that was killed, on systems whose kernel does not do it."""

import os
import signal
import subprocess
import sys

from local.identity import Identity, stop


class Watchdog:
    """A small process that reads a pipe from us: when the pipe closes unannounced, we are gone."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "local.watchdog"],
            stdin=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        assert self._process.stdin is not None
        # Held by a child, the pipe would stay open when we are gone.
        os.register_at_fork(after_in_child=self._process.stdin.close)

    def watch(self, process: Identity, last_signal: signal.Signals) -> None:
        self._write(f"{process.pid}\t{int(last_signal)}\t{process.started}\n")

    def dismiss(self) -> None:
        """Says that everything ended in order."""
        self._write("dismissed\n")
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line)
        self._process.stdin.flush()


def main() -> None:
    watched: list[tuple[Identity, signal.Signals]] = []
    for line in sys.stdin:
        if line == "dismissed\n":
            return
        pid, last_signal, started = line.rstrip("\n").split("\t")
        watched.append((Identity(int(pid), started), signal.Signals(int(last_signal))))
    for process, last_signal in reversed(watched):
        stop(process, (last_signal, 5), (signal.SIGKILL, 2))


if __name__ == "__main__":
    main()
