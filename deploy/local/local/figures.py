"""Numbers, days and codes as Spanish readers write them."""

from datetime import date
from decimal import Decimal

_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic")


def number(value: "str | float | None", places: int = 0) -> str:
    """A figure with thousands apart and a decimal comma; a dash where there is none."""
    if value is None:
        return "—"
    # A narrow space would be a box in many terminals; an unbreakable one is not.
    return f"{Decimal(str(value)):,.{places}f}".translate({44: "\u00a0", 46: ","})


def percent(share: float | None) -> str:
    """A share, 0 to 1, in percent."""
    return "—" if share is None else f"{number(share * 100, 1)}\u00a0%"


def day(text: str) -> str:
    """A day in ISO 8601, briefly: 1 jun 2021."""
    on = date.fromisoformat(text)
    return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def span(first: str, last: str) -> str:
    """Two days in ISO 8601 as a span."""
    return f"del {day(first)} al {day(last)}"


def dotted(code: str) -> str:
    """A code with its dots: 8503.00.10."""
    if len(code) <= 4:
        return code
    rest = code[4:]
    return ".".join([code[:4], *(rest[at : at + 2] for at in range(0, len(rest), 2))])
