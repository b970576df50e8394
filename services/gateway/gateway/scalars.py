"""Scalars of the graph that are stricter than the library's."""

import re
from dataclasses import replace
from datetime import date
from typing import NewType

import strawberry
from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.schema.types.base_scalars import DateDefinition
from strawberry.types.scalar import ScalarDefinition

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(value: object) -> date:
    """Return a day, written as REST takes it; `date` alone also reads `20240630` and weeks."""
    try:
        if isinstance(value, str) and _ISO_DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise StrawberryInputCoercionError(f"`{value}` is not a day of the calendar, as 2024-06-30.")


GeoJSON = NewType("GeoJSON", dict[str, object])

SCALARS: dict[object, ScalarDefinition] = {
    GeoJSON: strawberry.scalar(
        name="GeoJSON",
        description="GeoJSON as an object: longitudes and latitudes in degrees (WGS 84).",
        specified_by_url="https://datatracker.ietf.org/doc/html/rfc7946",
        serialize=lambda value: value,
    ),
    date: replace(DateDefinition, description="Calendar day, as 2024-06-30.", parse_value=_day),
}
