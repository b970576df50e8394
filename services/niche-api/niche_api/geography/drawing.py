"""The map of a chain: where it is, what is done there, how much is produced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eslabon.contracts.chains import Presence
from eslabon.contracts.envelope import Lang

from niche_api.geography.map_words import WORDS, shown
from niche_api.geography.nearness import EARTH_RADIUS_KM
from niche_api.geography.shapes import Shapes
from niche_api.geography.zones import Zone

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WIDTH = 760
TOLERANCE_DEGREES = 0.03
MARGIN = 0.03
"""Of the width, around the countries shown."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
COLOURS = {
    "HARVEST": "#2f7d4f",
    "CULTIVATION": "#8a6d1f",
    "PROCESSING": "#7a5195",
    "RANGE": "#9cc9a5",
    "CONFIRMED": "#dfe9d6",
    "REPORTED": "#eef0e2",
    "OTHER": "#e4e4e1",
}
WATER, LINE, BORDER, INK, SOFT = "#f4f8fa", "#ffffff", "#8b8b86", "#26312b", "#5c655f"
CIRCLE = "#c8501e"


@dataclass(frozen=True)
class Picture:
    """What a map shows, apart from how."""

    title: str
    zones: Sequence[Zone]
    presence: Mapping[str, Presence]
    """Of the chain, by country."""
    places: Shapes
    sources: Sequence[str]
    lang: Lang


def equal_area(
    degrees: "NDArray[np.float64]", latitude: float, longitude: float
) -> "NDArray[np.float64]":
    """Project longitudes and latitudes around a centre so that areas are kept, in km.

    Lambert azimuthal equal-area projection of a sphere (Snyder, Map Projections, 1987, section 24).
    """
    import numpy as np

    lon, lat = np.radians(degrees).T
    north, east = np.radians(latitude), lon - np.radians(longitude)
    cosine = np.sin(north) * np.sin(lat) + np.cos(north) * np.cos(lat) * np.cos(east)
    stretch = EARTH_RADIUS_KM * np.sqrt(2 / np.maximum(1 + cosine, 1e-9))
    x = stretch * np.cos(lat) * np.sin(east)
    y = stretch * (np.cos(north) * np.sin(lat) - np.sin(north) * np.cos(lat) * np.cos(east))
    return np.column_stack((x, y))


def _classes(picture: Picture) -> dict[str, str]:
    """Return the class of each place: by what is done in it, else by the chain in its country."""
    found = {}
    done = {zone.region: zone.activities for zone in picture.zones}
    for key, row in picture.places.rows.items():
        presence = picture.presence.get(row["country"], Presence.UNKNOWN)
        activities = done.get(key, [])
        if activities:
            found[key] = str(activities[0])
        elif presence in (Presence.CONFIRMED, Presence.REPORTED):
            found[key] = str(presence)
        else:
            found[key] = "OTHER"
    return found


def _projected(picture: Picture) -> tuple[list[str], "NDArray[np.object_]", tuple[float, float]]:
    """Return places, their outlines in km within the frame, and the frame's width and height.

    The frame holds every country in which the chain is said to be.
    """
    import numpy as np
    import shapely

    places = picture.places
    keys = places.located(places.rows)
    outlines = shapely.coverage_simplify(
        np.array([places.geometries[key] for key in keys], dtype=object), TOLERANCE_DEGREES
    )
    there = {
        country
        for country, presence in picture.presence.items()
        if presence is not Presence.UNKNOWN
    } | {zone.country for zone in picture.zones}
    shown_ = np.array([places.rows[key]["country"] in there for key in keys], dtype=bool)
    if not shown_.any():
        shown_[:] = True
    west, south, east, north = shapely.total_bounds(outlines[shown_])
    centre = (south + north) / 2, (west + east) / 2
    flat = shapely.transform(outlines, lambda xy: equal_area(xy, *centre))
    left, bottom, right, top = shapely.total_bounds(flat[shown_])
    edge = MARGIN * (right - left)
    frame = (left - edge, bottom - edge, right + edge, top + edge)
    clipped = shapely.clip_by_rect(shapely.make_valid(flat), *frame)
    moved = shapely.transform(clipped, lambda xy: xy - np.array([frame[0], frame[1]]))
    return keys, moved, (frame[2] - frame[0], frame[3] - frame[1])


def _feature(outline: Any, **properties: Any) -> dict[str, Any]:
    import orjson
    import shapely

    return {
        "type": "Feature",
        "geometry": orjson.loads(shapely.to_geojson(shapely.set_precision(outline, 0.1))),
        "properties": properties,
    }


def chart(picture: Picture) -> Any:
    """Return the map as an altair chart."""
    import altair as alt
    import numpy as np
    import shapely

    say = WORDS[picture.lang]
    keys, outlines, (width_km, height_km) = _projected(picture)
    height = round(WIDTH * height_km / width_km)
    classes = _classes(picture)
    is_drawn = ~shapely.is_empty(outlines)
    units = [
        _feature(outline, kind=classes[key], label=say[classes[key]])
        for key, outline, drawn in zip(keys, outlines, is_drawn, strict=True)
        if drawn
    ]
    countries = np.array([picture.places.rows[key]["country"] for key in keys])
    borders = [
        _feature(shapely.union_all(outlines[(countries == country) & is_drawn]))
        for country in sorted(set(countries[is_drawn]))
    ]
    frame = _feature(shapely.box(0, 0, width_km, height_km))
    order = [name for name in COLOURS if name in {unit["properties"]["kind"] for unit in units}]
    flat = {"type": "identity", "reflectY": True}
    layers = [
        alt.Chart(alt.Data(values=[frame])).mark_geoshape(fill=WATER, stroke=BORDER),
        alt.Chart(alt.Data(values=units))
        .mark_geoshape(stroke=LINE, strokeWidth=0.6)
        .encode(
            alt.Color(
                "properties.label:N",
                scale=alt.Scale(
                    domain=[say[name] for name in order], range=[COLOURS[name] for name in order]
                ),
                legend=alt.Legend(title=None, orient="bottom", columns=2, symbolType="square"),
            )
        ),
        alt.Chart(alt.Data(values=borders)).mark_geoshape(
            filled=False, stroke=BORDER, strokeWidth=1
        ),
        *_production(picture, dict(zip(keys, outlines, strict=True))),
    ]
    body = alt.layer(*layers).project(**flat).properties(width=WIDTH, height=height)
    return _framed(body, picture)


def _production(picture: Picture, outlines: Mapping[str, Any]) -> list[Any]:
    """Return circles as large as the production of each unit's last year, with their figures."""
    import altair as alt
    import shapely

    say = WORDS[picture.lang]
    rows = []
    for zone in picture.zones:
        last, outline = zone.latest(), outlines.get(zone.region)
        if last is None or outline is None or outline.is_empty:
            continue
        inside = shapely.point_on_surface(max(shapely.get_parts(outline), key=shapely.area))
        rows.append(
            {
                "x": inside.x,
                "y": inside.y,
                "value": float(last["value"]),
                "name": picture.places.rows[zone.region]["name"],
                "figure": f"{shown(last['value'], picture.lang)} {last['unit']}"
                f" · {last['period_from'].year}",
            }
        )
    if not rows:
        return []
    data = alt.Chart(alt.Data(values=rows)).encode(longitude="x:Q", latitude="y:Q")
    text = {"font": FONT, "color": INK, "stroke": "#ffffff", "strokeWidth": 3, "strokeOpacity": 0.8}
    plain = {"font": FONT, "color": INK}
    return [
        data.mark_circle(color=CIRCLE, opacity=0.75, stroke="#ffffff", strokeWidth=1).encode(
            alt.Size(
                "value:Q",
                scale=alt.Scale(type="sqrt", range=[40, 1600]),
                legend=alt.Legend(title=say["production"], orient="bottom", format="~s"),
            )
        ),
        *(
            data.mark_text(fontSize=size, dy=dy, fontWeight=weight, **style).encode(text=field)
            for field, size, dy, weight in (
                ("name:N", 12, -8, "bold"),
                ("figure:N", 11, 7, "normal"),
            )
            for style in (text, plain)
        ),
    ]


def _framed(body: Any, picture: Picture) -> Any:
    """Return a map with its title above, and below it what it rests on."""
    import altair as alt

    say = WORDS[picture.lang]
    subtitle = (
        say["subtitle"] if any(zone.latest() for zone in picture.zones) else say["no_figures"]
    )
    lines = _folded(say["sources"] + " " + "; ".join(picture.sources), 118)
    below = (
        alt.Chart(alt.Data(values=[{}]))
        .mark_text(
            align="left", baseline="top", font=FONT, fontSize=10.5, color=SOFT, lineHeight=14
        )
        .encode(x=alt.value(0), y=alt.value(0), text=alt.value(lines))
        .properties(width=WIDTH, height=14 * len(lines))
    )
    return (
        alt.vconcat(body, below, spacing=14)
        .properties(
            title=alt.Title(
                f"{picture.title[:1].upper()}{picture.title[1:]}: {say['title']}",
                subtitle=subtitle,
                anchor="start",
                font=FONT,
                fontSize=20,
                color=INK,
                subtitleFont=FONT,
                subtitleFontSize=13,
                subtitleColor=SOFT,
                offset=12,
            ),
            padding=18,
            background="#ffffff",
        )
        .configure_view(stroke=None)
        .configure_legend(
            labelFont=FONT,
            titleFont=FONT,
            labelFontSize=12,
            titleFontSize=12,
            labelColor=INK,
            titleColor=INK,
            labelLimit=360,
        )
    )


def _folded(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width)


def svg(picture: Picture) -> bytes:
    """Return the map as SVG."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(chart(picture).to_dict())).encode()


def png(picture: Picture) -> bytes:
    """Return the map as PNG, at twice the size of the SVG."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(chart(picture).to_dict(), scale=2)
    return drawn
