"""Rates of duty as exact decimals."""

import re
from decimal import Decimal

RATE = re.compile(r"\d+(?:[.,]\d+)?")


FINEST = Decimal("0.0001")


def decimal(text: str) -> str:
    """A printed number as a plain decimal: no exponent, no trailing zeros, four places at most."""
    number = Decimal(text.replace(",", ".")).quantize(FINEST)
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def rate(printed: str) -> str:
    """The percentage of a printed ad valorem rate, marks left out; empty if there is none."""
    found = RATE.match(printed.strip())
    return decimal(found.group()) if found else ""


def times_thousand(value: float) -> str:
    """A thousandfold of a figure given in thousands, free of the noise of binary fractions."""
    return decimal(str(Decimal(repr(value)) * 1000))


def times_hundred(fraction: str) -> str:
    """A printed fraction as a percentage."""
    return decimal(str(Decimal(fraction) * 100))
