"""What a service keeps in memory is built before a request needs it."""

import dataclasses
from collections.abc import Callable
from contextlib import AbstractContextManager
from queue import Queue

from fastapi import FastAPI
from servicekit.app import create
from servicekit.releases.snapshot import Published, Snapshot

PATIENCE_SECONDS = 30


def test_a_step_is_taken_at_the_start_and_at_a_publication_whatever_befell_another(
    toy: FastAPI,
    publish: Callable[[], int],
    serve: Callable[[FastAPI], AbstractContextManager[str]],
) -> None:
    warmed: Queue[tuple[int, int]] = Queue()

    async def failing(snapshot: Snapshot, before: Published) -> None:
        raise ValueError(snapshot.published.n)

    async def warm(snapshot: Snapshot, before: Published) -> None:
        warmed.put_nowait((before.n, snapshot.published.n))

    first = publish()
    service = dataclasses.replace(toy.state.service, warm=(failing, warm))
    with serve(create(service, toy.state.settings)):
        assert warmed.get(timeout=PATIENCE_SECONDS) == (0, first)
        second = publish()
        assert warmed.get(timeout=PATIENCE_SECONDS) == (first, second)
