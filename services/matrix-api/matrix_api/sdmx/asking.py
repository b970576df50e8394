"""Requests of SDMX answered: read, refused as the standard says, or handed on."""

from importlib.util import find_spec

from fastapi import Request, Response
from servicekit.language import asked_language, texts
from servicekit.parameters import check_request
from servicekit.problems import ProblemError
from servicekit.reading import reading
from servicekit.releases.snapshot import Snapshot

from matrix_api.sdmx import formats, queries, refusals
from matrix_api.sdmx.answering import Answers


async def answered(request: Request, version: int) -> Response:
    """Return the message that answers a request of one version of the API, or refuses it."""
    accept = request.headers.get("accept", "")
    kind = request.query_params.get("format")
    try:
        await check_request(request)
        if find_spec("pysdmx") is None:
            raise refusals.not_offered("SDMX (`matrix-api[sdmx]`)")
        asked = queries.read(
            version, request.path_params["path"], request.query_params.multi_items()
        )
        snapshot = await _snapshot(request)
        return await _answers(request).to(snapshot, asked, version, accept, kind)
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


def _answers(request: Request) -> Answers:
    state = request.app.state
    if not hasattr(state, "sdmx"):
        state.sdmx = Answers(state.naming)
    found: Answers = state.sdmx
    return found
