"""The search of codes beside PostgreSQL's full text and tantivy, on a labelled set.

All three are given the same texts and asked the same keywords. Quality is that of the held-out
half; the peers' options were chosen by the development half, as ours were.
"""

import asyncio
import json
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp
import asyncpg
from eslabon.contracts.envelope import Lang
from servicekit.database import pool
from servicekit.publications import Publications
from servicekit.releases.snapshot import Snapshot
from tariff_api.nomenclature.search import index, search
from tariff_api.quotes.reference import REFERENCE

from tests.bench import search_postgres
from tests.bench.asking import HEADERS
from tests.bench.installed import CACHE, SOURCES, tantivy_python
from tests.bench.processes import BenchError, run
from tests.bench.rows import Kind, Row
from tests.bench.search_set import DEEPEST, Half, Pair, Quality, pairs, quality
from tests.bench.search_texts import LANGS, NOMENCLATURE, Text, texts
from tests.bench.stack import Stack, running

MEASURES = ("recall10", "recall20", "mrr")
NAMES = (
    *(f"search.{measure}" for measure in (*MEASURES, "p50")),
    *(f"search.{measure}.tantivy" for measure in (*MEASURES, "p50")),
    "search.p50.answer",
    "search.p50.http",
)
ROUNDS = 5
MOST_MILLISECONDS = 2.0
BOOSTS = {"own": 3.0, "names": 5.0, "lines": 0.5, "path": 0.5}
"""Of tantivy's fields: the best of those tried on the development half."""


@dataclass(frozen=True)
class Answered:
    """What a search answered to every pair, and the milliseconds of every answer."""

    headings: list[list[str]]
    spent: list[float]

    @property
    def p50(self) -> float:
        """Return the median time of an answer."""
        return statistics.median(self.spent)

    def quality(self, asked: Sequence[Pair], half: Half, lang: str | None = None) -> Quality:
        """Return the quality on one half, in one language or all."""
        chosen = [
            (pair, found)
            for pair, found in zip(asked, self.headings, strict=True)
            if pair.half is half and lang in (None, pair.lang)
        ]
        return quality([pair for pair, _ in chosen], [found for _, found in chosen])


async def _over_http(origin: str, asked: Sequence[Pair]) -> Answered:
    """Ask a service one keyword after the other; the first round builds what it keeps."""
    found: list[list[str]] = []
    spent: list[float] = []
    async with aiohttp.ClientSession(origin, headers=HEADERS) as session:
        for number in range(ROUNDS + 1):
            found = []
            for pair in asked:
                began = time.perf_counter()
                query = urlencode({"q": pair.keyword, "lang": pair.lang})
                async with session.get(f"/v1/search?{query}") as said:
                    body = await said.read()
                if number:
                    spent.append(1e3 * (time.perf_counter() - began))
                if said.status != 200:
                    raise BenchError(f"{query}: {said.status} {body[:300]!r}")
                found.append([group["heading"]["code"] for group in json.loads(body)["headings"]])
    return Answered(found, spent)


async def _in_process(stack: Stack, asked: Sequence[Pair]) -> tuple[Answered, Answered]:
    """Ask the index for headings, as the peers are; and for the whole answer, written as json."""
    bare = Answered([], [])
    whole = Answered([], [])
    async with pool(stack.database_url, "eslabon_tariff") as opened:
        published = await Publications(opened, "tariff").renew()
        snapshots = {lang: Snapshot(opened, published, Lang(lang)) for lang in LANGS}
        reference = await REFERENCE.at(snapshots["es"])
        nomenclature = reference.nomenclatures[NOMENCLATURE]
        held = await index(snapshots["es"], reference, nomenclature)
        for number in range(ROUNDS + 1):
            bare, whole = (Answered([], side.spent) for side in (bare, whole))
            for pair in asked:
                began = time.perf_counter()
                headings = list(held.search(pair.keyword).headings())[:DEEPEST]
                between = time.perf_counter()
                result = await search(snapshots[pair.lang], nomenclature, pair.keyword, 20)
                result.model_dump_json()
                if number:
                    bare.spent.append(1e3 * (between - began))
                    whole.spent.append(1e3 * (time.perf_counter() - between))
                bare.headings.append(headings)
                whole.headings.append([group.heading.code for group in result.headings])
    return bare, whole


async def _postgres(stack: Stack, asked: Sequence[Pair]) -> tuple[Answered, list[Text]]:
    connection = await asyncpg.connect(stack.database_url)
    try:
        given = await texts(connection)
        await search_postgres.prepare(connection, given)
        return Answered(*await search_postgres.answers(connection, asked, ROUNDS)), given
    finally:
        await connection.close()


def _tantivy(given: Sequence[Text], asked: Sequence[Pair]) -> Answered:
    file = CACHE / "tantivy.json"
    file.write_text(
        json.dumps(
            {
                "fields": {
                    f"{name}_{lang}": boost for lang in LANGS for name, boost in BOOSTS.items()
                },
                "documents": [
                    {"code": text.code}
                    | {
                        f"{name}_{lang}": said
                        for lang in LANGS
                        for name, said in text.fields(lang).items()
                        if said
                    }
                    for text in given
                ],
                "keywords": [pair.keyword for pair in asked],
                "rounds": ROUNDS,
                "deepest": DEEPEST,
            }
        ),
        encoding="utf-8",
    )
    said = json.loads(run([str(tantivy_python()), str(SOURCES / "tantivy_search.py"), str(file)]))
    return Answered(said["answers"], said["spent"])


def _said(of: Quality) -> str:
    return f"{of.recall10:.3f}/{of.recall20:.3f}/{of.mrr:.3f}"


def _halves(side: Answered, asked: Sequence[Pair]) -> str:
    """Return recall@10, recall@20 and MRR of both halves and, held out, of each language."""
    by_language = ", ".join(
        f"{lang} {_said(side.quality(asked, Half.HELD_OUT, lang))}" for lang in LANGS
    )
    return (
        f"held-out {_said(side.quality(asked, Half.HELD_OUT))} ({by_language}), "
        f"development {_said(side.quality(asked, Half.DEVELOPMENT))}"
    )


def measured() -> Iterator[Row]:
    """Ask the labelled set of ours, of PostgreSQL and of tantivy."""
    asked = pairs()
    with running() as stack:
        with stack.service("tariff", ESLABON_ANSWER_CACHE_BYTES="0") as service:
            http = asyncio.run(_over_http(service.address, asked))
        ours, whole = asyncio.run(_in_process(stack, asked))
        if not ours.headings == whole.headings == http.headings:
            raise BenchError("the service finds other headings than its function")
        postgres, given = asyncio.run(_postgres(stack, asked))
        tantivy = _tantivy(given, asked)
    held_out = sum(pair.half is Half.HELD_OUT for pair in asked)
    note = (
        f"{held_out} held-out of {len(asked)} keywords, over {len(given):,} codes with the same "
        f"texts, names and lines for all; recall@10/recall@20/MRR: ours {_halves(ours, asked)}; "
    )
    for suffix, beside, peer in (
        ("", "PostgreSQL full text, unaccent", postgres),
        (".tantivy", "tantivy 0.27.0", tantivy),
    ):
        mine = ours.quality(asked, Half.HELD_OUT)
        other = peer.quality(asked, Half.HELD_OUT)
        for measure in MEASURES:
            figures = getattr(mine, measure), getattr(other, measure)
            yield Row(
                name=f"search.{measure}{suffix}",
                kind=Kind.PEER,
                unit="of 1",
                ours=figures[0],
                beside=beside,
                other=figures[1],
                ratio=figures[0] / figures[1],
                goal=1,
                note=f"{note}other {_halves(peer, asked)}",
            )
        yield Row(
            name=f"search.p50{suffix}",
            kind=Kind.PEER,
            unit="ms",
            ours=ours.p50,
            beside=beside,
            other=peer.p50,
            ratio=peer.p50 / ours.p50,
            goal=1,
            note=f"median of {len(ours.spent):,} searches, one after the other, for the codes of "
            "twenty headings without their texts; PostgreSQL over its socket, the others in "
            f"process; the whole answer of ours takes {whole.p50:.3g} ms, over HTTP "
            f"{http.p50:.3g} ms",
        )
    for name, side, how in (
        ("answer", whole, "hits, headings and chapters with their texts, as json, in process"),
        ("http", http, "the same over HTTP, all middleware on, answer cache off"),
    ):
        yield Row(
            name=f"search.p50.{name}",
            kind=Kind.LIMIT,
            unit="ms",
            ours=side.p50,
            beside="limit",
            other=MOST_MILLISECONDS,
            ratio=side.p50 / MOST_MILLISECONDS,
            goal=1,
            note=f"median of {len(side.spent):,} answers, one after the other: {how}",
        )
