"""Codes of customs declarations over HTTP."""

from dataclasses import dataclass
from typing import Annotated

from eslabon.contracts.codes import CountryInput
from eslabon.contracts.envelope import Missing, Page, Reason
from eslabon.contracts.norms import DeclarationCode, DeclarationList
from fastapi import APIRouter, Query, Request, Response
from servicekit.cursors import Key
from servicekit.formats import RESPONSES, in_memory, listing
from servicekit.paging import Paging
from servicekit.per_release import PerRelease
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from tariff_api.faults import country, known
from tariff_api.nomenclature.words import folded
from tariff_api.norms import register_repository as repository
from tariff_api.norms.wording import listed, said
from tariff_api.quotes.reference import REFERENCE

router = APIRouter(prefix="/v1", tags=["norms"], route_class=ReadingRoute)


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with what a search compares: its texts without accents or case."""

    code: DeclarationCode
    text: str

    @property
    def key(self) -> Key:
        """Where it stands in the list."""
        return self.code.list.value, self.code.code, self.code.place


async def _entries(snapshot: Snapshot, country: str) -> tuple[Entry, ...]:
    releases = snapshot.releases("declaration_codes", country=country)
    of = {release.id: release for release in releases}
    found = []
    for row in await repository.all_declaration_codes(snapshot, list(of)):
        code = DeclarationCode(
            country=country,
            list=DeclarationList(row["list"]),
            code=row["code"],
            place=row["place"],
            body=row["body"],
            text_es=row["text_es"],
            level=row["level"],
            abbreviation=row["abbreviation"],
            applies_es=row["applies_es"],
            complements_es=row["complements_es"],
            reference=row["reference"],
            provenance=of[row["release_id"]].provenance(),
        )
        said_ = (code.code, code.text_es, code.body, code.abbreviation, code.applies_es)
        found.append(Entry(code, folded(" ".join(one for one in said_ if one))))
    return tuple(found)


ENTRIES = PerRelease(("declaration_codes",), _entries, size=64, part="country")
"""By alpha-3 code of the country."""


@router.get("/declaration-codes", response_model=Page[DeclarationCode], responses=RESPONSES)
async def list_declaration_codes(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    country_: Annotated[
        CountryInput,
        Query(alias="country", description="Country of the declaration.", examples=["MEX"]),
    ],
    list_: Annotated[
        DeclarationList | None,
        Query(
            alias="list",
            description="IDENTIFIER, NON_TARIFF (permits) or CONTRIBUTION (duties and taxes); all "
            "when left out.",
            examples=["NON_TARIFF"],
        ),
    ] = None,
    q: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            pattern=r"\w",
            description="Words, or parts of them, that the code or its texts hold; accents and "
            "case do not count.",
            examples=["sanitaria"],
        ),
    ] = None,
) -> Response:
    """Codes that a customs declaration uses for its permits, identifiers, duties and taxes."""
    reference = await REFERENCE.at(snapshot)
    owner = known(country(reference, country_, "/query/country"))
    held = await ENTRIES.at(snapshot, owner.iso3)
    wanted = folded(q).split() if q else []
    asked = [
        one
        for one in held
        if (list_ is None or one.code.list is list_) and all(word in one.text for word in wanted)
    ]
    releases = snapshot.releases("declaration_codes", country=owner.iso3)
    missing: list[Missing] = []
    if not asked:
        with_codes = [one.parts["country"] for one in snapshot.releases("declaration_codes")]
        detail = (
            said("no_such_code", count=len(held), country=owner.names[snapshot.lang])
            if releases
            else said(
                "no_declaration_codes",
                country=owner.names[snapshot.lang],
                others=listed(sorted(with_codes)),
            )
        )
        reason = Reason.NOT_IDENTIFIED if releases else Reason.NOT_LOADED
        missing.append(
            Missing(what="declaration_codes", reason=reason, detail=detail[snapshot.lang])
        )
    return await listing(
        request,
        response,
        snapshot,
        paging,
        in_memory(asked, lambda one: one.key, lambda one: one.code),
        DeclarationCode,
        provenance=[release.provenance() for release in releases],
        missing=missing,
    )
