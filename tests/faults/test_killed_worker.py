"""A worker killed at any moment: readers keep the old data or have the new, and the job goes on.

ESLABON_KILLS says how often it is killed (6 unless set), in turn at each stage.
"""

import asyncio
import os
import random
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from servicekit.settings import Settings

from tests.conftest import database
from tests.servicekit.releases import platform
from tests.servicekit.releases.conftest import toy_template
from tests.servicekit.releases.platform import (
    FLOWS,
    PATIENCE_SECONDS,
    Partner,
    duties,
    flows,
    wholes,
)

__all__ = ["toy_template"]

KILLS = int(os.environ.get("ESLABON_KILLS", "6"))
ROWS = 20_000
FLOWS_CUT, DUTIES_CUT = "source=BACI,year=2023", "importer=BRA"


@pytest.fixture(scope="module")
def chosen(postgres_url: str, toy_template: str, tmp_path_factory: Any) -> Iterator[Settings]:
    """Settings of a toy platform on a database of its own."""
    uploads: Path = tmp_path_factory.mktemp("uploads")
    with database(postgres_url, toy_template) as url:
        yield platform.settings(url, uploads)


@pytest.fixture(scope="module")
def partner(chosen: Settings) -> Iterator[Partner]:
    """A partner of the toy service; workers are started and killed by the tests."""
    with platform.service(chosen) as address:
        yield Partner(address)


class Workers:
    """One worker at a time."""

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start a worker."""
        assert self._running is None
        self._running = platform.start_worker(self._chosen)

    def kill(self) -> None:
        """Kill it at once."""
        if self._running is not None:
            self._running.kill()
            self._running.wait(PATIENCE_SECONDS)
            self._running = None


@pytest.fixture
def workers(chosen: Settings) -> Iterator[Workers]:
    """Workers that die with the test."""
    found = Workers(chosen)
    yield found
    found.kill()


@pytest.fixture
async def watcher(chosen: Settings) -> AsyncIterator[asyncpg.Connection]:
    """A connection that watches the worker at work."""
    assert chosen.database_url is not None
    connection = await asyncpg.connect(chosen.database_url)
    yield connection
    await connection.close()


async def seen(check: Callable[[], Any], what: str) -> None:
    """Wait until a check holds."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not await check():
        assert time.monotonic() < until, f"never seen: {what}"
        await asyncio.sleep(0.002)


@asynccontextmanager
async def held(chosen: Settings, lock: str) -> AsyncIterator[None]:
    """Hold a lock from elsewhere, so that the worker waits where it needs it."""
    assert chosen.database_url is not None
    connection = await asyncpg.connect(chosen.database_url)
    try:
        async with connection.transaction():
            await connection.execute(lock)
            yield
    finally:
        await connection.close()


class Scene:
    """One job, watched until the moment at which its worker is killed."""

    def __init__(self, chosen: Settings, watcher: asyncpg.Connection, location: str) -> None:
        self._chosen = chosen
        self._watcher = watcher
        self._job = location.rpartition("/")[2]

    async def _job_is(self, condition: str) -> bool:
        return bool(
            await self._watcher.fetchval(
                f"select {condition} or finished_at is not null from toy.job where id = $1::uuid",
                self._job,
            )
        )

    async def _statement_runs(self, like: str) -> bool:
        return bool(
            await self._watcher.fetchval(
                """select exists (select from pg_stat_activity where datname = current_database()
                    and application_name = 'eslabon_worker_toy' and state = 'active'
                    and query ilike $1)
                    or (select finished_at is not null from toy.job where id = $2::uuid)""",
                like,
                self._job,
            )
        )

    async def reading(self, kill: Callable[[], None]) -> None:
        """Kill while it reads."""
        await seen(lambda: self._job_is("state = 'reading'"), "reading")
        await asyncio.sleep(random.uniform(0, 0.2))
        kill()

    async def loading(self, kill: Callable[[], None]) -> None:
        """Kill while it builds indexes or counts."""
        await seen(lambda: self._statement_runs("%index%"), "an index being built")
        kill()

    async def attaching(self, kill: Callable[[], None]) -> None:
        """Kill while it waits to attach its partition."""
        async with held(self._chosen, "lock table toy.flow in share update exclusive mode"):
            await seen(lambda: self._statement_runs("%attach%"), "attaching")
            kill()

    async def publishing(self, kill: Callable[[], None]) -> None:
        """Kill while it waits to publish what it has loaded."""
        lock = "lock table toy.publication in share row exclusive mode"
        async with held(self._chosen, lock):
            await seen(lambda: self._job_is("state = 'publishing'"), "publishing")
            await seen(lambda: self._statement_runs("lock table%"), "waiting to publish")
            kill()

    async def published(self, kill: Callable[[], None]) -> None:
        """Kill as soon as it has published."""
        await seen(lambda: self._job_is("false"), "the end")
        kill()

    async def spreading(self, kill: Callable[[], None]) -> None:
        """Kill while it fills the datasets that come with what it loads."""
        await seen(lambda: self._statement_runs("insert into toy.%"), "spreading")
        kill()

    async def any_moment(self, kill: Callable[[], None]) -> None:
        """Kill at a random moment."""
        await asyncio.sleep(random.uniform(0, 1))
        kill()


STAGES = (
    Scene.reading,
    Scene.loading,
    Scene.attaching,
    Scene.publishing,
    Scene.published,
    Scene.any_moment,
)


def checksum(text: str) -> str:
    """Return the hash of exported rows."""
    return sha256(text.encode()).hexdigest()


async def leftovers(watcher: asyncpg.Connection) -> list[str]:
    """Return partitions and rows that belong to no release."""
    rows = await watcher.fetch(
        """select relname as left_over from pg_class
            where relnamespace = 'toy'::regnamespace and relkind = 'r' and relname ~ '^flow_r[0-9]+'
              and substr(relname, 7)::int not in (select id from toy.release)
            union all
            select 'duty of ' || release_id from toy.duty
            where release_id not in (select id from toy.release)"""
    )
    return [row["left_over"] for row in rows]


@pytest.mark.parametrize("turn", range(KILLS))
async def test_data_are_old_or_new_whenever_the_worker_is_killed(
    chosen: Settings, partner: Partner, workers: Workers, watcher: asyncpg.Connection, turn: int
) -> None:
    stage = STAGES[turn % len(STAGES)]
    is_partitioned = stage in (Scene.attaching, Scene.loading) or turn % 2 == 0
    dataset, cut = ("flows", FLOWS_CUT) if is_partitioned else ("duties", DUTIES_CUT)
    body: str | bytes = flows(ROWS, turn) if is_partitioned else duties(ROWS, turn)
    before = checksum(partner.rows(dataset, cut))
    location = partner.post(body, dataset, cut).headers["Location"]
    workers.start()
    await stage(Scene(chosen, watcher, location), workers.kill)
    lines = (
        (FLOWS + "".join(f"BRA,PER,HS2022,{n:06d},{turn}.25,\n" for n in range(ROWS)))
        if is_partitioned
        else duties(ROWS, turn)
    )
    after = checksum(lines)
    assert checksum(partner.rows(dataset, cut)) in (before, after)
    workers.start()
    job = partner.outcome(location)
    assert job["state"] == "done", job
    assert checksum(partner.rows(dataset, cut)) == after
    assert await leftovers(watcher) == []


WHOLE_STAGES = (Scene.spreading, Scene.publishing, Scene.any_moment)
PARTS = {
    "wholes": ("importer=ALL", 1),
    "duties": ("importer=ALL", 2),
    "flows": ("source=ALL,year=2020", 4),
}


def rates(partner: Partner) -> set[str]:
    """Return the rates of all that a whole fills, as of one publication; empty before the first."""
    at = partner.publication()
    return {
        row.split(",")[column]
        for dataset, (cut, column) in PARTS.items()
        for row in partner.rows(dataset, cut, publication=at).splitlines()[1:]
    }


@pytest.mark.parametrize("turn", range(KILLS // 2))
async def test_what_comes_together_is_old_or_new_together(
    chosen: Settings, partner: Partner, workers: Workers, watcher: asyncpg.Connection, turn: int
) -> None:
    stage = WHOLE_STAGES[turn % len(WHOLE_STAGES)]
    before, after = rates(partner), {str(turn + 500)}
    assert len(before) <= 1
    location = partner.post(wholes(ROWS, turn + 500), "wholes", "importer=ALL").headers["Location"]
    workers.start()
    await stage(Scene(chosen, watcher, location), workers.kill)
    assert rates(partner) in (before, after)
    workers.start()
    job = partner.outcome(location)
    assert job["state"] == "done", job
    assert rates(partner) == after
    assert await leftovers(watcher) == []


async def test_a_job_that_kills_every_worker_fails_with_the_reason(
    chosen: Settings, partner: Partner, workers: Workers, watcher: asyncpg.Connection
) -> None:
    before = checksum(partner.rows("flows", FLOWS_CUT))
    location = partner.post(flows(ROWS, 77), "flows", FLOWS_CUT).headers["Location"]
    id_ = location.rpartition("/")[2]
    await watcher.execute("update toy.job set attempts = 5 where id = $1::uuid", id_)
    workers.start()
    job = partner.outcome(location)
    assert job["state"] == "failed"
    assert job["refused"] is False
    assert "5 veces" in job["reason"]
    assert checksum(partner.rows("flows", FLOWS_CUT)) == before


async def test_a_worker_told_to_stop_puts_its_job_back(
    chosen: Settings, partner: Partner, watcher: asyncpg.Connection
) -> None:
    location = partner.post(flows(150_000, 78), "flows", FLOWS_CUT).headers["Location"]
    id_ = location.rpartition("/")[2]
    with platform.worker(chosen):
        reading = "select state = 'reading' from toy.job where id = $1::uuid"
        await seen(lambda: watcher.fetchval(reading, id_), "reading")
    row = await watcher.fetchrow(
        "select state, attempts, finished_at from toy.job where id = $1::uuid", id_
    )
    assert dict(row) == {"state": "queued", "attempts": 0, "finished_at": None}
    with platform.worker(chosen):
        assert partner.outcome(location)["state"] == "done"
