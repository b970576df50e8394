"""HTTP of jobs: state, events as they happen, and the rows that were refused."""

import asyncio
import csv
import io
from collections.abc import AsyncIterator
from typing import Annotated, Any
from uuid import UUID

from eslabon.contracts.sync import Job
from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import StreamingResponse

from servicekit.formats import cell
from servicekit.problems import ProblemError
from servicekit.releases import jobs
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

router = APIRouter(prefix="/v1/jobs", tags=["jobs"], route_class=ReadingRoute)

JobId = Annotated[UUID, Path(alias="job", description="Id of a job.")]
EVENT: dict[str, Any] = {
    "type": "object",
    "description": "One event: `data` is a Job as JSON.",
    "properties": {"event": {"const": "job"}, "data": {"type": "string"}},
    "required": ["event", "data"],
}
EVENT_SECONDS = 0.3
COMMENT_EVENTS = 50
"""Unchanged looks after which a comment keeps the connection open."""


async def found(request: Request, id_: UUID) -> Job:
    """Return the job.

    Raises
    ------
    ProblemError
        404.
    """
    job = await jobs.job(request.app.state.pool, request.app.state.service.name, id_)
    if job is None:
        detail = texts(
            "No hay un trabajo con este id.",
            "Não há um trabalho com este id.",
            "There is no job with this id.",
        )
        raise ProblemError(404, "unknown_job", detail, errors=[("/path/job", detail, "unknown")])
    return job


@router.get("/{job}")
async def job(request: Request, response: Response, id_: JobId) -> Job:
    """Return how far a job has come, or its outcome."""
    response.headers["Cache-Control"] = "no-store"
    return await found(request, id_)


@router.get(
    "/{job}/events",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {"schema": EVENT}}}},
)
async def job_events(request: Request, id_: JobId) -> StreamingResponse:
    """Stream a job's state as server-sent events until it has finished."""
    first = await found(request, id_)
    return StreamingResponse(
        _events(request, first, id_),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(request: Request, current: Job, id_: UUID) -> AsyncIterator[bytes]:
    said, looks = None, 0
    while True:
        if current != said:
            yield f"event: job\ndata: {current.model_dump_json()}\n\n".encode()
            said, looks = current, 0
        elif looks >= COMMENT_EVENTS:
            yield b": \n\n"
            looks = 0
        if current.finished_at is not None:
            return
        await asyncio.sleep(EVENT_SECONDS)
        looks += 1
        current = await found(request, id_)


@router.get(
    "/{job}/rejects.csv",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def job_rejects(request: Request, id_: JobId) -> StreamingResponse:
    """Return the refused rows as csv: line, column, value, reason; the first 10,000 are kept."""
    await found(request, id_)
    return StreamingResponse(
        _rejects(request, id_),
        media_type="text/csv; charset=utf-8; header=present",
        headers={
            "Content-Disposition": 'attachment; filename="rejects.csv"',
            "Cache-Control": "no-store",
        },
    )


async def _rejects(request: Request, id_: UUID) -> AsyncIterator[bytes]:
    pool, schema = request.app.state.pool, request.app.state.service.name
    yield b"line,column,value,reason\r\n"
    after = 0
    while rows := await jobs.rejects(pool, schema, id_, after, 1000):
        buffer = io.StringIO()
        csv.writer(buffer).writerows(
            [cell(row[name]) for name in ("line", "column", "value", "reason")] for row in rows
        )
        yield buffer.getvalue().encode()
        after = rows[-1]["number"] + 1
