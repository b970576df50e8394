"""`GET /v1/publication`: which releases a service answers from."""

from eslabon.contracts.sync import Publication
from fastapi import APIRouter, Request

from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

router = APIRouter(prefix="/v1", tags=["sync"], route_class=ReadingRoute)


@router.get("/publication")
async def publication(request: Request, snapshot: Reading) -> Publication:
    """The current publication, or an earlier one, with the releases current in it."""
    published = snapshot.published
    return Publication(
        service=request.app.state.name,
        n=published.n,
        published_at=published.published_at,
        releases=[release.provenance() for release in published.releases],
    )
