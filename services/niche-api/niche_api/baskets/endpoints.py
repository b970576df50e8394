"""HTTP of baskets: a place's exports by group, today and with its niches, and their picture."""

import asyncio
from importlib import import_module
from typing import Annotated, Any

from eslabon.contracts.envelope import Lang, Methodology, Missing, Parameter
from eslabon.contracts.niches import Basket, BasketGroup
from fastapi import APIRouter, Depends, Response
from servicekit.naming import ToNames
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.baskets.words import WORDS
from niche_api.chains.telling import said
from niche_api.geography import geojson
from niche_api.groups.kept import GROUPS, NOT_LOADED
from niche_api.niches import kept, telling
from niche_api.niches.asking import (
    DenominatorAsked,
    PlacePath,
    SchemeAsked,
    SourceAsked,
    YearAsked,
)
from niche_api.niches.telling import Ranking
from niche_api.pictures import PNG, SVG

router = APIRouter(prefix="/v1", tags=["niches"], responses=RESPONSES, route_class=ReadingRoute)


def _methodology(ranking: Ranking, lang: Lang) -> Methodology:
    summary = texts(
        "Canasta de hoy: exportaciones por grupo. Canasta potencial: a la de hoy se suma el valor "
        "potencial de los nichos (productos emergentes o de ventaja latente), lo que les falta "
        "para RCA 1, fijos los totales. No es un pronóstico.",
        "Cesta de hoje: exportações por grupo. Cesta potencial: à de hoje soma-se o valor "
        "potencial dos nichos (produtos emergentes ou de vantagem latente), o que lhes falta para "
        "RCA 1, fixos os totais. Não é uma previsão.",
        "Basket today: exports by group. Potential basket: to that of today the potential value of "
        "niches (products emerging, or of latent advantage) is added, what they lack to an RCA of "
        "1, totals held. It is no forecast.",
    )
    of_niches = telling.methodology(ranking, lang)
    counted = Parameter(name="statuses", value="EMERGING|NON_REVEALED", assumed=True)
    return Methodology(
        id="baskets",
        version="1",
        summary=summary[lang],
        parameters=[counted, *of_niches.parameters],
    )


async def of_place(
    snapshot: Reading,
    response: Response,
    naming: ToNames,
    place: PlacePath,
    scheme: SchemeAsked = None,
    year: YearAsked = None,
    source: SourceAsked = None,
    denominator: DenominatorAsked = None,
) -> Basket:
    """Return the basket asked for, or why there is none.

    Raises
    ------
    ProblemError
        404 for what is no place, 422 for an unknown scheme or what can't be compared.
    """
    lang = Lang(snapshot.lang)
    groups = await GROUPS.at(snapshot)
    of_scheme, _ = groups.scheme_of(None, scheme)
    countries = await naming.countries(snapshot)
    naming.hold(response, lang, countries)
    known = await kept.place_asked(snapshot, place, countries)
    found = await kept.candidates(snapshot, known, kept.Asked(source, year, denominator))
    if isinstance(found, Missing):
        return Basket.assembled(
            place=known,
            scheme=of_scheme,
            groups=[],
            missing=[found],
            provenance=[],
            **dict.fromkeys(
                ("year", "source", "nomenclature", "unit", "total", "added_value", "industries")
            ),
            methodology=None,
        )
    structure = import_module("niche_api.baskets.structure")
    of_product = groups.of(of_scheme, found.nomenclature, found.products)
    parts = structure.parts(found, of_product)
    shares = structure.shares(parts)
    ranking = Ranking(found, None, of_product, countries, lang)

    def name(group: str | None) -> str:
        if group is None:
            return WORDS[lang]["other"]
        return str(said(groups.named[of_scheme, group], "name", lang))

    return Basket.assembled(
        place=known,
        year=found.year,
        source=found.source,
        nomenclature=found.nomenclature,
        unit=found.unit,
        scheme=of_scheme,
        groups=[
            BasketGroup.assembled(
                group=part.group,
                name=name(part.group),
                value=part.value,
                share=shares[part.group][0],
                added_value=part.added,
                potential_share=shares[part.group][1],
                industries=part.industries,
                niches=part.niches,
            )
            for part in parts
        ],
        missing=[*telling.gaps(found, lang), *lists.not_loaded(snapshot, NOT_LOADED)],
        methodology=_methodology(ranking, lang),
        provenance=list(found.sources),
        **structure.totals(parts),
    )


OfPlace = Annotated[Basket, Depends(of_place)]


async def _picture(basket: Basket, lang: Lang, media_type: str) -> Response:
    if not basket.groups:
        detail = dict.fromkeys(Lang, basket.missing[0].detail)
        raise ProblemError(404, "not_loaded", detail)
    drawing: Any = await asyncio.to_thread(import_module, "niche_api.baskets.drawing")
    title = basket.place.name or basket.place.place
    chart = drawing.chart(basket, title, geojson.attributions(basket.provenance), lang)
    draw = drawing.svg if media_type == SVG else drawing.png
    return Response(await asyncio.to_thread(draw, chart), media_type=media_type)


@router.get(
    "/baskets/{place}.svg",
    response_class=Response,
    responses={
        200: {"description": "The picture.", "content": {SVG: {"schema": {"type": "string"}}}}
    },
)
async def basket_svg(snapshot: Reading, basket: OfPlace) -> Response:
    """Return a basket as treemaps, today's beside the potential one, as SVG."""
    return await _picture(basket, Lang(snapshot.lang), SVG)


@router.get(
    "/baskets/{place}.png",
    response_class=Response,
    responses={200: {"description": "The picture.", "content": {PNG: {"schema": {}}}}},
)
async def basket_png(snapshot: Reading, basket: OfPlace) -> Response:
    """Return a basket as treemaps, as PNG at twice the size of the SVG."""
    return await _picture(basket, Lang(snapshot.lang), PNG)


@router.get("/baskets/{place}")
async def one_basket(basket: OfPlace) -> Basket:
    """Return what a place exports by group, today and with its niches at an advantage."""
    return basket
