"""What a request asks for, checked: countries, a product and its edition, a span of years."""

from collections.abc import Container, Mapping
from dataclasses import dataclass

from eslabon.contracts.iso3166 import alpha3
from servicekit.problems import ProblemError
from servicekit.releases.dataset import Texts, texts

SUBHEADING_DIGITS = 6


def refusal(
    parameter: str, kind: str, detail: Texts, status: int = 422, place: str = "query"
) -> ProblemError:
    """Return the problem of one parameter, of the query or the path."""
    return ProblemError(status, kind, detail, errors=[(f"/{place}/{parameter}", detail, kind)])


@dataclass(frozen=True)
class Product:
    """A chapter, heading or subheading of the Harmonized System."""

    code: str

    @property
    def lowest(self) -> str:
        """First subheading that the code may stand for."""
        return self.code.ljust(SUBHEADING_DIGITS, "0")

    @property
    def highest(self) -> str:
        """Last subheading that the code may stand for."""
        return self.code.ljust(SUBHEADING_DIGITS, "9")

    @property
    def is_subheading(self) -> bool:
        """False where an answer sums several subheadings."""
        return len(self.code) == SUBHEADING_DIGITS


def product(code: str) -> Product:
    """Return the product of a code; raise a problem below subheadings, where no flow is."""
    if len(code) > SUBHEADING_DIGITS:
        cut = code[:SUBHEADING_DIGITS]
        raise refusal(
            "product",
            "product_too_detailed",
            texts(
                f"Los flujos llegan a seis dígitos: pida {cut} en lugar de {code}.",
                f"Os fluxos vão até seis dígitos: peça {cut} em vez de {code}.",
                f"Flows go down to six digits: ask for {cut} instead of {code}.",
            ),
        )
    return Product(code)


def country(
    code: str, parameter: str, areas: Container[str] = frozenset(), place: str = "query"
) -> str:
    """Return the alpha-3 code; raise a problem if neither ISO nor the data (`areas`) know it."""
    known = alpha3(code) or (code if code in areas else None)
    if known is None:
        raise refusal(
            parameter,
            "unknown_country",
            texts(
                f"{code} no es un país: use un código ISO 3166-1 de dos o tres letras, como BRA.",
                f"{code} não é um país: use um código ISO 3166-1 de duas ou três letras, como BRA.",
                f"{code} is no country: use an ISO 3166-1 code of two or three letters, like BRA.",
            ),
            404,
            place,
        )
    return known


def different(importer: str, exporter: str) -> None:
    """Raise a problem if a country is asked to trade with itself."""
    if importer == exporter:
        raise refusal(
            "exporter",
            "same_country",
            texts(
                f"importer y exporter son el mismo país ({importer}): cambie uno de los dos.",
                f"importer e exporter são o mesmo país ({importer}): troque um dos dois.",
                f"importer and exporter are the same country ({importer}): change one of them.",
            ),
        )


def needs_duties(given: Mapping[str, object]) -> None:
    """Raise a problem if something is said that only counts with `duties=true`."""
    for name in (name for name, value in given.items() if value is not None):
        raise refusal(
            name,
            "duties_not_asked",
            texts(
                f"{name} solo cuenta con los aranceles: añada duties=true, o quite {name}.",
                f"{name} só conta com as tarifas: acrescente duties=true, ou retire {name}.",
                f"{name} only counts with duties: add duties=true, or leave {name} out.",
            ),
        )


def ordered(year_from: int | None, year_to: int | None) -> None:
    """Raise a problem if a span of years ends before it begins."""
    if year_from is not None and year_to is not None and year_from > year_to:
        raise refusal(
            "year_from",
            "years_reversed",
            texts(
                f"year_from ({year_from}) es posterior a year_to ({year_to}): inviértalos.",
                f"year_from ({year_from}) é posterior a year_to ({year_to}): inverta-os.",
                f"year_from ({year_from}) is after year_to ({year_to}): swap them.",
            ),
        )
