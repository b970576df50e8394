"""HTTP of groups of products."""

from typing import Annotated

from eslabon.contracts.envelope import Lang, Page
from eslabon.contracts.niches import ProductGroup
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.chains import telling
from niche_api.chains.book import Row
from niche_api.groups.kept import GROUPS, NOT_LOADED

router = APIRouter(prefix="/v1", tags=["niches"], responses=RESPONSES, route_class=ReadingRoute)


def _group(row: Row, snapshot: Snapshot) -> ProductGroup:
    return ProductGroup.assembled(
        scheme=row["scheme"],
        group=row["group"],
        nomenclature=row["nomenclature"],
        code_from=row["code_from"],
        code_to=row["code_to"],
        name=telling.said(row, "name", Lang(snapshot.lang)),
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


@router.get("/product-groups", response_model=Page[ProductGroup], responses=formats.RESPONSES)
async def product_groups(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    scheme: Annotated[
        str | None, Query(pattern="^[a-z][a-z0-9_]{1,29}$", description="Only of this scheme.")
    ] = None,
) -> Response:
    """List the groups that niches and baskets are told in, as ranges of codes."""
    groups = await GROUPS.at(snapshot)
    rows = [row for row in groups.rows if scheme in (None, row["scheme"])]
    missing = lists.not_loaded(snapshot, NOT_LOADED)
    if not (rows or missing):
        missing = [lists.nothing_fits("product_groups", snapshot.lang)]
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            rows,
            lambda row: (row["scheme"], row["nomenclature"], row["code_from"], row["group"]),
            lambda row: _group(row, snapshot),
        ),
        ProductGroup,
        provenance=telling.sources(snapshot, rows),
        missing=missing,
    )
