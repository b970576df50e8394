"""Draws the map of a chain: Vega-Lite by Altair, rendered without a browser.

The libraries take seconds to import: only whoever draws imports this module.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import altair as alt
import shapely
from eslabon.contracts.chains import Presence

from niche_api.charts import LINE_PIXELS, framed, wrapped
from niche_api.geography.framing import BORDER, ELSEWHERE, LINE, WATER, WIDTH, feature, written
from niche_api.geography.map_words import WORDS, shown, thousands
from niche_api.geography.outlines import Outlines, inside, merged, outlines
from niche_api.geography.picture import Picture

LARGEST_RADIUS = 24
"""Both in pixels."""
STYLES = (("place", 10, 400), ("name", 12.5, 700), ("figure", 11.5, 400))
"""Kinds of text, their pixels and weight."""
COLOURS = {
    "HARVEST": "#2f7d4f",
    "CULTIVATION": "#a8842c",
    "PROCESSING": "#7a5195",
    "RANGE": "#9cc9a5",
    "CONFIRMED": "#dfe9d6",
    "REPORTED": "#f1efdc",
    "OTHER": ELSEWHERE,
}
CIRCLE = "#d9622b"


def _classes(picture: Picture) -> dict[str, str]:
    """Return the class of each place: by what is done in it, else by the chain in its country."""
    found = {}
    done = {zone.region: zone.activities for zone in picture.zones}
    for key, row in picture.places.rows.items():
        presence = picture.presence.get(row["country"], Presence.UNKNOWN)
        if done.get(key):
            found[key] = str(done[key][0])
        elif presence in (Presence.CONFIRMED, Presence.REPORTED):
            found[key] = str(presence)
        else:
            found[key] = "OTHER"
    return found


def _data(picture: Picture, drawn: Outlines) -> dict[str, list[dict[str, Any]]]:
    """Return what each layer of the map draws."""
    say, classes = WORDS[picture.lang], _classes(picture)
    countries = {key: row["country"] for key, row in picture.places.rows.items()}
    borders = merged(drawn, countries)
    told = {country for key, country in countries.items() if classes[key] != "OTHER"}
    units = [
        feature(outline, label=say["OTHER"], kind="OTHER")
        for country, outline in borders.items()
        if country not in told
    ]
    units += [
        feature(outline, label=say[classes[key]], kind=classes[key])
        for key, outline in drawn.places.items()
        if countries[key] in told
    ]
    circles, names = _marks(picture, drawn)
    return {
        "frame": [feature(shapely.box(0, 0, drawn.width_km, drawn.height_km))],
        "units": units,
        "borders": [feature(outline) for outline in borders.values()],
        "circles": circles,
        "names": names,
    }


def _system(picture: Picture) -> str | None:
    """Return the system that most figures are of: circles of two would not compare."""
    of = Counter(row["system"] for zone in picture.zones for row in zone.production)
    return of.most_common(1)[0][0] if of else None


def _marks(picture: Picture, drawn: Outlines) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a circle for each unit with production, and what is written beside every zone."""
    km_per_pixel = drawn.width_km / WIDTH
    located = [zone for zone in picture.zones if zone.region in drawn.places]
    system = _system(picture)
    latest = {zone.region: zone.latest(system) for zone in located}
    most = max((float(row["value"]) for row in latest.values() if row), default=1.0)
    circles, names = [], []
    for zone in located:
        x, y = inside(drawn.places[zone.region])
        name, row = picture.places.rows[zone.region]["name"], latest[zone.region]
        if row is None:
            names.append({"x": x, "y": y, "text": name, "kind": "place"})
            continue
        circles.append({"x": x, "y": y, "value": float(row["value"])})
        radius = LARGEST_RADIUS * math.sqrt(float(row["value"]) / most)
        away = (radius + 8) * km_per_pixel
        figure = f"{shown(row['value'], picture.lang)} {row['unit']}, {row['period_from'].year}"
        names.append({"x": x, "y": y + away, "text": figure, "kind": "figure"})
        above = y + away + LINE_PIXELS * km_per_pixel
        names.append({"x": x, "y": above, "text": name, "kind": "name"})
    return circles, names


def _steps(most: float) -> list[float]:
    """Return round sizes for the legend of circles, up to the largest."""
    power = 10 ** math.floor(math.log10(most))
    rounds = [factor * power for factor in (0.2, 0.5, 1, 2, 5) if factor * power <= most]
    return rounds[-3:]


def chart(picture: Picture) -> dict[str, Any]:
    """Return the map as a Vega-Lite specification."""
    there = {one for one, presence in picture.presence.items() if presence is not Presence.UNKNOWN}
    drawn = outlines(picture.places, there | {zone.country for zone in picture.zones})
    data = _data(picture, drawn)
    say = WORDS[picture.lang]
    present = {unit["properties"]["kind"] for unit in data["units"]}
    order = [name for name in COLOURS if name in present]

    def layer(name: str) -> Any:
        # Data are put in at the end: altair would read all of them through at each step.
        return alt.Chart(alt.NamedData(name))

    layers = [
        layer("frame").mark_geoshape(fill=WATER),
        layer("units")
        .mark_geoshape(stroke=LINE, strokeWidth=0.5)
        .encode(
            alt.Color(
                "properties.label:N",
                scale=alt.Scale(
                    domain=[say[name] for name in order], range=[COLOURS[name] for name in order]
                ),
                legend=alt.Legend(title=None, orient="bottom", columns=2, symbolType="square"),
            )
        ),
        layer("borders").mark_geoshape(filled=False, stroke=LINE, strokeWidth=2.4),
        layer("borders").mark_geoshape(filled=False, stroke=BORDER, strokeWidth=0.8),
        layer("frame").mark_geoshape(filled=False, stroke=BORDER),
    ]
    if data["circles"]:
        most = max(one["value"] for one in data["circles"])
        system = _system(picture)
        unit = next(row["unit"] for zone in picture.zones if (row := zone.latest(system)))
        layers.append(
            layer("circles")
            .mark_circle(color=CIRCLE, opacity=0.9, stroke="#ffffff", strokeWidth=1)
            .encode(
                alt.Size(
                    "value:Q",
                    scale=alt.Scale(
                        type="sqrt",
                        domain=[0, most],
                        range=[0, math.pi * LARGEST_RADIUS**2],
                    ),
                    legend=alt.Legend(
                        title=f"{say[f'PRODUCTION_{system}']} ({unit})",
                        orient="bottom",
                        values=_steps(most),
                        labelExpr="replace(format(datum.value, ',~f'), /,/g, "
                        f"'{thousands(picture.lang)}')",
                    ),
                ),
                longitude="x:Q",
                latitude="y:Q",
            )
        )
    layers += written(layer("names"), STYLES)
    flat = alt.layer(*layers).project(type="identity", reflectY=True)
    height = round(WIDTH * drawn.height_km / drawn.width_km)
    body = flat.properties(width=WIDTH, height=height)
    figures = "" if data["circles"] else "_without"
    title = f"{picture.title[:1].upper()}{picture.title[1:]}: {say[f'title{figures}']}"
    whole = framed(body, title, say[f"subtitle{figures}"], wrapped(_said(picture), WIDTH), WIDTH)
    specification: dict[str, Any] = whole.to_dict()
    specification.setdefault("datasets", {}).update(data)
    return specification


def _hosts(references: Iterable[str]) -> list[str]:
    """Return where references lead, each once: the host of an address, else the document."""
    found: dict[str, None] = {}
    for reference in references:
        for one in re.split(r"\s+;\s+", reference):
            host = urlsplit(one.split(" ")[0]).hostname
            found[(host or one.split(" (")[0]).removeprefix("www.")] = None
    return list(found)


def _said(picture: Picture) -> list[str]:
    """Return what a map rests on."""
    say = WORDS[picture.lang]
    hosts = _hosts(reference for zone in picture.zones for reference in zone.references)
    said = [f"{say['sources']} {', '.join(hosts)}."] if hosts else []
    return [*said, f"{say['cite']} {'; '.join(picture.sources)}."]
