"""Rates of duty as exact decimals."""

import re
from decimal import Decimal

RATE = re.compile(r"\d+(?:[.,]\d+)?")


def decimal(text: str) -> str:
    """A printed number as a plain exact decimal: no exponent, no trailing zeros."""
    number = Decimal(text.replace(",", "."))
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def rate(printed: str) -> str:
    """The percentage of a printed ad valorem rate, marks left out; empty if there is none."""
    found = RATE.match(printed.strip())
    return decimal(found.group()) if found else ""


def times_thousand(value: float) -> str:
    """A thousandfold of a figure given in thousands, exact in the digits it was given with."""
    return decimal(str(Decimal(repr(value)) * 1000))
