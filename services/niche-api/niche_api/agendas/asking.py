"""A round as it is asked for, checked: who takes part, when each can meet, which pairs may."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from eslabon.contracts.events import AgendaPair, AgendaRequest, AgendaSlot
from servicekit.language import Texts, texts
from servicekit.problems import ProblemError
from servicekit.validation import Fault

MOST_FAULTS = 100
Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Participant:
    """A firm of the round; `pointer` is where it stands in the request."""

    firm: str
    name: str
    spans: tuple[Span, ...] | None
    """When it can meet; None for all the time."""
    at_least: int
    at_most: int | None
    pointer: str


def refused(faults: Sequence[Fault], kind: str = "round_refused") -> ProblemError:
    """Return one problem for all faults of a round."""
    return ProblemError(422, kind, faults[0][1], errors=list(faults[:MOST_FAULTS]))


def span(slot: AgendaSlot) -> Span:
    """Return when a slot begins and ends."""
    return slot.start, slot.start + timedelta(minutes=slot.minutes)


def faults_of(asked: AgendaRequest) -> list[Fault]:
    """Return what contradicts itself in the slots, tables and firms of a request."""
    found: list[Fault] = []
    in_order = sorted(enumerate(asked.slots), key=lambda one: one[1].start)
    for (_, before), (at, after) in pairwise(in_order):
        if after.start < span(before)[1]:
            found.append((f"/slots/{at}", _OVERLAP, "slots_overlap"))
    found += _repeated("/tables", asked.tables, _TABLE_TWICE, "repeated_table")
    firms = asked.firms or []
    found += _repeated("/firms", [one.firm for one in firms], _FIRM_TWICE, "repeated_firm")
    for at, one in enumerate(firms):
        for place, availability in enumerate(one.available or ()):
            if availability.end <= availability.start:
                pointer = f"/firms/{at}/available/{place}"
                found.append((pointer, _ENDS_FIRST, "ends_before_start"))
        if one.meetings_max is not None and one.meetings_min > one.meetings_max:
            found.append((f"/firms/{at}/meetings_min", _MINIMUM_ABOVE, "minimum_above_maximum"))
    return found


def faults_of_pairs(pairs: Sequence[AgendaPair], firms: Iterable[str]) -> list[Fault]:
    """Return which pairs are of unknown firms, of one firm, or there twice."""
    known = set(firms)
    found: list[Fault] = []
    seen: set[frozenset[str]] = set()
    for at, pair in enumerate(pairs):
        for name in ("first", "second"):
            if getattr(pair, name) not in known:
                found.append((f"/pairs/{at}/{name}", _UNKNOWN_FIRM, "unknown_firm"))
        both = frozenset((pair.first, pair.second))
        if len(both) == 1:
            found.append((f"/pairs/{at}", _WITH_ITSELF, "same_firm"))
        elif both in seen:
            found.append((f"/pairs/{at}", _PAIR_TWICE, "repeated_pair"))
        seen.add(both)
    return found


def _repeated(place: str, names: Sequence[str], said: Texts, kind: str) -> list[Fault]:
    twice = {name for name, count in Counter(names).items() if count > 1}
    return [(f"{place}/{at}", said, kind) for at, name in enumerate(names) if name in twice]


_OVERLAP = texts(
    "El turno empieza antes de que termine el anterior: sepárelos.",
    "O turno começa antes de terminar o anterior: separe-os.",
    "The slot begins before the one before it ends: set them apart.",
)
_TABLE_TWICE = texts(
    "La mesa está repetida: dé a cada una un nombre.",
    "A mesa está repetida: dê a cada uma um nome.",
    "The table is repeated: give each one a name.",
)
_FIRM_TWICE = texts(
    "La empresa está repetida: déjela una vez.",
    "A empresa está repetida: deixe-a uma vez.",
    "The firm is repeated: leave it once.",
)
_ENDS_FIRST = texts(
    "Termina antes de empezar: invierta `start` y `end`.",
    "Termina antes de começar: inverta `start` e `end`.",
    "It ends before it begins: swap `start` and `end`.",
)
_MINIMUM_ABOVE = texts(
    "`meetings_min` es mayor que `meetings_max`: cambie uno.",
    "`meetings_min` é maior que `meetings_max`: mude um.",
    "`meetings_min` is above `meetings_max`: change one of them.",
)
_UNKNOWN_FIRM = texts(
    "La empresa no participa en la ronda: agréguela a `firms` o inscríbala.",
    "A empresa não participa da rodada: acrescente-a a `firms` ou inscreva-a.",
    "The firm does not take part in the round: add it to `firms` or register it.",
)
_WITH_ITSELF = texts(
    "Una empresa no se reúne consigo misma: cambie una de las dos.",
    "Uma empresa não se reúne consigo mesma: troque uma das duas.",
    "A firm does not meet itself: change one of the two.",
)
_PAIR_TWICE = texts(
    "El par está repetido, en este orden o en el otro: déjelo una vez.",
    "O par está repetido, nesta ordem ou na outra: deixe-o uma vez.",
    "The pair is repeated, in this order or the other: leave it once.",
)
