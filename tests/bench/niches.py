"""The first page of a place's niches over HTTP, beside the bare query that reads its rows.

The query joins what is stored of the place, orders it as the page does, and makes no sentence. A
place is asked for by a service that has not seen it yet, and by one that keeps it.
"""

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import aiohttp
import asyncpg
import orjson
from eslabon.contracts.iso3166 import alpha3

from tests.bench.asking import HEADERS
from tests.bench.pairs import Pairs, paired
from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row
from tests.bench.stack import Stack, running

NAMES = ("niches.page", "niches.page.kept")
GOAL = 2.0
ROUNDS = 5
YEAR = "2019"
BUILD_SECONDS = 300
QUERY = """
select c.product, c.exports_usd, c.rca, c.density, c.outlook_gain, p.pci, p.exports_usd as world,
    q.probability, q.low, q.high, q.extrapolated
from niche.complexity_cells c
join niche.complexity_products p on p.release_id = $1 and p.product = c.product
left join niche.probabilities q
    on q.release_id = $3 and q.place = c.place and q.product = c.product
where c.release_id = $2 and c.place = $4
order by q.probability desc nulls last, p.pci desc nulls last, c.product
limit 100
"""
DATASETS = ("complexity_products", "complexity_cells", "probabilities")


async def _releases(connection: asyncpg.Connection) -> list[int]:
    """Wait until all is built of the year; return the releases that the query reads."""
    until = time.monotonic() + BUILD_SECONDS
    while time.monotonic() < until:
        rows = await connection.fetch(
            "select dataset, id from niche.release where superseded is null"
            " and published is not null and parts->>'year' = $1 and dataset = any($2::text[])",
            YEAR,
            list(DATASETS),
        )
        found = {row["dataset"]: row["id"] for row in rows}
        if len(found) == len(DATASETS):
            return [found[name] for name in DATASETS]
        await asyncio.sleep(1)
    raise BenchError(f"{', '.join(DATASETS)} of {YEAR} are not built")


async def _queried(url: str, places: Sequence[str]) -> tuple[float, list[Any]]:
    """Return milliseconds a query on one connection, and the rows of each place."""
    connection = await asyncpg.connect(url)
    try:
        releases = await _releases(connection)
        statement = await connection.prepare(QUERY)
        await statement.fetch(*releases, places[0])
        began = time.perf_counter()
        found = [await statement.fetch(*releases, place) for place in places]
        return 1e3 * (time.perf_counter() - began) / len(places), found
    finally:
        await connection.close()


async def _asked(origin: str, places: Sequence[str], warm: Sequence[str]) -> tuple[float, Any]:
    """Return milliseconds a page on one connection, and the pages, after those to warm with."""
    async with aiohttp.ClientSession(origin, headers=HEADERS) as session:

        async def page(place: str) -> bytes:
            async with session.get(f"/v1/niches/{place}?year={YEAR}") as said:
                if said.status != 200:
                    raise BenchError(f"{place}: {said.status} {await said.text()}")
                return await said.read()

        for place in warm:
            await page(place)
        began = time.perf_counter()
        found = [await page(place) for place in places]
        return 1e3 * (time.perf_counter() - began) / len(places), found


async def _places(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        cells = (await _releases(connection))[1]
        rows = await connection.fetch(
            "select distinct place from niche.complexity_cells where release_id = $1"
            " order by place",
            cells,
        )
    finally:
        await connection.close()
    return [row["place"] for row in rows if alpha3(row["place"])]


def _require_equal(rows: Sequence[Any], pages: Sequence[bytes]) -> None:
    """Raise BenchError unless pages have the rows of the query, in its order."""
    for place, body in zip(rows, pages, strict=True):
        items = orjson.loads(body)["items"]
        ours = [(one["product"], one["rca"], one["pci"], one["probability"]) for one in items]
        theirs = [(one["product"], one["rca"], one["pci"], one["probability"]) for one in place]
        if ours != theirs:
            raise BenchError(f"ours {ours[:3]}, the query {theirs[:3]}")


def measured() -> Iterator[Row]:
    """Ask for every country in turn over HTTP and in the database, one after another."""
    with ExitStack() as opened:
        stack = opened.enter_context(running())
        url = stack.database_url
        places = asyncio.run(_places(url))
        random.Random(5).shuffle(places)
        warm, asked = places[:5], places[5:]
        _, rows = asyncio.run(_queried(url, asked))
        for name, keeps in zip(NAMES, (False, True), strict=True):
            pairs = _pairs(stack, asked, warm, rows, keeps=keeps)
            yield Row(
                name=name,
                kind=Kind.LIMIT,
                unit="ms a page",
                ours=pairs.our_median,
                beside="the bare query",
                other=pairs.other_median,
                ratio=pairs.quotient,
                goal=GOAL,
                note=f"first page (100 products) of {len(asked)} countries one after another over "
                "one connection, answer cache off, "
                + ("each asked before" if keeps else "each asked for the first time")
                + "; the query on one connection, prepared, same rows in the same order; "
                + pairs.spread(),
            )


def _pairs(
    stack: Stack, asked: Sequence[str], warm: Sequence[str], rows: Sequence[Any], *, keeps: bool
) -> Pairs:
    def ours() -> float:
        with stack.service("niche", ESLABON_ANSWER_CACHE_BYTES="0") as served:
            before = [*warm, *asked] if keeps else warm
            milliseconds, pages = asyncio.run(_asked(served.address, asked, before))
        _require_equal(rows, pages)
        return milliseconds

    return paired(ours, lambda: asyncio.run(_queried(stack.database_url, asked))[0], ROUNDS)
