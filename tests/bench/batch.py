"""A thousand quotes in one request, beside the time that a screen may take to fill."""

import asyncio
import json
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack

import aiohttp
import asyncpg

from tests.bench.asking import HEADERS, answers
from tests.bench.candidates import EXPORTERS, Key
from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row
from tests.bench.stack import Stack, running

NAMES = ("quote.batch",)
QUOTES = 1_000
LIMIT_MS = 300.0
WARMING, TIMES = 5, 15


async def _lines(stack: Stack) -> list[Key]:
    """Draw national lines of all loaded tariffs, each with an origin and a day."""
    connection = await asyncpg.connect(stack.database_url)
    try:
        lines = await connection.fetch(
            """select substring(r.slice from 'importer=([A-Z]+)') as importer,
                d.code, min(d.valid_from)::text as day
            from tariff.duties d join tariff.release r on r.id = d.release_id
            where r.published is not null and r.superseded is null
            group by 1, 2, r.id order by 1, 2, 3"""
        )
        countries = await connection.fetch(
            "select iso3 from tariff.countries order by in_latin_america desc, iso3 limit $1",
            EXPORTERS,
        )
    finally:
        await connection.close()
    chance = random.Random(5)
    found: dict[Key, None] = {}
    while len(found) < QUOTES:
        line, country = chance.choice(lines), chance.choice(countries)["iso3"]
        if country != line["importer"]:
            found[Key(line["importer"], country, line["code"], line["day"])] = None
    return list(found)


async def _times(address: str, body: bytes) -> tuple[list[float], bytes]:
    """Return the milliseconds of each request after some that warm, and the last answer."""
    headers = {**HEADERS, "Content-Type": "application/json"}
    spent, said = [], b""
    async with aiohttp.ClientSession(address) as session:
        for _ in range(WARMING + TIMES):
            began = time.perf_counter()
            async with session.post("/v1/quotes", data=body, headers=headers) as answer:
                said = await answer.read()
            spent.append(1e3 * (time.perf_counter() - began))
    return spent[WARMING:], said


def _require_equal(asked: Sequence[Key], single: Sequence[object], batch: bytes) -> None:
    for key, alone, together in zip(asked, single, json.loads(batch)["items"], strict=True):
        if alone != together:
            raise BenchError(f"{key}: {json.dumps(alone)} alone, {json.dumps(together)} in a batch")


def measured() -> Iterator[Row]:
    """Ask a thousand quotes one by one, then at once: equal, and how long it takes."""
    with ExitStack() as opened:
        stack = opened.enter_context(running())
        served = opened.enter_context(stack.service("tariff"))
        asked = asyncio.run(_lines(stack))
        single = asyncio.run(answers(served.address, [key.path for key in asked]))
        items = [
            {name: getattr(key, name) for name in ("importer", "exporter", "product", "on")}
            for key in asked
        ]
        spent, said = asyncio.run(_times(served.address, json.dumps({"items": items}).encode()))
        _require_equal(asked, single, said)
        median = statistics.median(spent)
        yield Row(
            name=NAMES[0],
            kind=Kind.LIMIT,
            unit="ms",
            ours=median,
            beside=f"{LIMIT_MS:.0f} ms",
            other=LIMIT_MS,
            ratio=median / LIMIT_MS,
            goal=1.0,
            note=f"{QUOTES:,} random national lines of all loaded tariffs, each with an origin and "
            f"its reasons, in one POST over HTTP, {len(said):,} bytes of JSON, equal to as many "
            f"single quotes; {TIMES} requests after {WARMING} that warm, "
            f"{min(spent):.0f}-{max(spent):.0f} ms; one worker process",
        )
