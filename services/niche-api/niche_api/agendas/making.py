"""The making of an agenda, from what is asked to the answer: all of it off the event loop."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from eslabon.contracts.envelope import Lang, Missing
from eslabon.contracts.events import Agenda, AgendaPair, AgendaSlot
from servicekit.problems import ProblemError
from servicekit.validation import Fault

from niche_api.agendas import answer, saying
from niche_api.agendas.asking import MOST_FAULTS, Participant, Span, refused, span
from niche_api.agendas.contradictions import Contradiction, Rule, contradictions, unkept
from niche_api.agendas.planning import plan
from niche_api.agendas.round import Round
from niche_api.agendas.seating import seated

_OF_PAIRS = (Rule.NEVER_TOGETHER, Rule.REQUIRED_TOGETHER)


@dataclass(frozen=True)
class Asked:
    """A round that is checked as far as it can be without looking for its agenda."""

    event: str
    participants: Sequence[Participant]
    slots: Sequence[AgendaSlot]
    """In order of time."""
    tables: Sequence[str]
    pairs: Sequence[AgendaPair]
    seconds: float
    scores: str
    """Where the scores of the pairs come from, for the methodology."""
    missing: list[Missing]
    lang: Lang


def made(asked: Asked) -> Agenda:
    """Return the agenda of a round.

    Raises
    ------
    ProblemError
        422 naming the rules that cannot hold, or that could not be kept in time.
    """
    round_ = round_of(asked.participants, asked.slots, len(asked.tables), asked.pairs)
    if found := contradictions(round_):
        raise refused(_faults(asked, found), "agenda_impossible")
    planned = plan(round_, asked.seconds)
    if found := unkept(round_, planned):
        faults = _faults(asked, found)
        if planned.is_impossible:
            raise refused(faults, "agenda_impossible")
        raise ProblemError(422, "agenda_not_found", saying.NOT_FOUND, errors=faults[:MOST_FAULTS])
    return answer.agenda(
        asked.event,
        asked.participants,
        asked.slots,
        asked.tables,
        asked.pairs,
        round_,
        planned,
        seated(round_, planned.slots),
        asked.missing,
        saying.methodology(asked.seconds, asked.scores, asked.lang),
    )


def round_of(
    participants: Sequence[Participant],
    slots: Sequence[AgendaSlot],
    tables: int,
    pairs: Sequence[AgendaPair],
) -> Round:
    """Return the round as arrays; `slots` are in order of time, scores in parts of the largest."""
    number = {one.firm: at for at, one in enumerate(participants)}
    spans = [span(slot) for slot in slots]
    available = np.array(
        [[_is_within(one.spans, slot) for slot in spans] for one in participants], np.bool_
    )
    scores = np.array([pair.score for pair in pairs], np.float64)
    most = [len(slots) if one.at_most is None else one.at_most for one in participants]
    return Round(
        available=available,
        tables=tables,
        pairs=np.array([[number[pair.first], number[pair.second]] for pair in pairs], np.intp),
        scores=scores / scores.max(),
        required=np.array([pair.required for pair in pairs], np.bool_),
        at_least=np.array([one.at_least for one in participants], np.intp),
        at_most=np.array(most, np.intp),
    )


def _is_within(spans: Sequence[Span] | None, slot: Span) -> bool:
    return spans is None or any(start <= slot[0] and slot[1] <= end for start, end in spans)


def _faults(asked: Asked, found: Sequence[Contradiction]) -> list[Fault]:
    return [_fault(asked, one) for one in found]


def _fault(asked: Asked, one: Contradiction) -> Fault:
    """Return a rule that cannot hold as a fault of the request."""
    if one.rule is Rule.TOO_FEW_TABLES:
        pointer, who = "/tables", ""
    elif one.rule in _OF_PAIRS:
        pair = asked.pairs[one.subject]
        name = {each.firm: each.name for each in asked.participants}
        pointer, who = f"/pairs/{one.subject}", f"{name[pair.first]} – {name[pair.second]}"
    else:
        participant = asked.participants[one.subject]
        pointer, who = participant.pointer, participant.name
    said = saying.RULES[one.rule].items()
    detail = {
        lang: text.format(who=who, needed=one.needed, possible=one.possible) for lang, text in said
    }
    return pointer, detail, one.rule.value
