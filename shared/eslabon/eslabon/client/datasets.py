"""The client of datasets: sending a release, following its job, reading rows back."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

import httpx

from eslabon.client.service import ServiceClient, segment
from eslabon.client.transport import Answer, ServiceError, parsed, query, unreachable
from eslabon.contracts.envelope import Problem
from eslabon.contracts.sync import Dataset, Job, Release

READ_BYTES = 1 << 18
LOOK_SECONDS = 0.3
MEDIA_TYPES = {
    ".ndjson": "application/x-ndjson",
    ".jsonl": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
EXPORT_SECONDS = 600
"""A workbook is sent when it is whole."""


@dataclass(frozen=True)
class Statement:
    """What the sender states of the data."""

    source: str
    licence: str
    cite_as: str
    year: int | None = None
    url: str | None = None
    retrieved_on: date | None = None


def slice_text(parts: Mapping[str, str]) -> str:
    """Return a slice as text: `source=BACI,year=2023`."""
    return ",".join(f"{name}={value}" for name, value in parts.items())


class DatasetsClient(ServiceClient):
    """Sends releases to one service and follows what becomes of them."""

    async def send_release(
        self,
        dataset: str,
        file: Path,
        stated: Statement,
        parts: Mapping[str, str] | None = None,
        *,
        validate_only: bool = False,
        max_rejects: int = 0,
        adapter: str | None = None,
        idempotency_key: str | None = None,
        sent: Callable[[int], None] = lambda _: None,
    ) -> Job:
        """Send a csv, ndjson, parquet or xlsx file; `sent` is told the bytes sent so far.

        Raises
        ------
        ServiceError
            The service can't be reached or refuses the request.
        """
        answer = await self._transport.send(
            "POST",
            f"/v1/datasets/{segment(dataset)}/releases",
            {
                "slice": slice_text(parts) if parts else None,
                "source": stated.source,
                "licence": stated.licence,
                "cite_as": stated.cite_as,
                "year": stated.year,
                "url": stated.url,
                "retrieved_on": stated.retrieved_on.isoformat() if stated.retrieved_on else None,
                "validate": "only" if validate_only else None,
                "max_rejects": max_rejects,
                "adapter": adapter,
            },
            {"Content-Type": media_type(file), "Idempotency-Key": idempotency_key or uuid4().hex},
            _chunks(file, sent),
        )
        return parsed(self._transport, answer, Job)

    async def job(self, id_: str) -> Job:
        """Return a job."""
        return await self._read(f"/v1/jobs/{segment(id_)}", Job)

    async def finished(self, job: Job, seen: Callable[[Job], None] = lambda _: None) -> Job:
        """Wait until a job has finished; `seen` is told of each look at it."""
        while job.finished_at is None:
            await asyncio.sleep(LOOK_SECONDS)
            job = await self.job(job.id)
            seen(job)
        return job

    async def rejects(self, job: Job) -> bytes:
        """Return the refused rows of a job as csv: line, column, value, reason."""
        return await self._csv(f"/v1/jobs/{segment(job.id)}/rejects.csv")

    async def template(self, dataset: str) -> bytes:
        """Return the csv to fill of a dataset: its header and one example row."""
        return await self._csv(f"/v1/datasets/{segment(dataset)}/template.csv")

    async def _csv(self, path: str) -> bytes:
        answer = await self._transport.send("GET", path, headers={"Accept": "text/csv"})
        if answer.status >= 400:
            parsed(self._transport, answer, Problem)
        return answer.body

    async def dataset(self, name: str, lang: str | None = None) -> Dataset:
        """Return a dataset: its columns, explained, and the other layouts that it reads."""
        return await self._read(f"/v1/datasets/{segment(name)}", Dataset, lang=lang)

    async def publish(self, dataset: str, release: int) -> Release:
        """Publish an earlier release again."""
        path = f"/v1/datasets/{segment(dataset)}/releases/{release}/publish"
        answer = await self._transport.send("POST", path)
        return parsed(self._transport, answer, Release)


def media_type(file: Path) -> str:
    """Return what a file holds, by its name: gzip and zip are seen by the service itself."""
    name = file.name.lower().removesuffix(".gz").removesuffix(".zip")
    return MEDIA_TYPES.get(Path(name).suffix, "text/csv")


async def _chunks(file: Path, sent: Callable[[int], None]) -> AsyncIterator[bytes]:
    total = 0
    with file.open("rb") as opened:
        while chunk := await asyncio.to_thread(opened.read, READ_BYTES):
            yield chunk
            total += len(chunk)
            sent(total)


@asynccontextmanager
async def rows(
    service: str, base_url: str, dataset: str, parts: Mapping[str, str], format_: str
) -> AsyncIterator[AsyncIterator[bytes]]:
    """Open a dataset's rows as a stream of bytes of a format.

    Raises
    ------
    ServiceError
        The service can't be reached or refuses the request.
    """
    text = query({"slice": slice_text(parts) if parts else None, "format": format_})
    path = f"/v1/datasets/{segment(dataset)}/rows?{text}"
    try:
        async with (
            httpx.AsyncClient(base_url=base_url, timeout=EXPORT_SECONDS) as http,
            http.stream("GET", path) as response,
        ):
            if response.status_code >= 400:
                body = await response.aread()
                raise ServiceError(service, _problem(Answer(response.status_code, {}, body)))
            yield response.aiter_bytes()
    except httpx.TransportError as cause:
        raise unreachable(service, cause) from cause


def _problem(answer: Answer) -> Problem:
    try:
        return Problem.model_validate_json(answer.body)
    except ValueError:
        text = answer.body[:200].decode("utf-8", "replace")
        return Problem(
            type="about:blank", title=f"HTTP {answer.status}", status=answer.status, detail=text
        )
