"""What a request asks of totals: years, a level of products, a source."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from eslabon.contracts.codes import NomenclatureId, Year
from fastapi import Depends, Query
from servicekit.language import texts

from matrix_api.flows import asked
from matrix_api.flows.asked import refusal


class Level(IntEnum):
    """Digits of the products that are listed."""

    CHAPTER = 2
    HEADING = 4
    SUBHEADING = 6


LevelAsked = Annotated[Level, Query(description="Digits of the products: 2, 4 or 6.", examples=[4])]
OneYear = Annotated[
    Year | None,
    Query(description="Year; the last one loaded whole when left out.", examples=[2019]),
]
Nomenclature = Annotated[
    NomenclatureId | None,
    Query(
        description="Edition of the Harmonized System; that of the last year asked for when left "
        "out. Codes of another edition are never converted silently.",
        examples=["HS1992"],
    ),
]
Source = Annotated[
    str | None,
    Query(
        max_length=64,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description="Source of the figures; the preferred one that is loaded when left out.",
        examples=["ATLAS"],
    ),
]


@dataclass(frozen=True)
class Wanted:
    """The years, edition and source that a request asks for; None where it leaves them open."""

    year_from: int | None
    year_to: int | None
    nomenclature: str | None
    source: str | None

    @property
    def is_span(self) -> bool:
        """Whether several years are asked for."""
        return self.year_from != self.year_to


async def of_one_year(
    year: OneYear = None, nomenclature: Nomenclature = None, source: Source = None
) -> Wanted:
    """Return what is asked of one year."""
    return Wanted(year, year, nomenclature, source)


async def of_years(
    year: OneYear = None,
    year_from: Annotated[
        Year | None,
        Query(description="First of several years, whose mean is taken.", examples=[2012]),
    ] = None,
    year_to: Annotated[Year | None, Query(description="Last of them.", examples=[2019])] = None,
    nomenclature: Nomenclature = None,
    source: Source = None,
) -> Wanted:
    """Return what is asked of a year or of the mean of several."""
    asked.ordered(year_from, year_to)
    if year is not None and (year_from, year_to) != (None, None):
        raise refusal(
            "year",
            "years_contradict",
            texts(
                "year es un solo año; year_from y year_to, varios: quite uno u otros.",
                "year é um só ano; year_from e year_to, vários: retire um ou outros.",
                "year is one year; year_from and year_to are several: leave one or the other out.",
            ),
        )
    if year is not None:
        return Wanted(year, year, nomenclature, source)
    return Wanted(year_from, year_to, nomenclature, source)


OfOneYear = Annotated[Wanted, Depends(of_one_year)]
OfYears = Annotated[Wanted, Depends(of_years)]
