"""The search of PostgreSQL over the same texts: three languages, unaccent, words joined by OR."""

import re
import time
from collections.abc import Sequence

import asyncpg

from tests.bench.search_set import DEEPEST, Pair
from tests.bench.search_texts import LANGS, Text

CONFIGURATIONS = {"es": "spanish", "pt": "portuguese", "en": "english"}
WEIGHTS = {"own": "A", "names": "A", "lines": "C", "path": "D"}
WEIGHED = "{0.1, 0.2, 0.4, 1.0}"
"""Of D, C, B and A: those that PostgreSQL sets where nobody does."""
NORMALISED = 1
"""Ranks are divided by the logarithm of the text's length: the best of its options here."""

SETUP = """
create schema if not exists bench;
create extension if not exists unaccent;
drop table if exists bench.search;
create table bench.search (code text primary key, words tsvector not null);
"""

SEARCH = f"""
with asked as (
    select websearch_to_tsquery('bench.es', $1) || websearch_to_tsquery('bench.pt', $1)
        || websearch_to_tsquery('bench.en', $1) as query
)
select left(code, 4) as heading
from bench.search, asked
where words @@ query
group by 1
order by max(ts_rank('{WEIGHED}', words, query, {NORMALISED})) desc, 1
limit {DEEPEST}
"""


async def prepare(connection: asyncpg.Connection, given: Sequence[Text]) -> None:
    """Store and index the texts."""
    await connection.execute(SETUP)
    for lang, copied in CONFIGURATIONS.items():
        await connection.execute(
            f"drop text search configuration if exists bench.{lang};"
            f"create text search configuration bench.{lang} (copy = pg_catalog.{copied});"
            f"alter text search configuration bench.{lang} alter mapping for "
            f"hword, hword_part, word with unaccent, {copied}_stem"
        )
    weighed = " || ".join(
        f"setweight(to_tsvector('bench.{lang}', ${number}), '{weight}')"
        for number, (lang, weight) in enumerate(
            ((lang, weight) for lang in LANGS for weight in WEIGHTS.values()), 2
        )
    )
    await connection.executemany(
        f"insert into bench.search values ($1, {weighed})",
        [
            (text.code, *(text.fields(lang)[name] for lang in LANGS for name in WEIGHTS))
            for text in given
        ],
    )
    await connection.execute("create index on bench.search using gin (words)")
    await connection.execute("vacuum analyze bench.search")


def ored(keyword: str) -> str:
    """Return a keyword as a search for any of its words."""
    return " or ".join(re.findall(r"\w+", keyword))


async def answers(
    connection: asyncpg.Connection, asked: Sequence[Pair], rounds: int
) -> tuple[list[list[str]], list[float]]:
    """Return the headings found for each keyword, and the milliseconds of every statement."""
    statement = await connection.prepare(SEARCH)
    found: list[list[str]] = []
    spent: list[float] = []
    for number in range(rounds + 1):
        found = []
        for pair in asked:
            began = time.perf_counter()
            rows = await statement.fetch(ored(pair.keyword))
            if number:
                spent.append(1e3 * (time.perf_counter() - began))
            found.append([row["heading"] for row in rows])
    return found, spent
