"""HTTP of SDMX: version 1 of SDMX-REST (SDMX 2.1) and version 2 (SDMX 3.0).

These addresses stand in no OpenAPI document of ours: the standard has one of its own
(github.com/sdmx-twg/sdmx-rest), answers and errors are its messages, and the names of parameters
(`c[DIMENSION]`) are data.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec

from fastapi import APIRouter, FastAPI, Request, Response
from servicekit.language import asked_language, texts
from servicekit.parameters import check_request
from servicekit.problems import ProblemError
from servicekit.reading import reading
from servicekit.releases.snapshot import Snapshot
from starlette.routing import Route

from matrix_api.sdmx import formats, queries, refusals
from matrix_api.sdmx.answering import Answers


@asynccontextmanager
async def answering(app: FastAPI) -> AsyncIterator[None]:
    """Give the application what answers its queries of SDMX."""
    app.state.sdmx = Answers(app.state.naming)
    yield


async def _answer(request: Request, version: int) -> Response:
    accept = request.headers.get("accept", "")
    kind = request.query_params.get("format")
    try:
        await check_request(request)
        if find_spec("pysdmx") is None:
            raise refusals.not_offered("SDMX (`matrix-api[sdmx]`)")
        asked = queries.read(
            version, request.path_params["path"], request.query_params.multi_items()
        )
        answers: Answers = request.app.state.sdmx
        return await answers.to(await _snapshot(request), asked, version, accept, kind)
    except ProblemError as error:
        lang = asked_language(request.query_params, request.headers)
        as_json = formats.wants_json(accept, kind)
        return refusals.answer(error, as_json=as_json, version=version, lang=lang)


async def _snapshot(request: Request) -> Snapshot:
    asked = request.query_params.get("publication")
    if asked is not None and not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise refusals.bad_syntax(
            texts(
                f"`publication` es un número; cambie `{asked}`.",
                f"`publication` é um número; troque `{asked}`.",
                f"`publication` is a number; change `{asked}`.",
            )
        )
    return await reading(request, None if asked is None else int(asked), None)


def _route(version: int) -> Route:
    async def answer(request: Request) -> Response:
        request.scope["route"] = route  # under which it is counted
        return await _answer(request, version)

    route = Route(f"/sdmx/v{version}/{{path:path}}", answer, include_in_schema=False)
    return route


router = APIRouter(routes=[_route(1), _route(2)])
