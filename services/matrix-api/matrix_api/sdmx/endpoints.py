"""HTTP of SDMX: version 1 of SDMX-REST (SDMX 2.1) and version 2 (SDMX 3.0).

These addresses stand in no OpenAPI document of ours: the standard has one of its own
(github.com/sdmx-twg/sdmx-rest), answers and errors are its messages, and the names of parameters
(`c[DIMENSION]`) are data.

All that SDMX takes is imported with the first request: a start does not wait for it.
"""

from fastapi import APIRouter, Request, Response
from servicekit.releases.snapshot import Published, Snapshot
from starlette.routing import Route


def _route(version: int) -> Route:
    async def answer(request: Request) -> Response:
        from matrix_api.sdmx.asking import answered

        request.scope["route"] = route  # under which it is counted
        return await answered(request, version)

    route = Route(f"/sdmx/v{version}/{{path:path}}", answer, include_in_schema=False)
    return route


router = APIRouter(routes=[_route(1), _route(2)])


async def warm(snapshot: Snapshot, before: Published) -> None:
    """Look once through what a new publication holds."""
    from matrix_api.sdmx.catalogue import catalogue

    await catalogue(snapshot)
