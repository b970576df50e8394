"""What niche-api says of the cooperation of secretariats: axes, action areas, meetings."""

from datetime import date
from enum import StrEnum

from eslabon.contracts.chains import DatePrecision
from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance
from eslabon.contracts.events import Modality


class SecretariatRole(StrEnum):
    """In what role an organisation takes part."""

    SECRETARIAT = "SECRETARIAT"
    """Of a scheme of integration: a column of the matrix."""
    PARTNER = "PARTNER"
    """Accompanies: not counted in coverage."""


class ActionKind(StrEnum):
    """What an action area is."""

    PROJECT = "PROJECT"
    TOOL = "TOOL"
    PROGRAMME = "PROGRAMME"
    TRAINING = "TRAINING"
    DATASET = "DATASET"
    NETWORK = "NETWORK"
    REQUEST = "REQUEST"
    """What a secretariat asks of others: nothing that it does itself."""


class ActionStatus(StrEnum):
    """Where an action area stands, by its source."""

    ACTIVE = "ACTIVE"
    PLANNED = "PLANNED"
    ENDED = "ENDED"


class Secretariat(Contract):
    """An organisation of the matrix."""

    secretariat: str
    name: str
    role: SecretariatRole
    note: str | None
    reference: str


class ActionArea(Contract):
    """Something a secretariat does, plans, did or asks for on an axis."""

    area: str
    axis: str
    secretariat: str
    title: str
    kind: ActionKind
    status: ActionStatus
    leads: bool
    """True where the secretariat leads the work of others in it."""
    joint_with: list[str]
    """Secretariats it is carried out with; empty where it is no joint project."""
    countries: list[str]
    """ISO 3166-1 alpha-3; empty where the source names none."""
    themes: list[str]
    """Identifiers of themes: our labels, not the source's."""
    description: str
    website: str | None
    basis: str
    """D documented, I inferred, A assumed; of the row, not of its themes."""
    note: str | None
    reference: str
    provenance: Provenance


class CooperationAxis(Contract):
    """A working axis of the secretariats, and how far it is covered."""

    axis: str
    position: int
    name: str
    printed_as: str
    """As the report of the workshop prints it."""
    lead: str | None
    """Secretariat named to lead the axis."""
    secretariats: int
    """Secretariats counted."""
    acting: int
    """Those with an action area under way or planned."""
    coverage: float | None
    """`acting` over `secretariats`; null where no action area of the axis is loaded."""
    note: str | None
    basis: str
    reference: str
    provenance: Provenance
    missing: Missing | None
    """Why coverage is not known."""


class CooperationCell(Contract):
    """What one secretariat does on one axis."""

    axis: str
    secretariat: str
    name: str
    acts: bool | None
    """True with an action area under way or planned; null where nothing is loaded of the cell."""
    active: int
    """Action areas under way."""
    planned: int
    ended: int
    requests: int
    themes: list[str]
    """Of areas under way or planned."""
    requested: list[str]
    """Themes of its requests."""
    areas: list[str]
    """Titles, by status; requests last."""
    missing: Missing | None
    """Why nothing is known; a blank does not say that nothing is done."""


class CooperationTheme(Contract):
    """A theme of an axis: who works on it, who asks for it."""

    axis: str
    theme: str
    name: str
    active: list[str]
    """Secretariats with an area under way."""
    planned: list[str]
    """Secretariats that only plan one."""
    requested: list[str]
    """Secretariats that ask for it."""
    is_gap: bool
    """True where no secretariat acts or plans to."""
    is_joint: bool
    """True where a joint project of it is under way or planned."""
    is_candidate: bool
    """True where two or more secretariats act or plan to, and it is no joint project yet."""
    note: str | None
    basis: str
    reference: str


class CooperationOverlap(Contract):
    """How far two secretariats work on the same themes of an axis."""

    first: str
    second: str
    shared: list[str]
    """Themes of both."""
    jaccard: float
    """Themes of both over themes of either, from 0 to 1; 0 where neither has any."""


class CooperationMatrix(Contract):
    """One axis: cells, themes, and what follows from them."""

    axis: CooperationAxis
    secretariats: list[Secretariat]
    cells: list[CooperationCell]
    """One for each secretariat."""
    areas: list[ActionArea]
    themes: list[CooperationTheme]
    overlaps: list[CooperationOverlap]
    """Pairs that act, those with most in common first."""
    gaps: list[str]
    """Themes that no secretariat acts on."""
    joint_candidates: list[str]
    """Themes for a joint project, those of most secretariats first."""
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]


class MeetingStatus(StrEnum):
    """Whether a meeting was held."""

    HELD = "HELD"
    PLANNED = "PLANNED"


class CooperationMeeting(Contract):
    """A meeting of secretariats, held or planned."""

    meeting: str
    title: str
    status: MeetingStatus
    axes: list[str]
    """Axes it was or is for; empty where it is for all or the source does not say."""
    starts_on: date | None
    """Null where the source gives no date."""
    ends_on: date | None
    precision: DatePrecision | None
    country: str | None
    place: str | None
    modality: Modality | None
    organisers: list[str]
    participants: list[str]
    """Organisations that the source names."""
    note: str | None
    basis: str
    reference: str
    provenance: Provenance
