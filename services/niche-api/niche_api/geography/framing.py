"""What maps have: their colours, outlines as features, and what is written on them.

Altair takes seconds to import: only whoever draws imports this module.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import orjson
import shapely

from niche_api.charts import FONT, INK

WIDTH = 760
"""Pixels."""
WATER, LINE, BORDER = "#f3f8fb", "#ffffff", "#7c7f7a"
ELSEWHERE = "#e2e2df"


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
