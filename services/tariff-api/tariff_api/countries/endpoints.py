"""Countries and schemes over HTTP."""

from functools import partial
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day
from eslabon.contracts.countries import Country, Member, Scheme
from eslabon.contracts.envelope import Page
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.countries import repository
from tariff_api.faults import refused, unknown_country
from tariff_api.today import today

router = APIRouter(prefix="/v1", tags=["countries"], route_class=ReadingRoute)

On = Annotated[
    Day | None,
    Query(description="Day asked about; today when left out.", examples=["2023-11-08"]),
]
SchemeName = Annotated[
    str,
    Path(
        min_length=2,
        max_length=30,
        pattern="^[A-Za-z][A-Za-z_-]*$",
        description="Short name of a scheme, in any case.",
        examples=["MERCOSUR"],
    ),
]


@router.get("/countries", response_model=Page[Country], responses=RESPONSES)
async def list_countries(
    request: Request, response: Response, snapshot: Reading, paging: Paging
) -> Response:
    """Countries and territories, by code."""

    return await listing(
        request,
        response,
        snapshot,
        paging,
        partial(repository.countries_after, snapshot),
        Country,
        provenance=[release.provenance() for release in snapshot.releases("countries")],
    )


@router.get("/countries/{code}")
async def read_country(snapshot: Reading, code: Annotated[CountryInput, Path()]) -> Country:
    """One country, by alpha-2 or alpha-3 code."""
    found = await repository.country(snapshot, code)
    if found is None:
        raise refused([unknown_country(code, "/path/code")])
    return found


@router.get("/schemes", response_model=Page[Scheme], responses=RESPONSES)
async def list_schemes(
    request: Request, response: Response, snapshot: Reading, paging: Paging, on: On = None
) -> Response:
    """Integration schemes, and how many full members each has on a day."""

    return await listing(
        request,
        response,
        snapshot,
        paging,
        partial(repository.schemes_after, snapshot, on=on or today()),
        Scheme,
        provenance=[release.provenance() for release in snapshot.releases("schemes")],
    )


@router.get("/schemes/{scheme}/members", response_model=Page[Member], responses=RESPONSES)
async def list_members(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    scheme: SchemeName,
    on: On = None,
) -> Response:
    """Who is a member, associate, observer or suspended in a scheme on a day."""
    name = scheme.upper().replace("-", "_")
    await _check_known(snapshot, name)

    return await listing(
        request,
        response,
        snapshot,
        paging,
        partial(repository.members_after, snapshot, scheme=name, on=on or today()),
        Member,
        provenance=[release.provenance() for release in snapshot.releases("schemes")],
    )


async def _check_known(snapshot: Snapshot, name: str) -> None:
    known = await repository.scheme_names(snapshot)
    if name in known:
        return
    names = ", ".join(known) or "—"
    detail = texts(
        f"{name} no es un esquema conocido; los que hay son {names}.",
        f"{name} não é um esquema conhecido; os que há são {names}.",
        f"{name} is not a known scheme; those there are: {names}.",
    )
    raise ProblemError(
        404, "unknown_scheme", detail, errors=[("/path/scheme", detail, "unknown_scheme")]
    )
