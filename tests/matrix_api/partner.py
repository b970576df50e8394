"""A partner before a running matrix-api with its worker, for tests that send trade."""

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from matrix_api.app import create_app
from pydantic import SecretStr
from servicekit.settings import Settings

from tests.matrix_api.conftest import Serve

KEY = "internal-for-tests"
PATIENCE_SECONDS = 90
STATED = {"source": "CEPII", "licence": "Etalab 2.0", "cite_as": "BACI"}


class Partner:
    """Sends files of trade to a running service and asks it."""

    def __init__(self, address: str) -> None:
        self.address = address
        headers = {"Authorization": f"Bearer {KEY}"}
        self.http = httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_SECONDS)

    def post(
        self, body: bytes | str, cut: str, stated: Mapping[str, Any] = STATED, **more: Any
    ) -> httpx.Response:
        """Send flows; the answer is a job or a problem."""
        return self.http.post(
            "/v1/datasets/flows/releases",
            params={"slice": cut, **stated, **more},
            content=body.encode() if isinstance(body, str) else body,
            headers={"Content-Type": "text/csv"},
        )

    def send(self, *arguments: Any, **more: Any) -> dict[str, Any]:
        """Send flows and wait for the outcome of their job."""
        answer = self.post(*arguments, **more)
        assert answer.status_code == 202, answer.text
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            job: dict[str, Any] = self.http.get(answer.headers["Location"]).json()
            if job["finished_at"] is not None:
                return job
            time.sleep(0.05)
        raise AssertionError(job)

    def rejects(self, job: Mapping[str, Any]) -> list[dict[str, str]]:
        """Return what a job refused."""
        text = self.http.get(f"/v1/jobs/{job['id']}/rejects.csv").raise_for_status().text
        return list(csv.DictReader(io.StringIO(text)))

    def ask(self, path: str, **parameters: Any) -> Any:
        """Return an answer."""
        return self.http.get(path, params=parameters).raise_for_status().json()


@contextmanager
def running(url: str, uploads: Path, serve: Serve) -> Iterator[Partner]:
    """Run a service and its worker on a database; yield a partner before it."""
    settings = Settings(
        database_url=url,
        uploads=uploads,
        internal_key=SecretStr(KEY),
        publication_poll_seconds=0.2,
    )
    environment = {
        **os.environ,
        "ESLABON_DATABASE_URL": url,
        "ESLABON_UPLOADS": str(uploads),
        "ESLABON_LOG_LEVEL": "ERROR",
    }
    command = [str(Path(sys.executable).with_name("eslabon")), "worker", "matrix"]
    with serve(create_app(settings)) as address:
        worker = subprocess.Popen(command, env=environment)
        try:
            yield Partner(address)
        finally:
            worker.terminate()
            worker.wait(PATIENCE_SECONDS)
