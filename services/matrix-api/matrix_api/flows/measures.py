"""What figures of trade are measured by: shares, unit values, growth."""

from decimal import Decimal

from matrix_api.flows.repository import Amounts


def ratio(part: Decimal | None, whole: Decimal | None) -> float | None:
    """Return part over whole; null where either is missing or the whole is zero."""
    return None if part is None or not whole else float(part / whole)


def growth(before: Decimal | None, value: Decimal | None) -> float | None:
    """Return the growth on a value before (0.05 is five percent); null without a start."""
    grown = ratio(value, before)
    return None if grown is None else grown - 1


def compound(first: Decimal | None, last: Decimal | None, years: int) -> float | None:
    """Return the compound growth per year (DOMAIN 4.9); null without a start or a span."""
    grown = ratio(last, first)
    return None if grown is None or years < 1 else float(grown ** (1 / years)) - 1


def measured(traded: Amounts) -> dict[str, Decimal | str | float | None]:
    """Return the fields that every answer says of what was traded, besides its value."""
    return {
        "weight_kg": traded.weight_kg,
        "quantity": traded.quantity,
        "quantity_unit": traded.quantity_unit,
        "unit_value_usd_per_kg": ratio(traded.value_usd, traded.weight_kg),
        "unit_value_usd_per_unit": ratio(traded.value_usd, traded.quantity),
    }
