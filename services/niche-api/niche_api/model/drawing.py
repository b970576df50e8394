"""Draws the calibration of a model."""

import math
from typing import Any

import altair as alt
from eslabon.contracts.envelope import Lang

from niche_api.charts import FONT, GRID, INK, SOFT, framed, wrapped
from niche_api.model.calibration import WORDS, Calibration
from niche_api.model.logit import NORMAL_95
from niche_api.model.words import percent

WIDTH, HEIGHT = 620, 460
"""In pixels."""
DOT, IDEAL = "#2f7d4f", "#9aa39c"
TICKS = (0, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.15, 0.2, 0.3, 0.5)


def _wilson(share: float, cells: int) -> tuple[float, float]:
    """Return the 95 % interval of a share."""
    square = NORMAL_95**2
    middle = (share + square / (2 * cells)) / (1 + square / cells)
    away = (
        NORMAL_95
        * math.sqrt(share * (1 - share) / cells + square / (4 * cells**2))
        / (1 + square / cells)
    )
    return max(0.0, middle - away), min(1.0, middle + away)


def chart(shown: Calibration) -> dict[str, Any]:
    """Return the picture as a Vega-Lite specification."""
    say, test, lang = WORDS[shown.lang], shown.test, shown.lang
    rows = []
    for one in shown.bins:
        low, high = _wilson(one["observed"], one["cells"])
        rows.append({"x": one["predicted"], "y": one["observed"], "low": low, "high": high})
    most = 1.08 * max(max(row["x"], row["high"]) for row in rows)
    scale = alt.Scale(type="sqrt", domain=[0, most], nice=False)
    ticks = [one for one in TICKS if one <= most]
    comma = "" if lang is Lang.EN else ", '.', ','"
    label = "format(100 * datum.value, '~g')"
    axis: dict[str, Any] = {
        "values": ticks,
        "labelExpr": f"{f'replace({label}{comma})' if comma else label} + "
        f"'{'%' if lang is Lang.EN else ' %'}'",
        "gridColor": GRID,
        "domainColor": GRID,
        "tickColor": GRID,
        "labelFont": FONT,
        "titleFont": FONT,
        "labelColor": SOFT,
        "titleColor": INK,
        "labelFontSize": 11,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 10,
    }
    x = alt.X("x:Q", scale=scale, axis=alt.Axis(title=say["x"], **axis))
    y = alt.Y("y:Q", scale=scale, axis=alt.Axis(title=say["y"], **axis))
    rate = test["happened"] / test["cells"]
    layers = [
        alt.Chart(alt.InlineData(values=[{"x": 0, "y": 0}, {"x": most, "y": most}]))
        .mark_line(color=IDEAL, strokeDash=[5, 4], strokeWidth=1.2)
        .encode(x=x, y=y),
        alt.Chart(alt.InlineData(values=[{"x": 0, "y": rate}, {"x": most, "y": rate}]))
        .mark_line(color=IDEAL, strokeWidth=1)
        .encode(x=x, y=y),
        _said([{"x": most, "y": rate, "text": say["base"].format(rate=percent(rate, lang))}], x, y,
              align="right", dy=-8),
        _said([{"x": most * 0.6, "y": most * 0.6, "text": say["ideal"]}], x, y,
              align="right", dx=-10),
        alt.Chart(alt.InlineData(values=rows))
        .mark_rule(color=DOT, strokeWidth=1.6, opacity=0.7)
        .encode(x=x, y=alt.Y("low:Q", scale=scale), y2="high:Q"),
        alt.Chart(alt.InlineData(values=rows))
        .mark_circle(color=DOT, size=80, opacity=1)
        .encode(x=x, y=y),
    ]  # fmt: skip
    subtitle = say[test["test"]].format(
        area=say[test["area"]],
        first=test["first_year"],
        last=test["last_year"],
        learnt=f"{test['learnt_first_year']}–{test['learnt_last_year']}",
    )
    cells = f"{test['cells']:,}".replace(",", {Lang.ES: "\u202f", Lang.PT: ".", Lang.EN: ","}[lang])
    note = say["note"].format(cells=cells, first=test["first_year"])
    lines = wrapped([note, f"{say['cite']} {'; '.join(shown.sources)}."], WIDTH)
    body = alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)
    specification: dict[str, Any] = framed(body, say["title"], subtitle, lines, WIDTH).to_dict()
    return specification


def _said(rows: list[dict[str, Any]], x: Any, y: Any, **placed: Any) -> Any:
    return (
        alt.Chart(alt.InlineData(values=rows))
        .mark_text(font=FONT, fontSize=11, color=SOFT, **placed)
        .encode(x=x, y=y, text="text:N")
    )
