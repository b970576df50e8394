"""The day of an ask that names none."""

from datetime import UTC, date, datetime


def today() -> date:
    """Return the day that it is in UTC."""
    return datetime.now(UTC).date()
