"""One side of a possible deal: who offers or seeks what, from when to when."""

from dataclasses import dataclass
from datetime import date

from eslabon.contracts.firms import Side

OPPOSITE = {Side.OFFER: Side.DEMAND, Side.DEMAND: Side.OFFER}


@dataclass(frozen=True, slots=True)
class Interest:
    """What a firm offers or seeks: an opportunity, or what the directory says it trades."""

    side: Side
    firm: str
    firm_name: str | None
    country: str
    opportunity: str | None
    """None where only the directory tells of it."""
    codes: tuple[tuple[str, str], ...]
    """Edition of the Harmonized System and code, of two to six digits."""
    by_chain: bool
    """True where the codes are those of the firm's chains: its own are not known."""
    chains: frozenset[str]
    valid_from: date | None
    valid_to: date | None
    release: int | None
    """Release that it comes from; None where it was asked with the request."""
