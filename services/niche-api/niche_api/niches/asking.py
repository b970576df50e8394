"""Parameters that niches and baskets share, and what they are asked of."""

from typing import Annotated

from eslabon.contracts.codes import Year
from eslabon.contracts.regional import Denominator
from fastapi import Path, Query
from servicekit.problems import ProblemError
from servicekit.releases.dataset import texts

from niche_api.niches.weights import Weights

PlacePath = Annotated[
    str,
    Path(
        pattern="^[A-Za-z]{2,3}$|^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$",
        description="A country, ISO 3166-1; or one of its first-level units, ISO 3166-2.",
        examples=["CHL"],
    ),
]
YearAsked = Annotated[
    Year | None,
    Query(
        description="Year of the exports. Left out: 2019 for a country, where it is loaded, else "
        "the last; of a unit, the last.",
        examples=[2019],
    ),
]
SourceAsked = Annotated[
    str | None,
    Query(
        pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
        description="Source of the exports; the preferred one when left out.",
        examples=["ATLAS"],
    ),
]
DenominatorAsked = Annotated[
    Denominator | None,
    Query(description="What a unit's basket is compared with; a country's always with the world."),
]
SchemeAsked = Annotated[
    str | None,
    Query(
        pattern="^[a-z][a-z0-9_]{1,29}$",
        description="Scheme of the groups; that of the group asked for, else `sector`.",
        examples=["sector"],
    ),
]
GroupAsked = Annotated[
    str | None,
    Query(
        pattern="^[A-Za-z][A-Za-z0-9-]{0,29}$",
        description="Only products of this group; /v1/product-groups lists them.",
        examples=["chemicals"],
    ),
]


def _weight(what: str) -> object:
    return Query(
        ge=0,
        le=1000,
        description=f"Weight of {what} in the balance. Once one of `near`, `complex` and "
        "`valuable` is given, the balance ranks, and those left out weigh nothing.",
        examples=[1],
    )


NearWeight = Annotated[float | None, _weight("density")]
ComplexWeight = Annotated[float | None, _weight("PCI")]
ValuableWeight = Annotated[float | None, _weight("potential value")]


def weights(near: float | None, complex_: float | None, valuable: float | None) -> Weights | None:
    """Return the caller's weights, None where none is given.

    Raises
    ------
    ProblemError
        422 where all that are given are zero.
    """
    if near is complex_ is valuable is None:
        return None
    given = Weights(near or 0.0, complex_ or 0.0, valuable or 0.0)
    if given == Weights(0.0, 0.0, 0.0):
        detail = texts(
            "Alguno de `near`, `complex` y `valuable` debe ser mayor que cero.",
            "Algum de `near`, `complex` e `valuable` deve ser maior que zero.",
            "One of `near`, `complex` and `valuable` must be above zero.",
        )
        errors = [("/query/near", detail, "no_weight")]
        raise ProblemError(422, "no_weight", detail, errors=errors)
    return given
