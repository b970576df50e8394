"""HTTP of the model of appearance: what it is, how good it is, and its calibration drawn."""

from typing import Annotated

from eslabon.contracts.codes import Year
from eslabon.contracts.model import Model, ModelVariant, TestArea
from eslabon.contracts.model import ModelTest as Test
from fastapi import APIRouter, Query, Response
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.releases.dataset import texts
from servicekit.releases.snapshot import Snapshot
from servicekit.routing import ReadingRoute

from niche_api.geography.geojson import attributions
from niche_api.model import telling, words
from niche_api.model.book import BOOK, TOLD, Stored
from niche_api.model.calibration import Calibration
from niche_api.pictures import PNG, PNG_RESPONSE, SVG, SVG_RESPONSE, Pictures

router = APIRouter(prefix="/v1", tags=["model"], responses=RESPONSES, route_class=ReadingRoute)
YEAR = 2019
"""The year that answers where none is asked for, as in complexity."""

OfYear = Annotated[
    Year | None,
    Query(
        description=f"Year whose exports have probabilities; {YEAR} when left out, or else the "
        "last one.",
        examples=[YEAR],
    ),
]
OfSource = Annotated[
    str | None,
    Query(
        max_length=64,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
        description="Source of the exports; the first one with that year when left out.",
        examples=["ATLAS"],
    ),
]
OfArea = Annotated[
    TestArea, Query(description="Countries counted.", examples=[TestArea.LATIN_AMERICA])
]
OfTest = Annotated[Test, Query(description="Test drawn.", examples=[Test.LATER_PERIOD])]


def chosen(every: list[Stored], year: int | None, source: str | None) -> Stored | None:
    """Return the model of a year and source, or None."""
    able = [one for one in every if source in (None, one.source)]
    years = {one.year for one in able}
    wanted = year or (YEAR if YEAR in years else max(years, default=0))
    return next((one for one in able if one.year == wanted), None)


@router.get("/model")
async def model(snapshot: Reading, year: OfYear = None, source: OfSource = None) -> Model:
    """Return the model that gives probabilities: features, coefficients, quality, calibration.

    Without years that teach one, the rule of thumb that orders products in its stead.
    """
    every = await BOOK.at(snapshot)
    found = chosen(every, year, source)
    if found is None:
        return telling.heuristic(every, snapshot.lang)
    return telling.model(found, snapshot.lang)


async def calibration(snapshot: Snapshot, name: str) -> Calibration:
    """Return what the picture of `SOURCE YEAR TEST AREA` shows."""
    source, year, test, area = name.split(" ")
    stored = next(
        one for one in await BOOK.at(snapshot) if (one.source, str(one.year)) == (source, year)
    )
    keys = {"variant": ModelVariant.BASE.value, "test": test, "area": area}
    return Calibration(
        test=stored.of("model_tests", **keys)[0],
        bins=sorted(stored.of("model_calibration", **keys), key=lambda one: int(one["bin"])),
        sources=attributions([stored.release.provenance()]),
        lang=snapshot.lang,
    )


PICTURES = Pictures(tuple(dataset.name for dataset in TOLD), calibration, "niche_api.model.drawing")


async def _drawn(
    snapshot: Snapshot,
    media_type: str,
    year: int | None,
    source: str | None,
    test: Test,
    area: TestArea,
) -> Response:
    every = await BOOK.at(snapshot)
    found = chosen(every, year, source)
    if found is None:
        detail = words.nothing_built([f"{one.source} {one.year}" for one in every])
        raise ProblemError(404, "no_model", detail, errors=[("/query/year", detail, "no_model")])
    if not found.of("model_tests", variant="base", test=test, area=area):
        there = ", ".join(
            f"{row['test']} {row['area']}" for row in found.of("model_tests", variant="base")
        )
        detail = texts(
            f"El modelo de {found.source} {found.year} no tiene esa prueba: tiene {there}.",
            f"O modelo de {found.source} {found.year} não tem esse teste: tem {there}.",
            f"The model of {found.source} {found.year} has no such test: it has {there}.",
        )
        raise ProblemError(404, "no_test", detail, errors=[("/query/test", detail, "no_test")])
    name = f"{found.source} {found.year} {test} {area}"
    return await PICTURES.answer(snapshot, media_type, name)


@router.get("/charts/model-calibration.svg", response_class=Response, responses=SVG_RESPONSE)
async def model_calibration_svg(
    snapshot: Reading,
    year: OfYear = None,
    source: OfSource = None,
    test: OfTest = Test.HELD_OUT,
    area: OfArea = TestArea.WORLD,
) -> Response:
    """Return what the model said against what happened, as SVG."""
    return await _drawn(snapshot, SVG, year, source, test, area)


@router.get("/charts/model-calibration.png", response_class=Response, responses=PNG_RESPONSE)
async def model_calibration_png(
    snapshot: Reading,
    year: OfYear = None,
    source: OfSource = None,
    test: OfTest = Test.HELD_OUT,
    area: OfArea = TestArea.WORLD,
) -> Response:
    """Return what the model said against what happened, as PNG, at twice the size of the SVG."""
    return await _drawn(snapshot, PNG, year, source, test, area)
