"""How the tests of the gateway ask it."""

from typing import Any

from gateway import media
from httpx import AsyncClient, Response


async def post(
    graph: AsyncClient,
    query: str,
    variables: dict[str, Any] | None = None,
    accept: str = media.RESPONSE,
) -> Response:
    """The response to one operation."""
    body = {"query": query, "variables": variables}
    return await graph.post("/graphql", json=body, headers={"accept": accept})


async def answered(
    graph: AsyncClient, query: str, variables: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The body of the response to one operation."""
    body: dict[str, Any] = (await post(graph, query, variables)).json()
    return body
