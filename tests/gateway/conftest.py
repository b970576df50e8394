"""The gateway by itself: its services are not there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from gateway import media
from gateway.app import create_app
from httpx import ASGITransport, AsyncClient, Response
from servicekit.settings import Settings

NOBODY = "http://127.0.0.1:9"
"""The discard port, where nothing listens."""


@pytest.fixture
async def graph() -> AsyncIterator[AsyncClient]:
    """A client of a gateway without services."""
    app = create_app(Settings(tariff_url=NOBODY, matrix_url=NOBODY, niche_url=NOBODY))
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=ASGITransport(app), base_url="http://gateway") as client,
    ):
        yield client


@pytest.fixture
def post(graph: AsyncClient) -> Callable[..., Awaitable[Response]]:
    """Posts one operation: `post(query, variables, accept)`."""

    async def send(
        query: str, variables: dict[str, Any] | None = None, accept: str = media.RESPONSE
    ) -> Response:
        body = {"query": query, "variables": variables}
        return await graph.post("/graphql", json=body, headers={"accept": accept})

    return send


@pytest.fixture
def answered(post: Callable[..., Awaitable[Response]]) -> Callable[..., Awaitable[Any]]:
    """The body of the answer to one operation: `answered(query, variables)`."""

    async def body(query: str, variables: dict[str, Any] | None = None) -> Any:
        return (await post(query, variables)).json()

    return body
