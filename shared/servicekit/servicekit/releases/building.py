"""Building derived datasets: what is new or changed is queued as a job, made, and published."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import numpy as np
import structlog
from eslabon.client.service import ServiceClient
from eslabon.client.transport import ServiceError, Transport
from eslabon.contracts.envelope import Lang
from eslabon.contracts.sync import JobState

from servicekit.peers import Peer
from servicekit.releases import jobs, load, packing, publish, repository
from servicekit.releases.builds import Build, Input, Materials, Target
from servicekit.releases.columns import Checked, checked
from servicekit.releases.dataset import Dataset
from servicekit.releases.faults import RefusedError
from servicekit.releases.jobs import BUILD, Stated, Work
from servicekit.releases.snapshot import Snapshot
from servicekit.service import Service
from servicekit.settings import Settings

log = structlog.get_logger(__name__)

LOOK_SECONDS = 60
SETTLE_SECONDS = 5
"""Publications come in bursts, as whoever loads much sends it: building waits until they end, so
that it takes no processor from what is being loaded."""
ANSWER_SECONDS = 120
AGAIN_SECONDS = 600
"""A build that the platform failed is tried again after so long; one that data fail, never."""
BLOCK_ROWS = 100_000
AFTER_UPLOADS = -1
"""Priority in the queue."""


@asynccontextmanager
async def _materials(
    service: Service, settings: Settings, pool: asyncpg.Pool, build: Build
) -> AsyncIterator[tuple[Materials, list[Input]]]:
    """Yield where a build reads and the current releases of all that it reads."""
    published = await repository.publication(pool, service.name)
    assert published is not None, "the last publication always exists"
    own = Snapshot(pool, published, Lang.ES)
    peers: dict[str, Transport] = {}
    publications = {service.name: published.n}
    inputs: list[Input] = []
    async with AsyncExitStack() as opened:
        for name in build.reads:
            if name == service.name:
                inputs += [Input(name, one.provenance()) for one in published.releases]
                continue
            peer = Peer(name, settings, ANSWER_SECONDS)
            opened.push_async_callback(peer.close)
            peers[name] = await peer.transport(Lang.ES)
            answer = await ServiceClient(peers[name]).publication()
            publications[name] = answer.n
            inputs += [Input(name, one) for one in answer.releases]
        yield Materials(own, peers, publications), inputs


def _key(told: list[dict[str, Any]]) -> str:
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


async def plan(
    service: Service, settings: Settings, pool: asyncpg.Pool, *, again: bool = False
) -> list[UUID]:
    """Queue what is new or changed, and return the jobs.

    What the platform failed waits a while before it is tried again, unless `again` is set.

    Raises
    ------
    ServiceError
        A service that is read does not answer.
    """
    queued: list[UUID] = []
    for build in service.builds:
        async with _materials(service, settings, pool, build) as (_, inputs):
            for target in build.targets(inputs):
                if not await _is_built(pool, service.name, build, target):
                    queued += await _queue(pool, service.name, build, target, again)
    return queued


async def _is_built(pool: asyncpg.Pool, schema: str, build: Build, target: Target) -> bool:
    """Return whether every dataset of a build has this target's inputs in its current release."""
    told = build.told(target)
    rows = await pool.fetch(
        f"""select r.inputs from {schema}.release r
            join unnest($1::text[], $2::text[]) as wanted (dataset, slice) using (dataset, slice)
            where published is not null and superseded is null""",
        [dataset.name for dataset in build.datasets],
        [dataset.slice_text(target.parts) for dataset in build.datasets],
    )
    return len(rows) == len(build.datasets) and all(row["inputs"] == told for row in rows)


async def _queue(
    pool: asyncpg.Pool, schema: str, build: Build, target: Target, again: bool
) -> list[UUID]:
    """Queue a target unless it waits already or has failed."""
    work = Work(
        id=uuid4(),
        dataset=build.lead.name,
        slice=build.lead.slice_text(target.parts),
        parts=dict(target.parts),
        state=JobState.QUEUED.value,
        validate_only=False,
        max_rejects=0,
        lang=Lang.ES.value,
        format=BUILD,
        upload="",
        sha256=_key(build.told(target)),
        bytes=0,
        stated={},
        attempts=0,
    )
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute(
            "select pg_advisory_xact_lock(hashtextextended($1, 0))", f"eslabon.build.{schema}"
        )
        if await jobs.is_settled(connection, schema, work, 0 if again else AGAIN_SECONDS):
            return []
        await jobs.add(connection, schema, work, AFTER_UPLOADS)
    return [work.id]


async def built(
    service: Service,
    settings: Settings,
    pool: asyncpg.Pool,
    connection: asyncpg.Connection,
    work: Work,
) -> int | None:
    """Make and load what a job is for, of what is current now; None where that is built already.

    Returns
    -------
    int or None
        The release of the leading dataset, those of the others being its children; not published.

    Raises
    ------
    RefusedError
        The data do not determine a result.
    """
    build = next((one for one in service.builds if one.lead.name == work.dataset), None)
    if build is None:
        raise LookupError(f"{service.name} does not build {work.dataset}")
    async with _materials(service, settings, pool, build) as (materials, inputs):
        target = next((one for one in build.targets(inputs) if one.parts == work.parts), None)
        if target is None or await _is_built(pool, service.name, build, target):
            return None
        made = await build.make(materials, target)
    blocks = {
        dataset.name: await asyncio.to_thread(_checked, dataset, made[dataset.name], target)
        for dataset in build.datasets
    }
    async with connection.transaction():
        lead: int | None = None
        for dataset in build.datasets:
            its = blocks[dataset.name]
            new = _release(build, dataset, target, its, work)
            release = await publish.add(connection, service.name, replace(new, parent=lead))
            await load.fill(connection, dataset, its, release)
            rows = sum(one.rows for one in its)
            await publish.count(connection, service.name, release, rows, 0)
            lead = lead or release
    return lead


def _checked(dataset: Dataset, frame: Any, target: Target) -> list[Checked]:
    """Return the rows of a frame in blocks, checked as those of an upload are."""
    blocks = []
    for start in range(0, frame.height, BLOCK_ROWS):
        part = frame.slice(start, BLOCK_ROWS)
        lines = np.arange(start + 1, start + part.height + 1)
        found = checked(dataset, part, lines, target.parts)
        if found.refused:
            first = found.faults[0]
            raise RefusedError(
                first.reason, line=first.line, column=first.column, value=first.value
            )
        blocks.append(found)
    return blocks


def _release(
    build: Build, dataset: Dataset, target: Target, blocks: list[Checked], work: Work
) -> publish.NewRelease:
    """Return what is stored of a release: derived figures carry the source of their inputs."""
    digest = sha256()
    for block in blocks:
        packing.feed(digest, block.fields)
    releases = [one.release for one in target.inputs]

    def joined(name: str) -> str:
        return "; ".join(dict.fromkeys(getattr(one, name) for one in releases))

    years = [one.year for one in releases if one.year is not None]
    return publish.NewRelease(
        dataset.name,
        dataset.slice_text(target.parts),
        {name: target.parts[name] for name in dataset.slice_by},
        digest.hexdigest(),
        Stated(
            joined("source"),
            joined("licence"),
            joined("cite_as"),
            max(years, default=None),
            None,
            None,
        ),
        work.id,
        inputs=build.told(target),
    )


async def watch(
    service: Service, settings: Settings, pool: asyncpg.Pool, connection: asyncpg.Connection
) -> None:
    """Queue what is to be built: when something is published that is read, and now and then."""
    changed = asyncio.Event()
    for name in {service.name, *(name for build in service.builds for name in build.reads)}:
        await connection.add_listener(f"eslabon_publication_{name}", lambda *_: changed.set())
    while True:
        changed.clear()
        try:
            if queued := await plan(service, settings, pool):
                log.info("builds queued", service=service.name, jobs=[str(one) for one in queued])
        except ServiceError as error:
            log.warning("builds wait for a service", service=service.name, error=str(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), LOOK_SECONDS)
        while changed.is_set():
            changed.clear()
            await asyncio.sleep(SETTLE_SECONDS)
