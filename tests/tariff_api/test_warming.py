"""A tariff just loaded is ready for searches before somebody searches it."""

import gc
import weakref
from dataclasses import replace

import asyncpg
import pytest
from eslabon.contracts.envelope import Lang
from servicekit import database
from servicekit.publications import Publications
from servicekit.releases.snapshot import Published, Snapshot
from tariff_api.nomenclature import search
from tariff_api.nomenclature.index import Document, Index, Term
from tariff_api.nomenclature.language import Wording
from tariff_api.quotes.reference import REFERENCE

from . import world

NOTHING = Published(n=0, published_at=None, releases=())


async def found(snapshot: Snapshot, nomenclature: str) -> list[str]:
    """Return the codes that a search in a nomenclature finds."""
    reference = await REFERENCE.at(snapshot)
    row = reference.nomenclatures[nomenclature]
    return [hit.code for hit in (await search.search(snapshot, row, "cascara", 5)).hits]


async def test_a_tariff_published_since_is_searched_without_reading_the_database(
    fresh_database: str,
) -> None:
    async with database.pool(fresh_database, None) as pool:
        async with pool.acquire() as connection:
            await world.fill(connection)
        snapshot = Snapshot(pool, await Publications(pool, "tariff").renew(), Lang.ES)
        news = snapshot.releases("codes", nomenclature="URY2025")
        known = [one for one in snapshot.published.releases if one not in news]
        before = replace(snapshot.published, n=1, releases=tuple(known))
        await search.warm(snapshot, before)

    assert set(await found(snapshot, "URY2025")) >= {"0801210000", "0801220000"}
    assert set(await found(snapshot, "HS2022")) >= {"080121", "080122"}
    with pytest.raises(asyncpg.InterfaceError):
        await found(snapshot, "PER2022")


async def test_what_a_service_finds_at_its_start_is_not_news(fresh_database: str) -> None:
    async with database.pool(fresh_database, None) as pool:
        async with pool.acquire() as connection:
            await world.fill(connection)
        snapshot = Snapshot(pool, await Publications(pool, "tariff").renew(), Lang.ES)
        await search.warm(snapshot, NOTHING)

    assert set(await found(snapshot, "HS2022")) >= {"080121", "080122"}
    with pytest.raises(asyncpg.InterfaceError):
        await found(snapshot, "URY2025")


def test_an_index_goes_with_its_last_reader_without_the_collector() -> None:
    said = {Lang.ES: Wording("Caballos", "Animales > Caballos")}
    index = Index([Document("0101", False, said)], [Term("potro", Lang.ES, "0101")])
    assert index.search("potros").found
    gc.disable()
    try:
        left = weakref.ref(index)
        del index
        assert left() is None
    finally:
        gc.enable()
