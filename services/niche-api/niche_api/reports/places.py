"""The regions of a country and the routes of its first niches, for its report."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

from eslabon.contracts.envelope import Lang, Methodology, Missing, Provenance, Reason
from eslabon.contracts.niches import Niche, PlaceAsked
from eslabon.contracts.regional import Denominator
from servicekit.naming import Names
from servicekit.releases.snapshot import Snapshot

from niche_api.complexity.editions import Answering
from niche_api.geography import geojson
from niche_api.geography.shapes import PLACES
from niche_api.regional import kept, telling
from niche_api.reports.evidence import Picture, Regions, Routes
from niche_api.trade_routes import endpoints, legs, saying
from niche_api.trade_routes.asking import Asked as RoutesAsked
from niche_api.trade_routes.asking import UnknownAs
from niche_api.trade_routes.facts import Rules
from niche_api.trade_routes.routes import Ways, found

if TYPE_CHECKING:
    from niche_api.regional.comparing import Comparison


async def regions_of(
    snapshot: Snapshot, place: PlaceAsked, leaders: Sequence[Niche], headings: Names
) -> Regions | None:
    """Return the regions of a country, None for what is a region itself."""
    if place.is_region:
        return None
    lang = Lang(snapshot.lang)
    loaded = await kept.find(snapshot, place.country)
    if isinstance(loaded, kept.NotLoaded):
        gap = Missing(what="regional_exports", reason=Reason.NOT_LOADED, detail=loaded.said[lang])
        return Regions(None, None, [gap])
    compared = await kept.comparison(snapshot, loaded, None)
    places = await PLACES.at(snapshot)
    names = {key: row["name"] for key, row in places.rows.items()}
    told = telling.complexity(compared, names, lang)
    product = _mapped(compared, leaders)
    ranking = telling.ranking(compared, product, names, headings, lang)
    picture = None
    if places.located(one.region for one in ranking.regions if one.region in places.rows):
        borders = [one.provenance() for one in snapshot.releases("regions")]
        sources = geojson.attributions([*ranking.provenance, *borders])
        drawing: Any = await asyncio.to_thread(import_module, "niche_api.regional.drawing")
        picture = await asyncio.to_thread(_map, drawing, ranking, places, sources, lang)
    return Regions(told, picture, told.missing)


def _mapped(compared: "Comparison", leaders: Sequence[Niche]) -> str:
    """Return the product to draw: the first niche that regions have, else their largest."""
    own = set(compared.products)
    first = next((one.product for one in leaders if one.product in own), None)
    if first is not None:
        return first
    numpy: Any = import_module("numpy")
    return compared.products[int(numpy.nansum(compared.values, axis=0).argmax())]


def _map(drawing: Any, ranking: Any, places: Any, sources: Sequence[str], lang: Lang) -> Picture:
    charts: Any = import_module("niche_api.charts")
    words = import_module("niche_api.regional.map_words").WORDS[lang]
    title = f"{ranking.name or ranking.product}: {words['title']}"
    basis = next(one.value for one in ranking.methodology.parameters if one.name == "denominator")
    shown = drawing.RankingMap(ranking, Denominator(basis), title, places, sources, lang)
    svg = charts.svg(drawing.chart(shown)).decode()
    best = ", ".join(one.name or one.region for one in ranking.regions[:3])
    return Picture(svg, f"{title}. {best}.")


@dataclass(frozen=True)
class RoutesFound:
    """Routes as the report tells them, and what they rest on."""

    told: Routes
    members: frozenset[str]
    """Of the region; none where tariff-api does not tell."""
    methods: Sequence[Methodology]
    provenance: list[Provenance]
    answered: bool


async def routes_of(
    snapshot: Snapshot,
    origin: str,
    products: tuple[str, ...],
    region: str,
    edition: Answering,
    countries: Names,
    ways: Ways,
    *,
    each: int,
) -> RoutesFound:
    """Return the best routes of some products to the other members of a region, so many of each."""
    lang = Lang(snapshot.lang)
    wanted = RoutesAsked(
        origin=origin,
        products=products,
        destination=None,
        region=region,
        members_on=datetime.now(UTC).date(),
        candidates=len(products),
        min_score=0,
        unknown_as=UnknownAs.FAILED,
        rules=Rules(),
    )
    every = await found(snapshot, wanted, edition, ways, duties=True)
    counts: Counter[str] = Counter()
    shown = []
    for rank, route in enumerate(every.routes, 1):
        counts[route.product] += 1
        if counts[route.product] <= each:
            shown.append((rank, route))
    on_way = [route.leg for _, route in shown]
    norms = legs.Norms()
    names: dict[str, str] = {}
    if shown:
        norms, names = await asyncio.gather(
            legs.norms(
                ways.tariff,
                wanted.origin,
                on_way,
                every.nomenclature,
                lang,
            ),
            legs.names(ways.tariff, every.nomenclature, products, lang),
        )
    destinations = {route.destination for _, route in shown}
    named = {one: countries.of(one, lang) or one for one in destinations}
    items = [endpoints.item(rank, route, wanted, every, norms, names) for rank, route in shown]
    return RoutesFound(
        told=Routes(items, len(products), region, named, every.missing),
        members=every.region,
        methods=[saying.methodology(wanted, every.region, every.technologies, lang)],
        provenance=every.provenance,
        answered=every.answered and norms.answered,
    )
