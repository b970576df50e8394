"""Draws the matrix of an axis: themes by secretariats."""

from typing import Any

import altair as alt
from eslabon.contracts.cooperation import CooperationTheme

from niche_api.charts import FONT, GRID, INK, SOFT, framed, wrapped
from niche_api.cooperation.diagram import WORDS, Diagram

LEFT, COLUMN, ROW, RIGHT, TOP = 320, 70, 26, 140, 30
"""In pixels: room for themes, width and height of a cell, room for remarks and for heads."""
COLOURS = {"ACTIVE": "#2f7d4f", "PLANNED": "#2f7d4f", "REQUEST": "#d9622b"}
BANDS = {"candidate": "#e6f2e6", "joint": "#eaf0f8", "gap": "#fbebe3"}
SILENT = "#b4b9b2"


def _remark(theme: CooperationTheme) -> str | None:
    if theme.is_gap:
        return "gap"
    if theme.is_candidate:
        return "candidate"
    return "joint" if theme.is_joint else None


def _order(theme: CooperationTheme) -> tuple[bool, bool, int, str]:
    acting = len({*theme.active, *theme.planned})
    return (theme.is_gap, not theme.is_candidate, -acting, theme.name)


def _marks(diagram: Diagram, themes: list[CooperationTheme]) -> list[dict[str, Any]]:
    """Return a mark for each theme that a secretariat works on or asks for."""
    say = WORDS[diagram.lang]
    places = {cell.secretariat: place for place, cell in enumerate(diagram.matrix.cells)}
    found = []
    for row, theme in enumerate(themes):
        for kind, names in (
            ("ACTIVE", theme.active),
            ("PLANNED", theme.planned),
            ("REQUEST", theme.requested),
        ):
            acting = {*theme.active, *theme.planned} if kind == "REQUEST" else set()
            found += [
                {
                    "x": LEFT + (places[name] + 0.5 + 0.22 * (name in acting)) * COLUMN,
                    "y": TOP + (row + 0.5) * ROW,
                    "kind": say[kind],
                }
                for name in names
                if name in places
            ]
    return found


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.Chart(alt.InlineData(values=rows))


def chart(diagram: Diagram) -> dict[str, Any]:
    """Return the diagram as a Vega-Lite specification."""
    say, matrix = WORDS[diagram.lang], diagram.matrix
    themes = sorted(matrix.themes, key=_order)
    right = LEFT + COLUMN * len(matrix.cells)
    width, height = right + RIGHT, TOP + ROW * len(themes)

    def axis(field: str, size: int, *, down: bool = False) -> Any:
        scale = alt.Scale(domain=[size, 0] if down else [0, size], nice=False)
        make = alt.Y if down else alt.X
        return make(f"{field}:Q", scale=scale, axis=None)

    x, y = axis("x", width), axis("y", height, down=True)

    def words(rows: list[dict[str, Any]], align: str, size: float, weight: int = 400) -> Any:
        return (
            _data(rows)
            .mark_text(font=FONT, fontSize=size, fontWeight=weight, align=align, baseline="middle")
            .encode(x=x, y=y, text="text:N", color=alt.Color("colour:N", scale=None, legend=None))
        )

    middles = [TOP + (row + 0.5) * ROW for row in range(len(themes))]
    remarks = [_remark(theme) for theme in themes]
    bands = [
        {"x": 0, "x2": width, "y": middle - ROW / 2, "y2": middle + ROW / 2, "colour": BANDS[kind]}
        for middle, kind in zip(middles, remarks, strict=True)
        if kind
    ]
    lines = [
        {"x": 0, "x2": width, "y": middle - ROW / 2, "y2": middle - ROW / 2} for middle in middles
    ]
    columns = [LEFT + place * COLUMN for place in range(len(matrix.cells) + 1)]
    lines += [{"x": at, "x2": at, "y": TOP, "y2": height} for at in columns]
    kinds = list(COLOURS)
    names = [say[kind] for kind in kinds]
    mark = (
        _data(_marks(diagram, themes))
        .mark_point(size=150, strokeWidth=2.2, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "kind:N",
                sort=names,
                scale=alt.Scale(domain=names, range=["circle", "circle", "diamond"]),
                legend=alt.Legend(
                    title=None,
                    orient="bottom",
                    symbolSize=150,
                    symbolStrokeWidth=2.2,
                    columns=3,
                ),
            ),
            stroke=alt.Stroke(
                "kind:N", scale=alt.Scale(domain=names, range=[COLOURS[kind] for kind in kinds])
            ),
            fill=alt.Fill(
                "kind:N",
                scale=alt.Scale(domain=names, range=[COLOURS["ACTIVE"], "#ffffff", "#ffffff"]),
            ),
        )
    )
    layers = [
        _data(bands)
        .mark_rect()
        .encode(x=x, x2="x2:Q", y=y, y2="y2:Q", color=alt.Color("colour:N", scale=None)),
        _data(lines).mark_rule(color=GRID).encode(x=x, x2="x2:Q", y=y, y2="y2:Q"),
        words(
            [
                {"x": 6, "y": middle, "text": theme.name, "colour": INK}
                for middle, theme in zip(middles, themes, strict=True)
            ],
            "left",
            12.5,
        ),
        words(
            [
                {
                    "x": LEFT + (place + 0.5) * COLUMN,
                    "y": TOP / 2,
                    "text": cell.secretariat,
                    "colour": SILENT if cell.acts is None else INK,
                }
                for place, cell in enumerate(matrix.cells)
            ],
            "center",
            11,
            700,
        ),
        words(
            [
                {"x": right + 8, "y": middle, "text": say[kind], "colour": SOFT}
                for middle, kind in zip(middles, remarks, strict=True)
                if kind
            ],
            "left",
            11.5,
        ),
        mark,
    ]
    subtitle = say["subtitle"].format(
        acting=matrix.axis.acting, secretariats=matrix.axis.secretariats
    )
    if matrix.axis.lead:
        subtitle += f"; {say['lead'].format(lead=matrix.axis.lead)}"
    silent = any(cell.acts is None for cell in matrix.cells)
    said = [say["unknown"]] if silent else []
    said += [say["themes"], f"{say['cite']} {'; '.join(diagram.sources)}."]
    made: dict[str, Any] = framed(
        alt.layer(*layers).properties(width=width, height=height),
        matrix.axis.name,
        subtitle,
        wrapped(said, width),
        width,
    ).to_dict()
    return made
