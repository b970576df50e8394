"""Codes and their patterns: each written once, with an example."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticKnownError

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _upper(value: object) -> object:
    """Drop the blanks around a code and raise its letters; only ASCII, as `ß` would become two."""
    if not isinstance(value, str):
        return value
    code = value.strip()
    return code.upper() if code.isascii() else value


def _digits(value: object) -> object:
    """Drop the dots and blanks that people write between the pairs of a tariff code."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{2}([.\s]?[0-9]{2})*\s*", value):
        return re.sub(r"[.\s]", "", value)
    return value


def _pairs(value: str) -> str:
    if len(value) % 2:
        raise ValueError("a product code has 2, 4, 6, 8, 10 or 12 digits")
    return value


def _calendar_day(value: object) -> object:
    """Refuse numbers, which would be read as seconds since 1970."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DAY.fullmatch(value)):
        return value
    raise PydanticKnownError("date_parsing", {"error": "write it as 2024-06-30"})


def _typed(pattern: str) -> Any:
    """What a person may type, before it is read: the pattern that OpenAPI shows."""
    return Annotated[str, Field(pattern=pattern)]


Iso3 = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z]{3}$"),
    BeforeValidator(_upper, json_schema_input_type=_typed(r"^\s*[A-Za-z]{3}\s*$")),
    Field(description="ISO 3166-1 alpha-3 code of a country.", examples=["BRA"]),
]

CountryInput = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z][A-Z0-9]{1,2}$"),
    BeforeValidator(_upper, json_schema_input_type=_typed(r"^\s*[A-Za-z][A-Za-z0-9]{1,2}\s*$")),
    Field(
        description="ISO 3166-1 code of a country, alpha-3 or alpha-2, in any case.",
        examples=["BRA"],
    ),
]

TraderInput = Annotated[
    str,
    StringConstraints(pattern=r"^(SCHEME:)?[A-Z][A-Z0-9_-]{1,23}$"),
    BeforeValidator(
        _upper,
        json_schema_input_type=_typed(r"^\s*([Ss]cheme:|SCHEME:)?[A-Za-z][A-Za-z0-9_-]{1,23}\s*$"),
    ),
    Field(
        description="ISO 3166-1 code of a country; else an integration scheme, whose full members "
        "are taken together (MERCOSUR; SCHEME:CAN is the Andean Community, CAN is Canada), or LAC: "
        "Latin America and the Caribbean.",
        examples=["CHL"],
    ),
]

ProductCode = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{2,12}$"),
    AfterValidator(_pairs),
    BeforeValidator(
        _digits, json_schema_input_type=_typed(r"^\s*[0-9]{2}([.\s]?[0-9]{2}){0,5}\s*$")
    ),
    Field(
        description="Product code: 2 to 12 digits with leading zeros; dots and blanks are dropped.",
        examples=["080122"],
    ),
]

ProductOrTotal = Annotated[
    str,
    StringConstraints(pattern=r"^(TOTAL|([0-9]{2}){1,6})$"),
    BeforeValidator(
        lambda value: _upper(_digits(value)),
        json_schema_input_type=_typed(r"^\s*(TOTAL|total|[0-9]{2}([.\s]?[0-9]{2}){0,5})\s*$"),
    ),
    Field(description="Product code, or TOTAL: everything traded.", examples=["7403"]),
]

QuotedCode = Annotated[
    ProductCode,
    Field(json_schema_extra={"pattern": r"^\s*[0-9]{2}([.\s]?[0-9]{2}){1,5}\s*$"}),
]
"""A code that a duty is asked of: no chapter. The service refuses one, and says what to ask."""

NomenclatureId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9_-]{1,19}$"),
    BeforeValidator(
        _upper, json_schema_input_type=_typed(r"^\s*[A-Za-z0-9][A-Za-z0-9_-]{1,19}\s*$")
    ),
    Field(description="Nomenclature and edition.", examples=["HS2022"]),
]

AgreementName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200),
    Field(
        description="Code of an agreement, or a name that people type: ACE 58, ACE-58, "
        "AAP.CE N° 58, PTR-04.",
        examples=["AAP.CE 58"],
    ),
]

Day = Annotated[
    date,
    BeforeValidator(_calendar_day, json_schema_input_type=date),
    Field(description="Calendar day, as 2024-06-30.", examples=["2024-06-30"]),
]

Year = Annotated[int, Field(ge=1900, le=2100, description="Calendar year.", examples=[2023])]
