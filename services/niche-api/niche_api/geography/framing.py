"""What every picture of this service has: its colours and letters, a title, and what it rests on.

Altair takes seconds to import: only whoever draws imports this module.
"""

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import orjson
import shapely
import vl_convert

WIDTH = 760
"""Pixels."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
WATER, LINE, BORDER, INK, SOFT = "#f3f8fb", "#ffffff", "#7c7f7a", "#1f2a24", "#5c655f"
ELSEWHERE = "#e2e2df"
_LINE_LETTERS = 140


def feature(outline: Any, **properties: Any) -> dict[str, Any]:
    """Return an outline in kilometres as a feature with properties."""
    return {
        "type": "Feature",
        "geometry": orjson.loads(shapely.to_geojson(shapely.set_precision(outline, 1.0))),
        "properties": properties,
    }


def written(names: Any, styles: Sequence[tuple[str, float, int]]) -> list[Any]:
    """Return the layers of what is written, each over a halo that parts it from the colours.

    `styles` gives kind, size in pixels and weight.
    """
    found = []
    for kind, size, weight in styles:
        of_kind = names.transform_filter(alt.datum.kind == kind).encode(
            longitude="x:Q", latitude="y:Q", text="text:N"
        )
        style = {"font": FONT, "fontSize": size, "fontWeight": weight}
        halo = {"stroke": "#ffffff", "strokeWidth": 2.6, "strokeOpacity": 0.85}
        found += [
            of_kind.mark_text(color=INK, strokeJoin="round", **halo, **style),
            of_kind.mark_text(color=INK, **style),
        ]
    return found


def framed(body: Any, title: str, subtitle: str | Sequence[str], said: Sequence[str]) -> Any:
    """Return a chart with its title above, and below it the sentences it rests on."""
    lines = [line for text in said for line in textwrap.wrap(text, _LINE_LETTERS)]
    below = (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(align="left", baseline="top", font=FONT, fontSize=10, color=SOFT, lineHeight=13)
        .encode(x=alt.value(0), y=alt.value(0), text=alt.value(lines))
        .properties(width=WIDTH, height=13 * len(lines))
    )
    return (
        alt.vconcat(body, below, spacing=12)
        .resolve_legend(color="independent", size="independent")
        .properties(
            title=alt.Title(
                title,
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
            titleLimit=360,
            symbolStrokeColor="transparent",
        )
    )


def rendered(specification: dict[str, Any], media_type: str) -> bytes:
    """Return a Vega-Lite chart as SVG, or as PNG at twice its size."""
    if media_type == "image/svg+xml":
        return str(vl_convert.vegalite_to_svg(specification)).encode()
    drawn: bytes = vl_convert.vegalite_to_png(specification, scale=2)
    return drawn
