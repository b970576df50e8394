"""Revealed advantage of a whole year of subheadings, computed and stored, beside its limit."""

import asyncio
import statistics
import time
from collections.abc import Iterator

import asyncpg
import numpy as np
from complexity.presence import rca as balassa
from matrix_api.rca.spreading import RCA_OF_TOTALS
from servicekit import migrations
from servicekit.database import prepare
from servicekit.releases.load import spread

from tests.bench.cpu import cpu_seconds
from tests.bench.pairs import paired
from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row
from tests.bench.stack import database

NAMES = ("rca.hs6", "rca.hs6.dense")
TRADED_PERCENT = {NAMES[0]: 37, NAMES[1]: 100}
"""Of the cells: as many as in a year of real trade, and all of them."""
COUNTRIES, HEADINGS, PRODUCTS = 226, 1_241, 5_018
LIMIT_SECONDS = 3.0
ROUNDS = 5
AGREEMENT = 1e-12
TOTALS = 1

_GENERATED = f"""
    with product as (
        select lpad((100 + 8 * (n % {HEADINGS}))::text, 4, '0') ||
            lpad((10 + 10 * (n / {HEADINGS}))::text, 2, '0') as code, n
        from generate_series(0, {PRODUCTS - 1}) n
    ), area as (
        select chr(65 + n / 26) || chr(65 + n % 26) || 'X' as code, n
        from generate_series(0, {COUNTRIES - 1}) n
    ), flow as (
        select area.code as area, product.code as product,
            (1 + abs(hashint8(area.n * 10000 + product.n)) % 1000000)::numeric as usd
        from area cross join product
        where abs(hashint8(product.n * 1000 + area.n)) % 100 < {{percent}}
    ), traded as (
        select * from flow
        union all select 'WLD', product, sum(usd) from flow group by product
    )
    insert into matrix.totals_r{TOTALS}
    select {TOTALS}, area, 'HS1992',
        case size when 0 then 'TOTAL' else left(product, size) end as product, sum(usd), null
    from traded cross join (values (0), (2), (4), (6)) as sizes (size)
    group by area, 4 order by area, 4"""


class Year:
    """The totals of a generated year, and two ways to store rows computed from them."""

    def __init__(self, url: str, percent: int) -> None:
        self.url, self.percent = url, percent
        self.children = TOTALS
        self.cpu: list[float] = []
        """Seconds of the server's processor that each computation took."""

    async def _connected(self) -> asyncpg.Connection:
        connection = await asyncpg.connect(self.url, command_timeout=600)
        await prepare(connection)
        return connection

    async def generate(self) -> int:
        """Fill the release of totals; return how many rows it has."""
        connection = await self._connected()
        await connection.execute(
            f"create table matrix.totals_r{TOTALS} partition of matrix.totals"
            f" for values in ({TOTALS})"
        )
        status = await connection.execute(_GENERATED.format(percent=self.percent))
        await connection.execute(f"analyze matrix.totals_r{TOTALS}")
        await connection.close()
        return int(status.rpartition(" ")[2])

    async def spread(self) -> float:
        """Compute and store the advantage as a worker does; return the seconds to the commit."""
        connection = await self._connected()
        self.children += 1
        await connection.execute("checkpoint")
        server = await connection.fetchval("select pg_backend_pid()")
        began, used = time.perf_counter(), cpu_seconds(server)
        async with connection.transaction():
            await spread(connection, RCA_OF_TOTALS, TOTALS, self.children)
        seconds = time.perf_counter() - began
        self.cpu.append(cpu_seconds(server) - used)
        await connection.close()
        return seconds

    async def copy(self) -> float:
        """Store the very same rows and index, nothing computed; return the seconds."""
        connection = await self._connected()
        await connection.execute("drop table if exists rca_limit")
        await connection.execute("checkpoint")
        began = time.perf_counter()
        async with connection.transaction():
            await connection.execute("create table rca_limit (like matrix.rca)")
            await connection.execute(
                f"insert into rca_limit select * from matrix.rca_r{self.children}"
            )
            await connection.execute(
                "create unique index on rca_limit (release_id, area, product) nulls not distinct"
            )
            await connection.execute("analyze rca_limit")
        seconds = time.perf_counter() - began
        await connection.close()
        return seconds

    async def require_equal(self) -> None:
        """Raise BenchError unless an independent computation agrees on every subheading."""
        connection = await self._connected()
        ours = await self._matrix(connection, "rca", f"matrix.rca_r{self.children}")
        exports = await self._matrix(
            connection, "exports_usd::double precision", f"matrix.totals_r{TOTALS}"
        )
        await connection.close()
        expected = balassa(exports)
        far = float(np.max(np.abs(ours - expected) / np.maximum(expected, 1)))
        if far > AGREEMENT:
            raise BenchError(f"the stored advantage differs by {far:.3g}")

    async def _matrix(self, connection: asyncpg.Connection, column: str, table: str) -> np.ndarray:
        rows = await connection.fetch(
            f"""with cell as (
                select area, product, {column} as value from {table}
                where length(product) = 6 and area <> 'WLD')
            select array_agg(coalesce(value, 0) order by product)
            from (select distinct area from cell) a cross join (select distinct product from cell) p
            left join cell using (area, product) group by area order by area"""
        )
        found = np.array([values for (values,) in rows])
        assert found.shape == (COUNTRIES, PRODUCTS)
        return found


def measured() -> Iterator[Row]:
    """Compute and store the year's advantage in turn with a bare copy of the same rows."""
    for name, percent in TRADED_PERCENT.items():
        with database() as url:
            migrations.upgrade(url)
            yield _measured(name, Year(url, percent))


def _measured(name: str, year: Year) -> Row:
    rows = asyncio.run(year.generate())
    asyncio.run(year.spread())
    asyncio.run(year.require_equal())
    pairs = paired(lambda: asyncio.run(year.spread()), lambda: asyncio.run(year.copy()), ROUNDS)
    return Row(
        name=name,
        kind=Kind.LIMIT,
        unit="s",
        ours=pairs.our_median,
        beside="limit",
        other=LIMIT_SECONDS,
        ratio=pairs.our_median / LIMIT_SECONDS,
        goal=1,
        note=f"{COUNTRIES} countries x {PRODUCTS:,} subheadings, {year.percent}% of the cells "
        f"traded, with their headings and chapters ({rows:,} totals): computed, stored, indexed "
        f"and committed by the server, with {statistics.median(year.cpu):.3g} s of its processor; "
        "equal to an independent computation to 1e-12; "
        f"{pairs.quotient:.2f} times storing the same rows and index with nothing computed "
        f"({pairs.other_median:.3g} s); {pairs.spread()}",
    )
