"""What a request asks of totals: years, a level of products, a source."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Annotated

from eslabon.contracts.codes import NomenclatureId, ProductCode, Year
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
ProductAsked = Annotated[
    ProductCode,
    Query(
        description="Chapter, heading or subheading; with `level`, all codes below it.",
        examples=["7403"],
        json_schema_extra={"pattern": r"^\s*[0-9]{2}([.\s]?[0-9]{2}){0,2}\s*$"},
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


def _one_year(year: int, nomenclature: str, source: str) -> Callable[..., Awaitable[Wanted]]:
    """Return the dependency that reads one year; the values are those of its examples."""

    async def of_one_year(
        year: Annotated[
            Year | None,
            Query(description="Year; the last one loaded whole if left out.", examples=[year]),
        ] = None,
        nomenclature: Annotated[
            NomenclatureId | None,
            Query(
                description="Edition of the Harmonized System; that of the last year asked for "
                "when left out. Codes of another edition are never converted silently.",
                examples=[nomenclature],
            ),
        ] = None,
        source: Annotated[
            str | None,
            Query(
                max_length=64,
                pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
                description="Source of the figures; the preferred one loaded when left out.",
                examples=[source],
            ),
        ] = None,
    ) -> Wanted:
        return Wanted(year, year, nomenclature, source)

    return of_one_year


def _years(year: int, nomenclature: str, source: str) -> Callable[..., Awaitable[Wanted]]:
    """Return the dependency that reads one year or the mean of several."""

    async def of_years(
        one: Annotated[Wanted, Depends(_one_year(year, nomenclature, source))],
        year_from: Annotated[
            int | None,
            Query(ge=1900, le=2100, description="First of several years: their mean is taken."),
        ] = None,
        year_to: Annotated[
            int | None, Query(ge=1900, le=2100, description="Last of several years.")
        ] = None,
    ) -> Wanted:
        asked.ordered(year_from, year_to)
        if (year_from, year_to) == (None, None):
            return one
        if one.year_from is not None:
            raise refusal(
                "year",
                "years_contradict",
                texts(
                    "year es un solo año; year_from y year_to, varios: quite uno u otros.",
                    "year é um só ano; year_from e year_to, vários: retire um ou outros.",
                    "year is one year; year_from and year_to are several: leave one or the other "
                    "out.",
                ),
            )
        return Wanted(year_from, year_to, one.nomenclature, one.source)

    return of_years


OfOneYear = Annotated[Wanted, Depends(_one_year(2019, "HS1992", "ATLAS"))]
OfYears = Annotated[Wanted, Depends(_years(2019, "HS1992", "ATLAS"))]
OfYearsOfFlows = Annotated[Wanted, Depends(_years(2023, "HS2022", "BACI"))]
