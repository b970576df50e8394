"""HTTP of charts: a Matriz de Empalme as a picture."""

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response
from servicekit.language import texts
from servicekit.naming import ToNames
from servicekit.problems import RESPONSES, ProblemError
from servicekit.reading import Reading
from servicekit.routing import ReadingRoute

from matrix_api.charts.heatmap import By, HeatMap, of_groups, of_headings
from matrix_api.charts.wording import Words, words
from matrix_api.empalme import asked
from matrix_api.empalme.asked import EditionName, GroupScheme, IncludePartial, OneImporter, Variant
from matrix_api.empalme.meant import Meant, meant, side
from matrix_api.flows.asked import country
from matrix_api.headings.facts import HS_SECTION, known_scheme

LABEL_CHARACTERS = 70
"""Longer texts of headings are cut."""

router = APIRouter(prefix="/v1", tags=["charts"], responses=RESPONSES, route_class=ReadingRoute)


class Picture(StrEnum):
    """Format of a chart."""

    SVG = "svg"
    PNG = "png"


MEDIA_TYPES = {Picture.SVG: "image/svg+xml", Picture.PNG: "image/png"}

_painter = ThreadPoolExecutor(1, "painting")
"""One picture is drawn at a time: it takes a processor for a second."""


@router.get(
    "/charts/empalme.{picture}",
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {}, "image/png": {}}}},
)
async def empalme_chart(
    response: Response,
    snapshot: Reading,
    naming: ToNames,
    picture: Annotated[Picture, Path(description="Format.", examples=["svg"])],
    edition: EditionName = None,
    include_partial: IncludePartial = False,
    variant: Variant = None,
    importer: OneImporter = None,
    by: Annotated[
        By | None,
        Query(
            description="Rows: groups of headings, or the headings that stand highest; headings "
            "when left out of an edition that is limited to some, else groups."
        ),
    ] = None,
    top: Annotated[int, Query(ge=1, le=60, description="Most headings to show.")] = 30,
    group_scheme: GroupScheme = HS_SECTION,
) -> Response:
    """Heat map of members and headings or groups; colours compare within a member only."""
    lang = snapshot.lang
    buyer = None if importer is None else country(importer, "importer")
    ordered_by = asked.variant(variant, None, buyer)
    scheme = known_scheme(snapshot, group_scheme)
    chosen = await meant(snapshot, edition, include_partial)
    matrix = chosen.matrix
    if matrix is None:
        raise _nothing(chosen)
    if buyer is not None:
        asked.member(matrix.edition, buyer, "importer")
    shown = next((code for code in matrix.gaps if code in matrix.exporters), None)
    if shown is None:
        raise _nothing(chosen, matrix.gaps[next(iter(matrix.gaps))][0].told(lang).detail)
    one = await side(snapshot, naming, chosen, shown, scheme)
    assert one.basis is not None, "a member of the edition has a basis"
    rows = by or (By.HEADING if matrix.edition.headings else By.GROUP)
    heatmap: HeatMap
    if rows is By.GROUP:
        order = list(one.facts.names)
        heatmap = of_groups(matrix, ordered_by, buyer, one.facts.groups, order)
        labels = {group: f"{group} · {one.facts.names[group][lang]}" for group in heatmap.rows}
    else:
        heatmap = of_headings(matrix, ordered_by, buyer, top)
        labels = {heading: _label(heading, one.names.of(heading, lang)) for heading in heatmap.rows}
    if heatmap.is_empty:
        raise _nothing(chosen, *(missing.detail for missing in one.missing[:1]))
    countries = await naming.countries(snapshot)
    members = {code: countries.of(code, lang) or code for code in heatmap.members}
    said = words(
        rows,
        ordered_by,
        buyer and (countries.of(buyer, lang) or buyer),
        one.basis,
        list(dict.fromkeys(item.cite_as for item in one.provenance if item.dataset == "totals")),
        lang,
    )
    content = await asyncio.get_running_loop().run_in_executor(
        _painter, _drawn, picture, heatmap, labels, members, said
    )
    naming.hold(response, snapshot.lang, one.names, countries)
    return Response(content, media_type=MEDIA_TYPES[picture])


def _drawn(
    picture: Picture,
    heatmap: HeatMap,
    labels: Mapping[str, str],
    members: Mapping[str, str],
    said: Words,
) -> bytes:
    from matrix_api.charts import drawing  # takes seconds to import

    draw = drawing.svg if picture is Picture.SVG else drawing.png
    return draw(heatmap, labels, members, said)


def _label(heading: str, text: str | None) -> str:
    said = (text or "").rstrip(".")
    cut = said if len(said) <= LABEL_CHARACTERS else said[: LABEL_CHARACTERS - 1].rstrip() + "…"
    return f"{heading} · {cut}" if cut else heading


def _nothing(chosen: Meant, *more: str) -> ProblemError:
    """Return the problem of an edition without any index, with what it lacks."""
    said = " ".join([*(missing.detail for missing in chosen.missing), *more])
    detail = texts(
        f"No hay nada que dibujar. {said}",
        f"Não há nada a desenhar. {said}",
        f"There is nothing to draw. {said}",
    )
    return ProblemError(
        404, "nothing_to_draw", detail, errors=[("/query/edition", detail, "nothing_to_draw")]
    )
