"""Loading an upload beside the current release: rows, indexes, derived columns, checks.

All of it happens in the caller's transaction, so that an attempt cut short leaves nothing behind.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

import asyncpg

from servicekit.releases import faults
from servicekit.releases.columns import Checked
from servicekit.releases.dataset import Dataset, Spread
from servicekit.releases.faults import Fault, RefusedError
from servicekit.releases.jobs import MAX_REJECTS_KEPT
from servicekit.releases.packing import HEADER, TRAILER, Field, constant, numbered, packed
from servicekit.releases.rows import Rows, Upload, rows

ATTACH_ATTEMPTS = 20
MAX_REPEATED_KEYS = 1_000
MAX_BREACHES = 100
Item = TypeVar("Item")


class FaultyRowsError(Exception):
    """More rows were refused than the upload allows; the tally has them."""


@dataclass
class Tally:
    """How far an upload has been read, and what was refused."""

    read: int = 0
    accepted: int = 0
    refused: int = 0
    bytes_read: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, block: Rows) -> None:
        """Count a block."""
        self.accepted += block.checked.rows
        self.refused += block.checked.refused
        self.read = self.accepted + self.refused
        self.bytes_read = block.read
        self.faults += block.checked.faults[: MAX_REJECTS_KEPT - len(self.faults)]


Watch = Callable[[Tally], None]


async def load(
    connection: asyncpg.Connection,
    dataset: Dataset,
    upload: Upload,
    release: int,
    max_rejects: int,
    tally: Tally,
    watch: Watch,
) -> None:
    """Read, check and load an upload as the rows of `release`; `watch` is told of each block.

    Raises
    ------
    RefusedError
        The upload is refused whole.
    FaultyRowsError
        More than `max_rejects` rows were refused; the file was read to its end to find them all.
    asyncpg.UniqueViolationError
        Two rows have the same key: `repeated_keys` finds them.
    """
    into = await _created(connection, dataset, release)

    def pack(checked: Checked) -> bytes:
        return packed([constant(release, checked.rows), *checked.fields], checked.rows)

    async def content() -> AsyncIterator[bytes]:
        async for data in ahead(_packed(rows(dataset, upload), tally, max_rejects, pack)):
            watch(tally)
            yield data
        if tally.refused > max_rejects:
            raise FaultyRowsError

    await _copy(connection, into, dataset.service, _names(dataset), content())
    await _finish(connection, dataset, into, release)


async def fill(
    connection: asyncpg.Connection, dataset: Dataset, blocks: Sequence[Checked], release: int
) -> None:
    """Load rows that the platform made itself as those of `release`."""
    into = await _created(connection, dataset, release)

    async def content() -> AsyncIterator[bytes]:
        async for data in ahead(
            packed([constant(release, block.rows), *block.fields], block.rows) for block in blocks
        ):
            yield data

    await _copy(connection, into, dataset.service, _names(dataset), content())
    await _finish(connection, dataset, into, release)


def _names(dataset: Dataset) -> list[str]:
    return ["release_id", *(column.name for column in dataset.columns)]


async def spread(connection: asyncpg.Connection, part: Spread, release: int, child: int) -> int:
    """Fill `child`, a release of the dataset of `part`, from the rows of `release`; count them.

    Raises
    ------
    RefusedError
        A rule of that dataset is broken.
    """
    dataset = part.dataset
    into = await _created(connection, dataset, child)
    names = ", ".join(f'"{column.name}"' for column in dataset.columns)
    status = await connection.execute(
        f"insert into {dataset.service}.{into} (release_id, {names})"
        f" select {child}, {names} from ({_for_release(part.rows, release)}) as rows"
    )
    await _finish(connection, dataset, into, child)
    return int(status.rpartition(" ")[2])


async def _created(connection: asyncpg.Connection, dataset: Dataset, release: int) -> str:
    """Return the table that a release's rows go into; a partition is created first."""
    if dataset.partitioned:
        return await _create_partition(connection, dataset, release)
    return dataset.table_name


async def _finish(
    connection: asyncpg.Connection, dataset: Dataset, into: str, release: int
) -> None:
    """Index, derive and check the rows of a release."""
    if dataset.partitioned:
        await _index(connection, dataset, into)
        await _attach(connection, dataset, into, release)
    await connection.execute(f"analyze {dataset.service}.{into}")
    for statement in dataset.derive:
        await connection.execute(_for_release(statement, release))
    await _check(connection, dataset, release)


async def _copy(
    connection: asyncpg.Connection,
    table: str,
    schema: str | None,
    columns: list[str],
    content: AsyncIterator[bytes],
) -> None:
    """Copy packed rows into a table; what `content` raises comes before what the server says.

    The driver waits for ever where `content` raises after the server has refused the copy. So the
    copy is ended as if it were whole; the caller's transaction is rolled back all the same.
    """
    raised: list[Exception] = []

    async def source() -> AsyncIterator[bytes]:
        yield HEADER
        try:
            async for data in content:
                if data:
                    yield data
        except Exception as error:
            raised.append(error)
        yield TRAILER

    try:
        await connection.copy_to_table(
            table, schema_name=schema, columns=columns, format="binary", source=source()
        )
    finally:
        if raised:
            raise raised[0]


def _packed(
    source: Iterator[Rows], tally: Tally, max_rejects: int, pack: Callable[[Checked], bytes]
) -> Iterator[bytes]:
    """Yield blocks packed; empty once the upload is sure to be refused, while it is read on."""
    for block in source:
        tally.add(block)
        yield pack(block.checked) if tally.refused <= max_rejects and block.checked.rows else b""


async def ahead(source: Iterator[Item]) -> AsyncIterator[Item]:
    """Yield the items of a blocking iterator, the next one being made in a thread meanwhile."""
    loop = asyncio.get_running_loop()
    end = object()
    with ThreadPoolExecutor(1, "reading") as thread:
        coming = loop.run_in_executor(thread, next, source, end)
        try:
            while (item := await coming) is not end:
                coming = loop.run_in_executor(thread, next, source, end)
                yield item  # type: ignore[misc]
        finally:
            await asyncio.wait([coming])


async def _create_partition(connection: asyncpg.Connection, dataset: Dataset, release: int) -> str:
    schema, parent = dataset.service, dataset.table_name
    name = partition(dataset, release)
    await connection.execute(
        f"create table {schema}.{name} (like {schema}.{parent} including defaults,"
        f" constraint ck_{name} check (release_id = {release}))"
    )
    return name


def partition(dataset: Dataset, release: int) -> str:
    """Return the name of the partition that holds a release's rows."""
    return f"{dataset.table_name}_r{release}"


async def _index(connection: asyncpg.Connection, dataset: Dataset, into: str) -> None:
    """Build on the partition the indexes that its parent has, so that attaching is instant."""
    for index in sorted(dataset.table.indexes, key=lambda index: not index.unique):
        names = ", ".join(f'"{column.name}"' for column in index.columns)
        await connection.execute(
            f"create unique index on {dataset.service}.{into} ({names}) nulls not distinct"
            if index.unique
            else f"create index on {dataset.service}.{into} ({names})"
        )


async def _attach(
    connection: asyncpg.Connection, dataset: Dataset, into: str, release: int
) -> None:
    """Attach the partition; a lock held elsewhere is waited for in short turns."""
    schema, parent = dataset.service, dataset.table_name
    for attempt in range(ATTACH_ATTEMPTS):
        try:
            async with connection.transaction():
                await connection.execute("set local lock_timeout = '2s'")
                await connection.execute(
                    f"alter table {schema}.{parent} attach partition {schema}.{into}"
                    f" for values in ({release})"
                )
            break
        except asyncpg.LockNotAvailableError:
            if attempt == ATTACH_ATTEMPTS - 1:
                raise
    await connection.execute(f"alter table {schema}.{into} drop constraint ck_{into}")


def _for_release(statement: str, release: int) -> str:
    return re.sub(r"(?<!:):release\b", str(release), statement)


async def _check(connection: asyncpg.Connection, dataset: Dataset, release: int) -> None:
    """Run the checks of the whole release; all that break a rule are told at once."""
    found = [
        Fault(None, column, faults.shown(None if value is None else str(value)), check.reason)
        for check in dataset.checks
        for column, value in await connection.fetch(
            f"select * from ({_for_release(check.sql, release)}) faults limit {MAX_BREACHES}"
        )
    ]
    if found:
        first = found[0]
        raise RefusedError(first.reason, column=first.column, value=first.value, others=found[1:])


async def repeated_keys(
    connection: asyncpg.Connection, dataset: Dataset, upload: Upload
) -> list[Fault]:
    """Return the keys that several rows of an upload have, with their lines."""
    keys = dataset.keys
    at = [dataset.columns.index(column) for column in keys]
    names = [column.name for column in keys]
    quoted = ", ".join(f'"{name}"' for name in names)

    def pack(checked: Checked) -> bytes:
        fields: list[Field] = [numbered(checked.lines), *(checked.fields[place] for place in at)]
        return packed(fields, checked.rows)

    async with connection.transaction():
        await connection.execute(
            f"create temp table repeated_keys on commit drop as select 0::bigint as line, {quoted}"
            f" from {dataset.service}.{dataset.table_name} where false"
        )
        content = ahead(_packed(rows(dataset, upload), Tally(), 2**62, pack))
        await _copy(connection, "repeated_keys", None, ["line", *names], content)
        found = await connection.fetch(
            f"""select array_agg(line order by line) as lines, array[{
                ", ".join(f'"{name}"::text' for name in names)
            }] as values
                from repeated_keys group by {quoted} having count(*) > 1
                order by min(line) limit {MAX_REPEATED_KEYS}"""
        )
    return [
        Fault(
            row["lines"][1],
            ",".join(names),
            faults.shown(",".join(value or "" for value in row["values"])),
            faults.repeated_key(names, row["lines"][:20]),
        )
        for row in found
    ]
