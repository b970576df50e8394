"""What changed in a market's duties and preferences from one edition to the next."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from eslabon.contracts.envelope import Contract, Provenance
from eslabon.contracts.nomenclature import Correlation


class Measure(StrEnum):
    """What levies or lowers a duty."""

    DUTY = "DUTY"
    PREFERENCE = "PREFERENCE"


class ChangeKind(StrEnum):
    """How a measure on a code changed."""

    NEW = "NEW"
    GONE = "GONE"
    RENUMBERED = "RENUMBERED"
    """The code is in one of the two nomenclatures only, and a loaded correlation says which other
    codes it corresponds to: `counterparts`. It is no new or lost duty by itself."""
    RATE_UP = "RATE_UP"
    RATE_DOWN = "RATE_DOWN"
    CHANGED = "CHANGED"
    """The rate is the same or can't be compared, and something else changed: see `changed`."""


class ChangeSide(Contract):
    """A measure as one of the two releases has it."""

    nomenclature: str
    rate_percent: Decimal | None
    rate_min_percent: Decimal | None
    rate_max_percent: Decimal | None
    """Lowest and highest rate of a preference over the lines of its code."""
    margin_percent: Decimal | None
    rate_text: str | None
    """The duty as the source writes it."""
    expression: str | None
    observation: str | None
    legal_base: str | None
    valid_from: date
    valid_to: date | None
    dates_stated: bool
    observed_on: date
    provenance: Provenance


class Change(Contract):
    """What became of one measure on one code of a market's tariff."""

    importer: str
    measure: Measure
    kind: ChangeKind
    code: str
    description: str | None
    """Text of the code in the later nomenclature, else in the earlier one."""
    beneficiary: str | None
    """Whom a preference is for; null for a duty."""
    agreement: str | None
    changed: list[str]
    """Names of the columns whose values are not the same."""
    before: ChangeSide | None
    after: ChangeSide | None
    counterparts: list[Correlation]


class FeedCounts(Contract):
    """How many measures changed, by kind."""

    new: int
    gone: int
    renumbered: int
    rate_up: int
    rate_down: int
    changed: int


class FeedRelease(Contract):
    """One release of a publication, and what it changed."""

    measure: Measure
    slice: str
    release: int
    since: int | None
    """Release it is compared with: the one it replaced, else the edition before; null for the
    first, and where that one is no longer kept."""
    counts: FeedCounts | None


class FeedExtension(Contract):
    """What the feed says to programs."""

    publication: int
    releases: list[FeedRelease]


class FeedItem(Contract):
    """One publication that changed the duties or preferences of a market."""

    id: str
    url: str
    title: str
    content_text: str
    content_html: str
    date_published: str
    """Moment, as RFC 3339."""
    language: str
    extension: FeedExtension = Field(serialization_alias="_eslabon")


class Feed(Contract):
    """A JSON Feed, version 1.1."""

    version: str = "https://jsonfeed.org/version/1.1"
    title: str
    home_page_url: str
    feed_url: str
    description: str
    language: str
    items: list[FeedItem]
