"""Counterparts proposed for an offer, a demand or a firm, each with its reasons."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from eslabon.contracts.codes import CountryInput, Day, NomenclatureId, ProductCode
from eslabon.contracts.envelope import Contract, Input, Methodology, Missing, Provenance
from eslabon.contracts.firms import Side

Identifier = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$"),
    Field(description="Identifier: lower case, digits and hyphens.", examples=["bol-manutata"]),
]
ChainId = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,39}$"), Field(examples=["castana"])
]
Weight = Annotated[float, Field(ge=0, le=1000)]


class Criterion(StrEnum):
    """What a counterpart is judged by."""

    CODE = "CODE"
    PREFERENCE = "PREFERENCE"
    COMPLEMENTARITY = "COMPLEMENTARITY"
    DATES = "DATES"
    CHAIN = "CHAIN"


class MatchWeights(Input):
    """How much each criterion counts; only their proportions matter."""

    code: Weight = 35
    """Distance of the two codes in the tree of the Harmonized System."""
    preference: Weight = 20
    """Part of the duty that the seller's goods do not pay in the buyer's country."""
    complementarity: Weight = 20
    """An offer meets a demand, or a firm of the directory."""
    dates: Weight = 15
    """Overlap of the days of both."""
    chain: Weight = 10
    """Both belong to the same productive chain."""


class WantedMatch(Input):
    """Goods offered or sought that are not in the directory."""

    side: Side
    country: CountryInput
    nomenclature: NomenclatureId = "HS2022"
    product: ProductCode
    chains: list[ChainId] = Field(default=[], max_length=10)
    valid_from: Day | None = None
    valid_to: Day | None = None
    """Last day, inclusive."""


class MatchRequest(Input):
    """For whom counterparts are sought: exactly one of `opportunity`, `firm` and `wanted`."""

    opportunity: Identifier | None = None
    """An offer or demand that is loaded."""
    firm: Identifier | None = None
    """A firm of the directory, with all it offers and seeks."""
    wanted: WantedMatch | None = None
    weights: MatchWeights = MatchWeights()
    limit: int = Field(default=20, ge=1, le=200, description="Most counterparts to return.")


class MatchReason(Contract):
    """What one criterion says of a counterpart."""

    criterion: Criterion
    weight: float
    """Share of the score, from the weights asked for: all add up to 1."""
    value: float | None
    """From 0 to 1; null where it is not known."""
    contribution: float
    """`weight` times `value`; 0 where it is not known."""
    detail: str
    """The reason in one sentence, in the language asked for."""


class Match(Contract):
    """A counterpart, with the best of what it offers or seeks."""

    rank: int
    score: float
    """Sum of the contributions, from 0 to 1."""
    score_max: float
    """What the score would be if all that is not known were at its best."""
    side: Side
    """Whether the counterpart offers or seeks."""
    firm: str
    firm_name: str | None
    country: str
    opportunity: str | None
    """Null where only the directory tells of the firm."""
    nomenclature: str | None
    code: str | None
    """Code that is compared; null where none is known."""
    own_code: str | None
    """Code of who asks that it is compared with."""
    valid_from: date | None
    valid_to: date | None
    reasons: list[MatchReason]


class Matches(Contract):
    """Counterparts, best first."""

    items: list[Match]
    considered: int
    """Counterparts of the other side that share a chapter or a chain with who asks."""
    missing: list[Missing]
    methodology: Methodology
    provenance: list[Provenance]
