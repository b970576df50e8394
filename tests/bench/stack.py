"""A copy of Eslabón for the benchmark: its own folder and ports, on the loopback interface."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from local.folder import DataFolder
from local.postgres import EmbeddedPostgres

from tests.bench.installed import CACHE
from tests.bench.processes import free_port, own_environment, run, serving

FIRST_PORT = 8600
FACTORIES = {
    "gateway": "gateway.app:create_app",
    "tariff": "tariff_api.app:create_app",
    "matrix": "matrix_api.app:create_app",
    "niche": "niche_api.app:create_app",
}


@dataclass(frozen=True)
class Served:
    """A running server: its address and its process."""

    address: str
    pid: int


@dataclass(frozen=True)
class Stack:
    """A running copy with the sample loaded."""

    data: Path

    @cached_property
    def database_url(self) -> str:
        """Return the address of the database, with the rights of its owner."""
        return EmbeddedPostgres(DataFolder.at(self.data)).url

    @property
    def logs(self) -> Path:
        """Return the folder of the logs."""
        return self.data / "logs"

    @contextmanager
    def service(self, name: str, **env: str) -> Iterator[Served]:
        """Run one more worker of a service with settings of its own."""
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        settings = {
            "ESLABON_DATABASE_URL": self.database_url,
            "ESLABON_INTERNAL_KEY": DataFolder.at(self.data).internal_key(),
            "OPENBLAS_NUM_THREADS": "1",
            **env,
        }
        command = [sys.executable, "-P", "-m", "uvicorn", "--factory", FACTORIES[name]]
        command += ["--host", "127.0.0.1", "--port", str(port), "--no-access-log"]
        log = self.logs / f"bench-{name}-{port}.log"
        with serving(command, f"{address}/readyz", log, settings, cwd=self.data) as process:
            yield Served(address, process.pid)


@contextmanager
def running() -> Iterator[Stack]:
    """Start a fresh copy, load the sample into it, and remove all of it afterwards."""
    data = CACHE / "data"
    eslabon = str(Path(sys.executable).parent / "eslabon")
    env = own_environment()
    run([eslabon, "down", "--data", str(data)], env=env)
    remove(data)
    try:
        up = [eslabon, "up", "--detach", "--ports", str(FIRST_PORT), "--data", str(data)]
        run(up, env=env)
        stack = Stack(data)
        _settle(stack, eslabon)
        yield stack
    finally:
        run([eslabon, "down", "--data", str(data)], env=env)
        remove(data)


def _settle(stack: Stack, eslabon: str) -> None:
    """Wait for what the worker builds of the sample, which would share the processors."""
    settings = {
        "ESLABON_DATABASE_URL": stack.database_url,
        "ESLABON_MATRIX_URL": f"http://127.0.0.1:{FIRST_PORT + 2}",
        "ESLABON_INTERNAL_KEY": DataFolder.at(stack.data).internal_key(),
    }
    # Its code says that a source of the sample is partial, which is so.
    env = {**own_environment(), **settings}
    subprocess.run([eslabon, "build", "niche"], env=env, stdout=subprocess.DEVNULL, check=False)


def remove(data: Path) -> None:
    """Remove a data folder, and its database where that lies elsewhere (a start as root)."""
    where = data / "where"
    if where.exists():
        home = Path(where.read_text(encoding="utf-8").strip())
        if home.parent == Path("/var/lib/eslabon"):
            shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(data, ignore_errors=True)


@contextmanager
def database() -> Iterator[str]:
    """Run an empty PostgreSQL server alone; yields the address of its first database."""
    data = CACHE / "database"
    remove(data)
    folder = DataFolder.at(data)
    with folder.hold():
        server = EmbeddedPostgres(folder)
        try:
            server.start()
            yield f"{server.url.rpartition('/')[0]}/postgres"
        finally:
            server.stop()
            remove(data)
