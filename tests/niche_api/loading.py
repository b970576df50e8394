"""Loads csv as a worker does, checks included, and publishes it."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
from niche_api.app import SERVICE
from servicekit.database import prepare
from servicekit.releases import load, publish
from servicekit.releases.jobs import Stated
from servicekit.releases.rows import Upload

MOST_BYTES = 1 << 30
File = tuple[str, str | Mapping[str, str], bytes]
"""Dataset, the parts of its slice or the source it is cut by, and csv."""


async def _release(
    connection: asyncpg.Connection, name: str, slice_: str | Mapping[str, str], content: bytes
) -> int:
    dataset = SERVICE.dataset(name)
    assert dataset is not None
    parts = {"source": slice_} if isinstance(slice_, str) else slice_
    source = parts.get("source") or dataset.slice_text(parts)
    new = publish.NewRelease(
        name,
        dataset.slice_text(parts),
        parts,
        hashlib.sha256(content).hexdigest(),
        Stated(source, "CC0", source, None, None, None),
        None,
        None,
    )
    with TemporaryDirectory() as folder:
        path = Path(folder, "upload.csv")
        await asyncio.to_thread(path.write_bytes, content)
        upload = Upload(path, "csv", parts, MOST_BYTES)
        async with connection.transaction():
            made = await publish.add(connection, "niche", new)
            tally = load.Tally()
            await load.load(connection, dataset, upload, made, 0, tally, lambda tally: None)
            await publish.count(connection, "niche", made, tally.accepted, 0)
    return made


async def _all(url: str, files: Sequence[File]) -> None:
    connection = await asyncpg.connect(url, server_settings={"role": "eslabon_niche"})
    await prepare(connection)
    try:
        for name, slice_, content in files:
            made = await _release(connection, name, slice_, content)
            await publish.publish(connection, "niche", made)
    finally:
        await connection.close()


def loaded(url: str, files: Sequence[File]) -> None:
    """Load and publish files into a migrated database.

    Raises
    ------
    RefusedError
        A rule of a dataset is broken.
    FaultyRowsError
        A row is refused.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _all(url, files)).result()
