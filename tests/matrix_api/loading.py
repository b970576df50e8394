"""Loads csv as a worker does, spreads and checks included, and publishes it."""

import asyncio
import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from matrix_api.app import SERVICE
from servicekit.database import prepare
from servicekit.releases import load, publish
from servicekit.releases.jobs import Stated
from servicekit.releases.rows import Upload

MOST_BYTES = 1 << 30


async def release(
    connection: asyncpg.Connection, name: str, parts: Mapping[str, str], content: bytes
) -> int:
    """Load a csv as a release of a slice, with what it is spread over, and return its id.

    Raises
    ------
    RefusedError
        A rule of a dataset is broken.
    FaultyRowsError
        A row is refused.
    """
    dataset = SERVICE.dataset(name)
    assert dataset is not None
    named = " ".join(parts.values())
    stated = Stated(next(iter(parts.values())), "CC0", named, None, None, None)
    sha256 = hashlib.sha256(content).hexdigest()

    def new(name: str, cut: str, parent: int | None = None) -> publish.NewRelease:
        return publish.NewRelease(name, cut, dict(parts), sha256, stated, None, parent)

    with TemporaryDirectory() as folder:
        path = Path(folder, "upload.csv")
        await asyncio.to_thread(path.write_bytes, content)
        upload = Upload(path, "csv", parts, MOST_BYTES)
        async with connection.transaction():
            made = await publish.add(connection, "matrix", new(name, dataset.slice_text(parts)))
            tally = load.Tally()
            await load.load(connection, dataset, upload, made, 0, tally, lambda tally: None)
            await publish.count(connection, "matrix", made, tally.accepted, 0)
            for part in dataset.spreads:
                cut = part.dataset.slice_text(part.parts(parts))
                its = new(part.dataset.name, cut, made)
                child = await publish.add(connection, "matrix", its)
                rows = await load.spread(connection, part, made, child)
                await publish.count(connection, "matrix", child, rows, 0)
    return made


Slices = Mapping[tuple[str, *tuple[str | int, ...]], str | bytes]
"""A csv by dataset and the values of its slice: (`flows`, `BACI`, 2023)."""


async def load_and_publish(url: str, slices: Slices) -> None:
    """Load and publish the csv of each slice into a migrated database."""
    connection = await asyncpg.connect(url, server_settings={"role": "eslabon_matrix"})
    await prepare(connection)
    try:
        for (name, *values), content in slices.items():
            text = content.encode() if isinstance(content, str) else content
            dataset = SERVICE.dataset(name)
            assert dataset is not None
            parts = dict(zip(dataset.slice_by, map(str, values), strict=True))
            await publish.publish(
                connection, "matrix", await release(connection, name, parts, text)
            )
    finally:
        await connection.close()


def loaded(url: str, slices: Slices) -> None:
    """Load and publish on a loop of its own, beside whatever loop the tests use."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, load_and_publish(url, slices)).result()
