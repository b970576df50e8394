"""Draws the map of routes."""

import textwrap
from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import shapely

from niche_api.charts import FONT, INK, framed, wrapped
from niche_api.geography.framing import BORDER, LINE, WATER, feature
from niche_api.geography.outlines import Outlines, merged, outlines
from niche_api.trade_routes.arcs import great_circle, middle
from niche_api.trade_routes.labels import placed
from niche_api.trade_routes.map_words import WORDS
from niche_api.trade_routes.picture import Line, RouteMap

WIDTH = 760
"""In pixels."""
COLOURS = ("#b9bec1", "#9ecae1", "#6baed6", "#3182bd", "#1b5a9a", "#08306b")
"""By score, 0 to 5."""
LAND, REACHED, HOME = "#e2e2df", "#f3e9d2", "#f2b591"


def _data(shown: RouteMap, drawn: Outlines) -> dict[str, list[dict[str, Any]]]:
    """Return what each layer of the map draws."""
    countries = {key: row["country"] for key, row in shown.places.rows.items()}
    borders = merged(drawn, countries)
    reached = {line.destination for line in shown.lines}
    units = [
        feature(outline, kind=_kind(country, shown, reached))
        for country, outline in borders.items()
    ]
    at = {country: _middle(shown, country) for country in {*reached, shown.origin} & borders.keys()}
    arcs = [
        feature(
            shapely.linestrings(drawn.at(great_circle(at[shown.origin], at[line.destination]))),
            score=str(line.score.lowest),
        )
        for line in sorted(shown.lines, key=lambda one: (one.score.lowest, one.destination))
        if line.destination in at and shown.origin in at
    ]
    frame = shapely.box(0, 0, drawn.width_km, drawn.height_km)
    names = _names(shown, drawn, at)
    return {"frame": [feature(frame)], "units": units, "arcs": arcs, "names": names}


def _names(
    shown: RouteMap, drawn: Outlines, at: Mapping[str, tuple[float, float]]
) -> list[dict[str, Any]]:
    """Return the dot of each end and where its name goes, in kilometres; the origin first."""
    texts = {shown.origin: shown.name(shown.origin)}
    texts |= {line.destination: _label(shown, line) for line in shown.lines}
    ends = [country for country in texts if country in at]
    if not ends:
        return []
    km_per_pixel = drawn.width_km / WIDTH
    points = drawn.at(np.array([at[country] for country in ends]))
    boxes = placed(
        [(x / km_per_pixel, y / km_per_pixel) for x, y in points.tolist()],
        [texts[country] for country in ends],
    )
    return [
        {
            "x": x,
            "y": y,
            "text_x": box.x * km_per_pixel,
            "text_y": box.y * km_per_pixel,
            "text": texts[country],
            "kind": "origin" if country == shown.origin else "destination",
        }
        for country, (x, y), box in zip(ends, points.tolist(), boxes, strict=True)
    ]


def _kind(country: str, shown: RouteMap, reached: set[str]) -> str:
    if country == shown.origin:
        return "HOME"
    return "REACHED" if country in reached else "LAND"


def _middle(shown: RouteMap, country: str) -> tuple[float, float]:
    keys = shown.places.located(shown.places.of_country(country))
    return middle(shown.places.geometries[key] for key in keys)


def _label(shown: RouteMap, line: Line) -> str:
    score = line.score
    said = str(score.lowest)
    if score.highest > score.lowest:
        said += f" ({score.highest})"
    of = "" if shown.is_of_one else f" · {line.product}"
    return f"{shown.name(line.destination)} {said}{of}"


def chart(shown: RouteMap) -> dict[str, Any]:
    """Return the map as a Vega-Lite specification."""
    drawn = outlines(shown.places, {shown.origin, *(line.destination for line in shown.lines)})
    data = _data(shown, drawn)
    height = round(WIDTH * drawn.height_km / drawn.width_km)
    say = WORDS[shown.lang]
    present = sorted({one["properties"]["score"] for one in data["arcs"]})
    fills = {"LAND": LAND, "REACHED": REACHED, "HOME": HOME}

    def layer(name: str) -> Any:
        return alt.Chart(alt.NamedData(name))

    layers = [
        layer("frame").mark_geoshape(fill=WATER),
        layer("units")
        .mark_geoshape(stroke=LINE, strokeWidth=0.8)
        .encode(
            fill=alt.Fill(
                "properties.kind:N",
                scale=alt.Scale(domain=list(fills), range=list(fills.values())),
                legend=None,
            )
        ),
        layer("frame").mark_geoshape(filled=False, stroke=BORDER),
        layer("arcs")
        .mark_geoshape(filled=False, strokeWidth=2.6, opacity=0.9)
        .encode(
            stroke=alt.Stroke(
                "properties.score:N",
                scale=alt.Scale(domain=present, range=[COLOURS[int(one)] for one in present]),
                legend=alt.Legend(
                    title=say["legend"],
                    orient="none",
                    legendX=16,
                    legendY=height - 30 - 18 * len(present),
                    direction="vertical",
                    symbolType="stroke",
                    symbolSize=420,
                    symbolStrokeWidth=4,
                ),
            )
        ),
        *_written(layer("names")),
    ]
    flat = alt.layer(*layers).project(type="identity", reflectY=True)
    body = flat.properties(width=WIDTH, height=height)
    of = say["of_one"] if shown.is_of_one else say["of_many"]
    what = of.format(product=shown.told(shown.lines[0].product), products=shown.products)
    picture = framed(
        body,
        say["title"].format(origin=shown.name(shown.origin)),
        textwrap.wrap(f"{what}: {say['scale']}", 120),
        _small_print(shown),
        WIDTH,
    )
    specification: dict[str, Any] = picture.to_dict()
    specification.setdefault("datasets", {}).update(data)
    return specification


def _written(names: Any) -> list[Any]:
    """Return a dot and a name at each end, over a halo that parts it from the lines."""
    dots = names.encode(longitude="x:Q", latitude="y:Q")
    text = names.encode(longitude="text_x:Q", latitude="text_y:Q", text="text:N")
    layers = [dots.mark_circle(color=INK, size=26, opacity=1)]
    for kind, weight in (("destination", 400), ("origin", 700)):
        of_kind = text.transform_filter(alt.datum.kind == kind)
        style = {"font": FONT, "fontSize": 11, "fontWeight": weight}
        halo = {"stroke": "#ffffff", "strokeWidth": 3, "strokeOpacity": 0.9, "strokeJoin": "round"}
        layers += [
            of_kind.mark_text(color=INK, **halo, **style),
            of_kind.mark_text(color=INK, **style),
        ]
    return layers


def _small_print(shown: RouteMap) -> list[str]:
    """Return what the scores rest on, and which destinations have no borders to draw."""
    say = WORDS[shown.lang]
    said = [say["own"]]
    if shown.year:
        said[0] += " " + say["year"].format(year=shown.year)
    if shown.technologies:
        countries = ", ".join(shown.name(one) for one in shown.technologies)
        said[0] += " " + say["technology"].format(countries=countries)
    lacking = [
        shown.name(line.destination)
        for line in shown.lines
        if not shown.places.located(shown.places.of_country(line.destination))
    ]
    if lacking:
        said.append(say["not_drawn"].format(countries=", ".join(sorted(lacking))))
    if not shown.is_of_one:
        headings = sorted({line.product for line in shown.lines})
        said.insert(0, "; ".join(map(shown.told, headings)) + ".")
    return wrapped([*said, f"{say['cite']} {'; '.join(shown.sources)}."], WIDTH)
