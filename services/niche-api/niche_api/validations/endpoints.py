"""HTTP of validations: the record of a place."""

from typing import Annotated

from eslabon.contracts.codes import ProductCode
from eslabon.contracts.envelope import Page
from eslabon.contracts.validations import Validation
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.naming import ToNames
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.niches import kept
from niche_api.niches.asking import PlacePath
from niche_api.validations import repository

router = APIRouter(prefix="/v1", tags=["niches"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/validations/{place}", response_model=Page[Validation], responses=formats.RESPONSES)
async def validations(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    naming: ToNames,
    place: PlacePath,
    product: Annotated[
        ProductCode | None, Query(description="Only of this product.", examples=["0811"])
    ] = None,
) -> Response:
    """List what institutions say of the niches of a country or of one of its units."""
    countries = await naming.countries(snapshot)
    naming.hold(response, snapshot.lang, countries)
    asked = await kept.place_asked(snapshot, place, countries)
    every = await repository.of_place(snapshot, asked.place)
    found = [one for one in every if product in (None, one.product)]
    missing = [] if every else [repository.nobody(snapshot, asked.name or asked.place)]
    if every and not found:
        missing.append(lists.nothing_fits("validations", snapshot.lang))
    releases = snapshot.releases("validations")
    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        formats.in_memory(
            found,
            lambda one: (one.product, one.year, one.nomenclature, one.institution),
            lambda one: one,
        ),
        Validation,
        provenance=[release.provenance() for release in releases],
        missing=missing,
    )
