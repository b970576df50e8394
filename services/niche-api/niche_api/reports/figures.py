"""Figures of a report as a language writes them."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang
from eslabon.contracts.regional import Unit

from niche_api.geography.map_words import thousands

TO = "\u2060–\u2060"
"""Between the ends of a span, which no line parts."""
NONE = "—"
"""Stands where there is no figure."""
SCALE = {Unit.USD: 1e6, Unit.LOCAL_CURRENCY: 1e6, Unit.KG: 1e6, Unit.PERSONS: 1e3}
"""What a table gives values in, by the unit of a basket: millions, thousand tonnes, thousands."""


def fixed(value: float | Decimal | None, decimals: int, lang: Lang) -> str:
    """Return a figure with a number of decimals; a true minus sign."""
    if value is None:
        return NONE
    whole, _, part = f"{abs(value):,.{decimals}f}".partition(".")
    is_below = value < 0 and any(digit in "123456789" for digit in whole + part)
    text = f"{'−' if is_below else ''}{whole.replace(',', thousands(lang))}"
    return f"{text}{'.' if lang is Lang.EN else ','}{part}" if part else text


def percent(share: float | None, decimals: int, lang: Lang) -> str:
    """Return a fraction as a percentage."""
    return NONE if share is None else percentage(100 * share, decimals, lang)


def percentage(value: Decimal | float | None, decimals: int, lang: Lang) -> str:
    """Return what is a percentage already."""
    blank = "" if lang is Lang.EN else "\u202f"
    return NONE if value is None else f"{fixed(value, decimals, lang)}{blank}%"


def scaled(value: float | Decimal | None, unit: Unit, lang: Lang) -> str:
    """Return a value as tables give it: two decimals below ten, one below a thousand."""
    if value is None:
        return NONE
    size = float(value) / SCALE[unit]
    return fixed(size, 2 if size < 10 else 1 if size < 1_000 else 0, lang)


def whole(value: int | None, lang: Lang) -> str:
    """Return a count."""
    return fixed(value, 0, lang)


def day(value: date, lang: Lang) -> str:
    """Return a day."""
    return f"{value:%Y-%m-%d}" if lang is Lang.EN else f"{value:%d/%m/%Y}"
