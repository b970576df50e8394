"""HTTP of niches: products before a place, ranked."""

from collections.abc import Sequence
from typing import Annotated

from eslabon.contracts.codes import ProductCode
from eslabon.contracts.envelope import Lang, Missing
from eslabon.contracts.niches import Niche, NichePage, NicheStatus
from fastapi import APIRouter, Query, Request, Response
from servicekit import formats
from servicekit.cursors import Key
from servicekit.naming import ToNames
from servicekit.paging import Paging
from servicekit.problems import RESPONSES
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from niche_api import lists
from niche_api.groups.kept import GROUPS, NOT_LOADED
from niche_api.niches import kept, telling
from niche_api.niches.asking import (
    ComplexWeight,
    DenominatorAsked,
    GroupAsked,
    NearWeight,
    PlacePath,
    SchemeAsked,
    SourceAsked,
    ValuableWeight,
    YearAsked,
    weights,
)
from niche_api.niches.telling import Ranking
from niche_api.validations import repository as validations

router = APIRouter(prefix="/v1", tags=["niches"], responses=RESPONSES, route_class=ReadingRoute)


@router.get("/niches/{place}", response_model=NichePage, responses=formats.RESPONSES)
async def niches(
    request: Request,
    response: Response,
    snapshot: Reading,
    paging: Paging,
    naming: ToNames,
    place: PlacePath,
    group: GroupAsked = None,
    scheme: SchemeAsked = None,
    status: Annotated[
        list[NicheStatus] | None, Query(description="Only of these statuses.")
    ] = None,
    product: Annotated[
        list[ProductCode] | None,
        Query(
            max_length=100,
            description="Only codes that begin so: a chapter or a heading; repeated, with any.",
            examples=[["0801"]],
        ),
    ] = None,
    min_complexity: Annotated[
        float | None, Query(ge=-20, le=20, description="Least PCI.", examples=[0])
    ] = None,
    max_distance: Annotated[
        float | None, Query(ge=0, le=1, description="Most distance.", examples=[0.8])
    ] = None,
    year: YearAsked = None,
    source: SourceAsked = None,
    denominator: DenominatorAsked = None,
    near: NearWeight = None,
    complex: ComplexWeight = None,
    valuable: ValuableWeight = None,
) -> Response:
    """Rank the products before a country or one of its units, and say why each is there.

    By the model's probability of an advantage, then PCI; by a rule of thumb where there is no
    model; by the caller's balance of near, complex and valuable where weights are given.
    """
    lang = Lang(snapshot.lang)
    given = weights(near, complex, valuable)
    groups = await GROUPS.at(snapshot)
    of_scheme, of_group = groups.scheme_of(group, scheme)
    countries = await naming.countries(snapshot)
    asked = await kept.place_asked(snapshot, place, countries)
    found = await kept.candidates(snapshot, asked, kept.Asked(source, year, denominator))
    if isinstance(found, Missing):
        return await formats.listing(
            request,
            response,
            snapshot,
            paging,
            formats.in_memory([], lambda _: (), lambda one: one),
            Niche,
            missing=[found],
            page=NichePage,
            **telling.about(None, asked, of_scheme),
        )
    names = await naming.headings(snapshot, found.nomenclature if found.is_harmonized else None)
    naming.hold(response, lang, names, countries)
    of_product = groups.of(of_scheme, found.nomenclature, found.products)
    record = await validations.by_product(snapshot, asked.place, found.nomenclature)
    ranking = Ranking(found, given, of_product, names, lang, record)
    chosen = ranking.chosen(of_group, status, product, min_complexity, max_distance)
    missing = [*telling.gaps(found, lang), *names.missing]
    missing += lists.not_loaded(snapshot, NOT_LOADED)
    if not chosen:
        missing.append(lists.nothing_fits("niches", lang))

    async def fetch(after: Key | None, limit: int) -> Sequence[tuple[Key, Niche]]:
        start = 0 if after is None else int(after[0] or 0)
        some = chosen[start : start + limit]
        made = ranking.niches(some)
        return [((start + step,), niche) for step, niche in enumerate(made, start=1)]

    return await formats.listing(
        request,
        response,
        snapshot,
        paging,
        fetch,
        Niche,
        provenance=found.sources,
        missing=missing,
        methodology=telling.methodology(ranking, lang),
        page=NichePage,
        **telling.about(ranking, asked, of_scheme),
    )
