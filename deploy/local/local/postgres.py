"""An embedded PostgreSQL on the loopback: made, started, reopened after any crash, and stopped."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO, NotRequired, TypedDict

from local.folder import DataFolder, Refusal, write_private
from local.identity import Identity, command_lines, die_with_parent, identity, stop
from local.postgres_home import PostgresHome, postgres_home

OWNER = "eslabon"
READY_SECONDS = 120.0
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "timezone=UTC",
    "log_timezone=UTC",
    "shared_buffers=256MB",
    "max_wal_size=2GB",
    "jit=off",
    "log_checkpoints=off",
)


class Access(TypedDict):
    """How to reach the server and what it was last migrated to; its owner alone may read it."""

    port: int
    password: str
    migrated: NotRequired[str]


class EmbeddedPostgres:
    """The server of one data folder; whoever starts it must hold the folder."""

    def __init__(self, folder: DataFolder) -> None:
        self.folder = folder
        self.home: PostgresHome = postgres_home(folder)
        self.process: subprocess.Popen[bytes] | None = None
        self.cluster = f"eslabon-{folder.digest}"

    @property
    def url(self) -> str:
        """Address and password of the owner; the password never leaves the data folder."""
        access = self._access()
        return f"postgresql://{OWNER}:{access['password']}@127.0.0.1:{access['port']}/{OWNER}"

    def start(self) -> None:
        """Starts the server and returns when it answers; Refusal when it does not come up."""
        self.launch()
        self.wait_until_ready()

    def launch(self) -> None:
        """Starts the server, whatever the last one left behind, and does not wait for it."""
        self._initialise()
        self.end_leftovers()
        self._launch()

    def wait_until_ready(self) -> None:
        """Returns when the server answers, on another port if its own was taken meanwhile.

        Raises Refusal, with the server's last words, when it does not come up.
        """
        for _ in range(5):
            if self._becomes_ready():
                return
            if "could not bind" not in self.folder.log_tail("postgres"):
                break
            self._launch()
        raise Refusal(f"PostgreSQL no arrancó:\n{self.folder.log_tail('postgres')}")

    def stop(self) -> None:
        """Ends the server in order: sessions closed, everything on disk."""
        if self.process is None:
            return
        for sent, patience_seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 5)):
            if self.process.poll() is None:
                self.process.send_signal(sent)
                try:
                    self.process.wait(patience_seconds)
                except subprocess.TimeoutExpired:
                    continue
        self.end_leftovers()
        self.process = None

    def end_leftovers(self) -> None:
        """Ends servers whose supervisor is gone, and removes a pid file that names no server.

        The cluster's name stands in every command line of a server of ours, so neither a zombie
        nor a foreign process that got the pid of a dead server is ever taken for one.
        """
        for found in self._postmasters():
            stop(found, (signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))
        for found in self._backends():
            stop(found, (signal.SIGQUIT, 3), (signal.SIGKILL, 3))
        pid_file = self.home.data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = _pid_in(pid_file)
        for other, command in command_lines():
            if other == pid and "postgres" in command and str(self.home.data) in command:
                raise Refusal(
                    f"Otro servidor PostgreSQL (proceso {pid}) usa {self.home.data}: "
                    "deténgalo antes."
                )
        pid_file.unlink()

    @property
    def migrated(self) -> str:
        """Digest of the migrations that this database is at; empty when it is new."""
        return self._access().get("migrated", "")

    def record_migrated(self, digest: str) -> None:
        """Remembers it: then the next start need not look."""
        self._record_access({**self._access(), "migrated": digest})

    def _initialise(self) -> None:
        if (self.home.data / "PG_VERSION").exists():
            return
        fresh = self.home.path / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        password, password_file = secrets.token_urlsafe(24), self.home.path / ".password"
        write_private(password_file, password)
        for path in (fresh, password_file):
            self.home.give(path)
        log_file = self.folder.logs / "initdb.log"
        with log_file.open("wb") as log:
            made = self._run(
                "initdb", "-D", str(fresh), "-U", OWNER, f"--pwfile={password_file}",
                "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions",
                output=log,
            ).wait()  # fmt: skip
        password_file.unlink()
        if made != 0:
            raise Refusal(f"No se pudo crear la base de datos:\n{self.folder.log_tail('initdb')}")
        self._record_access({"port": 0, "password": password})
        fresh.rename(self.home.data)

    def _launch(self) -> None:
        port = self._free_port()
        with (self.folder.logs / "postgres.log").open("ab") as log:
            self.process = self._run(
                "postgres", "-D", str(self.home.data), "-p", str(port),
                "-c", f"cluster_name={self.cluster}",
                *(part for setting in SETTINGS for part in ("-c", setting)),
                output=log,
            )  # fmt: skip

    def _run(self, program: str, *arguments: str, output: IO[bytes]) -> subprocess.Popen[bytes]:
        account = self.home.account
        return subprocess.Popen(
            [str(self.home.binaries / program), *arguments],
            cwd=self.home.path,
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    def _becomes_ready(self) -> bool:
        """Waits for the word `ready` that the server writes into its pid file."""
        assert self.process is not None
        pid_file = self.home.data / "postmaster.pid"
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                return False
            try:
                lines = pid_file.read_text("utf-8").splitlines()
            except FileNotFoundError:
                lines = []
            if len(lines) > 7 and lines[0] == str(self.process.pid) and lines[7].strip() == "ready":
                return True
            time.sleep(0.02)
        self.stop()
        return False

    def _postmasters(self) -> list[Identity]:
        return self._with_command(f"cluster_name={self.cluster} ")

    def _backends(self) -> list[Identity]:
        return self._with_command(f"postgres: {self.cluster}: ")

    def _with_command(self, mark: str) -> list[Identity]:
        alive = (identity(pid) for pid, command in command_lines() if mark in f"{command} ")
        return [found for found in alive if found is not None]

    def _free_port(self) -> int:
        """The port of last time if nobody took it, else a free one; recorded either way."""
        access = self._access()
        for port in (access["port"], 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", port))
                except OSError:
                    continue
                free = int(probe.getsockname()[1])
            self._record_access({**access, "port": free})
            return free
        raise Refusal("No hay ningún puerto libre para PostgreSQL.")

    def _access(self) -> Access:
        file = self.folder.path / "database.json"
        if not file.exists():
            raise Refusal(
                f"Falta {file}, con la clave de la base de datos que está en {self.home.data}. "
                "Recupérelo, o mueva esa carpeta para empezar de nuevo."
            )
        access: Access = json.loads(file.read_text("utf-8"))
        return access

    def _record_access(self, access: Access) -> None:
        write_private(self.folder.path / "database.json", json.dumps(access))


def _pid_in(pid_file: Path) -> int:
    first = pid_file.read_text("utf-8").partition("\n")[0].strip()
    return int(first) if first.isdigit() else 0
