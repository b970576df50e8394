"""Draws one product across the regions of a country: Vega-Lite by Altair, without a browser.

The libraries take seconds to import: only whoever draws imports this module.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import altair as alt
import shapely
from eslabon.contracts.envelope import Lang, Reason
from eslabon.contracts.regional import Denominator, RegionalRank, RegionalRanking

from niche_api.charts import LINE_PIXELS, framed, wrapped
from niche_api.geography.framing import BORDER, ELSEWHERE, LINE, WIDTH, feature, written
from niche_api.geography.map_words import shown_float
from niche_api.geography.outlines import Outlines, inside, merged, outlines
from niche_api.geography.shapes import Shapes
from niche_api.regional.map_words import WORDS

BOUNDS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""Of the classes of advantage; one of them is where an advantage begins."""
BELOW, ABOVE = ("#f4e9d8", "#ecd3a8", "#dcb169"), ("#9cc9b4", "#4f9d84", "#1d6b57")
NONE, WITHHELD, UNKNOWN = "#fbf8f2", "#c9b8cf", "#eeeeec"
AROUND = "#f6f7f7"
"""Neither sea nor land: countries whose borders are not loaded are in it."""
NAMED = 12
"""Units of most advantage, whose name and figure are written where there is room."""
STYLES = (("name", 12, 700), ("figure", 11, 400))
SAID = ("basket", "cells")
"""Gaps that bear on a map of one product."""
LETTER_PIXELS = 7
"""About what a letter of a name takes."""


@dataclass(frozen=True)
class RankingMap:
    """What a map of a product shows, apart from how."""

    ranking: RegionalRanking
    denominator: Denominator
    title: str
    places: Shapes
    sources: Sequence[str]
    lang: Lang


def classes(lang: Lang) -> list[tuple[str, str]]:
    """Return the classes of advantage, lowest first: what the legend says, and the colour."""
    say = WORDS[lang]
    bounds = [shown_float(one, lang) for one in BOUNDS]
    texts = [f"{say['below']} {bounds[0]}"]
    texts += [f"{low} {say['to']} {high}" for low, high in pairwise(bounds)]
    texts.append(f"{bounds[-1]} {say['above']}")
    return list(zip(texts, (*BELOW, *ABOVE), strict=True))


def _class(one: RegionalRank | None, lang: Lang) -> tuple[str, str]:
    say = WORDS[lang]
    if one is None:
        return say["unknown"], UNKNOWN
    if one.missing is not None and one.missing.reason in (
        Reason.BELOW_THRESHOLD,
        Reason.NOT_REPORTED,
    ):
        return say["withheld"], WITHHELD
    if one.rca is None:
        return say["unknown"], UNKNOWN
    if one.rca == 0:
        return say["none"], NONE
    return classes(lang)[bisect_right(BOUNDS, one.rca)]


def _units(
    found: RankingMap, drawn: Outlines, countries: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the units as features, and the colour of each thing the legend says."""
    of_region = {one.region: one for one in found.ranking.regions}
    say, colours, units = WORDS[found.lang], {}, []
    own = {key for key in drawn.places if countries[key] == found.ranking.country}
    elsewhere = {key: country for key, country in countries.items() if key not in own}
    rest = replace(drawn, places={key: one for key, one in drawn.places.items() if key not in own})
    for outline in merged(rest, elsewhere).values():
        units.append(feature(outline, label=say["elsewhere"]))
        colours[say["elsewhere"]] = ELSEWHERE
    for key in sorted(own):
        label, colour = _class(of_region.get(key), found.lang)
        units.append(feature(drawn.places[key], label=label))
        colours[label] = colour
    return units, colours


def _names(found: RankingMap, drawn: Outlines) -> list[dict[str, Any]]:
    """Return the name and figure of the units of most advantage, those of less not over them."""
    pixel = drawn.width_km / WIDTH
    half_line = LINE_PIXELS * pixel / 2
    names: list[dict[str, Any]] = []
    taken: list[Any] = []
    for one in found.ranking.regions[:NAMED]:
        if one.region not in drawn.places or not one.rca:
            continue
        x, y = inside(drawn.places[one.region])
        said = one.name or one.region
        half_width = LETTER_PIXELS * pixel * len(said) / 2
        room = shapely.box(x - half_width, y - 2 * half_line, x + half_width, y + 2 * half_line)
        if any(room.intersects(other) for other in taken):
            continue
        taken.append(room)
        names.append({"x": x, "y": y + half_line, "text": said, "kind": "name"})
        figure = shown_float(round(one.rca, 1 if one.rca >= 1 else 2), found.lang)
        names.append({"x": x, "y": y - half_line, "text": figure, "kind": "figure"})
    return names


def chart(found: RankingMap) -> dict[str, Any]:
    """Return the map as a Vega-Lite specification."""
    ranking, say = found.ranking, WORDS[found.lang]
    drawn = outlines(found.places, {ranking.country})
    countries = {key: row["country"] for key, row in found.places.rows.items()}
    units, colours = _units(found, drawn, countries)
    known = [label for label, _ in classes(found.lang)][::-1]
    order = [*known, say["none"], say["withheld"], say["unknown"], say["elsewhere"]]
    legend = [label for label in order if label in colours]
    borders = merged(drawn, countries)

    def layer(name: str) -> Any:
        return alt.Chart(alt.NamedData(name))

    frame = alt.Chart(alt.NamedData("frame"))
    layers = [
        frame.mark_geoshape(fill=AROUND),
        layer("units")
        .mark_geoshape(stroke=LINE, strokeWidth=0.6)
        .encode(
            alt.Color(
                "properties.label:N",
                scale=alt.Scale(domain=legend, range=[colours[one] for one in legend]),
                legend=alt.Legend(
                    title=say["legend"],
                    orient="bottom",
                    columns=5,
                    symbolType="square",
                    symbolStrokeColor=BORDER,
                    symbolStrokeWidth=0.5,
                ),
            )
        ),
        layer("borders").mark_geoshape(filled=False, stroke=BORDER, strokeWidth=0.8),
        frame.mark_geoshape(filled=False, stroke=BORDER),
        *written(layer("names"), STYLES),
    ]
    flat = alt.layer(*layers).project(type="identity", reflectY=True)
    body = flat.properties(width=WIDTH, height=round(WIDTH * drawn.height_km / drawn.width_km))
    about = f"{say[ranking.unit]}, {ranking.year} · {ranking.nomenclature} {ranking.product}"
    said = [one.detail for one in ranking.missing if one.what in SAID]
    said.append(f"{say['cite']} {'; '.join(found.sources)}.")
    specification: dict[str, Any] = framed(
        body,
        found.title,
        [say[found.denominator], about[:1].upper() + about[1:]],
        wrapped(said, WIDTH),
        WIDTH,
    ).to_dict()
    specification.setdefault("datasets", {}).update(
        {
            "frame": [feature(shapely.box(0, 0, drawn.width_km, drawn.height_km))],
            "units": units,
            "borders": [feature(outline) for outline in borders.values()],
            "names": _names(found, drawn),
        }
    )
    return specification
