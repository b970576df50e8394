"""What a request on a matrix asks for, checked: members, a heading, a variant, filters."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import CountryInput
from eslabon.contracts.empalme import EmpalmeVariant, EndUse
from fastapi import Path, Query
from servicekit.language import texts

from matrix_api.empalme.editions import Edition, Member
from matrix_api.flows.asked import different, refusal
from matrix_api.headings.facts import HS_SECTION, Facts

HEADING_DIGITS = 4

EditionName = Annotated[
    str | None,
    Query(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="Edition; when left out, the latest whole one that can be computed.",
        examples=["parcial-2023"],
    ),
]
IncludePartial = Annotated[
    bool,
    Query(description="Let a partial edition answer where no whole one can be computed."),
]
ExporterPath = Annotated[CountryInput, Path(description="Member that sells.", examples=["BRA"])]
ImporterPath = Annotated[CountryInput, Path(description="Member that buys.", examples=["BRA"])]
OneImporter = Annotated[
    CountryInput | None,
    Query(description="Also the unmet market of this member alone.", examples=["MEX"]),
]
Variant = Annotated[
    EmpalmeVariant | None,
    Query(
        description="Unmet market that orders the rows: `per_importer` with an importer, else "
        "`exporter_gap`, unless asked otherwise. All are in every row."
    ),
]
GroupName = Annotated[
    str | None,
    Query(max_length=40, description="Only headings of this group.", examples=["XVI"]),
]
GroupScheme = Annotated[
    str,
    Query(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="Scheme of groups; sections of the Harmonized System when left out.",
        examples=[HS_SECTION],
    ),
]
UseName = Annotated[
    EndUse | None, Query(description="Only headings with subheadings of this end use.")
]


def member(edition: Edition, code: str, parameter: str, place: str = "query") -> Member:
    """Return a member; raise a problem if the edition leaves it out."""
    found = edition.member(code)
    if found is not None:
        return found
    members = ", ".join(one.code for one in edition.members)
    raise refusal(
        parameter,
        "not_in_edition",
        texts(
            f"{code} no está en la edición {edition.name}; sus miembros son {members}.",
            f"{code} não está na edição {edition.name}; seus membros são {members}.",
            f"{code} is not in edition {edition.name}; its members are {members}.",
        ),
        404,
        place,
    )


def variant(
    asked: EmpalmeVariant | None, exporter: str | None, importer: str | None
) -> EmpalmeVariant:
    """Return the variant that orders the rows; raise a problem where it lacks its importer."""
    if importer is not None and exporter is not None:
        different(importer, exporter)
    if asked is EmpalmeVariant.PER_IMPORTER and importer is None:
        raise refusal(
            "importer",
            "importer_needed",
            texts(
                "variant=per_importer necesita un importador: agregue importer=MEX, por ejemplo.",
                "variant=per_importer precisa de um importador: acrescente importer=MEX, por "
                "exemplo.",
                "variant=per_importer needs an importer: add importer=MEX, for instance.",
            ),
        )
    if asked is not None:
        return asked
    return EmpalmeVariant.EXPORTER_GAP if importer is None else EmpalmeVariant.PER_IMPORTER


def heading(code: str) -> str:
    """Return a heading; raise a problem for a code of another length."""
    if len(code) == HEADING_DIGITS:
        return code
    if len(code) > HEADING_DIGITS:
        cut = code[:HEADING_DIGITS]
        detail = texts(
            f"Las Matrices de Empalme son de partidas, de cuatro dígitos: pida {cut} en lugar de "
            f"{code}; sus subpartidas vienen dentro.",
            f"As Matrizes de Empalme são de posições, de quatro dígitos: peça {cut} em vez de "
            f"{code}; suas subposições vêm dentro.",
            f"Matrices de Empalme are of headings, four digits: ask for {cut} instead of {code}; "
            "its subheadings come with it.",
        )
    else:
        detail = texts(
            f"{code} es un capítulo: pida una partida, de cuatro dígitos, como {code}01.",
            f"{code} é um capítulo: peça uma posição, de quatro dígitos, como {code}01.",
            f"{code} is a chapter: ask for a heading, four digits, like {code}01.",
        )
    raise refusal("heading", "not_a_heading", detail, place="path")


def place(edition: Edition, headings: Sequence[str], code: str) -> int:
    """Return the place of a heading; raise a problem if the figures of the edition hold none."""
    at = bisect_left(headings, code)
    if at < len(headings) and headings[at] == code:
        return at
    listed = ", ".join(edition.headings)
    limited = texts(
        f"La edición {edition.name} se limita a {listed}: pida una de ellas.",
        f"A edição {edition.name} se limita a {listed}: peça uma delas.",
        f"Edition {edition.name} is limited to {listed}: ask for one of them.",
    )
    untraded = texts(
        f"Ningún miembro comercia {code} en la edición {edition.name}: compruebe la partida.",
        f"Nenhum membro comercia {code} na edição {edition.name}: confira a posição.",
        f"No member trades {code} in edition {edition.name}: check the heading.",
    )
    raise refusal("heading", "unknown_heading", limited if listed else untraded, 404, "path")


def matching(
    places: Sequence[int],
    headings: Sequence[str],
    facts: Facts,
    group: str | None,
    end_use: EndUse | None,
) -> Sequence[int]:
    """Return the places whose headings are of a group and of an end use."""
    if group is None and end_use is None:
        return places
    return [
        place
        for place in places
        if (group is None or facts.groups.get(headings[place]) == group)
        and (end_use is None or end_use in facts.uses.get(headings[place], ()))
    ]
