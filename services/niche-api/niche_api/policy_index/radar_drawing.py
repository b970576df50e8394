"""Draws the radar of an edition of the SME policy index."""

import math
import textwrap
from collections.abc import Iterator
from typing import Any

import altair as alt

from niche_api.charts import FONT, GRID, INK, SOFT, framed, wrapped
from niche_api.policy_index.radar import WORDS, Radar, Series
from niche_api.policy_index.scoring import HIGHEST, LOWEST

WIDTH, HEIGHT, RADIUS = 760, 500, 190
"""In pixels."""
AWAY, LINE = 18, 15
"""From the web to the labels, and from line to line, in pixels."""
LABEL_CHARACTERS = 26
COLOURS = ("#2f7d4f", "#d9622b", "#3f6fb5", "#7a5195", "#a8842c", "#5f8f94")
_LEVELS = range(int(LOWEST), int(HIGHEST) + 1)


def _at(place: int, count: int, score: float) -> tuple[float, float]:
    """Return where a score lies on the spoke of a dimension, the first one upright."""
    angle = math.pi / 2 - 2 * math.pi * place / count
    reach = RADIUS * (score - float(LOWEST)) / float(HIGHEST - LOWEST)
    return reach * math.cos(angle), reach * math.sin(angle)


def _pixels(field: str, span: int) -> dict[str, Any]:
    """Return an axis in pixels from the centre."""
    scale = alt.Scale(domain=[-span / 2, span / 2], nice=False)
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


X, Y = alt.X(**_pixels("x", WIDTH)), alt.Y(**_pixels("y", HEIGHT))


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.InlineData(values=rows))


def _web(count: int) -> Iterator[Any]:
    """Yield the rings of the scale, the spokes, and the numbers of the rings."""
    rings = []
    for level in _LEVELS:
        for place in range(count + 1):
            x, y = _at(place % count, count, level)
            rings.append({"x": x, "y": y, "ring": level, "place": place})
    yield (
        _data(rings)
        .mark_line(color=GRID, strokeWidth=1)
        .encode(x=X, y=Y, detail="ring:N", order="place:Q")
    )
    ends = [_at(place, count, float(HIGHEST)) for place in range(count)]
    spokes = [{"x": 0, "y": 0, "x2": x, "y2": y} for x, y in ends]
    yield _data(spokes).mark_rule(color=GRID).encode(x=X, y=Y, x2="x2:Q", y2="y2:Q")
    numbers = [{"x": 0, "y": _at(0, count, level)[1], "text": str(level)} for level in _LEVELS[1:]]
    yield (
        _data(numbers)
        .mark_text(font=FONT, fontSize=10, color=SOFT, align="right", dx=-5, dy=1)
        .encode(x=X, y=Y, text="text:N")
    )


def _labels(radar: Radar) -> Iterator[Any]:
    """Yield the names of the dimensions; those that no series has a score of say so."""
    say, count = WORDS[radar.lang], len(radar.dimensions)
    labels: dict[str, list[dict[str, Any]]] = {"left": [], "right": [], "center": []}
    for place, name in enumerate(radar.dimensions):
        x, y = _at(place, count, float(HIGHEST))
        side = "center" if abs(x) < RADIUS * 0.2 else "left" if x > 0 else "right"
        known = any(series.scores[place] is not None for series in radar.series)
        remarks = [one for series in radar.series if (one := series.remarks[place])]
        lines = [*textwrap.wrap(name, LABEL_CHARACTERS), *remarks]
        lines += [] if known or remarks else [f"({say['none']})"]
        # The first line is placed so that the lines end at the web above it, and begin at it below.
        rise = LINE * (len(lines) - 1) * (1 + y / RADIUS) / 2
        labels[side].append(
            {
                "x": x * (1 + AWAY / RADIUS),
                "y": y * (1 + AWAY / RADIUS) + rise,
                "text": lines,
                "colour": INK if known or remarks else SOFT,
            }
        )
    for side, rows in labels.items():
        if rows:
            yield (
                _data(rows)
                .mark_text(font=FONT, fontSize=12.5, align=side, baseline="middle", lineHeight=LINE)
                .encode(
                    x=X, y=Y, text="text:N", color=alt.Color("colour:N", scale=None, legend=None)
                )
            )


def _series(radar: Radar) -> Iterator[Any]:
    """Yield lines between neighbours that both have a score, and a point for each score."""
    count = len(radar.dimensions)
    names = [series.name for series in radar.series]
    scale = alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    legend = alt.Legend(
        title=None, orient="bottom", columns=6, symbolType="circle", symbolSize=90, symbolOpacity=1
    )
    lines, points = [], []
    for series in radar.series:
        for place, score in enumerate(series.scores):
            if score is None:
                continue
            x, y = _at(place, count, score)
            points.append({"x": x, "y": y, "name": series.name, "text": _shown(score, radar)})
            after = series.scores[(place + 1) % count]
            if after is not None:
                x2, y2 = _at((place + 1) % count, count, after)
                lines.append({"x": x, "y": y, "x2": x2, "y2": y2, "name": series.name})
    if lines:
        yield (
            _data(lines)
            .mark_rule(strokeWidth=2.4, strokeCap="round", opacity=0.85)
            .encode(
                x=X,
                y=Y,
                x2="x2:Q",
                y2="y2:Q",
                color=alt.Color("name:N", scale=scale, legend=None),
            )
        )
    yield (
        _data(points or [{"name": name} for name in names])
        .mark_circle(size=70, opacity=1, stroke="#ffffff", strokeWidth=1)
        .encode(x=X, y=Y, color=alt.Color("name:N", scale=scale, legend=legend))
    )
    if len(names) == 1 and points:
        yield (
            _data(points)
            .mark_text(
                font=FONT,
                fontSize=12,
                fontWeight=700,
                align="left",
                dx=8,
                dy=-8,
                color=INK,
            )
            .encode(x=X, y=Y, text="text:N")
        )


def _shown(score: float, radar: Radar) -> str:
    text = f"{score:.2f}"
    return text if radar.lang == "en" else text.replace(".", ",")


def _known(series: Series) -> int:
    return sum(score is not None for score in series.scores)


def chart(radar: Radar) -> dict[str, Any]:
    """Return the radar as a Vega-Lite specification."""
    say, count = WORDS[radar.lang], len(radar.dimensions)
    gaps = [
        f"{series.name}: {say['of'].format(known=_known(series), all=count)}"
        for series in radar.series
        if _known(series) < count
    ]
    said = [f"{'; '.join(gaps)}. {say['no_zero']}"] if gaps else []
    said.append(f"{say['cite']} {'; '.join(radar.sources)}.")
    body = (
        alt.layer(*_web(count), *_labels(radar), *_series(radar))
        .resolve_scale(color="independent")
        .properties(width=WIDTH, height=HEIGHT)
    )
    made: dict[str, Any] = framed(
        body, textwrap.wrap(radar.title, 68), say["subtitle"], wrapped(said, WIDTH), WIDTH
    ).to_dict()
    return made
