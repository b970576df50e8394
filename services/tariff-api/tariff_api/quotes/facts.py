"""What a quote is decided from: rows of duties and preferences, and what binds the pair."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

PAR = "AR.PAR 4"
WORLD = "WLD"
# Schemes that sources state as groups of their own: a row of a country is never theirs.
GROUP_AGREEMENTS = frozenset({"GSTP", "PTN"})
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Duty:
    """The duty on one national line that every origin pays, in percent of customs value."""

    rate_percent: Decimal | None
    rate_text: str
    legal_base: str | None
    valid_from: date
    valid_to: date
    observed_on: date
    release: int


@dataclass(frozen=True, slots=True)
class Preference:
    """A reduced duty of one beneficiary (country, scheme or WLD) on a line or a subheading."""

    beneficiary: str
    agreement: str | None
    rate_percent: Decimal
    rate_min_percent: Decimal
    rate_max_percent: Decimal
    lines_covered: int
    lines_total: int
    valid_from: date
    valid_to: date
    observed_on: date
    release: int

    @property
    def exact(self) -> bool:
        """True where every national line of the code pays this one rate."""
        return (
            self.rate_min_percent == self.rate_max_percent
            and self.lines_covered == self.lines_total
        )


@dataclass(frozen=True, slots=True)
class InForce:
    """An agreement by which the importer owes the exporter preferences on the day."""

    code: str
    dated: bool
    """False where no source says from when it binds this pair."""
    known_to_grant: bool
    """False where no source says whether it grants tariff preferences at all."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What binds importer and exporter on one day."""

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


@dataclass(frozen=True, slots=True)
class Line:
    """One national line: its duty, and the preference rows on it or on its subheading."""

    duty: Duty | None
    preferences: tuple[Preference, ...]


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
