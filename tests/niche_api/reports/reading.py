"""Reads reports back: the tables of a page, the text of a PDF."""

import io
from xml.etree import ElementTree

from pypdf import PdfReader

BREAKS = {ord("\u200b"): None, ord("\u00ad"): None, ord("\u2060"): None}
"""Places where a line may or may not end."""


def page(text: str) -> ElementTree.Element:
    """Return a page, which is well-formed, as a tree."""
    return ElementTree.fromstring(text)


def text_of(element: ElementTree.Element) -> str:
    """Return the text of an element with single blanks."""
    return " ".join("".join(element.itertext()).split())


def tables(text: str) -> dict[str, list[list[str]]]:
    """Return the rows of each table by its caption: titles, body, total."""
    return {
        text_of(table.find("caption")): [  # type: ignore[arg-type]
            [text_of(cell) for cell in row] for row in table.iter("tr")
        ]
        for table in page(text).iter("table")
    }


def sections(text: str) -> list[str]:
    """Return the titles of the sections."""
    return [text_of(title) for title in page(text).iter("h2")]


def pdf_pages(content: bytes) -> list[str]:
    """Return the text of each page of a PDF with single blanks, without places to break lines."""
    assert content.startswith(b"%PDF-")
    pages = [one.extract_text() for one in PdfReader(io.BytesIO(content)).pages]
    return [" ".join(one.translate(BREAKS).split()) for one in pages]


def close(text: str) -> str:
    """Return a text without blanks: where a line of a PDF ends depends on its width."""
    return text.replace(" ", "")
