"""A ministry before a running tariff-api with its worker, for tests that send tariffs."""

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from servicekit.settings import Settings
from tariff_api.app import create_app

KEY = "the platform's own"
PATIENCE_SECONDS = 90
CUT = "source=SAT,importer=GTM,edition=2025"


class Ministry:
    """Sends tariffs to a running service and asks it."""

    def __init__(self, address: str) -> None:
        headers = {"Authorization": f"Bearer {KEY}"}
        self.http = httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_SECONDS)

    def send(
        self, body: bytes, cut: str = CUT, dataset: str = "national_tariffs", **more: Any
    ) -> dict[str, Any]:
        """Send a file and wait for its job."""
        stated = {"source": "SAT", "licence": "public", "cite_as": "SAT, arancel", "slice": cut}
        answer = self.http.post(
            f"/v1/datasets/{dataset}/releases",
            params={**stated, **more},
            content=body,
            headers={"Content-Type": "text/csv"},
        )
        assert answer.status_code == 202, answer.text
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            job: dict[str, Any] = self.http.get(answer.headers["Location"]).json()
            if job["finished_at"] is not None:
                return job
            time.sleep(0.05)
        raise AssertionError(job)

    def rejects(self, job: dict[str, Any]) -> list[dict[str, str]]:
        """Return what a job refused."""
        text = self.http.get(f"/v1/jobs/{job['id']}/rejects.csv").raise_for_status().text
        return list(csv.DictReader(io.StringIO(text)))

    def ask(self, path: str, at: dict[str, Any] | None = None, **parameters: Any) -> Any:
        """Return an answer, as of the publication of a job where one is given."""
        if at is not None:
            parameters["publication"] = at["publication"]
        return self.http.get(path, params=parameters).raise_for_status().json()

    def release(self, dataset: str, cut: str) -> dict[str, Any]:
        """Return the current release of a slice."""
        found = self.ask(f"/v1/datasets/{dataset}/releases", limit=1000)["items"]
        return next(one for one in found if one["slice"] == cut and one["state"] == "published")


@contextmanager
def running(url: str, uploads: Path, serve: Any) -> Iterator[Ministry]:
    """Run a service and its worker on a database; yield a ministry before it."""
    settings = Settings(
        database_url=url,
        uploads=uploads,
        internal_key=KEY,  # type: ignore[arg-type]
    )
    environment = {
        **os.environ,
        "ESLABON_DATABASE_URL": url,
        "ESLABON_UPLOADS": str(uploads),
        "ESLABON_LOG_LEVEL": "ERROR",
    }
    command = [str(Path(sys.executable).with_name("eslabon")), "worker", "tariff"]
    with serve(create_app(settings)) as address:
        worker = subprocess.Popen(command, env=environment)
        try:
            yield Ministry(address)
        finally:
            worker.terminate()
            worker.wait(PATIENCE_SECONDS)
