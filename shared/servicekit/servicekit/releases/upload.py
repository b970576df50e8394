"""Storing an upload's body on disk as it arrives, and what an `Idempotency-Key` promises."""

import asyncio
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import asyncpg
from fastapi import Request

from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts

FORMATS = {
    "text/csv": "csv",
    "application/csv": "csv",
    "application/x-ndjson": "ndjson",
    "application/ndjson": "ndjson",
    "application/jsonl": "ndjson",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
PACKED_TYPES = frozenset(
    {
        "application/gzip",
        "application/x-gzip",
        "application/zip",
        "application/x-zip-compressed",
        "application/octet-stream",
    }
)
# Any bytes: no `type` of JSON holds for a file.
_BODY: dict[str, Any] = {"schema": {}}
OPENAPI: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file: csv or ndjson in UTF-8, plain, gzipped or alone in a zip; parquet"
        " or xlsx (the first sheet).",
        "content": {
            "text/csv": _BODY,
            "application/x-ndjson": _BODY,
            "application/vnd.apache.parquet": _BODY,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _BODY,
        },
    }
}
"""What an upload says of its body in the OpenAPI document: FastAPI cannot see that it is read."""
WRITE_BYTES = 1 << 20


@dataclass(frozen=True)
class Stored:
    """A stored body."""

    sha256: str
    bytes: int


def upload_format(request: Request, asked: str | None) -> str:
    """Return the format of a body: `format`, else that of Content-Type; gzip is seen by itself.

    Raises
    ------
    ProblemError
        415 where neither tells.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    coding = request.headers.get("content-encoding", "identity").lower()
    found = asked or FORMATS.get(media_type) or ("csv" if media_type in PACKED_TYPES else None)
    if found is None or coding not in ("identity", "gzip", "x-gzip"):
        detail = texts(
            "Diga con `format` qué es el archivo: csv, ndjson, parquet o xlsx; o con"
            " `Content-Type`, por ejemplo `text/csv`. `Content-Encoding` puede ser `gzip`.",
            "Diga com `format` o que é o arquivo: csv, ndjson, parquet ou xlsx; ou com"
            " `Content-Type`, por exemplo `text/csv`. `Content-Encoding` pode ser `gzip`.",
            "Say with `format` what the file is: csv, ndjson, parquet or xlsx; or with"
            " `Content-Type`, for example `text/csv`. `Content-Encoding` may be `gzip`.",
        )
        raise ProblemError(415, "unsupported_media_type", detail)
    return found


async def store(request: Request, path: Path, max_bytes: int) -> Stored:
    """Write a request's body to `path`, durably, and return its hash and size.

    Raises
    ------
    ProblemError
        413 where it is larger than `max_bytes`; 400 where it is empty.
    """
    stated = request.headers.get("content-length", "0")
    if stated.isdigit() and int(stated) > max_bytes:
        raise _too_large(max_bytes)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.part")
    digest, size = hashlib.sha256(), 0
    pending = bytearray()
    try:
        with partial.open("wb") as file:
            async for chunk in request.stream():
                size += len(chunk)
                if size > max_bytes:
                    raise _too_large(max_bytes)
                pending += chunk
                if len(pending) >= WRITE_BYTES:
                    await asyncio.to_thread(_write, file, digest, bytes(pending))
                    pending.clear()
            await asyncio.to_thread(_write, file, digest, bytes(pending), last=True)
        if size == 0:
            raise _empty()
        partial.replace(path)
        await asyncio.to_thread(_sync_folder, path.parent)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return Stored(digest.hexdigest(), size)


def _write(file: BinaryIO, digest: "hashlib._Hash", data: bytes, last: bool = False) -> None:
    digest.update(data)
    file.write(data)
    if last:
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _too_large(limit: int) -> ProblemError:
    detail = texts(
        f"El archivo pasa de {limit} bytes: comprímalo con gzip o divídalo.",
        f"O arquivo passa de {limit} bytes: comprima-o com gzip ou divida-o.",
        f"The file is over {limit} bytes: gzip it or split it.",
    )
    return ProblemError(413, "content_too_large", detail)


def _empty() -> ProblemError:
    detail = texts(
        "El cuerpo está vacío: envíe el archivo.",
        "O corpo está vazio: envie o arquivo.",
        "The body is empty: send the file.",
    )
    return ProblemError(400, "empty_upload", detail)


@dataclass(frozen=True)
class Promise:
    """An Idempotency-Key of one key owner for one request."""

    owner: str
    key: str
    request: str


async def claim(pool: asyncpg.Pool, schema: str, promise: Promise) -> asyncpg.Record | None:
    """Claim a key for this request; return the earlier request that holds it, if any.

    A claim that never came to a job within an hour is given to whoever asks next.
    """
    claimed = await pool.fetchval(
        f"""insert into {schema}.idempotency (owner, key, request) values ($1, $2, $3)
            on conflict (owner, key) do update set created_at = now(), request = excluded.request
            where idempotency.job_id is null
              and idempotency.created_at < now() - interval '1 hour'
            returning true""",
        promise.owner,
        promise.key,
        promise.request,
    )
    if claimed:
        return None
    return await pool.fetchrow(
        f"""select request, sha256, job_id from {schema}.idempotency
            where owner = $1 and key = $2""",
        promise.owner,
        promise.key,
    )


async def fulfil(
    connection: asyncpg.Connection, schema: str, promise: Promise, sha256: str, job: UUID
) -> None:
    """Store which job a claimed key led to, in the caller's transaction."""
    await connection.execute(
        f"""update {schema}.idempotency set sha256 = $3, job_id = $4
            where owner = $1 and key = $2""",
        promise.owner,
        promise.key,
        sha256,
        job,
    )


async def release_claim(pool: asyncpg.Pool, schema: str, promise: Promise) -> None:
    """Give up a claim that led to no job."""
    await pool.execute(
        f"delete from {schema}.idempotency where owner = $1 and key = $2 and job_id is null",
        promise.owner,
        promise.key,
    )


def check_repeated(promise: Promise, earlier: asyncpg.Record, sha256: str | None = None) -> None:
    """Refuse a request that is not the earlier one with its key, or comes while that is under way.

    Without `sha256`, of a body that is not yet read, the body is not compared.

    Raises
    ------
    ProblemError
        409 while the earlier request is under way; 422 where it was another request.
    """
    if earlier["job_id"] is None:
        detail = texts(
            "Otro envío con esta `Idempotency-Key` está en curso; espere y repita.",
            "Outro envio com esta `Idempotency-Key` está em andamento; espere e repita.",
            "Another request with this `Idempotency-Key` is under way; wait and repeat.",
        )
        raise ProblemError(409, "idempotency_in_progress", detail, headers={"Retry-After": "5"})
    if earlier["request"] != promise.request or sha256 not in (None, earlier["sha256"]):
        detail = texts(
            "Esta `Idempotency-Key` ya se usó para otro envío; use una nueva.",
            "Esta `Idempotency-Key` já foi usada para outro envio; use uma nova.",
            "This `Idempotency-Key` was used for another request; use a new one.",
        )
        raise ProblemError(422, "idempotency_key_reused", detail)
