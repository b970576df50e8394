"""Draws the product space: Vega-Lite by Altair, rendered without a browser.

The libraries take seconds to import: only whoever draws imports this module.
"""

from textwrap import wrap
from typing import Any

import altair as alt
import vl_convert
from eslabon.contracts.complexity import ProductSpace, SpaceNode
from eslabon.contracts.envelope import Lang

from niche_api.complexity.sectors import SECTORS, sector
from niche_api.complexity.space_words import WORDS

WIDTH = 920
MARGIN = 0.02
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, SOFT, LINK, TREE, ABSENT = "#1f2a24", "#5c655f", "#c9cec9", "#a3aaa4", "#e3e5e2"
CAPTION_CHARACTERS = 165
LARGEST_AREA, LEAST_AREA, MARKED_AREA = 420, 9, 36
_LINKS, _NODES = "links", "nodes"


def svg(space: ProductSpace, place: str | None, lang: Lang) -> bytes:
    """Return the product space as SVG; `place` is the name of the country marked."""
    drawn: str = vl_convert.vegalite_to_svg(_spec(space, place, lang))
    return drawn.encode()


def png(space: ProductSpace, place: str | None, lang: Lang) -> bytes:
    """Return the product space as PNG, at twice the size."""
    drawn: bytes = vl_convert.vegalite_to_png(_spec(space, place, lang), scale=2)
    return drawn


def _spec(space: ProductSpace, place: str | None, lang: Lang) -> dict[str, Any]:
    said = WORDS[lang]
    height = round(WIDTH * max((one.y for one in space.nodes), default=0.0)) or WIDTH // 2
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-MARGIN, 1 + MARGIN], nice=False))
    top = height / WIDTH
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-MARGIN, top + MARGIN], nice=False))
    links = (
        alt.Chart(alt.NamedData(_LINKS))
        .mark_rule(strokeWidth=0.6)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=alt.Color("colour:N", scale=None))
    )
    names = [one.name[lang] for one in SECTORS]
    colour = alt.Color(
        "sector:N",
        scale=alt.Scale(domain=names, range=[one.colour for one in SECTORS]),
        legend=alt.Legend(
            title=None, orient="bottom", columns=5, symbolType="circle", symbolSize=110, offset=14
        ),
    )
    size = alt.Size("area:Q", scale=None)
    nodes = alt.Chart(alt.NamedData(_NODES)).encode(x=x, y=y, size=size)
    absent = nodes.transform_filter("!datum.shown").mark_circle(color=ABSENT, opacity=1)
    shown = nodes.transform_filter("datum.shown").mark_circle(
        opacity=1, stroke="white", strokeWidth=0.5
    )
    drawn = alt.layer(links, absent, shown.encode(color=colour)).properties(
        width=WIDTH, height=height, title=_title(space, place, lang)
    )
    caption = [
        *(said["reading_place"] if space.place else said["reading"]).split("\n"),
        f"{said['source']}: {'; '.join(one.cite_as for one in space.provenance)}",
        f"{said['licence']}: {'; '.join(one.licence for one in space.provenance)}. {said['made']}",
    ]
    whole = (
        alt.vconcat(drawn, padding=18)
        .properties(
            title=alt.TitleParams(
                [line for text in caption for line in wrap(text, CAPTION_CHARACTERS)],
                orient="bottom",
                anchor="start",
                fontSize=11,
                fontWeight="normal",
                color=SOFT,
                offset=18,
            )
        )
        .configure(font=FONT, background="white")
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=12, labelColor=INK, labelLimit=200)
    )
    # Altair would check every value of the data, for seconds.
    spec: dict[str, Any] = whole.to_dict()
    return {**spec, "datasets": {_LINKS: _link_rows(space), _NODES: _node_rows(space, lang)}}


def _title(space: ProductSpace, place: str | None, lang: Lang) -> alt.TitleParams:
    said = WORDS[lang]
    count = sum(1 for one in space.nodes if one.is_present)
    title = said["title_place"] if space.place else said["title"]
    about = said["industries"] if space.place else said["about"]
    return alt.TitleParams(
        title.format(place=place or space.place, year=space.year),
        subtitle=about.format(
            count=count, products=len(space.nodes), nomenclature=space.nomenclature
        ),
        anchor="start",
        frame="group",
        fontSize=18,
        color=INK,
        subtitleFontSize=13,
        subtitleColor=SOFT,
        subtitlePadding=6,
        offset=10,
    )


def _link_rows(space: ProductSpace) -> list[dict[str, Any]]:
    at = {node.product: node for node in space.nodes}
    ordered = sorted(space.edges, key=lambda edge: edge.is_tree)
    return [
        {
            "x": at[edge.source].x,
            "y": at[edge.source].y,
            "x2": at[edge.target].x,
            "y2": at[edge.target].y,
            "colour": TREE if edge.is_tree else LINK,
        }
        for edge in ordered
    ]


def _node_rows(space: ProductSpace, lang: Lang) -> list[dict[str, Any]]:
    largest = max((float(node.exports_usd) for node in space.nodes), default=1.0)

    def row(node: SpaceNode) -> dict[str, Any]:
        area = LEAST_AREA + LARGEST_AREA * float(node.exports_usd) / largest
        return {
            "x": node.x,
            "y": node.y,
            "area": max(area, MARKED_AREA) if node.is_present else area,
            "sector": sector(node.product).name[lang],
            "shown": node.is_present is not False if space.place else True,
        }

    # The largest first: small ones are drawn over them.
    return [row(node) for node in sorted(space.nodes, key=lambda one: -one.exports_usd)]
