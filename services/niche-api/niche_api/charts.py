"""How pictures look and are rendered: Vega-Lite by Altair, without a browser.

The libraries take seconds to import: only whoever draws imports this module.
"""

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import vl_convert

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, SOFT, GRID = "#1f2a24", "#5c655f", "#d5d9d4"
LINE_PIXELS = 13
CHARACTERS_PER_PIXEL = 0.185
"""Of small print."""


def wrapped(said: Sequence[str], width: float) -> list[str]:
    """Return sentences as lines of small print that fit a width in pixels."""
    most = int(width * CHARACTERS_PER_PIXEL)
    return [line for text in said for line in textwrap.wrap(text, most)]


def small_print(lines: Sequence[str], width: float) -> Any:
    """Return lines to set below a picture."""
    return (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(
            align="left", baseline="top", font=FONT, fontSize=10, color=SOFT, lineHeight=LINE_PIXELS
        )
        .encode(x=alt.value(0), y=alt.value(0), text=alt.value(list(lines)))
        .properties(width=width, height=LINE_PIXELS * len(lines))
    )


def framed(
    body: Any, title: str | list[str], subtitle: str | list[str], lines: Sequence[str], width: float
) -> Any:
    """Return a picture with its title above, and below it in small print what it rests on."""
    return (
        alt.vconcat(body, small_print(lines, width), spacing=12)
        .resolve_legend(
            color="independent",
            size="independent",
            shape="independent",
            fill="independent",
            stroke="independent",
        )
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


def svg(specification: dict[str, Any]) -> bytes:
    """Return a picture as SVG."""
    return str(vl_convert.vegalite_to_svg(specification)).encode()


def png(specification: dict[str, Any]) -> bytes:
    """Return a picture as PNG, at twice the size of the SVG."""
    drawn: bytes = vl_convert.vegalite_to_png(specification, scale=2)
    return drawn
