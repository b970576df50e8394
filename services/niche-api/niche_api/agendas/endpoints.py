"""The agenda of an event over HTTP: made anew, read, listed by meeting, as a calendar."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Annotated, Any

from eslabon.contracts.envelope import Missing, Page
from eslabon.contracts.events import Agenda, AgendaRequest, Meeting
from eslabon.contracts.firms import Side
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.access import Writer
from servicekit.language import texts
from servicekit.paging import Paging
from servicekit.problems import RESPONSES, ProblemError, documented
from servicekit.reading import Reading
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.agendas import pairing, repository
from niche_api.agendas.asking import faults_of, faults_of_pairs, refused
from niche_api.agendas.calendar import MEDIA_TYPE, calendar
from niche_api.events.endpoints import EventId, known_event
from niche_api.matches.endpoints import shares_of
from niche_api.matches.ranking import Weights
from niche_api.peers import ToTariff

router = APIRouter(prefix="/v1", tags=["events"], responses=RESPONSES, route_class=ReadingRoute)

_KEPT_BY_NOBODY = {"Cache-Control": "no-store"}
_BY_KEY: dict[int | str, dict[str, Any]] = {401: documented(401), 403: documented(403)}
_IN_TURN = ThreadPoolExecutor(1, "agenda")
"""One agenda is made at a time, beside the event loop: the solver holds no lock of Python."""

ForFirm = Annotated[
    str | None,
    Query(
        pattern="^[a-z][a-z0-9-]{1,59}$",
        description="Only meetings of this firm.",
        examples=["bol-manutata"],
    ),
]


@router.post("/events/{event}/agenda", responses=_BY_KEY)
async def make_agenda(
    response: Response,
    key: Writer,
    snapshot: Reading,
    to_tariff: ToTariff,
    event: EventId,
    asked: AgendaRequest,
) -> Agenda:
    """Make the agenda of an event's bilateral meetings, and keep it in place of the last one.

    No firm and no table has two meetings at once, firms meet only when they are available, and the
    total score is the greatest found within `time_limit_seconds`; `bound` says how much greater
    another could be.
    """
    key.permit("write", {"event": event})
    await known_event(snapshot, event)
    shares = shares_of(asked.weights, "/weights")
    if faults := faults_of(asked):
        raise refused(faults)
    sides: dict[str, frozenset[Side]] = {}
    if asked.firms is None:
        participants, sides = await pairing.enrolled(snapshot, event)
    else:
        participants = await pairing.given(snapshot, asked.firms)
    firms = [one.firm for one in participants]
    missing: list[Missing] = []
    pairs = asked.pairs
    if pairs is None:
        pairs, missing = await pairing.scored(snapshot, to_tariff, shares, firms, sides)
    elif faults := faults_of_pairs(pairs, firms):
        raise refused(faults)
    made = await asyncio.get_running_loop().run_in_executor(
        _IN_TURN,
        _made,
        event,
        participants,
        sorted(asked.slots, key=lambda slot: slot.start),
        asked.tables,
        pairs,
        asked.time_limit_seconds,
        "given" if asked.pairs else _named(shares),
        missing,
        snapshot.lang,
    )
    await repository.keep(snapshot.pool, made, key.partner)
    response.headers.update(_KEPT_BY_NOBODY)
    return made


def _made(*asked: Any) -> Agenda:
    # SciPy takes a second to import, which only who makes an agenda waits for.
    making: Any = import_module("niche_api.agendas.making")
    agenda: Agenda = making.made(making.Asked(*asked))
    return agenda


def _named(shares: Weights) -> str:
    """Return by what pairs are scored, for the methodology."""
    weights = ", ".join(f"{one.value.lower()} {share:.4g}" for one, share in shares.items())
    return f"matches ({weights})"


@router.get("/events/{event}/agenda")
async def agenda(response: Response, snapshot: Reading, event: EventId) -> Agenda:
    """Return the agenda of an event, as it was last made."""
    await known_event(snapshot, event)
    response.headers.update(_KEPT_BY_NOBODY)
    return await _kept(snapshot, event)


@router.delete("/events/{event}/agenda", status_code=204, responses=_BY_KEY)
async def remove_agenda(key: Writer, snapshot: Reading, event: EventId) -> Response:
    """Remove the agenda of an event."""
    key.permit("write", {"event": event})
    if not await repository.remove(snapshot.pool, event):
        raise _no_agenda(event)
    return Response(status_code=204)


@router.get(
    "/events/{event}/agenda/meetings", response_model=Page[Meeting], responses=formats.RESPONSES
)
async def meetings(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    event: EventId,
    firm: ForFirm = None,
) -> Response:
    """List the meetings of an agenda by start and table; all of them, or those of one firm."""
    await known_event(snapshot, event)
    found = _of_firm(await _kept(snapshot, event), firm)
    fetch = formats.in_memory(enumerate(found), lambda one: (one[0],), lambda one: one[1])
    response.headers.update(_KEPT_BY_NOBODY)
    return await formats.listing(request, response, snapshot, paging, fetch, Meeting)


@router.get(
    "/events/{event}/agenda.ics",
    response_class=Response,
    responses={200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
async def agenda_calendar(snapshot: Reading, event: EventId, firm: ForFirm = None) -> Response:
    """Return the meetings as iCalendar: all of them, or those of one firm."""
    known = await known_event(snapshot, event)
    kept = await _kept(snapshot, event)
    found = _of_firm(kept, firm)
    content = calendar(known, found, kept.made_at, snapshot.lang)
    name = "-".join(one for one in (event, firm) if one)
    headers = {"Content-Disposition": f'attachment; filename="{name}.ics"', **_KEPT_BY_NOBODY}
    return Response(content, headers=headers, media_type=f"{MEDIA_TYPE}; charset=utf-8")


async def _kept(snapshot: Snapshot, event: str) -> Agenda:
    found = await repository.kept(snapshot.pool, event)
    if found is None:
        raise _no_agenda(event)
    return found


def _of_firm(agenda: Agenda, firm: str | None) -> list[Meeting]:
    """Return the meetings of a firm; all where None. Raise a problem where it has no part."""
    if firm is not None and firm not in {one.firm for one in agenda.firms}:
        detail = texts(
            f"{firm} no participa en la agenda de {agenda.event}.",
            f"{firm} não participa da agenda de {agenda.event}.",
            f"{firm} has no part in the agenda of {agenda.event}.",
        )
        kind = "firm_not_in_agenda"
        raise ProblemError(404, kind, detail, errors=[("/query/firm", detail, kind)])
    return [one for one in agenda.meetings if firm in (None, one.first, one.second)]


def _no_agenda(event: str) -> ProblemError:
    detail = texts(
        f"{event} no tiene agenda: hágala con POST /v1/events/{event}/agenda.",
        f"{event} não tem agenda: faça-a com POST /v1/events/{event}/agenda.",
        f"{event} has no agenda: make it with POST /v1/events/{event}/agenda.",
    )
    return ProblemError(404, "no_agenda", detail, errors=[("/path/event", detail, "no_agenda")])
