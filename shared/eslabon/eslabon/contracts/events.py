"""Business rounds, weeks and fairs, the firms in them, and the agenda of their meetings."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from eslabon.contracts.envelope import Contract, Input, Methodology, Missing, Provenance
from eslabon.contracts.matches import Identifier, MatchWeights


class EventKind(StrEnum):
    """Kind of event."""

    ROUND = "ROUND"
    """Rueda de negocios: bilateral meetings by agenda."""
    WEEK = "WEEK"
    """Semana de conexión empresarial: several days of contacts, usually at a distance."""
    EXPO = "EXPO"
    """Fair with a round, as EXPO ALADI."""


class Modality(StrEnum):
    """How people meet."""

    IN_PERSON = "IN_PERSON"
    VIRTUAL = "VIRTUAL"
    HYBRID = "HYBRID"


class Event(Contract):
    """An event at which firms meet."""

    event: str
    kind: EventKind
    name: str
    organiser: str
    country: str | None
    """Host; null where the source names none."""
    place: str | None
    modality: Modality | None
    starts_on: date | None
    ends_on: date | None
    sectors: list[str]
    """Sectors as the source names them."""
    nomenclature: str | None
    codes: list[str]
    firms: int | None
    """Firms that took part, as the source reports."""
    website: str | None
    note: str | None
    reference: str
    provenance: Provenance


class Role(StrEnum):
    """On which side a firm takes part in an event."""

    SELLER = "SELLER"
    BUYER = "BUYER"
    BOTH = "BOTH"


class Registration(Contract):
    """A firm that takes part in an event."""

    event: str
    firm: str
    firm_name: str | None
    """Null where the firm is not in the directory."""
    country: str
    role: Role
    available: list[str]
    """Spans of time as ISO 8601 intervals; empty where it is there all the time."""
    reference: str
    provenance: Provenance


Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[^<>\x00-\x1f]*$"),
    Field(examples=["Manutata S.A."]),
]
Score = Annotated[float, Field(gt=0, le=1_000_000)]


class AgendaSlot(Input):
    """A turn in which all meetings of it are held at once."""

    start: AwareDatetime = Field(examples=["2026-05-12T09:00:00-04:00"])
    """Moment, with the offset from UTC."""
    minutes: int = Field(default=30, ge=5, le=240)


class Availability(Input):
    """A span of time in which a firm can meet."""

    start: AwareDatetime
    end: AwareDatetime


class AgendaFirm(Input):
    """A firm of the round."""

    firm: Identifier
    name: Name | None = None
    """Name to show; that of the directory, or the identifier, when left out."""
    available: list[Availability] | None = Field(default=None, max_length=50)
    """When it can meet; all the time when left out."""
    meetings_min: int = Field(default=0, ge=0, le=200)
    meetings_max: int | None = Field(default=None, ge=0, le=200)


class AgendaPair(Input):
    """Two firms that may meet, and what the meeting is worth."""

    first: Identifier
    second: Identifier
    score: Score = 1
    required: bool = False
    """True where the two have to meet."""


class AgendaRequest(Input):
    """A round to make an agenda of.

    Without `firms` the event's registered firms take part; without `pairs` buyers and sellers
    among them are paired, each pair scored as `POST /v1/matches` does by `weights`.
    """

    slots: list[AgendaSlot] = Field(min_length=1, max_length=200)
    tables: list[Name] = Field(min_length=1, max_length=200, examples=[["1", "2"]])
    firms: list[AgendaFirm] | None = Field(default=None, min_length=2, max_length=500)
    pairs: list[AgendaPair] | None = Field(default=None, min_length=1, max_length=20_000)
    weights: MatchWeights = MatchWeights()
    time_limit_seconds: float = Field(default=8, ge=1, le=25)
    """Time to look for a better agenda; the best one found by then is kept."""


class Meeting(Contract):
    """Two firms at a table in a slot."""

    start: datetime
    end: datetime
    table: str
    first: str
    first_name: str
    second: str
    second_name: str
    score: float
    required: bool


class AgendaLoad(Contract):
    """How many meetings a firm has."""

    firm: str
    name: str
    meetings: int
    slots_available: int
    wished: int
    """Pairs of the round that it is in."""


class AgendaQuality(StrEnum):
    """How good an agenda is known to be."""

    OPTIMAL = "OPTIMAL"
    """No agenda scores more than a thousandth above it."""
    WITHIN_BOUND = "WITHIN_BOUND"
    """`ratio` says how far it may be from the best."""


class Agenda(Contract):
    """Bilateral meetings of an event, without double bookings of firm or table."""

    event: str
    made_at: datetime
    score: float
    """Sum of the scores of the meetings."""
    bound: float
    """What no agenda of the round can score above."""
    ratio: float
    """`score` over `bound`; 1 where no meeting is possible at all."""
    quality: AgendaQuality
    seconds: float
    meetings: list[Meeting]
    """By start and table."""
    firms: list[AgendaLoad]
    missing: list[Missing]
    methodology: Methodology
