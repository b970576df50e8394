"""The registry of agreements over HTTP."""

from functools import partial
from typing import Annotated

from eslabon.contracts.agreements import Agreement, AgreementDetail
from eslabon.contracts.codes import CountryInput
from eslabon.contracts.envelope import Page
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit.formats import RESPONSES, listing
from servicekit.paging import Paging
from servicekit.problems import ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot

from tariff_api.agreements import naming, repository
from tariff_api.quotes.asking import Fault, country, refused
from tariff_api.quotes.reference import REFERENCE

router = APIRouter(prefix="/v1", tags=["agreements"])


@router.get("/agreements", response_model=Page[Agreement], responses=RESPONSES)
async def list_agreements(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    country: Annotated[CountryInput | None, Query(description="Party.", examples=["BRA"])] = None,
    partner: Annotated[
        CountryInput | None, Query(description="Another party.", examples=["PER"])
    ] = None,
    status: Annotated[
        str | None,
        Query(
            pattern="^(IN_FORCE|ENDED|SIGNED|NEGOTIATION|UNKNOWN)$",
            description="IN_FORCE, ENDED, SIGNED, NEGOTIATION or UNKNOWN.",
            examples=["IN_FORCE"],
        ),
    ] = None,
    kind: Annotated[
        str | None,
        Query(pattern="^[A-Z0-9.]{2,20}$", description="Family.", examples=["AAP.CE"]),
    ] = None,
) -> Response:
    """Agreements of the registry, by code; of one party, or of a pair."""
    return await listing(
        request,
        response,
        snapshot,
        paging,
        partial(
            repository.agreements_after,
            snapshot,
            country=await _iso3(snapshot, country, "/query/country"),
            partner=await _iso3(snapshot, partner, "/query/partner"),
            status=status,
            kind=kind,
        ),
        Agreement,
        provenance=[release.provenance() for release in snapshot.releases("agreements")],
    )


async def _iso3(snapshot: Snapshot, code: str | None, pointer: str) -> str | None:
    if code is None:
        return None
    found = country(await REFERENCE.at(snapshot), code, pointer)
    if isinstance(found, Fault):
        raise refused([found])
    return found.iso3


@router.get("/agreements/{code}")
async def read_agreement(
    snapshot: Reading,
    code: Annotated[
        str,
        Path(
            min_length=1,
            max_length=60,
            description="Code, or a name that people type: ACE 58, ACE-58, AAP.CE N° 58, PTR-04.",
            examples=["AAP.CE 58"],
        ),
    ],
) -> AgreementDetail:
    """One agreement with its entries into force, pair by pair."""
    asked = naming.key(code)
    for row in await repository.all_agreements(snapshot):
        fields = repository.fields(row, snapshot.lang)
        if asked in {naming.key(name) for name in (row["code"], *_aliases(row["aliases"]))}:
            releases = [*snapshot.releases("agreements"), *snapshot.releases("agreement_entries")]
            return AgreementDetail.model_validate(
                {
                    **fields,
                    "entries": await repository.entries(snapshot, row["code"]),
                    "provenance": [release.provenance() for release in releases],
                }
            )
    detail = texts(
        f"«{code}» no es un acuerdo del registro; /v1/agreements los lista.",
        f"«{code}» não é um acordo do registro; /v1/agreements os lista.",
        f"“{code}” is not an agreement of the registry; /v1/agreements lists them.",
    )
    raise ProblemError(
        404, "unknown_agreement", detail, errors=[("/path/code", detail, "unknown_agreement")]
    )


def _aliases(joined: str | None) -> list[str]:
    return joined.split("|") if joined else []
