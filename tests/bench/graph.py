"""Market access through the gateway, beside Node peers that join the same three services.

Nothing is cached: neither answers of the gateway nor those of the services, which all three
gateways ask alike.
"""

import asyncio
import json
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg
from local.folder import DataFolder

from tests.bench.asking import HEADERS, answers
from tests.bench.contest import Side, contest
from tests.bench.differences import difference
from tests.bench.installed import node_peers
from tests.bench.processes import BenchError, answer, free_port, serving
from tests.bench.rows import Row
from tests.bench.stack import Served, Stack, running
from tests.bench.traffic import Load

NAMES = ("graph.market_access", "graph.market_access.jit")
PEERS = (
    ("Apollo Server 5.5.1", "apollo.mjs", 1.0),
    ("Mercurius 16.10.1 + JIT", "mercurius.mjs", 0.8),
)
QUERY = (Path(__file__).parent / "market_access.graphql").read_text(encoding="utf-8")
KEYS = 10_000
COMPARED = 300
CONNECTIONS = 8
JSON = {**HEADERS, "Content-Type": "application/json"}
UNCACHED = {"ESLABON_ANSWER_CACHE_BYTES": "0"}


async def _bodies(database_url: str) -> list[str]:
    """Draw questions about national lines of products that trade is loaded for."""
    connection = await asyncpg.connect(database_url)
    try:
        lines = await connection.fetch(
            """select substring(r.slice from 'importer=([A-Z]+)') as importer,
                d.code, min(d.valid_from)::text as day
            from tariff.duties d join tariff.release r on r.id = d.release_id
            where r.published is not null and r.superseded is null
            and substring(d.code for 6) in (select distinct product from matrix.flows)
            group by 1, 2, r.id order by 1, 2, 3"""
        )
        countries = await connection.fetch("select iso3 from tariff.countries order by iso3")
    finally:
        await connection.close()
    asked = [
        {
            "importer": line["importer"],
            "exporter": country["iso3"],
            "product": line["code"],
            "on": line["day"],
        }
        for line in lines
        for country in countries
        if country["iso3"] != line["importer"]
    ]
    if len(asked) < KEYS:
        raise BenchError(f"the sample gives {len(asked)} questions, not {KEYS}")
    chosen = random.Random(7).sample(asked, KEYS)
    return [json.dumps({"query": QUERY, "variables": variables}) for variables in chosen]


@contextmanager
def _peer(program: str, stack: Stack, services: dict[str, str]) -> Iterator[Served]:
    folder, port = node_peers(), free_port()
    address = f"http://127.0.0.1:{port}"
    sdl = folder / "schema.graphql"
    sdl.write_bytes(answer(f"{services['ESLABON_GATEWAY_URL']}/schema.graphql"))
    env = {
        **services,
        "NODE_ENV": "production",
        "PORT": str(port),
        "BENCH_SDL": str(sdl),
        "ESLABON_INTERNAL_KEY": DataFolder.at(stack.data).internal_key(),
    }
    ready = f"{address}/graphql?query=%7B__typename%7D"
    log = stack.logs / f"bench-{program}.log"
    with serving(["node", program], ready, log, env, cwd=folder) as process:
        yield Served(address, process.pid)


def _require_equal(bodies: Sequence[str], ours: Served, peers: Sequence[Served]) -> None:
    sent = [body.encode() for body in bodies[:COMPARED]]
    paths = ["/graphql"] * len(sent)
    first = asyncio.run(answers(ours.address, paths, sent))
    for peer in peers:
        for body, own, other in zip(
            sent, first, asyncio.run(answers(peer.address, paths, sent)), strict=True
        ):
            for said in (own, other):
                if "errors" in said:
                    raise BenchError(f"errors for {body!r}: {said['errors']}")
            if unequal := difference(own, other):
                asked = json.loads(body)["variables"]
                raise BenchError(f"ours and the peer differ for {asked}: {unequal}")


def measured() -> Iterator[Row]:
    """Ask the same random questions of the gateway and of each peer in turn."""
    with ExitStack() as opened:
        stack = opened.enter_context(running())
        services = {
            f"ESLABON_{name.upper()}_URL": opened.enter_context(
                stack.service(name, **UNCACHED)
            ).address
            for name in ("tariff", "matrix", "niche")
        }
        ours = opened.enter_context(stack.service("gateway", **UNCACHED, **services))
        services["ESLABON_GATEWAY_URL"] = ours.address
        peers = [opened.enter_context(_peer(program, stack, services)) for _, program, _ in PEERS]
        bodies = asyncio.run(_bodies(stack.database_url))
        _require_equal(bodies, ours, peers)
        note = (
            f"{KEYS:,} random questions over POST, no answer cached anywhere, one process for "
            f"each gateway and service, data of {COMPARED} answers equal field by field"
        )
        for name, (beside, _, goal), peer in zip(NAMES, PEERS, peers, strict=True):
            mine, other = (
                Side(Load(one.address, bodies, "/graphql", JSON, '"errors"'), one.pid)
                for one in (ours, peer)
            )
            yield contest(name, goal, beside, mine, other, CONNECTIONS, note)
