"""The toy service and its worker running for a test, and what a partner does with them."""

import gzip
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

from tests.servicekit.releases import toy

KEY = "the platform's own"
ROOT = Path(__file__).parents[3]
HEADER = "code,kind,rate_percent,lines,valid_from,stated,note\n"
FLOWS = "exporter,importer,nomenclature,product,value_usd,weight_kg\n"
PATIENCE_SECONDS = 60


def settings(database_url: str, uploads: Path, **values: Any) -> Settings:
    """Return the settings of a toy platform."""
    return Settings(
        database_url=database_url,
        uploads=uploads,
        internal_key=KEY,  # type: ignore[arg-type]
        publication_poll_seconds=1,
        heartbeat_seconds=1,
        **values,
    )


def start_worker(chosen: Settings) -> subprocess.Popen[bytes]:
    """Start a worker process."""
    assert chosen.database_url is not None
    environment = {
        **os.environ,
        "ESLABON_DATABASE_URL": chosen.database_url,
        "ESLABON_UPLOADS": str(chosen.uploads),
        "ESLABON_HEARTBEAT_SECONDS": str(chosen.heartbeat_seconds),
        "ESLABON_MAX_UNPACKED_BYTES": str(chosen.max_unpacked_bytes),
        "ESLABON_LOG_LEVEL": "ERROR",
    }
    command = [sys.executable, "-m", "tests.servicekit.releases.toy"]
    return subprocess.Popen(command, cwd=ROOT, env=environment)


@contextmanager
def worker(chosen: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker process for the block."""
    process = start_worker(chosen)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


@contextmanager
def service(chosen: Settings) -> Iterator[str]:
    """Run the toy service by uvicorn in a process of its own; yields its address."""
    from tests.conftest import served

    with served(toy.create_app(chosen)) as address:
        yield address


class Partner:
    """Someone who sends data to the toy service and reads them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.http = httpx.Client(
            base_url=address, headers={"Authorization": f"Bearer {KEY}"}, timeout=PATIENCE_SECONDS
        )

    def post(
        self,
        body: bytes | str,
        dataset: str = "duties",
        cut: str = "importer=BRA",
        headers: dict[str, str] | None = None,
        **parameters: str | int,
    ) -> httpx.Response:
        """Send a file; the answer is a job or a problem."""
        stated = {"source": "MEF", "licence": "CC BY 4.0", "cite_as": "MEF, arancel"}
        return self.http.post(
            f"/v1/datasets/{dataset}/releases",
            params={"slice": cut, **stated, **parameters},
            content=body.encode() if isinstance(body, str) else body,
            headers={"Content-Type": "text/csv", **(headers or {})},
        )

    def send(self, body: bytes | str, *arguments: Any, **parameters: Any) -> dict[str, Any]:
        """Send a file and wait for the outcome of its job."""
        answer = self.post(body, *arguments, **parameters)
        assert answer.status_code == 202, answer.text
        return self.outcome(answer.headers["Location"])

    def outcome(self, location: str) -> dict[str, Any]:
        """Wait for a job."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            job: dict[str, Any] = self.http.get(location).raise_for_status().json()
            if job["finished_at"] is not None:
                return job
            time.sleep(0.05)
        raise AssertionError(f"not finished: {job}")

    def rejects(self, job: dict[str, Any]) -> str:
        """Return the refused rows of a job."""
        return self.http.get(f"/v1/jobs/{job['id']}/rejects.csv").raise_for_status().text

    def rows(self, dataset: str = "duties", cut: str | None = "importer=BRA", **more: Any) -> str:
        """Return a dataset's rows as csv, from the last publication made."""
        parameters = {"publication": self.publication(), "slice": cut, **more}
        chosen = {name: value for name, value in parameters.items() if value is not None}
        answer = self.http.get(f"/v1/datasets/{dataset}/rows", params=chosen)
        return answer.raise_for_status().text.replace("\r\n", "\n")

    def publication(self) -> int:
        """Return the number of the last publication a job has told of."""
        jobs: list[dict[str, Any]] = []
        for dataset in ("duties", "flows", "wholes"):
            path = f"/v1/datasets/{dataset}/releases"
            jobs += self.http.get(path, params={"limit": 1000}).json()["items"]
        return max((job["published"] or 0 for job in jobs), default=0)


def duties(rows: int, rate: int = 10) -> str:
    """Return a file of duties, all at one rate."""
    return HEADER + "".join(f"{code:08d},A,{rate},,2021-01-01,true,\n" for code in range(rows))


def flows(rows: int, value: int = 1) -> bytes:
    """Return a gzipped file of flows, all of one value."""
    lines = (f"BRA,PER,HS2022,{product:06d},{value}.25,\n" for product in range(rows))
    return gzip.compress((FLOWS + "".join(lines)).encode(), 1)


def wholes(rows: int, rate: int = 10) -> str:
    """Return a file of wholes, which fills duties and flows, all at one rate."""
    return "code,rate_percent\n" + "".join(f"{code:06d},{rate}\n" for code in range(rows))
