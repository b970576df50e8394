"""Contacts of firms over HTTP: recorded with consent, shown by purpose, removed on request.

Nothing here depends on a publication, and no answer may be kept by anyone.
"""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from eslabon.contracts.codes import CountryInput
from eslabon.contracts.envelope import Page
from eslabon.contracts.firms import (
    ContactRemoval,
    ContactsRecorded,
    FirmContact,
    PublicContact,
    Purpose,
)
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.access import Writer
from servicekit.cursors import Key as PageKey
from servicekit.language import Texts
from servicekit.paging import Paging
from servicekit.problems import RESPONSES, ProblemError, documented
from servicekit.reading import Reading
from servicekit.releases import descriptions, upload
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.contacts import reading, repository
from niche_api.contacts.repository import Unfit, UnfitError
from niche_api.contacts.tables import CONTACTS
from niche_api.firms.endpoints import FirmId
from niche_api.firms.tables import FIRM_ID

router = APIRouter(prefix="/v1", tags=["contacts"], responses=RESPONSES, route_class=ReadingRoute)

SCOPE = "contacts"
"""What a key needs: `niche:contacts`, or `niche:contacts:country=BOL` for one country's firms."""
_KEPT_BY_NOBODY = {"Cache-Control": "no-store"}
_BY_KEY: dict[int | str, dict[str, Any]] = {401: documented(401), 403: documented(403)}

_UNFIT: dict[str, Texts] = {
    "unknown_firm": texts(
        "{name} ({firm}): esa empresa no está en el directorio; cárguela antes en `firms`.",
        "{name} ({firm}): essa empresa não está no diretório; carregue-a antes em `firms`.",
        "{name} ({firm}): that firm is not in the directory; load it in `firms` first.",
    ),
    "no_way_to_reach": texts(
        "{name} ({firm}): falta correo o teléfono; escriba al menos uno.",
        "{name} ({firm}): falta e-mail ou telefone; escreva ao menos um.",
        "{name} ({firm}): an e-mail address or a telephone number is missing; write one of them.",
    ),
    "consent_ahead": texts(
        "{name} ({firm}): el consentimiento tiene una fecha futura; corríjala.",
        "{name} ({firm}): o consentimento tem uma data futura; corrija-a.",
        "{name} ({firm}): the consent is dated in the future; correct it.",
    ),
    "repeated": texts(
        "{name} ({firm}): está dos veces en el archivo; deje una.",
        "{name} ({firm}): está duas vezes no arquivo; deixe uma.",
        "{name} ({firm}): it is twice in the file; leave one.",
    ),
}


def _problem(unfit: Unfit) -> Texts:
    said = _UNFIT[unfit.rule].items()
    return {lang: text.format(name=unfit.name, firm=unfit.firm) for lang, text in said}


@router.get(
    "/firms/{firm}/contacts", response_model=Page[PublicContact], responses=formats.RESPONSES
)
async def public_contacts(
    request: Request, response: Response, snapshot: Reading, paging: Paging, firm: FirmId
) -> Response:
    """List the contacts of a firm that the persons agreed to have published."""

    async def fetch(after: PageKey | None, limit: int) -> list[tuple[PageKey, PublicContact]]:
        start = {} if after is None else {"after": firm, "name": str(after[0])}
        found = await repository.found(
            snapshot.pool, limit, firm=firm, purpose=Purpose.PUBLICATION.value, **start
        )
        return [((one.name,), _public(one)) for one in found]

    response.headers.update(_KEPT_BY_NOBODY)
    return await formats.listing(request, response, snapshot, paging, fetch, PublicContact)


def _public(contact: FirmContact) -> PublicContact:
    return PublicContact.assembled(
        firm=contact.firm,
        name=contact.name,
        position=contact.position,
        email=contact.email,
        phone=contact.phone,
        consent_on=contact.consent.given_on,
    )


@router.get(
    "/firm-contacts",
    response_model=Page[FirmContact],
    responses={**formats.RESPONSES, **_BY_KEY},
)
async def contacts(
    request: Request,
    response: Response,
    key: Writer,
    snapshot: Reading,
    paging: Paging,
    country: Annotated[
        CountryInput | None,
        Query(
            description="Only of firms of this country; a key for one country needs it.",
            examples=["BOL"],
        ),
    ] = None,
    firm: Annotated[
        str | None,
        Query(pattern=f"^{FIRM_ID}$", description="Only of this firm.", examples=["bol-manutata"]),
    ] = None,
    purpose: Annotated[
        Purpose | None, Query(description="Only those that may be used for this.")
    ] = None,
) -> Response:
    """List contacts with their consents, for who has a key with the scope `contacts`."""
    by = {"firm": firm, "purpose": purpose.value if purpose else None}
    filters = {name: value for name, value in by.items() if value is not None}
    if country is not None:
        filters["country"] = lists.country(country)
    of = {"country": filters["country"]} if country else {}
    key.permit(SCOPE, {"country": _country(firm)} if firm else of)

    async def fetch(after: PageKey | None, limit: int) -> list[tuple[PageKey, FirmContact]]:
        start = {} if after is None else {"after": str(after[0]), "name": str(after[1])}
        found = await repository.found(snapshot.pool, limit, **filters, **start)
        return [((one.firm, one.name), one) for one in found]

    response.headers.update(_KEPT_BY_NOBODY)
    return await formats.listing(request, response, snapshot, paging, fetch, FirmContact)


@router.get(
    "/firm-contact-template.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def contact_template() -> Response:
    """Return a csv of contacts to fill: the header and one example row."""
    headers = {"Content-Disposition": 'attachment; filename="firm_contacts.csv"'}
    media_type = "text/csv; charset=utf-8; header=present"
    return Response(descriptions.template(CONTACTS), headers=headers, media_type=media_type)


@router.post(
    "/firm-contacts",
    status_code=201,
    responses={**_BY_KEY, 413: documented(413), 415: documented(415)},
    openapi_extra=upload.OPENAPI,
)
async def record_contacts(
    request: Request, response: Response, key: Writer, snapshot: Reading
) -> ContactsRecorded:
    """Record contacts, each with the person's consent: a file of the columns of the template.

    One row that is wrong refuses them all. A contact of the same firm and name is written over.
    """
    packed = await reading.received(request)
    async with snapshot.pool.acquire() as connection, connection.transaction():
        await repository.receive(connection, packed)
        for country in await repository.countries(connection):
            key.permit(SCOPE, {"country": country})
        try:
            ids = await repository.record(connection, snapshot.ids("firms"), key.partner)
        except UnfitError as error:
            said = [(_problem(one), one.rule) for one in error.found]
            errors = [("/body", detail, rule) for detail, rule in said]
            raise ProblemError(422, "contacts_refused", said[0][0], errors=errors) from error
    response.headers.update(_KEPT_BY_NOBODY)
    return ContactsRecorded(contacts=ids)


@router.delete("/firm-contacts/{contact}", status_code=204, responses=_BY_KEY)
async def remove_contact(
    key: Writer,
    snapshot: Reading,
    contact: Annotated[
        UUID,
        Path(
            description="Identifier of the contact.",
            examples=["6f1c2b1e-5a44-4a55-9f4e-0c2f0e0c4d11"],
        ),
    ],
) -> Response:
    """Remove a contact for good; what is kept says that it was removed, when and by whom."""
    found = await repository.found(snapshot.pool, 1, contact=contact)
    if not found:
        place = "/path/contact"
        raise lists.unknown("unknown_contact", place, str(contact), "/v1/firm-contacts")
    country = _country(found[0].firm)
    key.permit(SCOPE, {"country": country})
    await repository.remove(snapshot.pool, contact, country, key.partner)
    return Response(status_code=204)


@router.get(
    "/firm-contact-removals",
    response_model=Page[ContactRemoval],
    responses={**formats.RESPONSES, **_BY_KEY},
)
async def removals(
    request: Request, response: Response, key: Writer, snapshot: Reading, paging: Paging
) -> Response:
    """List which contacts were removed, oldest first, without anything of their data."""
    key.permit(SCOPE, {})

    async def fetch(after: PageKey | None, limit: int) -> list[tuple[PageKey, ContactRemoval]]:
        start = None
        if after is not None:
            start = (datetime.fromisoformat(str(after[0])), UUID(str(after[1])))
        found = await repository.removals(snapshot.pool, limit, start)
        return [((one.removed_at.isoformat(), one.contact), one) for one in found]

    response.headers.update(_KEPT_BY_NOBODY)
    return await formats.listing(request, response, snapshot, paging, fetch, ContactRemoval)


def _country(firm: str) -> str:
    """Return the country that the identifier of a firm begins with."""
    return firm[:3].upper()
