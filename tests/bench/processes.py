"""Starts programs, waits until they answer, and ends by its id whatever it started."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class BenchError(Exception):
    """Something that makes a figure worthless: a program that fails, an unequal body."""


def own_environment() -> dict[str, str]:
    """Return the environment without the operator's settings: the benchmark has its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ESLABON_")}


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answer(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> bytes:
    """Return the body of one request; raise BenchError with what came instead."""
    request = urllib.request.Request(url, data=body, headers=dict(headers or {}))
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            content: bytes = response.read()
    except urllib.error.HTTPError as error:
        raise BenchError(f"{url}: {error.code} {error.read()[:300]!r}") from error
    except OSError as error:
        raise BenchError(f"{url}: {error}") from error
    return content


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and its group: asked first, killed after five seconds."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is not None:
            return
        try:
            os.killpg(process.pid, sign)
            process.wait(5)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            continue


def _await(process: "subprocess.Popen[bytes]", url: str, log: IO[bytes], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            answer(url)
            return
        except BenchError as error:
            if process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            log.seek(0)
            said = log.read()[-1500:].decode("utf-8", "replace")
            raise BenchError(f"{process.args!r} does not answer: {error}\n{said}") from error


@contextmanager
def serving(
    command: Sequence[str],
    url: str,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    seconds: float = 120,
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a server until the block ends; it is ready when `url` answers without an error."""
    with log.open("w+b") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**own_environment(), **(env or {})},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            _await(process, url, output, seconds)
            yield process
        finally:
            end(process)


def run(
    command: Sequence[str], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Run a program to its end and return what it printed; raise BenchError when it fails."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    except OSError as error:
        raise BenchError(f"{command[0]}: {error}") from error
    if done.returncode:
        raise BenchError(f"{' '.join(command)}: {(done.stdout + done.stderr)[-1500:]}")
    return done.stdout
