"""What niche-api says of the SME policy index (IPPALC): its structure, answers, scores, figures."""

from enum import StrEnum

from pydantic import Field

from eslabon.contracts.envelope import Contract, Methodology, Missing, Provenance


class PolicyLevel(StrEnum):
    """Place of an item in the tree of an edition, from the root."""

    DIMENSION = "DIMENSION"
    SUB_DIMENSION = "SUB_DIMENSION"
    BLOCK = "BLOCK"
    """Thematic block: one phase of a policy."""
    INDICATOR = "INDICATOR"
    """A question."""


class PolicyPhase(StrEnum):
    """Phase of a policy that a thematic block is about."""

    PLANNING = "PLANNING"
    """Planning and design."""
    IMPLEMENTATION = "IMPLEMENTATION"
    MONITORING = "MONITORING"
    """Monitoring and evaluation."""


class PolicyQuestion(StrEnum):
    """How an indicator is answered."""

    YES_NO = "YES_NO"
    CHOICE = "CHOICE"
    """One of several answers, each with a score from 0 to 1."""
    OPEN = "OPEN"
    """In words: not scored."""


class PolicyMetric(StrEnum):
    """What a published figure says."""

    SCORE = "SCORE"
    RELATIVE_TO_AVERAGE = "RELATIVE_TO_AVERAGE"
    """Where a score stands; `standing` says it."""
    CHANGE = "CHANGE"
    """Which way a score went since the edition before; `standing` says it."""
    DIMENSIONS = "DIMENSIONS"
    SUB_DIMENSIONS = "SUB_DIMENSIONS"
    DIMENSIONS_ABOVE_AVERAGE = "DIMENSIONS_ABOVE_AVERAGE"
    DIMENSIONS_IMPROVED = "DIMENSIONS_IMPROVED"
    FIRMS_THAT_ARE_SMES = "FIRMS_THAT_ARE_SMES"
    """Share of firms, a fraction."""
    FORMAL_EMPLOYMENT = "FORMAL_EMPLOYMENT"
    """Share of formal employment that is in small and medium-sized firms, a fraction."""


class PolicyStanding(StrEnum):
    """What a source says of a score without giving it."""

    ABOVE = "ABOVE"
    AVERAGE = "AVERAGE"
    BELOW = "BELOW"
    IMPROVED = "IMPROVED"
    WORSENED = "WORSENED"


class PolicyScoreOrigin(StrEnum):
    """Where a score comes from."""

    PUBLISHED = "PUBLISHED"
    """A source prints it."""
    COMPUTED = "COMPUTED"
    """Computed from loaded answers, or as the mean of the countries of the edition."""


class PolicyEdition(Contract):
    """An edition of the index."""

    edition: str
    year: int
    name: str
    countries: list[str]
    """Countries assessed, ISO 3166-1 alpha-3."""
    average: str | None
    """What sources call the mean of those countries, such as LA9: an area of scores like them."""
    dimensions: int
    """Dimensions, sub-dimensions and indicators: those loaded; a source may speak of more."""
    sub_dimensions: int
    indicators: int
    note: str | None
    reference: str
    provenance: Provenance


class PolicyItem(Contract):
    """A dimension, sub-dimension, thematic block or indicator of an edition."""

    item: str
    """Its name for good: the same in every edition that asks the same."""
    parent: str | None
    level: PolicyLevel
    position: int
    name: str
    phase: PolicyPhase | None
    """Of blocks only."""
    question: PolicyQuestion | None
    """Of indicators only."""
    weight: float | None
    """Weight among its siblings, as the structure states it; null: by the methodology."""
    basis: str
    """D documented, I inferred, A assumed."""
    note: str | None
    reference: str


class PolicyFigure(Contract):
    """A figure of an edition as its source prints it."""

    edition: str
    area: str
    """Country as ISO 3166-1 alpha-3, the average of the edition, or ALL for the edition itself."""
    item: str | None
    metric: PolicyMetric
    value: float | None
    standing: PolicyStanding | None
    """For metrics that are no number."""
    approximate: bool
    note: str | None
    reference: str
    provenance: Provenance


class PolicyScore(Contract):
    """The score of an area in one item of an edition, from 1 to 5, and what to compare it with."""

    edition: str
    area: str
    """Country as ISO 3166-1 alpha-3, or the average of the edition."""
    assessed: bool
    """False for a country outside the edition: a score is then of answers somebody loaded."""
    item: str
    level: PolicyLevel
    name: str
    score: float | None
    """What a source prints, else what is computed."""
    origin: PolicyScoreOrigin | None
    computed: float | None
    """From answers, also where a source prints another score."""
    answered_weight: float | None
    """Weight of the answered part below the item, a fraction; null where nothing is answered."""
    average: float | None
    """Score of the edition's average in the item."""
    difference: float | None
    """Score less average."""
    standing: PolicyStanding | None
    """What a source says of the score against the average."""
    trend: PolicyStanding | None
    """What a source says of the score against the edition before."""
    previous_edition: str | None
    """Edition before that has the item."""
    previous: float | None
    change: float | None
    """Score less the one of the edition before."""
    missing: Missing | None
    """Why there is no score."""


class PolicyProfile(Contract):
    """An edition's scores of one area."""

    area: str
    assessed: bool
    scores: list[PolicyScore]
    """Dimensions in their order; further levels below, where something is known of them."""
    missing: Missing | None
    """Why nothing is known of the area."""


class PolicyIndex(Contract):
    """An edition of the index: structure, profiles of the areas asked for, and figures."""

    edition: PolicyEdition
    items: list[PolicyItem]
    """The tree, each parent before its children."""
    profiles: list[PolicyProfile]
    figures: list[PolicyFigure]
    """As sources print them: of the areas asked for, and of the edition."""
    missing: list[Missing]
    methodology: Methodology = Field(
        description="How scores are computed from answers; those of a source are as it prints them."
    )
    provenance: list[Provenance]
