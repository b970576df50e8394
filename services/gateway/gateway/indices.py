"""Complexity of headings and countries as single figures: asked once for all rows of a page."""

from collections.abc import Sequence
from typing import NamedTuple

import strawberry
from eslabon.client import NicheClient
from eslabon.client.service import LARGEST_PAGE
from eslabon.contracts.envelope import Lang, Missing, Reason

from gateway.wording import missing

HEADING_DIGITS = 4
MOST_HEADINGS = 100
"""Codes that niche-api takes in one question."""


class Edition(NamedTuple):
    """Which complexity is asked for; without year or source niche-api chooses."""

    year: int | None
    source: str | None
    lang: Lang


@strawberry.type(description="Complexity of a heading (PCI), or why it is not known.")
class Pci:
    """The index of a heading; codes of all editions of the Harmonized System are read as they are.

    `nomenclature` says of which edition the index is.
    """

    value: float | None = strawberry.field(
        description="On the scale of countries: 0 is the average country."
    )
    rank: int | None = strawberry.field(description="1 is the most complex.")
    heading: str | None
    nomenclature: str | None = strawberry.field(
        description="Edition of the Harmonized System whose heading this is: the code is looked "
        "for in it as it stands."
    )
    year: int | None
    source: str | None
    missing: list[Missing]


@strawberry.type(description="Complexity of a country (ECI), or why it is not known.")
class Eci:
    """The index of a country."""

    value: float | None = strawberry.field(
        description="Mean 0 and standard deviation 1 over the ranked countries."
    )
    rank: int | None = strawberry.field(description="Among the ranked countries.")
    year: int | None
    source: str | None
    missing: list[Missing]


class Indices:
    """Asks niche-api on many headings or countries at once."""

    def __init__(self, niche: NicheClient) -> None:
        self._niche = niche

    async def pci(self, way: Edition, headings: Sequence[str]) -> list[Pci]:
        """Return the complexity of each heading, or of any code below it."""
        asked = {code: code[:HEADING_DIGITS] for code in headings}
        wanted = sorted({one for one in asked.values() if len(one) == HEADING_DIGITS})
        known = {}
        gaps: list[Missing] = []
        if wanted:
            page = await self._niche.complexity_products(
                wanted, way.lang, year=way.year, source=way.source, limit=LARGEST_PAGE
            )
            known = {one.product: one for one in page.items}
            gaps = page.meta.missing
        absent = [code for code in wanted if code not in known]
        # The service says of each heading that it lacks why, in the order asked for.
        of_each = [one for one in gaps if one.what == "product"]
        why = {code: [one] for code, one in zip(absent, of_each, strict=False)}
        made = []
        for code in headings:
            heading = asked[code]
            one = known.get(heading)
            said = why.get(heading, gaps)
            if len(heading) < HEADING_DIGITS:
                said = [missing("pci", Reason.AMBIGUOUS_CODE, "no_heading", way.lang, code=code)]
            made.append(
                Pci(
                    value=one.pci if one else None,
                    rank=one.pci_rank if one else None,
                    heading=one.product if one else None,
                    nomenclature=one.nomenclature if one else None,
                    year=one.year if one else None,
                    source=one.source if one else None,
                    missing=[] if one else said,
                )
            )
        return made

    async def eci(self, way: Edition, countries: Sequence[str]) -> list[Eci]:
        """Return the complexity of each country."""
        alone = countries[0] if len(countries) == 1 else None
        page = await self._niche.complexity_countries(
            alone, way.lang, year=way.year, source=way.source, limit=LARGEST_PAGE
        )
        known = {one.place: one for one in page.items}
        made = []
        for code in countries:
            one = known.get(code)
            gaps = list(page.meta.missing)
            if one is None and not gaps:
                gaps = [missing("eci", Reason.NOT_REPORTED, "no_exports", way.lang, code=code)]
            made.append(
                Eci(
                    value=one.eci if one else None,
                    rank=one.eci_rank if one else None,
                    year=one.year if one else None,
                    source=one.source if one else None,
                    missing=[] if one else gaps,
                )
            )
        return made
