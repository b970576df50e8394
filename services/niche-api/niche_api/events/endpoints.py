"""Events and the firms registered in them over HTTP."""

from datetime import date
from typing import Annotated

from eslabon.contracts.codes import Day
from eslabon.contracts.envelope import Page
from eslabon.contracts.events import Event, EventKind, Registration
from fastapi import APIRouter, Path, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.paging import Paging
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.events import repository
from niche_api.firms.endpoints import CountryFilter, ProductFilter

router = APIRouter(prefix="/v1", tags=["events"], responses=RESPONSES, route_class=ReadingRoute)

EventId = Annotated[
    str,
    Path(
        pattern="^[a-z][a-z0-9-]{1,59}$",
        description="Identifier of the event.",
        examples=["aladi-expo-2023"],
    ),
]
NOT_LOADED = {
    "events": texts(
        "No hay eventos cargados: se envían con el conjunto `events`.",
        "Não há eventos carregados: enviam-se com o conjunto `events`.",
        "No events are loaded: they are sent by the dataset `events`.",
    )
}
NOBODY_REGISTERED = {
    "registrations": texts(
        "No hay empresas inscritas cargadas: se envían con el conjunto `registrations`.",
        "Não há empresas inscritas carregadas: enviam-se com o conjunto `registrations`.",
        "No registered firms are loaded: they are sent by the dataset `registrations`.",
    )
}


async def known_event(snapshot: Snapshot, event: str) -> Event:
    """Return an event; raise a problem where it is not loaded."""
    found = await repository.found(snapshot, 1, event=event)
    if not found:
        raise lists.unknown("unknown_event", "/path/event", event, "/v1/events")
    return found[0]


@router.get("/events", response_model=Page[Event], responses=formats.RESPONSES)
async def events(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    kind: Annotated[EventKind | None, Query(description="Only of this kind.")] = None,
    country: CountryFilter = None,
    organiser: Annotated[
        str | None,
        Query(pattern="^[A-Z][A-Z0-9-]{1,29}$", description="Only its.", examples=["ALADI"]),
    ] = None,
    product: ProductFilter = None,
    from_: Annotated[
        Day | None, Query(alias="from", description="First day.", examples=["2020-01-01"])
    ] = None,
    to: Annotated[Day | None, Query(description="Last day.", examples=["2026-12-31"])] = None,
) -> Response:
    """List rounds, weeks and fairs by their first day; those without a date come last."""
    if from_ and to and from_ > to:
        detail = texts(
            "`from` es posterior a `to`: inviértalos.",
            "`from` é posterior a `to`: inverta-os.",
            "`from` is after `to`: swap them.",
        )
        errors = [("/query/from", detail, "days_reversed")]
        raise ProblemError(422, "days_reversed", detail, errors=errors)
    by: dict[str, str | date | None] = {
        "kind": kind.value if kind else None,
        "country": lists.country(country) if country else None,
        "organiser": organiser,
        "code": product,
        "first": from_,
        "last": to,
    }
    filters = {name: value for name, value in by.items() if value is not None}
    missing = lists.not_loaded(snapshot, NOT_LOADED)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Event]]:
        start: dict[str, str | date] = {}
        if after is not None:
            start = {"day": date.fromisoformat(str(after[0])), "after": str(after[1])}
        found = await repository.found(snapshot, limit, **filters, **start)
        if not (found or after or missing):
            missing.append(lists.nothing_fits("events", snapshot.lang))
        return [
            (((one.starts_on or repository.UNDATED).isoformat(), one.event), one) for one in found
        ]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Event,
        provenance=[release.provenance() for release in snapshot.releases("events")],
        missing=missing,
    )


@router.get("/events/{event}")
async def one_event(snapshot: Reading, event: EventId) -> Event:
    """Return one event."""
    return await known_event(snapshot, event)


@router.get(
    "/events/{event}/registrations",
    response_model=Page[Registration],
    responses=formats.RESPONSES,
)
async def registrations(
    request: Request, response: Response, snapshot: Reading, paging: Paging, event: EventId
) -> Response:
    """List the firms registered in an event."""
    await known_event(snapshot, event)
    own = snapshot.releases("registrations", event=event)
    missing = [] if own else lists.absent(snapshot, NOBODY_REGISTERED)

    async def fetch(after: Key | None, limit: int) -> list[tuple[Key, Registration]]:
        last = None if after is None else str(after[0])
        found = await repository.registered(snapshot, event, limit, last)
        return [((one.firm,), one) for one in found]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Registration,
        provenance=[release.provenance() for release in own],
        missing=missing,
    )
