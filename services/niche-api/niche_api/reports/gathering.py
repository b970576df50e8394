"""Gathers what the report of a place rests on: answers of this service and of those it asks."""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from eslabon.contracts.envelope import Lang, Missing
from eslabon.contracts.model import ModelTest, ModelVariant, TestArea
from eslabon.contracts.niches import Basket, NicheStatus, PlaceAsked
from eslabon.contracts.regional import Unit
from servicekit.naming import Names, Naming
from servicekit.problems import ProblemError
from servicekit.releases.snapshot import Snapshot

from niche_api.chains.telling import said
from niche_api.complexity import methodology as complexity
from niche_api.complexity import repository as complexities
from niche_api.complexity.editions import answering
from niche_api.geography import geojson
from niche_api.groups.kept import GROUPS
from niche_api.model import endpoints
from niche_api.model.calibration import WORDS, Calibration
from niche_api.niches import kept, telling
from niche_api.niches.telling import Ranking
from niche_api.regional.telling import number
from niche_api.reports.asking import Asked
from niche_api.reports.evidence import About, Group, Learnt, NicheEvidence, Picture
from niche_api.reports.places import RoutesFound, regions_of, routes_of
from niche_api.trade_routes.routes import Ways
from niche_api.validations import repository as validations

ROUTES_OF_EACH = 3
OPEN = (NicheStatus.EMERGING, NicheStatus.NON_REVEALED)
"""Statuses of products that are niches."""


@dataclass(frozen=True)
class Gathered:
    """The evidence, and whether all services answered."""

    evidence: NicheEvidence
    answered: bool


async def gathered(
    snapshot: Snapshot, asked: Asked, basket: Basket, naming: Naming, ways: Ways
) -> Gathered:
    """Return what the report of a basket's place is made of.

    Raises
    ------
    ProblemError
        404 where no exports of the place are loaded, saying what to load.
    """
    lang = Lang(snapshot.lang)
    if basket.year is None:
        raise ProblemError(404, "not_loaded", dict.fromkeys(Lang, basket.missing[0].detail))
    data = kept.Asked(basket.source, basket.year, None)
    found = await kept.candidates(snapshot, basket.place, data)
    assert not isinstance(found, Missing)
    names = await naming.headings(snapshot, found.nomenclature if found.is_harmonized else None)
    countries = await naming.countries(snapshot)
    groups = await GROUPS.at(snapshot)
    of_product = groups.of(basket.scheme, found.nomenclature, found.products)
    ranking = Ranking(found, None, of_product, names, lang)
    chosen = ranking.chosen(status=OPEN)
    leaders = ranking.niches(chosen[: asked.first])
    place, regions, routes, learnt, record, treemap = await asyncio.gather(
        about(snapshot, basket.place, ranking),
        regions_of(snapshot, basket.place, leaders, names),
        _routes(snapshot, asked, basket, [one.product for one in leaders], countries, ways),
        _learnt(snapshot, basket),
        validations.of_place(snapshot, basket.place.place),
        asyncio.to_thread(_treemap, basket, lang),
    )
    methods = [telling.methodology(ranking, lang), complexity.methodology(lang)]
    provenance = [*basket.provenance, *learnt.model.provenance]
    if learnt.picture is not None:
        methods.append(learnt.model.methodology)
    missing = [*basket.missing, *names.missing]
    if regions is not None and regions.found is not None:
        methods.append(regions.found.methodology)
        provenance += regions.found.provenance
    if routes is not None:
        methods += routes.methods
        provenance += routes.provenance
    evidence = NicheEvidence(
        published_at=published_at(snapshot),
        about=place,
        co_publisher=asked.co_publisher,
        counts=Counter(one for one in found.status if one is not None),
        leaders=leaders,
        latent=ranking.niches(ranking.chosen(status=[NicheStatus.NON_REVEALED])[: asked.first]),
        emerging=ranking.niches(ranking.chosen(status=[NicheStatus.EMERGING])[: asked.first]),
        groups=[
            Group(
                said(groups.named[basket.scheme, one.group], "name", lang),
                ranking.niches(ranking.chosen(one.group, status=OPEN)[: asked.in_group]),
                one.niches,
            )
            for one in sorted(basket.groups, key=lambda one: -one.added_value)
            if one.group is not None and one.niches
        ],
        basket=basket,
        treemap=treemap,
        regions=regions,
        routes=routes.told if routes else None,
        learnt=learnt,
        validations=record,
        validations_missing=None if record else validations.nobody(snapshot, place.name),
        methods=methods,
        provenance=provenance,
        missing=missing,
    )
    return Gathered(evidence, routes.answered if routes else True)


def published_at(snapshot: Snapshot) -> datetime:
    """Return when the data that are read were published, to the second."""
    found = snapshot.published.published_at or datetime.fromtimestamp(0, UTC)
    return found.astimezone(UTC).replace(microsecond=0)


async def _routes(
    snapshot: Snapshot,
    asked: Asked,
    basket: Basket,
    leaders: list[str],
    countries: Names,
    ways: Ways,
) -> RoutesFound | None:
    """Return the routes of a country's first niches; None for a region, or without niches."""
    products = tuple(leaders[: asked.route_products])
    if basket.place.is_region or not products:
        return None
    edition = await answering(snapshot, basket.year, basket.source)
    origin = basket.place.place
    return await routes_of(
        snapshot, origin, products, asked.region, edition, countries, ways, each=ROUTES_OF_EACH
    )


async def about(snapshot: Snapshot, place: PlaceAsked, ranking: Ranking) -> About:
    """Return the figures that all products of a place rest on."""
    found = ranking.found
    rank, ranked = None, 0
    if not place.is_region:
        (release,) = snapshot.releases(
            "complexity_countries", source=found.source, year=str(found.year)
        )
        rows = await complexities.country_rows(snapshot, release.id)
        ranked = sum(row["is_ranked"] for row in rows)
        rank = next(row["eci_rank"] for row in rows if row["place"] == place.place)
    return About(
        place=place,
        name=place.name or place.place,
        year=found.year,
        source=found.source,
        nomenclature=found.nomenclature,
        unit=Unit(found.unit),
        denominator=found.denominator,
        order=ranking.order,
        products=len(found.products),
        industries=int(found.present.sum()),
        eci=number(found.eci),
        eci_rank=rank,
        ranked_countries=ranked,
    )


async def _learnt(snapshot: Snapshot, basket: Basket) -> Learnt:
    """Return the model of the basket's year, with its calibration; else the rule of thumb."""
    told = await endpoints.model(snapshot, basket.year, basket.source)
    held_out = [
        test
        for one in told.models
        if one.variant == ModelVariant.BASE
        for test in one.tests
        if (test.test, test.area) == (ModelTest.HELD_OUT, TestArea.WORLD)
    ]
    if not held_out:
        return Learnt(told, None)
    name = f"{told.source} {told.year} {ModelTest.HELD_OUT} {TestArea.WORLD}"
    shown = await endpoints.calibration(snapshot, name)
    return Learnt(told, await asyncio.to_thread(_calibration, shown))


def _calibration(shown: Calibration) -> Picture:
    drawing: Any = import_module("niche_api.model.drawing")
    charts: Any = import_module("niche_api.charts")
    alt = WORDS[shown.lang]["title"]
    return Picture(charts.svg(drawing.chart(shown)).decode(), alt)


def _treemap(basket: Basket, lang: Lang) -> Picture:
    drawing: Any = import_module("niche_api.baskets.drawing")
    words = import_module("niche_api.baskets.words").WORDS[lang]
    title = basket.place.name or basket.place.place
    chart = drawing.chart(basket, title, geojson.attributions(basket.provenance), lang)
    shares = "; ".join(f"{one.name} {100 * one.share:.0f} %" for one in basket.groups[:5])
    return Picture(drawing.svg(chart).decode(), f"{title}: {words['title']}. {shares}.")
