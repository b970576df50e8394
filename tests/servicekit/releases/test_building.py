"""Datasets that the worker makes: built once of what is new, published together, refused once."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import asyncpg
import polars as pl
import pytest
from eslabon.contracts.sync import JobState
from servicekit import database
from servicekit.language import texts
from servicekit.releases import building, jobs, repository
from servicekit.releases.builds import Build, Input, Made, Materials, Target
from servicekit.releases.faults import RefusedError
from servicekit.releases.ordering import order
from servicekit.releases.work import Bench, carry_out
from servicekit.service import Service
from servicekit.settings import Settings

from tests.building import build
from tests.servicekit.releases import platform, toy
from tests.servicekit.releases.platform import HEADER, Partner

MOST_PERCENT = 900
TOO_MUCH = texts("demasiado", "demais", "too much")


def _targets(inputs: Sequence[Input]) -> Iterable[Target]:
    for one in inputs:
        if one.release.dataset == "duties":
            yield Target(one.parts, (one,))


async def _make(materials: Materials, target: Target) -> Made:
    rows = await materials.own.pool.fetch(
        "select code, kind, rate_percent from toy.duty where release_id = $1 order by code",
        target.inputs[0].release.release,
    )
    rates = [row["rate_percent"] for row in rows]
    if max(rates) > MOST_PERCENT:
        raise RefusedError(TOO_MUCH, value="too_much")
    kinds = sorted({row["kind"] for row in rows})
    return {
        "sums": pl.DataFrame(
            {
                "kind": kinds,
                "lines": [sum(row["kind"] == kind for row in rows) for kind in kinds],
                "rate_percent": [None, *[float(max(rates))] * (len(kinds) - 1)],
                "is_free": [max(rates) == 0] * len(kinds),
            },
            schema_overrides={"rate_percent": pl.Float64},
        ),
        "extremes": pl.DataFrame(
            {"code": [row["code"] for row in rows], "rate_percent": rates},
            schema_overrides={"rate_percent": pl.Decimal(38, 4)},
        ),
    }


def made(method: str = "sums 1") -> Service:
    """Return the toy service with a build of its own."""
    one = Build(("toy",), (toy.SUMS, toy.EXTREMES), method, _targets, _make)
    return replace(toy.TOY, datasets=(*toy.TOY.datasets, toy.SUMS, toy.EXTREMES), builds=(one,))


@pytest.fixture(scope="module")
def partner(toy_settings: Settings) -> Iterator[Partner]:
    """A partner of a toy platform without a worker: the tests do its work."""
    with platform.service(toy_settings) as address:
        yield Partner(address)


@pytest.fixture
async def pool(toy_settings: Settings) -> AsyncIterator[asyncpg.Pool]:
    """A pool on the toy platform's database."""
    assert toy_settings.database_url is not None
    async with database.pool(toy_settings.database_url, None) as opened:
        yield opened


async def sent(pool: asyncpg.Pool, chosen: Settings, partner: Partner, rate: int, to: str) -> int:
    """Send duties to a slice, carry out their job, and return the release."""
    assert chosen.database_url is not None
    accepted = partner.post(duties(rate), cut=f"importer={to}").json()
    bench = Bench(toy.TOY, chosen, pool, chosen.database_url, None, asyncio.Event())
    await carry_out(bench, UUID(accepted["id"]))
    job = await jobs.job(pool, "toy", UUID(accepted["id"]))
    assert job is not None
    assert job.release is not None
    return job.release


def duties(rate: int, count: int = 3) -> str:
    """Return a file of duties."""
    return HEADER + "".join(f"{code:08d},A,{rate},1,,true,\n" for code in range(count))


async def current(pool: asyncpg.Pool, importer: str) -> dict[str, repository.Release]:
    """Return the current releases of a slice by dataset."""
    published = await repository.publication(pool, "toy")
    assert published is not None
    ids = [one.id for one in published.releases if one.slice == f"importer={importer}"]
    return {one.dataset: one for one in await repository.releases_by_id(pool, "toy", ids)}


async def test_what_is_new_is_built_once_and_published_together(
    partner: Partner, toy_settings: Settings, pool: asyncpg.Pool
) -> None:
    release = await sent(pool, toy_settings, partner, 5, "ONE")
    (job,) = [one for one in await build(made(), toy_settings) if one.slice == "importer=ONE"]
    assert (job.state, job.dataset) == ("done", "sums")
    found = await current(pool, "ONE")
    assert found["sums"].published == found["extremes"].published == job.publication
    assert (found["sums"].rows, found["extremes"].rows) == (1, 3)
    assert found["extremes"].parent == found["sums"].id
    assert [one.release for one in found["sums"].inputs] == [release]
    assert (found["sums"].method, found["sums"].source) == ("sums 1", "MEF")
    rows = await pool.fetch("select * from toy.sum where release_id = $1", found["sums"].id)
    assert [tuple(row)[1:] for row in rows] == [("A", 3, None, False)]
    rates = "select sum(rate_percent) from toy.extreme where release_id = $1"
    assert await pool.fetchval(rates, found["extremes"].id) == Decimal(15)
    assert await build(made(), toy_settings) == []


async def test_a_change_of_input_or_method_builds_again_with_equal_bytes(
    partner: Partner, toy_settings: Settings, pool: asyncpg.Pool
) -> None:
    await sent(pool, toy_settings, partner, 5, "TWO")
    await build(made(), toy_settings)
    first = await current(pool, "TWO")
    await build(made("sums 2"), toy_settings)
    second = await current(pool, "TWO")
    assert second["sums"].id > first["sums"].id
    assert second["sums"].method == "sums 2"
    assert second["extremes"].sha256 == first["extremes"].sha256
    await sent(pool, toy_settings, partner, 6, "TWO")
    await build(made("sums 2"), toy_settings)
    third = await current(pool, "TWO")
    assert third["extremes"].sha256 != first["extremes"].sha256


async def test_what_data_refuse_stays_as_it_was_and_is_not_tried_again(
    partner: Partner, toy_settings: Settings, pool: asyncpg.Pool
) -> None:
    await sent(pool, toy_settings, partner, 7, "THREE")
    await build(made("sums 2"), toy_settings)
    before = await current(pool, "THREE")
    await sent(pool, toy_settings, partner, 950, "THREE")
    refused = await build(made("sums 2"), toy_settings)
    (job,) = [one for one in refused if one.slice == "importer=THREE"]
    assert (job.state, job.refused) == ("failed", True)
    assert job.reason is not None
    assert "demasiado" in job.reason
    assert (await current(pool, "THREE"))["sums"] == before["sums"]
    assert await building.plan(made("sums 2"), toy_settings, pool) == []
    assert await jobs.refusals(pool, "toy", "sums", {"importer": "THREE"}) == ["too_much"]
    assert await building.plan(made("sums 2"), toy_settings, pool, again=True) == []


async def test_what_the_platform_failed_waits_unless_it_is_asked_for(
    partner: Partner, toy_settings: Settings, pool: asyncpg.Pool
) -> None:
    await sent(pool, toy_settings, partner, 8, "FOUR")
    (id_,) = await building.plan(made("sums 2"), toy_settings, pool)
    assert await building.plan(made("sums 2"), toy_settings, pool) == []
    async with pool.acquire() as connection:
        await jobs.finish(connection, "toy", id_, JobState.FAILED, reason="the disk is full")
    assert await building.plan(made("sums 2"), toy_settings, pool) == []
    (again,) = await building.plan(made("sums 2"), toy_settings, pool, again=True)
    assert again != id_


def test_a_built_dataset_takes_no_file(toy_settings: Settings) -> None:
    from servicekit import app

    from tests.conftest import served

    with served(app.create(made(), toy_settings)) as address:
        partner = Partner(address)
        answer = partner.post("kind,lines\n", "sums", "importer=ONE")
        assert answer.status_code == 422
        assert answer.json()["type"].endswith("built-dataset")
        assert partner.http.get("/v1/datasets/sums").json()["is_built"] is True


async def test_what_is_new_is_ordered_at_once_and_once(
    partner: Partner, toy_settings: Settings, pool: asyncpg.Pool
) -> None:
    await sent(pool, toy_settings, partner, 9, "FIVE")
    ordered = await order([toy.TOY, made("sums 3")], toy_settings, wait=False)
    assert "importer=FIVE" in [job.slice for job in ordered]
    assert {job.state for job in ordered} == {"queued"}
    assert await order([made("sums 3")], toy_settings, wait=False) == []
