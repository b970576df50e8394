"""One upload job from the queue to its outcome: published, checked, refused or failed."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import asyncpg
import structlog
from eslabon.contracts.envelope import Lang
from eslabon.contracts.sync import JobState
from pgqueuer.domain.errors import RetryRequested

from servicekit import database
from servicekit.releases import building, jobs, publish, reasons
from servicekit.releases.dataset import Dataset, Texts
from servicekit.releases.faults import Fault, RefusedError
from servicekit.releases.jobs import BUILD, Stated, Work
from servicekit.releases.load import FaultyRowsError, Tally, load, repeated_keys, spread
from servicekit.releases.rows import Upload
from servicekit.service import Service
from servicekit.settings import Settings

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 5
NOTE_SECONDS = 0.3
TURN_SECONDS = 0.5


@dataclass(frozen=True)
class Bench:
    """What a worker works with, for one service."""

    service: Service
    settings: Settings
    pool: asyncpg.Pool
    url: str
    role: str | None
    stopping: asyncio.Event


class StoppedError(Exception):
    """The worker is asked to stop: the job goes back to the queue."""


@asynccontextmanager
async def connected(bench: Bench) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection of its own: its session holds a job's lock and vanishes with the worker."""
    connection = await asyncpg.connect(
        bench.url,
        timeout=10,
        server_settings={
            "timezone": "UTC",
            "application_name": f"eslabon_worker_{bench.service.name}",
            "client_connection_check_interval": "1s",
            **({"role": bench.role} if bench.role else {}),
        },
    )
    try:
        await database.prepare(connection)
        yield connection
    finally:
        connection.terminate()


async def carry_out(bench: Bench, id_: UUID) -> None:
    """Carry out a job, however far an earlier attempt came.

    Raises
    ------
    RetryRequested
        It is not its turn, the worker stops, or the attempt failed and may be repeated.
    """
    schema = bench.service.name
    work = await jobs.work(bench.pool, schema, id_)
    if work is None or work.state in (JobState.DONE, JobState.FAILED):
        return
    known = bench.service.dataset(work.dataset)
    after = known.after if known else ()
    if await jobs.earlier_unfinished(bench.pool, schema, work, after):
        raise RetryRequested(timedelta(seconds=TURN_SECONDS), "an earlier upload comes first")
    async with connected(bench) as connection:
        lock = f"eslabon.slice.{schema}.{work.dataset}.{work.slice}"
        if not await connection.fetchval(
            "select pg_try_advisory_lock(hashtextextended($1, 0))", lock
        ):
            raise RetryRequested(timedelta(seconds=TURN_SECONDS), "the slice is being loaded")
        attempt = await jobs.begin(bench.pool, schema, id_)
        if attempt > MAX_ATTEMPTS:
            reason = work.reason or reasons.died(MAX_ATTEMPTS)[Lang(work.lang)]
            await jobs.finish(bench.pool, schema, id_, JobState.FAILED, reason=reason)
            log.error("job failed", job=str(id_), dataset=work.dataset, reason=reason)
            return
        try:
            await _attempt(bench, connection, work)
        except StoppedError as error:
            await jobs.put_back(bench.pool, schema, id_)
            raise RetryRequested(timedelta(0), "the worker stops") from error
        except Exception as error:
            log.error("attempt failed", job=str(id_), attempt=attempt, exc_info=error)
            with suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                reason = reasons.internal(error)[Lang(work.lang)]
                await jobs.note_failure(bench.pool, schema, id_, reason)
            raise RetryRequested(timedelta(seconds=2**attempt), str(error)) from error


async def _attempt(bench: Bench, connection: asyncpg.Connection, work: Work) -> None:
    tally = Tally()
    try:
        await _carry_out(bench, connection, work, tally)
    except RefusedError as error:
        found = [error.fault, *error.others, *tally.faults]
        reason = reasons.several(1 + len(error.others), error.fault)
        await _refuse(bench, work, tally, found, reason)
    except FaultyRowsError:
        reason = reasons.rows(tally.refused, tally.read, tally.faults[0])
        await _refuse(bench, work, tally, tally.faults, reason)


async def _carry_out(
    bench: Bench, connection: asyncpg.Connection, work: Work, tally: Tally
) -> None:
    schema = bench.service.name
    dataset = bench.service.dataset(work.dataset)
    if dataset is None:
        raise LookupError(f"{schema} has no dataset {work.dataset}")
    loaded = await connection.fetchval(
        f"""select id from {schema}.release
            where job_id = $1 and state = 'loaded' and parent_id is null""",
        work.id,
    )
    if loaded is None and work.format == BUILD:
        loaded = await building.built(bench.service, bench.settings, bench.pool, connection, work)
        if loaded is None:
            await jobs.finish(connection, schema, work.id, JobState.DONE, unchanged=True)
    elif loaded is None:
        if await _is_current(connection, schema, work):
            await jobs.finish(connection, schema, work.id, JobState.DONE, unchanged=True)
            return
        loaded = await _load(bench, connection, dataset, work, tally)
    if loaded is not None:
        await _publish(bench, connection, work, loaded)
    log.info("job done", job=str(work.id), dataset=work.dataset, slice=work.slice, release=loaded)


async def _is_current(connection: asyncpg.Connection, schema: str, work: Work) -> bool:
    """Return whether the current release of the slice came from this very file."""
    if work.validate_only:
        return False
    stated = Stated(**work.stated)
    return bool(
        await connection.fetchval(
            f"""select exists (select from {schema}.release r where dataset = $1 and slice = $2
                and published is not null and superseded is null and sha256 = $3
                and (source, licence, cite_as) = ($4, $5, $6)
                and (year, url, retrieved_on) is not distinct from
                    ($7::int, $8::text, $9::text::date)
                and not exists (select from {schema}.release child
                    where child.parent_id = r.id and child.superseded is not null))""",
            work.dataset,
            work.slice,
            work.sha256,
            stated.source,
            stated.licence,
            stated.cite_as,
            stated.year,
            stated.url,
            stated.retrieved_on,
        )
    )


async def _load(
    bench: Bench, connection: asyncpg.Connection, dataset: Dataset, work: Work, tally: Tally
) -> int | None:
    """Load the upload and return its release, None where it was only to be checked."""
    schema = bench.service.name
    upload = Upload(
        bench.settings.uploads / schema / work.upload,
        work.format,
        work.parts,
        bench.settings.max_unpacked_bytes,
        dataset.adapter(work.adapter) if work.adapter else None,
    )
    notes = _Notes(bench, work, tally)
    transaction = connection.transaction()
    await transaction.start()
    try:
        new = publish.NewRelease(
            work.dataset, work.slice, work.parts, work.sha256, Stated(**work.stated), work.id
        )
        release = await publish.add(connection, schema, new)
        await load(connection, dataset, upload, release, work.max_rejects, tally, notes.watch)
        await publish.count(connection, schema, release, tally.accepted, tally.refused)
        await _spread(connection, dataset, new, release)
        await notes.settle()
    except asyncpg.UniqueViolationError as error:
        await transaction.rollback()
        await notes.settle()
        found = await repeated_keys(connection, dataset, upload)
        if not found:
            raise
        tally.faults[:0] = found[1:]
        raise RefusedError(
            found[0].reason, line=found[0].line, column=found[0].column, value=found[0].value
        ) from error
    except BaseException:
        if not connection.is_closed():
            await transaction.rollback()
        await notes.settle()
        raise
    if tally.refused:
        await jobs.keep_rejects(bench.pool, schema, work.id, Lang(work.lang), tally.faults)
    if work.validate_only:
        await transaction.rollback()
        await jobs.finish(bench.pool, schema, work.id, JobState.DONE)
        return None
    await transaction.commit()
    return release


async def _spread(
    connection: asyncpg.Connection, dataset: Dataset, new: publish.NewRelease, release: int
) -> None:
    """Fill the datasets that a release is spread over, each as a release that came with it."""
    for part in dataset.spreads:
        parts = dict(part.parts(new.parts))
        its = replace(
            new,
            dataset=part.dataset.name,
            slice=part.dataset.slice_text(parts),
            parts=parts,
            parent=release,
        )
        child = await publish.add(connection, dataset.service, its)
        rows = await spread(connection, part, release, child)
        await publish.count(connection, dataset.service, child, rows, 0)


async def _publish(bench: Bench, connection: asyncpg.Connection, work: Work, release: int) -> None:
    """Publish the release and close the job, both or neither."""
    schema = bench.service.name
    await bench.pool.execute(f"update {schema}.job set state = 'publishing' where id = $1", work.id)
    async with connection.transaction():
        n = await publish.publish(connection, schema, release)
        await jobs.finish(
            connection, schema, work.id, JobState.DONE, release=release, publication=n
        )


async def _refuse(
    bench: Bench, work: Work, tally: Tally, faults: list[Fault], reason: Texts
) -> None:
    schema, lang = bench.service.name, Lang(work.lang)
    await jobs.note(bench.pool, schema, work.id, JobState.READING, *_progress(work, tally))
    await jobs.keep_rejects(bench.pool, schema, work.id, lang, faults)
    await jobs.finish(
        bench.pool, schema, work.id, JobState.FAILED, reason=reason[lang], refused=True
    )
    log.info("upload refused", job=str(work.id), dataset=work.dataset, reason=reason[Lang.EN])


def _progress(work: Work, tally: Tally) -> tuple[tuple[int, int, int], float]:
    percent = 100 * tally.bytes_read / work.bytes if work.bytes else 0
    return (tally.read, tally.accepted, tally.refused), min(percent, 99.9)


class _Notes:
    """Stores how far a job has come, now and then, beside the load."""

    def __init__(self, bench: Bench, work: Work, tally: Tally) -> None:
        self._bench, self._work, self._tally = bench, work, tally
        self._noted = 0.0
        self._writing: asyncio.Task[None] | None = None

    def watch(self, tally: Tally) -> None:
        """Note the tally if it is time to; give up where the worker stops."""
        if self._bench.stopping.is_set():
            raise StoppedError
        now = time.monotonic()
        if now - self._noted >= NOTE_SECONDS and (self._writing is None or self._writing.done()):
            self._noted = now
            self._writing = asyncio.create_task(self._write())

    async def _write(self) -> None:
        counts, percent = _progress(self._work, self._tally)
        schema = self._bench.service.name
        await jobs.note(self._bench.pool, schema, self._work.id, JobState.READING, counts, percent)

    async def settle(self) -> None:
        """Store the last figures."""
        if self._writing is not None:
            await asyncio.wait([self._writing])
        await self._write()
