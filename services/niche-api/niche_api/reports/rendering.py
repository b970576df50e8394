"""Renders a document as HTML and as PDF; neither gives its texts any meaning but text.

Typst and Jinja take a while to import: only whoever renders imports them.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson
from markupsafe import Markup

from niche_api.reports.document import Chart, Document

if TYPE_CHECKING:
    from jinja2 import Environment

PAGES = "niche_api.reports"


def _read(name: str) -> str:
    return (files(PAGES) / "pages" / name).read_text("utf-8")


def _blocks(document: Document) -> dict[str, Any]:
    """Return a document as plain values; each block says its kind, charts by their number."""
    made = asdict(document)
    del made["published_at"]
    count = 0
    for section, given in zip(made["sections"], document.sections, strict=True):
        for block, one in zip(section["blocks"], given.blocks, strict=True):
            block["kind"] = type(one).__name__.lower()
            if isinstance(one, Chart):
                block["number"] = count
                count += 1
    return made


def _charts(document: Document) -> list[Chart]:
    return [
        block
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Chart)
    ]


def pdf(document: Document) -> bytes:
    """Return a document as PDF, with its fonts; for archives (PDF/A-2b)."""
    found: bytes = _compiled(document, pdf_standards="a-2b", timestamp=document.published_at)
    return found


def pictures(document: Document, *, pixels_per_inch: float) -> list[bytes]:
    """Return the pages of the PDF as PNG."""
    made = _compiled(document, format="png", ppi=pixels_per_inch)
    return made if isinstance(made, list) else [made]


def _compiled(document: Document, **options: Any) -> Any:
    import typst

    given = {
        "main": _read("report.typ").encode(),
        "document.json": orjson.dumps(_blocks(document)),
    }
    for number, chart in enumerate(_charts(document)):
        given[f"chart-{number}.svg"] = chart.svg.encode()
    fonts = files("font_source_sans_pro") / "files"
    return typst.compile(given, font_paths=[str(fonts)], ignore_system_fonts=True, **options)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(PAGES, "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> tuple[Markup, str]:
    """Return the style sheet, and the policy that lets a page have it and its own pictures."""
    text = _read("style.css")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"
    return Markup(text), f"{policy}; base-uri 'none'; frame-ancestors 'none'"


def policy() -> str:
    """Return the content security policy of the pages."""
    return _style()[1]


def html(document: Document, links: Mapping[str, str]) -> str:
    """Return a document as one page that needs nothing else; `links` lead to its other forms."""
    images = [
        "data:image/svg+xml;base64," + base64.b64encode(chart.svg.encode()).decode()
        for chart in _charts(document)
    ]
    page = _environment().get_template("report.html")
    made = _blocks(document)
    return page.render(document=made, images=images, links=links, style=_style()[0])
