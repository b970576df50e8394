"""The process that holds a data folder: database, migrations, services, worker, in this order."""

import os
import signal
import sys
import time
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import FrameType

from local.folder import DataFolder, Refusal
from local.identity import Identity, identity
from local.postgres import EmbeddedPostgres
from local.preparation import create_database, create_roles, migrate, migrations_digest
from local.processes import Child, Processes

FACTORIES = {
    "gateway": "gateway.app:create_app",
    "tariff": "tariff_api.app:create_app",
    "matrix": "matrix_api.app:create_app",
    "niche": "niche_api.app:create_app",
}
ONE_ROLE = (
    "El servidor no permite crear roles: todos los servicios usan el usuario de "
    "ESLABON_DATABASE_URL. Un administrador puede crearlos con deploy/roles.sql."
)


class StopRequested(BaseException):
    """Someone asked the supervisor to end; no library may swallow it."""


def addresses(first_port: int) -> dict[str, str]:
    """The services' addresses: the gateway at the first port, the others after it."""
    return {name: f"http://127.0.0.1:{first_port + at}" for at, name in enumerate(FACTORIES)}


def environment(folder: DataFolder, first_port: int, database_url: str) -> dict[str, str]:
    """The settings that every service and the worker are started with."""
    key = folder.internal_key()
    settings = {
        "ESLABON_DATABASE_URL": database_url,
        "ESLABON_UPLOADS": os.environ.get("ESLABON_UPLOADS", str(folder.uploads)),
        "ESLABON_INTERNAL_KEY": key,
        "ESLABON_CURSOR_KEY": os.environ.get(
            "ESLABON_CURSOR_KEY", sha256(f"cursor {key}".encode()).hexdigest()
        ),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONUNBUFFERED": "1",
    }
    for name, address in addresses(first_port).items():
        settings[f"ESLABON_{name.upper()}_URL"] = address
    return settings


def services(first_port: int, settings: dict[str, str]) -> list[Child]:
    """The four services, each a process of its own."""
    return [
        Child(
            name,
            partial(_serve, FACTORIES[name], int(address.rpartition(":")[2])),
            settings,
            f"{address}/healthz",
        )
        for name, address in addresses(first_port).items()
    ]


def _serve(factory: str, port: int) -> None:
    import uvicorn

    uvicorn.run(
        factory,
        factory=True,
        host="127.0.0.1",
        port=port,
        timeout_graceful_shutdown=5,
        access_log=False,
    )


def _work() -> None:
    from servicekit.commands import worker

    worker(["tariff", "matrix", "niche"])


def preload() -> None:
    """Import what all children need, once; numpy and polars, which start threads, are not among it.

    A child started again after an upgrade runs this process's code: `make down` and `make up`.
    """
    for name in ("uvicorn.protocols.http.httptools_impl", "uvloop", "servicekit.app",
                 "servicekit.releases.endpoints", "eslabon.contracts.tariff"):  # fmt: skip
        import_module(name)


class Supervisor:
    """One running copy, from its database to its services."""

    def __init__(self, folder: DataFolder, first_port: int) -> None:
        self.folder = folder
        self.first_port = first_port
        self.notes: list[str] = []
        self.processes = Processes(folder, tell)
        self.postgres: EmbeddedPostgres | None = None

    def run(self) -> None:
        """Starts everything and keeps it alive until a signal asks to end."""
        try:
            preloading = Thread(target=preload)
            preloading.start()
            database_url = self._database()
            settings = environment(self.folder, self.first_port, database_url)
            self._migrate(database_url, settings)
            self._record("services")
            preloading.join()  # children are forked: no other thread may run
            for child in services(self.first_port, settings):
                self.processes.start(child)
            self._record("services")
            self.processes.wait_until_ready()
            # The worker loads heavy libraries: after the services, which somebody waits for.
            self.processes.start(Child("worker", _work, settings))
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

    def _database(self) -> str:
        self._record("database")
        given = os.environ.get("ESLABON_DATABASE_URL")
        if given:
            return given
        self.postgres = EmbeddedPostgres(self.folder)
        self._start_postgres(self.postgres)
        create_database(self.postgres.url)
        return self.postgres.url

    def _migrate(self, database_url: str, settings: dict[str, str]) -> None:
        """Roles and migrations; an embedded database that is at these migrations needs neither."""
        digest = migrations_digest()
        if self.postgres and self.postgres.migrated == digest:
            return
        self._record("migrate")
        if not create_roles(database_url):
            self.notes.append(ONE_ROLE)
        migrate(self.folder, settings)
        if self.postgres:
            self.postgres.record_migrated(digest)

    def _start_postgres(self, postgres: EmbeddedPostgres) -> None:
        postgres.start()
        if postgres.process:
            self.processes.watch(postgres.process.pid, signal.SIGINT)

    def _keep_alive(self) -> None:
        known: dict[str, Identity] = {}
        while True:
            postgres = self.postgres
            if postgres and postgres.process and postgres.process.poll() is not None:
                tell(f"PostgreSQL terminó; se reabre.\n{self.folder.log_tail('postgres')}")
                self._start_postgres(postgres)
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
