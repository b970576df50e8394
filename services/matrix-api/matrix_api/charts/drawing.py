"""Draws a heat map as SVG or PNG: Vega-Lite by Altair, rendered without a browser.

Both libraries take a second to import: only whoever draws imports this module.
"""

from collections.abc import Mapping, Sequence
from textwrap import wrap

import altair as alt
import vl_convert

from matrix_api.charts.heatmap import Cell, HeatMap, State
from matrix_api.charts.wording import Words

CELL_WIDTH, CELL_HEIGHT = 54, 24
GRADIENT_LENGTHS = 60, 140
LABEL_WIDTH = 460
CAPTION_CHARACTERS = 165
PIXELS = 2.0
"""Pixels of a PNG for each unit of the drawing."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, PALE_INK, HATCH = "#1f2933", "#52606d", "#9aa5b1"
FAINT, STRONG = "#f2faf9", "#00545a"
FILLS = {State.NOT_SELECTED: "#e4e7eb", State.UNKNOWN: "#cbd2d9"}
MARKS = {State.NOT_SELECTED: "–", State.UNKNOWN: "/////"}
WRITTEN_FROM = 0.005
"""From which share a cell bears its figure."""
DARK_FROM = 0.3
"""From which part of the largest share a cell is so dark that its figure is written in white."""
_SHARES, _BLANKS = "shares", "blanks"


def svg(
    heatmap: HeatMap, rows: Mapping[str, str], members: Mapping[str, str], said: Words
) -> bytes:
    """Return a heat map as SVG; `rows` and `members` are the labels of its keys."""
    drawn: str = vl_convert.vegalite_to_svg(_spec(heatmap, rows, members, said))
    return drawn.encode()


def png(
    heatmap: HeatMap, rows: Mapping[str, str], members: Mapping[str, str], said: Words
) -> bytes:
    """Return a heat map as PNG."""
    drawn: bytes = vl_convert.vegalite_to_png(_spec(heatmap, rows, members, said), scale=PIXELS)
    return drawn


def _spec(
    heatmap: HeatMap, rows: Mapping[str, str], members: Mapping[str, str], said: Words
) -> dict[str, object]:
    """Return the specification in Vega-Lite, with the cells as data sets beside it."""

    def values(cells: Sequence[Cell]) -> list[dict[str, object]]:
        return [
            {
                "member": members[cell.member],
                "row": rows[cell.row],
                "share": cell.share,
                "text": MARKS.get(cell.state, f"{100 * cell.share:.0f}{said.percent}"),
                "state": said.states.get(cell.state, ""),
            }
            for cell in cells
        ]

    shares = [cell for cell in heatmap.cells if cell.state is State.SHARE]
    blanks = [cell for cell in heatmap.cells if cell.state is not State.SHARE]
    height = CELL_HEIGHT * len(heatmap.rows)
    base = alt.Chart().encode(
        x=alt.X(
            "member:N",
            sort=[members[code] for code in heatmap.members],
            axis=alt.Axis(orient="top", title=None, labelAngle=-40, domain=False, ticks=False),
        ),
        y=alt.Y(
            "row:N",
            sort=[rows[key] for key in heatmap.rows],
            axis=alt.Axis(title=None, labelLimit=LABEL_WIDTH, domain=False, ticks=False),
        ),
    )
    layers = _coloured(base, max(cell.share for cell in shares), height, said)
    if blanks:
        present = [state for state in FILLS if any(cell.state is state for cell in blanks)]
        layers += _blank(base, present, said)
    width = CELL_WIDTH * len(heatmap.members)
    drawn = alt.layer(*layers).properties(width=width, height=height)
    spec: dict[str, object] = _titled(drawn, said).to_dict()
    # Altair would check every value of the data, for a second.
    return {**spec, "datasets": {_SHARES: values(shares), _BLANKS: values(blanks)}}


def _coloured(base: alt.Chart, largest: float, height: int, said: Words) -> list[alt.Chart]:
    """Return the cells that have a share, and their figures."""
    chart = base.properties(data=alt.NamedData(_SHARES))
    scale = alt.Scale(type="sqrt", range=[FAINT, STRONG], interpolate="hcl", domain=[0, largest])
    legend = alt.Legend(
        title=said.legend,
        gradientLength=min(max(GRADIENT_LENGTHS[0], height), GRADIENT_LENGTHS[1]),
        labelExpr=f"format(100 * datum.value, '.0f') + '{said.percent}'",
    )
    is_dark = f"datum.share >= {DARK_FROM * largest}"
    return [
        chart.mark_rect(stroke="white").encode(
            color=alt.Color("share:Q", scale=scale, legend=legend)
        ),
        chart.transform_filter(f"datum.share >= {WRITTEN_FROM}")
        .mark_text(fontSize=11)
        .encode(text="text:N", color=alt.condition(is_dark, alt.value("white"), alt.value(INK))),
    ]


def _blank(base: alt.Chart, states: Sequence[State], said: Words) -> list[alt.Chart]:
    """Return the cells that have none, and the marks that say why."""
    chart = base.properties(data=alt.NamedData(_BLANKS))
    scale = alt.Scale(
        domain=[said.states[state] for state in states], range=[FILLS[state] for state in states]
    )
    legend = alt.Legend(title=said.states_legend, symbolType="square")
    return [
        chart.mark_rect(stroke="white").encode(
            fill=alt.Fill("state:N", scale=scale, legend=legend)
        ),
        chart.mark_text(color=HATCH, fontSize=14).encode(text="text:N"),
    ]


def _titled(drawn: alt.LayerChart | alt.FacetChart, said: Words) -> alt.VConcatChart:
    """Return a chart with its title above, and how to read it and its sources below."""
    title = alt.TitleParams(
        said.title,
        subtitle=list(said.subtitle),
        anchor="start",
        frame="bounds",
        fontSize=17,
        subtitleFontSize=13,
        subtitleColor=PALE_INK,
        subtitlePadding=6,
        offset=16,
    )
    caption = alt.TitleParams(
        [line for text in said.caption for line in wrap(text, CAPTION_CHARACTERS)],
        orient="bottom",
        anchor="start",
        fontSize=11,
        fontWeight="normal",
        color=PALE_INK,
        offset=16,
    )
    whole: alt.VConcatChart = (
        alt.vconcat(drawn.properties(title=title), padding=16)
        .properties(title=caption, description=" · ".join([said.title, *said.subtitle]))
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=12, labelColor=INK)
        .configure_legend(labelFontSize=11, titleFontSize=11, titleLimit=240, labelLimit=240)
    )
    return whole
