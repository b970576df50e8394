"""The agenda of a large round, beside the time that an organiser may wait for it."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
from eslabon.contracts.envelope import Lang
from eslabon.contracts.events import Agenda, AgendaPair, AgendaSlot
from niche_api.agendas.asking import Participant, Span, span
from niche_api.agendas.making import Asked, made

from tests.bench.processes import BenchError
from tests.bench.rows import Kind, Row

NAMES = ("agenda.round",)
FIRMS, TABLES, SLOTS = 120, 40, 20
BUYERS = 40
LIMIT_SECONDS = 10.0
TIME_LIMIT_SECONDS = 8.0
LEAST_RATIO = 0.95
BEGIN = datetime.fromisoformat("2026-05-12T09:00:00-04:00")


def _slots() -> list[AgendaSlot]:
    return [AgendaSlot(start=BEGIN + timedelta(minutes=20 * at), minutes=20) for at in range(SLOTS)]


def _there(kind: str, chance: np.random.Generator) -> tuple[Span, ...] | None:
    """Return when a firm is there: all the time, half of it, or four slots of five."""
    slots = [span(slot) for slot in _slots()]
    if kind == "half days":
        half = chance.integers(3)
        parts = [None, slots[: SLOTS // 2], slots[SLOTS // 2 :]]
        part = parts[half]
        return None if part is None else ((part[0][0], part[-1][1]),)
    if kind == "four slots of five":
        return tuple(slot for slot in slots if chance.random() < 0.8)
    return None


def _asked(kind: str, *, everybody: bool) -> Asked:
    """Draw a round: 40 buyers and 80 sellers, or everybody with everybody."""
    chance = np.random.default_rng(7)
    participants = [
        Participant(f"firm-{at}", f"Firm {at}", _there(kind, chance), 0, None, f"/firms/{at}")
        for at in range(FIRMS)
    ]
    pairs = [
        AgendaPair(
            first=f"firm-{one}", second=f"firm-{other}", score=round(chance.uniform(0.1, 1), 3)
        )
        for one in range(FIRMS if everybody else BUYERS)
        for other in range(one + 1 if everybody else BUYERS, FIRMS)
    ]
    tables = [str(at) for at in range(1, TABLES + 1)]
    return Asked(
        "bench", participants, _slots(), tables, pairs, TIME_LIMIT_SECONDS, "given", [], Lang.EN
    )


def _require_sound(asked: Asked, agenda: Agenda) -> None:
    booked = Counter(
        (meeting.start, who)
        for meeting in agenda.meetings
        for who in (meeting.first, meeting.second, f"table {meeting.table}")
    )
    if booked and max(booked.values()) > 1:
        raise BenchError("a firm or a table is booked twice")
    there = {one.firm: one.spans for one in asked.participants}
    for meeting in agenda.meetings:
        for firm in (meeting.first, meeting.second):
            spans = there[firm]
            if spans is not None and not any(
                start <= meeting.start and meeting.end <= end for start, end in spans
            ):
                raise BenchError(f"{firm} meets at {meeting.start}, when it is away")
    if abs(agenda.score - sum(meeting.score for meeting in agenda.meetings)) > 1e-6:
        raise BenchError("the score is not the sum of the meetings'")
    if agenda.ratio < LEAST_RATIO:
        raise BenchError(f"{agenda.ratio:.3f} of the bound")


def measured() -> Iterator[Row]:
    """Make agendas of rounds of four shapes; the slowest counts."""
    spent: list[float] = []
    said: list[str] = []
    for kind, everybody in (
        ("there all the time", False),
        ("half days", False),
        ("four slots of five", False),
        ("there all the time", True),
    ):
        asked = _asked(kind, everybody=everybody)
        began = time.perf_counter()
        agenda = made(asked)
        spent.append(time.perf_counter() - began)
        _require_sound(asked, agenda)
        who = (
            "everybody with everybody"
            if everybody
            else f"{BUYERS} buyers, {FIRMS - BUYERS} sellers"
        )
        said.append(
            f"{kind}, {who}, {len(asked.pairs):,} pairs: {spent[-1]:.2f} s, "
            f"{len(agenda.meetings)} meetings, {agenda.ratio:.4f} of the bound"
        )
    slowest = max(spent)
    yield Row(
        name=NAMES[0],
        kind=Kind.LIMIT,
        unit="s",
        ours=slowest,
        beside=f"{LIMIT_SECONDS:.0f} s",
        other=LIMIT_SECONDS,
        ratio=slowest / LIMIT_SECONDS,
        goal=1.0,
        note=f"{FIRMS} firms, {TABLES} tables, {SLOTS} slots, the slowest of four rounds, SciPy "
        f"imported before; no firm or table booked twice, hours kept, at least {LEAST_RATIO:.0%} "
        f"of an upper bound; {'; '.join(said)}",
    )
