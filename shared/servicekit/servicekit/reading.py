"""What every reading endpoint receives: one publication of the data and a language."""

from typing import Annotated

from eslabon.contracts.envelope import Lang
from fastapi import Depends, Query, Request

from servicekit.language import asked_language, texts
from servicekit.paging import cursor_of
from servicekit.problems import ProblemError
from servicekit.publications import Publications
from servicekit.releases.snapshot import Snapshot


def _contradiction(asked: int, page: int) -> ProblemError:
    detail = texts(
        f"`cursor` sigue en la publicación {page}; quite `publication={asked}`.",
        f"`cursor` continua na publicação {page}; retire `publication={asked}`.",
        f"`cursor` goes on in publication {page}; leave `publication={asked}` out.",
    )
    return ProblemError(422, "bad_cursor", detail, errors=[("/query/publication", detail, "clash")])


async def reading(
    request: Request,
    publication: Annotated[
        int | None,
        Query(
            ge=0,
            le=2**62,
            description="Answer as of this publication; the current one when left out.",
        ),
    ] = None,
    lang: Annotated[
        Lang | None,
        Query(description="Language of texts; `Accept-Language` when left out, else Spanish."),
    ] = None,
) -> Snapshot:
    """Return the publication to answer from, with the pool to read it by."""
    page = cursor_of(request)
    if page is not None:
        if publication not in (None, page.n):
            raise _contradiction(publication or 0, page.n)
        publication = page.n
    publications: Publications = request.app.state.publications
    published = await publications.at(publication)
    snapshot = Snapshot(
        pool=request.app.state.pool,
        published=published,
        lang=lang or asked_language(request.query_params, request.headers),
    )
    request.state.publication = published.n
    request.state.lang = snapshot.lang
    return snapshot


Reading = Annotated[Snapshot, Depends(reading)]
