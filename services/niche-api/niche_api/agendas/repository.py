"""All SQL on agendas: one of each event, the last one made."""

import asyncpg
import sqlalchemy as sa
from eslabon.contracts.events import Agenda
from servicekit.database import Query
from sqlalchemy.dialects.postgresql import insert

from niche_api.agendas.tables import agendas

_EVENT = sa.bindparam("of_event", type_=sa.Text)
_ONE = Query(sa.select(agendas.c.agenda).where(agendas.c.event == _EVENT))
_REMOVE = Query(sa.delete(agendas).where(agendas.c.event == _EVENT).returning(agendas.c.event))
_NEW = insert(agendas).values(
    event=_EVENT,
    made_at=sa.bindparam("at", type_=sa.DateTime(timezone=True)),
    made_by=sa.bindparam("partner", type_=sa.Text),
    agenda=sa.bindparam("answer", type_=agendas.c.agenda.type),
)
_KEEP = Query(
    _NEW.on_conflict_do_update(
        index_elements=[agendas.c.event],
        set_={name: _NEW.excluded[name] for name in ("made_at", "made_by", "agenda")},
    )
)


async def keep(pool: asyncpg.Pool, agenda: Agenda, made_by: str) -> None:
    """Keep an agenda as that of its event."""
    values = {
        "of_event": agenda.event,
        "at": agenda.made_at,
        "partner": made_by,
        "answer": agenda.model_dump(mode="json"),
    }
    await pool.execute(_KEEP.sql, *_KEEP.arguments(values))


async def kept(pool: asyncpg.Pool, event: str) -> Agenda | None:
    """Return the agenda of an event, None where none was made."""
    found = await pool.fetchval(_ONE.sql, *_ONE.arguments({"of_event": event}))
    return None if found is None else Agenda.model_validate(found)


async def remove(pool: asyncpg.Pool, event: str) -> bool:
    """Delete the agenda of an event; False where there is none."""
    values = {"of_event": event}
    return await pool.fetchval(_REMOVE.sql, *_REMOVE.arguments(values)) is not None
