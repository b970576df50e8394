"""What matrix-api knows of routes: partners of the origin, trade within a group of countries."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from eslabon.client import MatrixClient, ServiceError
from eslabon.client.service import LARGEST_PAGE
from eslabon.contracts.envelope import Lang, Missing, Provenance
from servicekit.peers import Peer

from niche_api.trade_routes import saying
from niche_api.trade_routes.facts import Partner

REFUSED = 500
"""From this status on a service is away; below it refuses what is asked."""


@dataclass(frozen=True)
class Partners:
    """The partners of the origin, or why they are not known."""

    ranked: Sequence[Partner] | Missing
    provenance: Sequence[Provenance] = ()
    answered: bool = True


async def partners(matrix: Peer, country: str, years: int, lang: Lang) -> Partners:
    """Return the places of a country's customers and suppliers by the mean of some years."""
    try:
        client = MatrixClient(await matrix.transport(lang))
        page = await client.partners(country, lang, years=years, limit=LARGEST_PAGE)
    except ServiceError as error:
        return Partners(
            matrix.missing("partners", error, lang), answered=error.problem.status < REFUSED
        )
    if not page.items:
        why = " ".join(one.detail for one in page.meta.missing)
        return Partners(saying.no_partners(country, why, lang))
    ranked = [Partner(one.partner, one.export_rank, one.import_rank) for one in page.items]
    return Partners(ranked, page.meta.provenance)


@dataclass(frozen=True)
class Bought:
    """What a country bought of a product in one year, in dollars."""

    within: Decimal
    total: Decimal


@dataclass
class GroupTrade:
    """What members of a group bought of products by year, as far as flows of them are loaded."""

    bought: Mapping[str, Mapping[str, Mapping[int, Bought]]] = field(default_factory=dict)
    """By product, importer and year."""
    gap: Missing | None = None
    """Why nothing is known: matrix-api does not answer."""
    provenance: Sequence[Provenance] = ()
    answered: bool = True

    def within(self, product: str) -> dict[int, float]:
        """Return the trade of a product among the members in each year that is loaded."""
        sums: dict[int, float] = defaultdict(float)
        for years in self.bought.get(product, {}).values():
            for year, one in years.items():
                sums[year] += float(one.within)
        return dict(sums)

    def of(self, product: str, importer: str) -> Mapping[int, Bought]:
        """Return what one member bought of a product, by year."""
        return self.bought.get(product, {}).get(importer, {})


async def group_trade(
    matrix: Peer, members: Collection[str], products: Sequence[str], years: int, lang: Lang
) -> GroupTrade:
    """Return what members of a group bought of products from each other and from everybody.

    The headings are asked for in the edition that the flows are in, by the same numbers.
    """
    if len(members) < 2 or not products:
        return GroupTrade()
    bought: dict[str, dict[str, dict[int, Bought]]] = defaultdict(lambda: defaultdict(dict))
    provenance: list[Provenance] = []
    cursor = None
    try:
        client = MatrixClient(await matrix.transport(lang))
        while True:
            page = await client.group_trade(
                sorted(members), products, years=years, cursor=cursor, limit=LARGEST_PAGE
            )
            for one in page.items:
                bought[one.product][one.importer][one.year] = Bought(one.within_usd, one.total_usd)
            provenance = page.meta.provenance
            cursor = page.next_cursor
            if cursor is None:
                return GroupTrade(bought, provenance=provenance)
    except ServiceError as error:
        return GroupTrade(
            gap=matrix.missing("flows", error, lang), answered=error.problem.status < REFUSED
        )
