"""A document as a page and as PDF: all of it is there, and no text is anything but text."""

from datetime import UTC, datetime

import pytest
from eslabon.contracts.envelope import Lang
from niche_api.reports import rendering
from niche_api.reports.document import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Facts,
    Gap,
    Paragraph,
    Section,
    Table,
    Tile,
)

from tests.niche_api.reports.reading import close, page, pdf_pages, tables, text_of

HOSTILE = '<script>alert("x")</script> #strong[y] $z^2$ *w* _v_ `u` @t <s> \\r {{ q }} & =p'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


def document(*blocks: Block, has_cover: bool = True) -> Document:
    """Return a document of one section."""
    return Document(
        lang=Lang.ES,
        kicker="Clase",
        title="Título",
        subtitle="Subtítulo",
        tiles=[Tile("1", "uno")],
        lines=["Línea"],
        sections=[Section("Sección", blocks)],
        footer="Pie",
        published_at=datetime(2026, 3, 15, 12, tzinfo=UTC),
        has_cover=has_cover,
        contents="Contenido",
    )


def long_table(rows: int) -> Table:
    """Return a table of numbered rows."""
    columns = [Column("Número", is_number=True), Column("Nombre", 3.0)]
    return Table("Tabla", columns, [(str(one), f"fila {one}") for one in range(rows)])


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(HOSTILE),
        Gap(HOSTILE),
        Bullets([HOSTILE]),
        Facts([(HOSTILE, HOSTILE)]),
        Table(HOSTILE, [Column(HOSTILE)], [(HOSTILE,)], (HOSTILE,)),
        Chart(SVG, HOSTILE),
    ],
    ids=lambda block: type(block).__name__,
)
def test_hostile_text_is_text(block: Block) -> None:
    made = document(block)
    text = rendering.html(made, {})
    assert "<script" not in text
    if not isinstance(block, Chart):
        assert HOSTILE in text_of(page(text))
    written = " ".join(pdf_pages(rendering.pdf(made)))
    if not isinstance(block, Chart):
        assert close(HOSTILE) in close(written)


def test_titles_of_a_long_table_are_on_every_page_of_it() -> None:
    pages = pdf_pages(rendering.pdf(document(long_table(120))))
    with_rows = [one for one in pages if "fila" in one]
    assert len(with_rows) > 2
    assert all("Número Nombre" in one for one in with_rows)
    assert "fila 119" in with_rows[-1]


def test_pages_are_numbered_and_bear_title_and_footer() -> None:
    pages = pdf_pages(rendering.pdf(document(long_table(120))))
    for number, text in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in text
        assert "Pie" in text
    assert all("Título" in text for text in pages)


def test_a_cover_has_the_contents_and_a_sheet_has_no_cover() -> None:
    covered = pdf_pages(rendering.pdf(document(Paragraph("Texto"))))
    assert len(covered) == 2
    assert "Contenido" in covered[0]
    assert "Texto" in covered[1]
    bare = pdf_pages(rendering.pdf(document(Paragraph("Texto"), has_cover=False)))
    assert len(bare) == 1
    assert "Contenido" not in bare[0]


def test_one_document_is_one_pdf_dated_by_its_data() -> None:
    made = rendering.pdf(document(long_table(3)))
    assert made == rendering.pdf(document(long_table(3)))
    assert b"/CreationDate(D:20260315120000Z)" in made


def test_a_page_has_its_tables_and_pictures_within() -> None:
    text = rendering.html(document(long_table(3), Chart(SVG, "Un cuadrado")), {})
    assert tables(text)["Tabla"] == [
        ["Número", "Nombre"],
        *([str(one), f"fila {one}"] for one in range(3)),
    ]
    (image,) = page(text).iter("img")
    assert image.attrib["alt"] == "Un cuadrado"
    assert image.attrib["src"].startswith("data:image/svg+xml;base64,")


def test_pages_are_drawn_as_pictures() -> None:
    drawn = rendering.pictures(document(Paragraph("Texto")), pixels_per_inch=20)
    assert [one[:4] for one in drawn] == [b"\x89PNG"] * 2
