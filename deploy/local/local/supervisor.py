"""The process that holds a data folder: database, migrations, services, worker, in this order."""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import FrameType

from local.folder import DataFolder, Refusal
from local.identity import Identity, identity
from local.postgres import EmbeddedPostgres
from local.preparation import create_database, create_roles, migrate, migrations_digest
from local.processes import Processes
from local.programs import (
    SHARED_BY_ALL,
    SHARED_BY_SERVICES,
    addresses,
    preload,
    services,
    worker,
)

ONE_ROLE = (
    "El servidor no permite crear roles: todos los servicios usan el usuario de "
    "ESLABON_DATABASE_URL. Un administrador puede crearlos con deploy/roles.sql."
)


class StopRequested(BaseException):
    """Someone asked the supervisor to end; no library may swallow it."""


def environment(folder: DataFolder, first_port: int) -> dict[str, str]:
    """The settings that the children are started with, but where the database is."""
    key = folder.internal_key()
    settings = {
        "ESLABON_UPLOADS": os.environ.get("ESLABON_UPLOADS", str(folder.uploads)),
        "ESLABON_INTERNAL_KEY": key,
        "ESLABON_CURSOR_KEY": os.environ.get(
            "ESLABON_CURSOR_KEY", sha256(f"cursor {key}".encode()).hexdigest()
        ),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    for name, address in addresses(first_port).items():
        settings[f"ESLABON_{name.upper()}_URL"] = address
    return settings


class Supervisor:
    """One running copy, from its database to its services."""

    def __init__(self, folder: DataFolder, first_port: int) -> None:
        self.folder = folder
        self.first_port = first_port
        self.notes: list[str] = []
        self.processes = Processes(folder, tell)
        self.postgres: EmbeddedPostgres | None = None

    def run(self) -> None:
        """Starts everything and keeps it alive until a signal asks to end.

        Two processors are kept busy: while the database starts, which takes long after a crash, we
        import what the services need and the gateway, which asks no database, what it needs alone.
        The worker waits until the services answer.
        """
        try:
            self._record("database")
            self._launch_database()
            preload(SHARED_BY_ALL)
            settings = environment(self.folder, self.first_port)
            self.processes.environment = settings
            gateway, *others = services(self.first_port)
            self.processes.start(gateway)
            preload(SHARED_BY_SERVICES)
            settings["ESLABON_DATABASE_URL"] = self._database_url()
            self._migrate(settings)
            for service in others:
                self.processes.start(service)
            self._record("services")
            self.processes.wait_until_ready()
            self.processes.start(worker())
            self.processes.wait_until_ready()
            self.folder.record_surroundings(settings)
            self._record("ready")
            tell(f"En marcha: {addresses(self.first_port)['gateway']}")
            self._keep_alive()
        except StopRequested:
            self._end("stopped", "")
        except Refusal as refusal:
            self._end("failed", str(refusal))
        except BaseException as error:
            self._end("failed", f"{type(error).__name__}: {error}")
            raise

    def _launch_database(self) -> None:
        """Starts the embedded server, unless the operator gave another."""
        if not os.environ.get("ESLABON_DATABASE_URL"):
            self.postgres = EmbeddedPostgres(self.folder)
            self.postgres.launch()

    def _database_url(self) -> str:
        """Where the database is; returns when an embedded one answers."""
        if self.postgres is None:
            return os.environ["ESLABON_DATABASE_URL"]
        self._await_postgres(self.postgres)
        return self.postgres.url

    def _migrate(self, settings: dict[str, str]) -> None:
        """Roles and migrations; an embedded database that is at these migrations needs neither."""
        database_url = settings["ESLABON_DATABASE_URL"]
        digest = migrations_digest()
        if self.postgres and self.postgres.migrated == digest:
            return
        self._record("migrate")
        if self.postgres:
            create_database(database_url)
        if not create_roles(database_url):
            self.notes.append(ONE_ROLE)
        migrate(self.folder, settings)
        if self.postgres:
            self.postgres.record_migrated(digest)

    def _await_postgres(self, postgres: EmbeddedPostgres) -> None:
        postgres.wait_until_ready()
        if postgres.process:
            self.processes.watch(postgres.process.pid, signal.SIGINT)

    def _keep_alive(self) -> None:
        known: dict[str, Identity] = {}
        while True:
            postgres = self.postgres
            if postgres and postgres.process and postgres.process.poll() is not None:
                tell(f"PostgreSQL terminó; se reabre.\n{self.folder.log_tail('postgres')}")
                postgres.launch()
                self._await_postgres(postgres)
            self.processes.revive()
            if (now := self.processes.identities()) != known:
                known = now
                self._record("ready")
            time.sleep(0.2)

    def _end(self, stage: str, message: str) -> None:
        for sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sent, signal.SIG_IGN)
        if message:
            tell(message)
        self._record("stopping", message)
        self.processes.stop()
        if self.postgres:
            self.postgres.stop()
        self._record(stage, message)

    def _record(self, stage: str, message: str = "") -> None:
        me = identity(os.getpid())
        living = self.processes.identities()
        if self.postgres and self.postgres.process:
            server = identity(self.postgres.process.pid)
            living |= {"postgres": server} if server else {}
        self.folder.record(
            {
                "stage": stage,
                "message": message,
                "notes": self.notes,
                "first_port": self.first_port,
                "supervisor": me and [me.pid, me.started],
                "children": {name: [child.pid, child.started] for name, child in living.items()},
            }
        )


def tell(text: str) -> None:
    """Writes to the supervisor's log, with the time."""
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}Z {text}", flush=True)


def main() -> None:
    """Runs one copy: `python -m local.supervisor FOLDER FIRST_PORT`."""
    folder, first_port = DataFolder(Path(sys.argv[1])), int(sys.argv[2])

    def request_stop(_signal: int, _frame: FrameType | None) -> None:
        raise StopRequested

    for sent in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sent, request_stop)
    with folder.hold():
        Supervisor(folder, first_port).run()


if __name__ == "__main__":
    main()
