"""Around every answer: base classes, provenance, methodology, missing data, pages and problems."""

from datetime import date
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

_give = object.__setattr__


class Contract(BaseModel):
    """An answer: frozen; unknown fields are ignored when read, so a server may add one."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, extra="ignore")

    @classmethod
    def assembled(cls, **values: Any) -> Self:
        """Return an answer of values known to be right: all fields are given, none is checked.

        Quicker than `model_construct`, which looks for defaults and aliases.
        """
        fields = cls.__pydantic_fields__.keys()
        assert values.keys() == fields, values.keys() ^ fields
        made = cls.__new__(cls)
        _give(made, "__dict__", values)
        _give(made, "__pydantic_fields_set__", set(values))
        _give(made, "__pydantic_extra__", None)
        _give(made, "__pydantic_private__", None)
        return made


class Input(BaseModel):
    """A request body: unknown fields are refused."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True, extra="forbid")


class Lang(StrEnum):
    """Language of texts."""

    ES = "es"
    PT = "pt"
    EN = "en"


class Direction(StrEnum):
    """Which trade of a country a rule is for."""

    IMPORT = "IMPORT"
    EXPORT = "EXPORT"
    BOTH = "BOTH"


class Reason(StrEnum):
    """Why a figure is missing."""

    NOT_REPORTED = "not_reported"
    NOT_LOADED = "not_loaded"
    BELOW_THRESHOLD = "below_threshold"
    NO_AGREEMENT = "no_agreement"
    NOT_A_MEMBER = "not_a_member"
    AGREEMENT_DOES_NOT_COVER = "agreement_does_not_cover"
    AMBIGUOUS_CODE = "ambiguous_code"
    NOT_ASSESSED = "not_assessed"
    NOT_IDENTIFIED = "not_identified"
    SERVICE_UNAVAILABLE = "service_unavailable"


class Missing(Contract):
    """Something an answer cannot say, and why."""

    what: str
    """What is missing: the name of a block, an agreement or a dataset."""
    reason: Reason
    detail: str
    """One sentence in the language asked for: what it means and where data exist."""


class Provenance(Contract):
    """Where a figure comes from."""

    dataset: str
    slice: str
    """Canonical text of the slice, for example `source=BACI,year=2023`."""
    release: int
    source: str
    licence: str
    year: int | None
    cite_as: str
    url: str | None
    retrieved_on: date | None


class Parameter(Contract):
    """A named choice of a computed answer."""

    name: str
    value: str
    assumed: bool
    """True where no public source fixes the value and Eslabón chose it."""


class Methodology(Contract):
    """How a computed answer was made."""

    id: str
    version: str
    summary: str
    parameters: list[Parameter]


class Coverage(Contract):
    """The days that loaded data cover."""

    valid_from: date | None
    valid_to: date | None
    """Last day, inclusive."""
    dates_stated: bool | None
    """True where the source states these days, false where Eslabón infers them."""
    observed_on: date | None
    """Day of the file that the figures were read from."""
    subheadings_loaded: int | None = None
    """Subheadings of the Harmonized System that have a duty; fewer than there are where the tariff
    is loaded in part."""
    subheadings_total: int | None = None
    """Subheadings of the revision that the tariff follows; null where its codes are not loaded."""


class Meta(Contract):
    """What holds for a whole page."""

    publication: int
    provenance: list[Provenance]
    missing: list[Missing]
    methodology: Methodology | None = None
    """How the items were computed; null where they are as the source gives them."""


Item = TypeVar("Item")


class Page(Contract, Generic[Item]):
    """One page of a list."""

    # To look for docstrings, pydantic searches every frame of the imports under way, again for
    # each `Page[...]`: half of the seconds that a service took to import. So they are not looked
    # for here, and the description stands in a `Field`.
    model_config = ConfigDict(use_attribute_docstrings=False)

    items: list[Item]
    next_cursor: str | None = Field(
        description="Pass it as `cursor` for the next page; null on the last one."
    )
    meta: Meta


class ProblemItem(Contract):
    """One fault of a request."""

    pointer: str
    """JSON pointer into the body, or `/query/NAME` and `/path/NAME` for parameters."""
    detail: str
    code: str


class Problem(Contract):
    """An error, as RFC 9457 (`application/problem+json`)."""

    type: str
    """Stable address of the kind of problem."""
    title: str
    status: int
    detail: str
    """What to change."""
    instance: str | None = None
    request_id: str | None = None
    errors: list[ProblemItem] = []
