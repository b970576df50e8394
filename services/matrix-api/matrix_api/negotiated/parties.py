"""Who trades: a country, or the members of an integration scheme on a day."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from eslabon.client import ServiceError, TariffClient
from eslabon.contracts.countries import MemberRole
from eslabon.contracts.iso3166 import alpha3
from pydantic import BeforeValidator, Field, StringConstraints
from servicekit.releases.dataset import texts

from matrix_api.flows.asked import refusal

MOST_PAIRS = 40

_SCHEME = "SCHEME:"


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) and value.isascii() else value


PartyInput = Annotated[
    str,
    StringConstraints(pattern=r"^(SCHEME:)?[A-Z][A-Z0-9_-]{1,19}$"),
    BeforeValidator(
        _upper,
        json_schema_input_type=Annotated[
            str, Field(pattern=r"^\s*([Ss][Cc][Hh][Ee][Mm][Ee]:)?[A-Za-z][A-Za-z0-9_-]{1,19}\s*$")
        ],
    ),
]
"""A country by its ISO code or a scheme by its name, in any case."""


@dataclass(frozen=True)
class Party:
    """One side of trade."""

    name: str
    members: tuple[str, ...]
    is_scheme: bool


def country(given: str, areas: frozenset[str]) -> Party | None:
    """Return the country that a code names, None where it must be a scheme."""
    code = alpha3(given) or (given if given in areas else None)
    return Party(code, (code,), False) if code else None


async def scheme(client: TariffClient, given: str, role: str, on: date) -> Party:
    """Return the full members of a scheme on a day.

    Raises
    ------
    ProblemError
        There is no such scheme, or it had no members.
    ServiceError
        tariff-api does not answer.
    """
    name = re.sub(rf"^{_SCHEME}", "", given)
    try:
        members = await client.members(name, on)
    except ServiceError as error:
        if error.problem.status >= 500:
            raise
        members = []
    full = tuple(sorted(one.country for one in members if one.role is MemberRole.MEMBER))
    if not full:
        raise refusal(
            role,
            "unknown_party",
            texts(
                f"{name} no es un país ni un esquema con miembros ese día: use un código ISO "
                "3166-1, como BRA, o un esquema, como MERCOSUR.",
                f"{name} não é um país nem um esquema com membros nesse dia: use um código ISO "
                "3166-1, como BRA, ou um esquema, como MERCOSUR.",
                f"{name} is no country and no scheme with members on that day: use an ISO 3166-1 "
                "code, like BRA, or a scheme, like MERCOSUR.",
            ),
            404,
        )
    return Party(name, full, True)


def pairs(importer: Party, exporter: Party) -> list[tuple[str, str]]:
    """Return each pair of an importer and an exporter; nobody trades with itself.

    Raises
    ------
    ProblemError
        There are too many, or none.
    """
    found = [
        (buyer, seller)
        for buyer in importer.members
        for seller in exporter.members
        if buyer != seller
    ]
    if not found:
        raise refusal(
            "exporter",
            "same_country",
            texts(
                f"importer y exporter son el mismo país ({importer.name}): cambie uno de los dos.",
                f"importer e exporter são o mesmo país ({importer.name}): troque um dos dois.",
                f"importer and exporter are the same country ({importer.name}): change one.",
            ),
        )
    if len(found) > MOST_PAIRS:
        raise refusal(
            "importer",
            "too_many_pairs",
            texts(
                f"Son {len(found)} pares y se suman hasta {MOST_PAIRS}: pida un país de un lado.",
                f"São {len(found)} pares e somam-se até {MOST_PAIRS}: peça um país de um lado.",
                f"These are {len(found)} pairs and up to {MOST_PAIRS} are added up: ask for one "
                "country on one side.",
            ),
        )
    return found
