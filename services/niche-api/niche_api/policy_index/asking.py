"""What a request asks of the index, checked: which edition, which areas."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Path, Query
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts

from niche_api import lists
from niche_api.policy_index.book import Book, Edition
from niche_api.policy_index.tables import EDITION_ID

MOST_AREAS = 40
AreaInput = Annotated[
    str, Query(min_length=2, max_length=20, pattern=r"^[A-Za-z][A-Za-z0-9-]{1,19}$")
]
EditionPath = Annotated[
    str, Path(pattern=f"^{EDITION_ID}$", description="Edition.", examples=["2024"])
]
AREAS = Query(
    alias="country",
    max_length=MOST_AREAS,
    description="Countries, ISO 3166-1, or the edition's average, such as LA9; all that are "
    "assessed or answered when left out.",
    examples=[["BRA"]],
)


def known_edition(book: Book, edition: str, pointer: str = "/path/edition") -> Edition:
    """Return the edition; raise a problem where it is not loaded."""
    if edition in book:
        return book[edition]
    raise lists.unknown("unknown_edition", pointer, edition, "/v1/policy-index")


def known_areas(editions: Sequence[Edition], asked: Sequence[str] | None) -> list[str] | None:
    """Return the areas asked for, each once; None when none is.

    A problem is raised where one is neither a country nor the average of one of the editions.
    """
    averages = {one.average for one in editions}
    found = (
        area.upper() if area.upper() in averages else lists.country(area) for area in asked or ()
    )
    return list(dict.fromkeys(found)) or None


def areas_in(
    one: Edition, editions: Sequence[Edition], areas: Sequence[str] | None
) -> Sequence[str]:
    """Return the areas to answer of an edition: those asked for, or all of its own.

    The average of another edition is left out.
    """
    if areas is None:
        return one.areas
    others = {other.average for other in editions} - {one.average}
    return [area for area in areas if area not in others]


def few(areas: Sequence[str], most: int) -> Sequence[str]:
    """Return areas to draw; raise a problem where they are more than a picture can tell apart."""
    if len(areas) <= most:
        return areas
    detail = texts(
        f"Son demasiados países para una figura: pida a lo más {most} con country.",
        f"São países demais para uma figura: peça no máximo {most} com country.",
        f"Too many countries for a picture: ask for {most} at most with country.",
    )
    errors = [("/query/country", detail, "too_many_countries")]
    raise ProblemError(422, "too_many_countries", detail, errors=errors)
