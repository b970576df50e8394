"""A plan told as an agenda: meetings by time and table, and what each firm has of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
from eslabon.contracts.envelope import Methodology, Missing
from eslabon.contracts.events import (
    Agenda,
    AgendaLoad,
    AgendaPair,
    AgendaQuality,
    AgendaSlot,
    Meeting,
)

from niche_api.agendas.asking import Participant, span
from niche_api.agendas.planning import CLOSE_ENOUGH, Plan
from niche_api.agendas.round import Ints, Round

DECIMALS = 6


def agenda(
    event: str,
    participants: Sequence[Participant],
    slots: Sequence[AgendaSlot],
    tables: Sequence[str],
    pairs: Sequence[AgendaPair],
    round_: Round,
    plan: Plan,
    seats: Ints,
    missing: list[Missing],
    methodology: Methodology,
) -> Agenda:
    """Return the agenda of a plan; `seats` is the table of each pair that meets."""
    name = {one.firm: one.name for one in participants}
    placed = np.flatnonzero(plan.slots >= 0)
    order = placed[np.lexsort((seats[placed], plan.slots[placed]))]
    meetings = [
        _meeting(pairs[at], slots[plan.slots[at]], tables[seats[at]], name) for at in order.tolist()
    ]
    largest = max(pair.score for pair in pairs)
    score = round(sum(one.score for one in meetings), DECIMALS)
    bound = max(score, round(plan.bound * largest, DECIMALS))
    ratio = score / bound if bound else 1.0
    met, wished = round_.meetings(placed), round_.meetings(np.arange(len(pairs)))
    free = round_.available.sum(axis=1)
    return Agenda.assembled(
        event=event,
        made_at=datetime.now(UTC),
        score=score,
        bound=bound,
        ratio=round(ratio, DECIMALS),
        quality=AgendaQuality.OPTIMAL if ratio >= CLOSE_ENOUGH else AgendaQuality.WITHIN_BOUND,
        seconds=round(plan.seconds, 3),
        meetings=meetings,
        firms=[
            AgendaLoad.assembled(
                firm=one.firm,
                name=one.name,
                meetings=int(met[at]),
                slots_available=int(free[at]),
                wished=int(wished[at]),
            )
            for at, one in enumerate(participants)
        ],
        missing=missing,
        methodology=methodology,
    )


def _meeting(pair: AgendaPair, slot: AgendaSlot, table: str, name: dict[str, str]) -> Meeting:
    start, end = span(slot)
    return Meeting.assembled(
        start=start,
        end=end,
        table=table,
        first=pair.first,
        first_name=name[pair.first],
        second=pair.second,
        second_name=name[pair.second],
        score=pair.score,
        required=pair.required,
    )
