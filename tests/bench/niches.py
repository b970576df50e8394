"""The first page of a place's niches over HTTP, beside the bare query that reads its rows.

A place that is asked for again stands beside the query of its stored rows, in the page's order; one
that is asked for the first time beside the query of every figure on the page. No query makes a
sentence.
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
from tests.bench.pairs import paired
from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row
from tests.bench.stack import FIRST_PORT, Stack, running

NAMES = ("niches.page", "niches.page.first")
GOAL = 2.0
ROUNDS = 5
PEERS = {
    "ESLABON_TARIFF_URL": f"http://127.0.0.1:{FIRST_PORT + 1}",
    "ESLABON_MATRIX_URL": f"http://127.0.0.1:{FIRST_PORT + 2}",
}
"""Who names products and countries: without names, nothing that is said of them is kept."""
YEAR = "2019"
BUILD_SECONDS = 300
ROWS = """
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
"""What is stored of the products of the page, in its order."""
FIGURES = """
with place as materialized (
    select c.product, c.exports_usd::float8 as value, c.rca, c.density, c.outlook_gain, p.pci,
        greatest(0, sum(c.exports_usd::float8) over () * p.exports_usd::float8
            / sum(p.exports_usd::float8) over () - c.exports_usd::float8) as potential,
        q.probability, q.low, q.high, q.extrapolated, g."group"
    from niche.complexity_cells c
    join niche.complexity_products p on p.release_id = $1 and p.product = c.product
    left join niche.probabilities q
        on q.release_id = $3 and q.place = c.place and q.product = c.product
    left join niche.product_groups g
        on g.scheme = 'sector' and g.nomenclature = 'HS'
        and left(c.product, 2) between g.code_from and g.code_to
    where c.release_id = $2 and c.place = $4
), ranked as (
    select *,
        row_number() over (partition by "group" order by probability desc nulls last,
            pci desc nulls last, product) as rank_in_group,
        (percent_rank() over (order by density) + percent_rank() over (order by pci)
            + percent_rank() over (order by potential)) / 3 as balance
    from place
    order by probability desc nulls last, pci desc nulls last, product
    limit 100
)
select ranked.*, near.products, near.proximities
from ranked, lateral (
    select array_agg(other) as products, array_agg(proximity) as proximities from (
        select x.other, x.proximity from niche.complexity_proximity x
        join place m on m.product = x.other and m.rca >= 1
        where x.release_id = $5 and x.product = ranked.product
        order by x.proximity desc, x.other limit 3
    ) best
) near
"""
"""Every figure of the page: ranks, potential values, balances and neighbours too."""
DATASETS = ("complexity_products", "complexity_cells", "probabilities", "complexity_proximity")


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


async def _queried(url: str, query: str, places: Sequence[str]) -> tuple[float, list[Any]]:
    """Return milliseconds a query on one connection, and the rows of each place."""
    connection = await asyncpg.connect(url)
    try:
        products, cells, probabilities, proximity = await _releases(connection)
        read = (products, cells, probabilities)
        rest = (proximity,) if query is FIGURES else ()
        statement = await connection.prepare(query)
        await statement.fetch(*read, places[0], *rest)
        began = time.perf_counter()
        found = [await statement.fetch(*read, place, *rest) for place in places]
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
        places = asyncio.run(_places(stack.database_url))
        random.Random(5).shuffle(places)
        warm, asked = places[:5], places[5:]
        yield _row(stack, NAMES[0], ROWS, asked, [*warm, *asked], "each asked for before")
        yield _row(stack, NAMES[1], FIGURES, asked, warm, "each asked for the first time")


def _row(
    stack: Stack, name: str, query: str, asked: Sequence[str], warm: Sequence[str], when: str
) -> Row:
    url = stack.database_url
    _, rows = asyncio.run(_queried(url, query, asked))

    def ours() -> float:
        with stack.service("niche", ESLABON_ANSWER_CACHE_BYTES="0", **PEERS) as served:
            milliseconds, pages = asyncio.run(_asked(served.address, asked, warm))
        _require_equal(rows, pages)
        return milliseconds

    pairs = paired(ours, lambda: asyncio.run(_queried(url, query, asked))[0], ROUNDS)
    beside = "the query of its rows" if query is ROWS else "the query of all its figures"
    return Row(
        name=name,
        kind=Kind.LIMIT,
        unit="ms a page",
        ours=pairs.our_median,
        beside=beside,
        other=pairs.other_median,
        ratio=pairs.quotient,
        goal=GOAL,
        note=f"first page (100 products, each with its reasons in words) of {len(asked)} countries "
        f"one after another over one connection, answer cache off, {when}; {beside} on one "
        f"connection, prepared, the same products in the same order; {pairs.spread()}",
    )
