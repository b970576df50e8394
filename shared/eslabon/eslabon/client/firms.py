"""Firms, their offers and demands, counterparts, and events of niche-api over HTTP."""

from datetime import date

from eslabon.client.service import ServiceClient, day, segment
from eslabon.client.transport import parsed
from eslabon.contracts.envelope import Page
from eslabon.contracts.events import Agenda, AgendaRequest, Event, Registration
from eslabon.contracts.firms import Firm, Opportunity, PublicContact
from eslabon.contracts.matches import Matches, MatchRequest

# Kept here: pydantic builds a parametrized model anew once nothing refers to it.
_CONTACTS = Page[PublicContact]
_EVENTS = Page[Event]
_FIRMS = Page[Firm]
_OPPORTUNITIES = Page[Opportunity]
_REGISTRATIONS = Page[Registration]
_JSON = {"Content-Type": "application/json"}


class FirmsClient(ServiceClient):
    """Part of the client of niche-api; its methods raise as that says."""

    async def firms(
        self,
        country: str | None = None,
        region: str | None = None,
        kind: str | None = None,
        chain: str | None = None,
        product: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Firm]:
        """One page of the directory of firms; where none, `meta.missing` says why."""
        return await self._read(
            "/v1/firms",
            _FIRMS,
            country=country,
            region=region,
            kind=kind,
            chain=chain,
            product=product,
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def firm(self, firm: str, lang: str | None = None) -> Firm:
        """One firm of the directory."""
        return await self._read(f"/v1/firms/{segment(firm)}", Firm, lang=lang)

    async def contacts(self, firm: str, lang: str | None = None) -> list[PublicContact]:
        """The contacts of a firm that the persons agreed to have published."""
        path = f"/v1/firms/{segment(firm)}/contacts"
        return [contact async for contact in self._all(path, _CONTACTS, lang=lang)]

    async def opportunities(
        self,
        side: str | None = None,
        firm: str | None = None,
        country: str | None = None,
        chain: str | None = None,
        product: str | None = None,
        on: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Opportunity]:
        """One page of what firms offer and seek."""
        return await self._read(
            "/v1/opportunities",
            _OPPORTUNITIES,
            side=side,
            firm=firm,
            country=country,
            chain=chain,
            product=product,
            on=day(on),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def matches(self, request: MatchRequest, lang: str | None = None) -> Matches:
        """Counterparts of an offer, a demand or a firm, best first, each with its reasons."""
        body = request.model_dump_json(exclude_unset=True).encode()
        answer = await self._transport.send(
            "POST", "/v1/matches", {"lang": lang}, headers=_JSON, body=body
        )
        return parsed(self._transport, answer, Matches)

    async def events(
        self,
        kind: str | None = None,
        country: str | None = None,
        organiser: str | None = None,
        product: str | None = None,
        from_: date | None = None,
        to: date | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        lang: str | None = None,
    ) -> Page[Event]:
        """One page of rounds, weeks and fairs, by their first day."""
        return await self._read(
            "/v1/events",
            _EVENTS,
            **{"from": day(from_)},
            kind=kind,
            country=country,
            organiser=organiser,
            product=product,
            to=day(to),
            cursor=cursor,
            limit=limit,
            lang=lang,
        )

    async def event(self, event: str, lang: str | None = None) -> Event:
        """One event."""
        return await self._read(f"/v1/events/{segment(event)}", Event, lang=lang)

    async def registrations(self, event: str, lang: str | None = None) -> list[Registration]:
        """The firms registered in an event."""
        path = f"/v1/events/{segment(event)}/registrations"
        return [one async for one in self._all(path, _REGISTRATIONS, lang=lang)]

    async def make_agenda(
        self, event: str, request: AgendaRequest, lang: str | None = None
    ) -> Agenda:
        """Make the agenda of an event and keep it; the transport's key needs to be its writer's."""
        body = request.model_dump_json(exclude_unset=True).encode()
        path = f"/v1/events/{segment(event)}/agenda"
        answer = await self._transport.send("POST", path, {"lang": lang}, headers=_JSON, body=body)
        return parsed(self._transport, answer, Agenda)

    async def agenda(self, event: str, lang: str | None = None) -> Agenda:
        """The agenda of an event, as it was last made."""
        return await self._read(f"/v1/events/{segment(event)}/agenda", Agenda, lang=lang)
