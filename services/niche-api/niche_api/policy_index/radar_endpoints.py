"""HTTP of the radar of an edition, as SVG and PNG; each is drawn once per publication."""

from typing import Annotated

from eslabon.contracts.envelope import Lang
from eslabon.contracts.policy_index import PolicyLevel, PolicyMetric
from fastapi import APIRouter, Query, Response
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.chains.telling import said, sources
from niche_api.geography.geojson import attributions
from niche_api.pictures import PNG, PNG_RESPONSE, SVG, SVG_RESPONSE, Pictures
from niche_api.policy_index.asking import (
    AREAS,
    AreaInput,
    EditionPath,
    few,
    known_areas,
    known_edition,
)
from niche_api.policy_index.book import BOOK, DATASETS, Edition
from niche_api.policy_index.radar import WORDS, Radar, Series

router = APIRouter(
    prefix="/v1", tags=["policy index"], responses=RESPONSES, route_class=ReadingRoute
)

MOST_SERIES = 6
Compared = Annotated[
    str | None,
    Query(
        alias="with",
        max_length=40,
        description="An earlier edition to draw beside it, for each country asked for.",
        examples=["2019"],
    ),
]


def _remark(of: Edition, area: str, item: str, name: str, lang: Lang) -> str | None:
    """Return what sources say of a score without giving it."""
    metrics = (PolicyMetric.RELATIVE_TO_AVERAGE, PolicyMetric.CHANGE)
    rows = [of.printed[area, item, one] for one in metrics if (area, item, one) in of.printed]
    said_ = "; ".join(WORDS[lang][row["standing"]].format(area=name) for row in rows)
    return said_ or None


async def _radar(snapshot: Snapshot, name: str) -> Radar:
    """Return what the radar of `EDITION COMPARED AREA…` shows."""
    edition, compared, *areas = name.split(" ")
    book = await BOOK.at(snapshot)
    one = book[edition]
    drawn = [one] if compared == edition else [one, book[compared]]
    dimensions = [row for row in one.items if row["level"] == PolicyLevel.DIMENSION]

    def series(of: Edition, area: str) -> Series:
        name = area if len(drawn) == 1 else f"{area} {of.row['edition']}"
        found = (of.score(area, row["item"]) for row in dimensions)
        return Series(
            name,
            [None if score is None else float(score) for score in found],
            [_remark(of, area, row["item"], name, snapshot.lang) for row in dimensions],
        )

    used = [row for of in drawn for row in (of.row, *of.figures)]
    used += [row for of in drawn for area in areas for row in of.answers.get(area, ())]
    return Radar(
        title=said(one.row, "name", snapshot.lang),
        dimensions=[said(row, "name", snapshot.lang) for row in dimensions],
        series=[series(of, area) for area in areas for of in reversed(drawn)],
        sources=attributions(sources(snapshot, used)),
        lang=snapshot.lang,
    )


RADARS = Pictures(
    tuple(dataset.name for dataset in DATASETS), _radar, "niche_api.policy_index.radar_drawing"
)


async def _drawn(
    snapshot: Snapshot, media_type: str, edition: str, areas: list[str] | None, compared: str | None
) -> Response:
    book = await BOOK.at(snapshot)
    one = known_edition(book, edition)
    other = known_edition(book, compared, "/query/with") if compared else one
    if not any(row["level"] == PolicyLevel.DIMENSION for row in one.items):
        detail = texts(
            "La edición no tiene dimensiones cargadas que dibujar: envíe el conjunto policy_items.",
            "A edição não tem dimensões carregadas que desenhar: envie o conjunto policy_items.",
            "The edition has no dimensions loaded to draw: send dataset policy_items.",
        )
        raise ProblemError(404, "policy_items_not_loaded", detail)
    chosen = known_areas([one], areas) or _default(one)
    editions = 1 if other is one else 2
    few(chosen, MOST_SERIES // editions)
    name = " ".join([edition, other.row["edition"], *chosen])
    return await RADARS.answer(snapshot, media_type, name)


def _default(one: Edition) -> list[str]:
    """Return the average where there is one, else the first countries with a score."""
    if one.average:
        return [one.average]
    scored = [area for area in one.areas if any(one.score(area, row["item"]) for row in one.scored)]
    return (scored or one.areas)[:MOST_SERIES]


@router.get("/policy-index/{edition}.svg", response_class=Response, responses=SVG_RESPONSE)
async def policy_radar_svg(
    snapshot: Reading,
    edition: EditionPath,
    areas: Annotated[list[AreaInput] | None, AREAS] = None,
    compared: Compared = None,
) -> Response:
    """Return the radar of an edition as SVG: countries over dimensions; the average if none is
    named."""
    return await _drawn(snapshot, SVG, edition, areas, compared)


@router.get("/policy-index/{edition}.png", response_class=Response, responses=PNG_RESPONSE)
async def policy_radar_png(
    snapshot: Reading,
    edition: EditionPath,
    areas: Annotated[list[AreaInput] | None, AREAS] = None,
    compared: Compared = None,
) -> Response:
    """Return the radar of an edition as PNG, at twice the size of the SVG."""
    return await _drawn(snapshot, PNG, edition, areas, compared)
