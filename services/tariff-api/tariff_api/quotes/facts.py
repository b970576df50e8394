"""What a quote is decided from: rows of duties and preferences, and what binds the pair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from eslabon.contracts.quotes import CandidateStatus

from tariff_api.duties.expression import Expression
from tariff_api.quotas.quota import QuotaRow

PAR = "AR.PAR 4"
WORLD = "WLD"
# Schemes that sources state as groups of their own: a row of a country is never theirs.
GROUP_AGREEMENTS = frozenset({"GSTP", "PTN"})
HUNDRED = Decimal(100)
# A code of the tariff that is the whole of the other code, or a part of it, has all its rights.
WITHIN = frozenset({CorrelationKind.EXACT, CorrelationKind.MERGE})

Season = tuple[str, str]
"""First and last day of the year, as `11-01` and `02-28`, both included; it may wrap."""


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty on one national line that every origin pays.

    Either `rate_percent` of customs value or `expression`; neither where it is not understood.
    """

    rate_percent: Decimal | None
    rate_text: str
    legal_base: str | None
    valid_from: date
    valid_to: date
    observed_on: date
    release: int
    expression: Expression | None = None
    season: Season | None = None
    above: str | None = None
    """Code above the line that the duty stands on, where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Preference:
    """What a source says of one beneficiary (country, scheme or WLD) on a line or a code above it.

    One of `rate_percent`, `margin_percent` and `expression`; none where it is an exception.
    """

    beneficiary: str
    agreement: str | None
    rate_percent: Decimal | None
    rate_min_percent: Decimal | None
    rate_max_percent: Decimal | None
    lines_covered: int | None
    lines_total: int | None
    valid_from: date
    valid_to: date | None
    observed_on: date
    release: int
    code: str = ""
    margin_percent: Decimal | None = None
    expression: Expression | None = None
    exception: bool = False
    beneficiary_except: frozenset[str] = frozenset()
    observation: str | None = None
    season: Season | None = None
    quota: str | None = None
    legal_base: str | None = None
    correlation: Correlation | None = None
    """How the line was followed to the code, where that is in another nomenclature."""

    @property
    def whole(self) -> bool:
        """True where the row speaks of every national line of its code."""
        return self.lines_covered == self.lines_total

    @property
    def exact(self) -> bool:
        """True where every national line of the code has this one preference."""
        return self.whole and self.rate_min_percent == self.rate_max_percent

    @property
    def certain(self) -> bool:
        """True where the line is the code of the row or a part of it, and not of another one."""
        return self.correlation is None or self.correlation.kind in WITHIN

    def holds(self, on: date) -> bool:
        """Tell whether the day is one of the row's."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def stated_world(self) -> bool:
        """True where the row says what all other origins pay: the source knows every partner's."""
        return self.beneficiary == WORLD and self.agreement is None and self.certain


@dataclass(frozen=True, slots=True)
class InForce:
    """An agreement by which the importer owes the exporter preferences on the day."""

    code: str
    dated: bool
    """False where no source says from when it binds this pair."""
    known_to_grant: bool
    """False where no source says whether it grants tariff preferences at all."""


@dataclass(frozen=True, slots=True)
class NotInForce:
    """Why an agreement that a row names gives the pair nothing on the day."""

    status: CandidateStatus
    """OUTSIDE_DATES or NOT_A_PARTY."""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """What binds importer and exporter on one day; compared by identity: one for each of them."""

    importer: str
    exporter: str
    agreements: tuple[InForce, ...]
    groups: frozenset[str]
    """Schemes that the exporter is a member of."""
    par_cell: Decimal | None
    """Margin of AR.PAR 4 for the pair, in percent of the MFN duty."""
    par_release: int | None
    par_row: frozenset[Decimal]
    """All margins that AR.PAR 4 lets this importer grant."""
    outside_aladi: bool
    """True where the importer is a member of ALADI and the exporter, of the region, is not."""
    on: date
    not_in_force: Mapping[str, NotInForce] = field(default_factory=dict)
    """Agreements that the importer's rows name and that do not bind the pair on the day."""
    quotas: Mapping[str, QuotaRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One national line: its duty, and every row of preferences that speaks of it."""

    duty: Duty | None
    preferences: tuple[Preference, ...]
    lists: frozenset[str] = frozenset()
    """Agreements whose list of exceptions is loaded and could be followed to the line."""


def plain(value: Decimal) -> Decimal:
    """Return a decimal without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def rounded(value: Decimal, places: int) -> Decimal:
    """Return a decimal rounded half up, as tariffs are printed."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def margin_percent(mfn: Decimal | None, applied: Decimal) -> Decimal | None:
    """Return the reduction in percent of the MFN duty (4 decimals); None where that is zero."""
    if not mfn:
        return None
    return plain(rounded(HUNDRED * (1 - applied / mfn), 4))


def reduced(mfn: Decimal, margin: Decimal) -> Decimal:
    """Return the duty left after a reduction by `margin` percent of it."""
    return plain(mfn * (1 - margin / HUNDRED))
