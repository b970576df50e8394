"""Draws a basket as two treemaps beside each other: Vega, which lays them out, without a browser.

The library takes long to import: only whoever draws imports this module.
"""

from collections.abc import Mapping, Sequence
from textwrap import shorten, wrap
from typing import Any

import vl_convert
from eslabon.contracts.envelope import Lang
from eslabon.contracts.niches import Basket, BasketGroup

from niche_api.baskets.words import WORDS
from niche_api.charts import FONT, INK, SOFT
from niche_api.niches.why import amount, digits

SIDE, HEIGHT, GAP = 470, 430, 24
"""Of a treemap, and between two, in pixels."""
WIDTH = 2 * SIDE + GAP
TOP = 92
LEGEND_COLUMNS, LEGEND_LINE, LEGEND_LETTERS = 3, 19, 27
NOTE_LINE, NOTE_LETTERS = 13, 165
COLOURS = (
    "#2f7d4f", "#a8842c", "#7a5195", "#3b7ea1", "#b0563a", "#4f8a86", "#8c6d46", "#4d5d8f",
    "#9a4f74", "#6b8e3d", "#b9772b", "#577083", "#a34848", "#2f6b5e", "#6d5fa8", "#94642a",
    "#3f6f4a", "#825a72", "#45759c", "#7b7f2f", "#5b4a42",
)  # fmt: skip
"""Of groups, by their identifiers in order; each bears white letters."""
UNGROUPED = "#8a8a86"
NAME_ROOM = "(datum.x1 - datum.x0 - 12 > length(datum.name) * 7.3 && datum.y1 - datum.y0 > 40)"
FIGURE_ROOM = "(datum.x1 - datum.x0 - 12 > 36 && datum.y1 - datum.y0 > 22)"
"""Whether a rectangle has room for both lines, and for the figure alone; in pixels."""


def _leaves(
    groups: Sequence[BasketGroup], colours: Mapping[str | None, str], lang: Lang
) -> list[dict[str, Any]]:
    """Return a rectangle to be for each group and panel."""
    return [
        {
            "panel": panel,
            "id": f"{panel}-{one.group}",
            "parent": panel,
            "name": one.name,
            "share": share,
            "figure": f"{digits(100 * share, lang, 1)} %",
            "colour": colours[one.group],
        }
        for one in groups
        for panel, share in (("today", one.share), ("later", one.potential_share))
        if share > 0
    ]


def _legend(
    groups: Sequence[BasketGroup], colours: Mapping[str | None, str], top: int, lang: Lang
) -> list[dict[str, Any]]:
    """Return what is written of each group: its shares, and how many niches it has."""
    say, step = WORDS[lang], WIDTH // LEGEND_COLUMNS
    return [
        {
            "x": place % LEGEND_COLUMNS * step,
            "y": top + place // LEGEND_COLUMNS * LEGEND_LINE,
            "colour": colours[one.group],
            "text": f"{shorten(one.name, LEGEND_LETTERS, placeholder='…')}: "
            f"{digits(100 * one.share, lang, 1)} → {digits(100 * one.potential_share, lang, 1)} %"
            f", {say['niches']}: {one.niches}",
        }
        for place, one in enumerate(groups)
    ]


def _panel(name: str, left: int, heading: str) -> dict[str, Any]:
    """Return a treemap of the leaves of a panel, laid out in its own rectangle."""
    tree = f"{name}_tree"
    return {
        "type": "group",
        "encode": {
            "enter": {
                "x": {"value": left},
                "y": {"value": TOP},
                "width": {"value": SIDE},
                "height": {"value": HEIGHT},
            }
        },
        "title": {
            "text": heading,
            "anchor": "start",
            "font": FONT,
            "fontSize": 14,
            "color": INK,
            "offset": 8,
        },
        "data": [
            {"name": f"{name}_root", "values": [{"id": name, "name": name}]},
            {
                "name": f"{name}_leaves",
                "source": "leaves",
                "transform": [{"type": "filter", "expr": f"datum.panel == '{name}'"}],
            },
            {
                "name": tree,
                "source": [f"{name}_root", f"{name}_leaves"],
                "transform": [
                    {"type": "stratify", "key": "id", "parentKey": "parent"},
                    {
                        "type": "treemap",
                        "field": "share",
                        "sort": {"field": "value", "order": "descending"},
                        "method": "squarify",
                        "ratio": 1.4,
                        "size": [SIDE, HEIGHT],
                        "paddingInner": 2,
                    },
                    {"type": "filter", "expr": "datum.share > 0"},
                ],
            },
        ],
        "marks": [
            {
                "type": "rect",
                "from": {"data": tree},
                "encode": {
                    "enter": {
                        "x": {"field": "x0"},
                        "x2": {"field": "x1"},
                        "y": {"field": "y0"},
                        "y2": {"field": "y1"},
                        "fill": {"field": "colour"},
                    }
                },
            },
            _text(tree, "name", "bold", "7", NAME_ROOM),
            _text(tree, "figure", "normal", f"({NAME_ROOM} ? 24 : 7)", FIGURE_ROOM),
        ],
    }


def _text(data: str, field: str, weight: str, below: str, room: str) -> dict[str, Any]:
    """Return text in the upper left corner of the rectangles that have room for it."""
    return {
        "type": "text",
        "from": {"data": data},
        "encode": {
            "enter": {
                "x": {"field": "x0", "offset": 7},
                "y": {"signal": f"datum.y0 + {below}"},
                "text": {"signal": f"{room} ? datum.{field} : ''"},
                "font": {"value": FONT},
                "fontSize": {"value": 12.5},
                "fontWeight": {"value": weight},
                "fill": {"value": "#ffffff"},
                "baseline": {"value": "top"},
            }
        },
    }


def _line(text: str | list[str], top: int, size: int, colour: str, weight: str) -> dict[str, Any]:
    return {
        "type": "text",
        "encode": {
            "enter": {
                "x": {"value": 0},
                "y": {"value": top},
                "text": {"value": text},
                "font": {"value": FONT},
                "fontSize": {"value": size},
                "fontWeight": {"value": weight},
                "fill": {"value": colour},
                "baseline": {"value": "top"},
                "lineHeight": {"value": NOTE_LINE},
            }
        },
    }


def _legend_marks() -> list[dict[str, Any]]:
    at = {"x": {"field": "x"}, "y": {"field": "y"}}
    square = {**at, "width": {"value": 11}, "height": {"value": 11}, "fill": {"field": "colour"}}
    text = {
        "x": {"field": "x", "offset": 17},
        "y": {"field": "y"},
        "text": {"field": "text"},
        "font": {"value": FONT},
        "fontSize": {"value": 11.5},
        "fill": {"value": INK},
        "baseline": {"value": "top"},
    }
    return [
        {"type": kind, "from": {"data": "legend"}, "encode": {"enter": encoded}}
        for kind, encoded in (("rect", square), ("text", text))
    ]


def chart(basket: Basket, title: str, sources: Sequence[str], lang: Lang) -> dict[str, Any]:
    """Return a basket as a Vega specification."""
    say = WORDS[lang]
    assert basket.unit is not None
    assert basket.total is not None
    assert basket.added_value is not None
    known = sorted({one.group for one in basket.groups if one.group is not None})
    colours: dict[str | None, str] = {None: UNGROUPED}
    colours |= {one: COLOURS[place % len(COLOURS)] for place, one in enumerate(known)}
    notes = [one.detail for one in basket.missing if one.what in ("basket", "cells", "probability")]
    notes.append(f"{say['cite']} {'; '.join(sources)}.")
    said = [line for text in notes for line in wrap(text, NOTE_LETTERS)]
    later = amount(basket.added_value, basket.unit, lang)
    today = amount(basket.total, basket.unit, lang)
    legend_top = TOP + HEIGHT + 16
    notes_top = legend_top + -(-len(basket.groups) // LEGEND_COLUMNS) * LEGEND_LINE + 10
    return {
        "$schema": "https://vega.github.io/schema/vega/v5.json",
        "width": WIDTH,
        "height": notes_top + NOTE_LINE * len(said),
        "padding": 18,
        "background": "#ffffff",
        "data": [
            {"name": "leaves", "values": _leaves(basket.groups, colours, lang)},
            {"name": "legend", "values": _legend(basket.groups, colours, legend_top, lang)},
        ],
        "marks": [
            _line(f"{title}: {say['title']}", 0, 20, INK, "bold"),
            _line(say["subtitle"], 27, 13, SOFT, "normal"),
            _panel("today", 0, say["today"].format(year=basket.year, value=today)),
            _panel("later", SIDE + GAP, say["later"].format(value=later)),
            *_legend_marks(),
            _line(said, notes_top, 10, SOFT, "normal"),
        ],
    }


def svg(specification: dict[str, Any]) -> bytes:
    """Return a basket as SVG."""
    return str(vl_convert.vega_to_svg(specification)).encode()


def png(specification: dict[str, Any]) -> bytes:
    """Return a basket as PNG, at twice the size of the SVG."""
    drawn: bytes = vl_convert.vega_to_png(specification, scale=2)
    return drawn
