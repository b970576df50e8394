"""Countries and schemes over HTTP."""

from datetime import UTC, date, datetime
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

from tariff_api.countries import repository

router = APIRouter(prefix="/v1", tags=["countries"])

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


def _day(on: date | None) -> date:
    return on or datetime.now(UTC).date()


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
        detail = texts(
            f"{code} no es un país conocido; use un código ISO 3166-1, por ejemplo BRA.",
            f"{code} não é um país conhecido; use um código ISO 3166-1, por exemplo BRA.",
            f"{code} is not a known country; use an ISO 3166-1 code, for example BRA.",
        )
        raise ProblemError(
            404, "unknown_country", detail, errors=[("/path/code", detail, "unknown_country")]
        )
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
        partial(repository.schemes_after, snapshot, on=_day(on)),
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
        partial(repository.members_after, snapshot, scheme=name, on=_day(on)),
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
