"""What a request asks of trade routes, checked: the ends, the products, the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from eslabon.contracts.codes import CountryInput, Day, ProductCode
from eslabon.contracts.trade_routes import ComplexityRule, PartnerMode
from fastapi import Depends, Query
from servicekit.problems import ProblemError
from servicekit.releases.dataset import Texts, texts

from niche_api import lists
from niche_api.trade_routes.facts import Rules

HEADING_DIGITS = 4
REGION = "SELA"


class UnknownAs(StrEnum):
    """How premises without data count for the least score asked for."""

    FAILED = "failed"
    PASSED = "passed"


@dataclass(frozen=True)
class Asked:
    """Which routes are asked about, and by which rules they are judged."""

    origin: str
    products: tuple[str, ...]
    """Headings; none where the origin's own candidates are meant."""
    destination: str | None
    """None where every other member of the region is meant."""
    region: str
    """Scheme of integration."""
    members_on: date
    candidates: int
    min_score: int
    unknown_as: UnknownAs
    rules: Rules


def _refusal(parameter: str, kind: str, detail: Texts) -> ProblemError:
    return ProblemError(422, kind, detail, errors=[(f"/query/{parameter}", detail, kind)])


def _headings(products: Sequence[str]) -> tuple[str, ...]:
    """Return headings, each once; raise a problem for a code of another level."""
    for code in products:
        if len(code) != HEADING_DIGITS:
            said = code[:HEADING_DIGITS].ljust(HEADING_DIGITS, "0")
            raise _refusal(
                "product",
                "not_a_heading",
                texts(
                    f"Las rutas son de partidas, de cuatro dígitos: pida {said} en lugar de "
                    f"{code}.",
                    f"As rotas são de posições, de quatro dígitos: peça {said} em vez de {code}.",
                    f"Routes are of headings, of four digits: ask for {said} instead of {code}.",
                ),
            )
    return tuple(dict.fromkeys(products))


async def _rules(
    p1_rule: Annotated[
        ComplexityRule, Query(description="What the product's complexity must be above.")
    ] = ComplexityRule.ABOVE_ZERO,
    p2_mode: Annotated[
        PartnerMode, Query(description="Reading of the second premise.")
    ] = PartnerMode.PARTNER_OF_ORIGIN,
    partners: Annotated[
        int, Query(ge=1, le=50, description="How many largest customers and suppliers are main.")
    ] = 10,
    partner_years: Annotated[
        int, Query(ge=1, le=10, description="Most years of the mean that ranks partners.")
    ] = 3,
    regional_years: Annotated[
        int, Query(ge=1, le=20, description="Years looked at for trade within the region.")
    ] = 5,
    regional_years_least: Annotated[
        int, Query(ge=1, le=20, description="In how many of them there must be some.")
    ] = 3,
    link_percent: Annotated[
        float,
        Query(ge=0, le=100, description="Least share of an input in its user's output, percent."),
    ] = 5.0,
    proximity: Annotated[
        float, Query(ge=0, le=1, description="From which proximity on products are linked.")
    ] = 0.55,
) -> Rules:
    if regional_years_least > regional_years:
        raise _refusal(
            "regional_years_least",
            "more_than_all_years",
            texts(
                f"regional_years_least ({regional_years_least}) no cabe en regional_years "
                f"({regional_years}): bájelo.",
                f"regional_years_least ({regional_years_least}) não cabe em regional_years "
                f"({regional_years}): reduza-o.",
                f"regional_years_least ({regional_years_least}) does not fit in regional_years "
                f"({regional_years}): lower it.",
            ),
        )
    return Rules(
        p1_rule=p1_rule,
        p2_mode=p2_mode,
        partners=partners,
        partner_years=partner_years,
        regional_years=regional_years,
        regional_years_least=regional_years_least,
        link_percent=link_percent,
        proximity=proximity,
    )


async def _asked(
    rules: Annotated[Rules, Depends(_rules)],
    origin: Annotated[CountryInput, Query(description="Country that sells.", examples=["PAN"])],
    product: Annotated[
        list[ProductCode] | None,
        Query(
            max_length=50,
            description="Headings, repeated for several; the origin's candidates when left out: "
            "its first niches of status EMERGING or NON_REVEALED, as /v1/niches ranks them.",
            examples=["8503"],
            json_schema_extra={"pattern": r"^\s*[0-9]{2}[.\s]?[0-9]{2}\s*$"},
        ),
    ] = None,
    destination: Annotated[
        CountryInput | None,
        Query(
            description="Country that buys; every other member of the region when left out.",
            examples=["BRA"],
        ),
    ] = None,
    region: Annotated[
        str,
        Query(
            pattern=r"^[A-Za-z][A-Za-z0-9_-]{1,23}$",
            description="Integration scheme whose full members are the region.",
            examples=[REGION],
        ),
    ] = REGION,
    members_on: Annotated[
        Day | None, Query(description="Day of the membership; today when left out.")
    ] = None,
    candidates: Annotated[
        int, Query(ge=1, le=50, description="How many candidates, where no product is named.")
    ] = 20,
    min_score: Annotated[
        int, Query(ge=0, le=5, description="Only routes with this score or more.", examples=[4])
    ] = 0,
    unknown_as: Annotated[
        UnknownAs,
        Query(description="How premises without data count for `min_score`."),
    ] = UnknownAs.FAILED,
) -> Asked:
    """Return what is asked.

    Raises
    ------
    ProblemError
        A code is no country or no heading, or the two ends are the same.
    """
    seller = lists.country(origin, "/query/origin")
    buyer = None if destination is None else lists.country(destination, "/query/destination")
    if buyer == seller:
        raise _refusal(
            "destination",
            "same_country",
            texts(
                f"origin y destination son el mismo país ({seller}): cambie uno de los dos.",
                f"origin e destination são o mesmo país ({seller}): troque um dos dois.",
                f"origin and destination are the same country ({seller}): change one of them.",
            ),
        )
    return Asked(
        origin=seller,
        products=_headings(product or ()),
        destination=buyer,
        region=region.upper(),
        members_on=members_on or datetime.now(UTC).date(),
        candidates=candidates,
        min_score=min_score,
        unknown_as=unknown_as,
        rules=rules,
    )


RoutesAsked = Annotated[Asked, Depends(_asked)]
