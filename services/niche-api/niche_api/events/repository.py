"""All SQL on events and the firms registered in them."""

from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from eslabon.contracts.events import Event, EventKind, Modality, Registration, Role
from servicekit.database import Query
from servicekit.releases.snapshot import Snapshot

from niche_api.events.tables import events, registrations
from niche_api.firms.tables import firms
from niche_api.lists import any_value, begins, ids, releases, values

UNDATED = date(9999, 12, 31)
"""Where events of unknown date stand in the order of the list."""


def _equal(name: str) -> sa.ColumnElement[bool]:
    return events.c[name] == sa.bindparam(name, type_=sa.Text)


_BEGINS = sa.func.coalesce(events.c.starts_on, sa.literal(UNDATED, sa.Date), type_=sa.Date)
_ENDS = sa.func.coalesce(events.c.ends_on, _BEGINS, type_=sa.Date)
_FILTERS = {
    "event": lambda: _equal("event"),
    "kind": lambda: _equal("kind"),
    "country": lambda: _equal("country"),
    "organiser": lambda: _equal("organiser"),
    "code": lambda: any_value(events.c.codes, begins),
    "first": lambda: sa.bindparam("first", type_=sa.Date) <= _ENDS,
    "last": lambda: sa.bindparam("last", type_=sa.Date) >= _BEGINS,
    "after": lambda: (
        sa.tuple_(_BEGINS, events.c.event)
        > sa.tuple_(sa.bindparam("day", type_=sa.Date), sa.bindparam("after", type_=sa.Text))
    ),
}


@cache
def _events(by: frozenset[str]) -> Query:
    statement = (
        sa.select(
            events,
            values(events.c.codes).label("code_list"),
            values(events.c.sectors).label("sector_list"),
        )
        .where(events.c.release_id == sa.any_(releases("events")))
        .where(*(_FILTERS[name]() for name in sorted(by) if name in _FILTERS))
        .order_by(_BEGINS, events.c.event)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    return Query(statement)


async def found(snapshot: Snapshot, limit: int, **by: str | date) -> list[Event]:
    """Return events by first day.

    `by` may hold `event`, `kind`, `country`, `organiser`, `code`, `first` and `last` (those under
    way between two days), and `day` with `after`: those behind this day and identifier.
    """
    query = _events(frozenset(by))
    rows = await snapshot.rows(query, limit=limit, **ids(snapshot, "events"), **by)
    return [_event(snapshot, row) for row in rows]


def _event(snapshot: Snapshot, row: Any) -> Event:
    lang = snapshot.lang.value
    return Event.assembled(
        event=row["event"],
        kind=EventKind(row["kind"]),
        name=row[f"name_{lang}"] or row["name_es"],
        organiser=row["organiser"],
        country=row["country"],
        place=row["place"],
        modality=Modality(row["modality"]) if row["modality"] else None,
        starts_on=row["starts_on"],
        ends_on=row["ends_on"],
        sectors=row["sector_list"],
        nomenclature=row["nomenclature"],
        codes=row["code_list"],
        firms=row["firms"],
        website=row["website"],
        note=row[f"note_{lang}"] or row["note_es"],
        reference=row["reference"],
        provenance=snapshot.release(row["release_id"]).provenance(),
    )


@cache
def _registrations(first: bool) -> Query:
    named = sa.and_(
        firms.c.firm == registrations.c.firm, firms.c.release_id == sa.any_(releases("firms"))
    )
    statement = (
        sa.select(
            registrations,
            values(registrations.c.available).label("span_list"),
            firms.c.name.label("firm_name"),
        )
        .select_from(registrations.outerjoin(firms, named))
        .where(
            registrations.c.release_id == sa.any_(releases("registrations")),
            registrations.c.event == sa.bindparam("event", type_=sa.Text),
        )
        .order_by(registrations.c.firm)
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )
    if not first:
        statement = statement.where(registrations.c.firm > sa.bindparam("after", type_=sa.Text))
    return Query(statement)


async def registered(
    snapshot: Snapshot, event: str, limit: int, after: str | None = None
) -> list[Registration]:
    """Return the firms registered in an event, behind the identifier `after`."""
    start = {} if after is None else {"after": after}
    rows = await snapshot.rows(
        _registrations(after is None),
        event=event,
        limit=limit,
        **ids(snapshot, "registrations", "firms"),
        **start,
    )
    return [
        Registration.assembled(
            event=row["event"],
            firm=row["firm"],
            firm_name=row["firm_name"],
            country=row["country"],
            role=Role(row["role"]),
            available=row["span_list"],
            reference=row["reference"],
            provenance=snapshot.release(row["release_id"]).provenance(),
        )
        for row in rows
    ]
