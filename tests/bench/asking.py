"""Asks a server many questions at once and returns the answers in their order."""

import asyncio
from collections.abc import Sequence
from typing import Any

import aiohttp

from tests.bench.processes import BenchError

CONNECTIONS = 16
HEADERS = {"Accept": "application/json", "Accept-Encoding": "identity"}
"""What every client of the benchmark sends: PostgREST does not compress, so nobody does."""


async def answers(
    origin: str, paths: Sequence[str], bodies: Sequence[bytes] | None = None
) -> list[Any]:
    """Return the parsed bodies of GET, or of POST where there are `bodies`; errors raise."""
    found: list[Any] = [None] * len(paths)
    places = iter(range(len(paths)))
    headers = {**HEADERS, "Content-Type": "application/json"} if bodies else HEADERS

    async def ask(session: aiohttp.ClientSession) -> None:
        for place in places:
            method, body = ("POST", bodies[place]) if bodies else ("GET", None)
            async with session.request(method, paths[place], data=body, headers=headers) as said:
                if said.status != 200:
                    raise BenchError(f"{origin}{paths[place]}: {said.status} {await said.text()}")
                found[place] = await said.json()

    timeout = aiohttp.ClientTimeout(total=120)
    async with aiohttp.ClientSession(origin, timeout=timeout) as session:
        await asyncio.gather(*(ask(session) for _ in range(CONNECTIONS)))
    return found
