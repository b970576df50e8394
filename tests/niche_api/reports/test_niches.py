"""The report of a place says what the service says, in three languages, and what it can't say."""

import pytest

from tests.niche_api.conftest import Ask
from tests.niche_api.reports.reading import close, pdf_pages, sections, tables, text_of
from tests.niche_api.reports.reading import page as tree

TITLES = {
    "es": ["En breve", "La canasta de hoy y la posible", "Los primeros nichos", "Supuestos"],
    "pt": ["Em resumo", "A cesta de hoje e a possível", "Os primeiros nichos", "Pressupostos"],
    "en": ["In short", "The basket today and the possible one", "Assumptions"],
}
THIN_BLANK = "\u202f"


def numbers(cells: list[str]) -> list[float]:
    """Return figures as Spanish writes them."""
    return [float(one.replace(THIN_BLANK, "").replace(",", ".")) for one in cells]


@pytest.mark.parametrize("lang", TITLES)
def test_a_report_is_a_page_and_a_pdf_in_each_language(ask: Ask, lang: str) -> None:
    answer = ask("/v1/reports/niches/BOL.html", lang=lang)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert tree(answer.text).attrib["lang"] == lang
    found = " ".join(sections(answer.text))
    written = ask("/v1/reports/niches/BOL.pdf", lang=lang)
    assert written.headers["content-type"] == "application/pdf"
    pages = pdf_pages(written.content)
    assert len(pages) > 4
    for title in TITLES[lang]:
        assert title in found
        assert title in " ".join(pages)


def test_a_page_leads_to_its_other_forms(ask: Ask) -> None:
    text = ask("/v1/reports/niches/BOL.html", lang="pt", first=3, co_publisher="A & B").text
    links = {text_of(one): one.attrib["href"] for one in tree(text).iter("a")}
    assert links["English"] == "?lang=en&first=3&co_publisher=A+%26+B"
    assert links["PDF"] == "BOL.pdf?lang=pt&first=3&co_publisher=A+%26+B"
    assert "Português" not in links


def test_the_basket_adds_up_to_that_of_the_service(ask: Ask) -> None:
    basket = ask("/v1/baskets/BOL").json()
    rows = tables(ask("/v1/reports/niches/BOL.html").text)[
        "Estructura de las exportaciones por grupo, 2019 (millones de US$)"
    ]
    body, total = rows[1:-1], rows[-1]
    assert [row[0] for row in body] == [one["name"] for one in basket["groups"]]
    assert numbers([row[1] for row in body]) == pytest.approx(
        [one["value"] / 1e6 for one in basket["groups"]], rel=0.01, abs=0.006
    )
    assert numbers([total[1], total[5]]) == pytest.approx(
        [basket["total"] / 1e6, basket["added_value"] / 1e6], rel=0.01, abs=0.006
    )
    for column, name in ((3, "industries"), (4, "niches")):
        assert int(total[column]) == sum(one[name] for one in basket["groups"])
        assert int(total[column]) == sum(int(row[column]) for row in body)


def test_tables_of_niches_are_in_the_order_of_the_service(ask: Ask) -> None:
    found = tables(ask("/v1/reports/niches/BOL.html", first=7, in_group=2).text)
    for status, title in (("NON_REVEALED", "Nichos latentes"), ("EMERGING", "Nichos emergentes")):
        items = ask("/v1/niches/BOL", limit=7, status=status).json()["items"]
        rows = next(rows for caption, rows in found.items() if caption.startswith(title))
        assert items
        assert [(row[0], row[1]) for row in rows[1:]] == [
            (str(one["rank"]), one["product"]) for one in items
        ]
    opens = {"status": ["EMERGING", "NON_REVEALED"]}
    agro = next(rows for caption, rows in found.items() if caption.startswith("Agro"))
    of_group = ask("/v1/niches/BOL", group="agro", limit=2, **opens).json()["items"]
    assert [row[1] for row in agro[1:]] == [one["product"] for one in of_group]


def test_regions_are_those_of_the_service(ask: Ask) -> None:
    regions = ask("/v1/regional/BOL").json()["regions"]
    rows = tables(ask("/v1/reports/niches/BOL.html").text)["Regiones, INE 2020"]
    assert [row[1] for row in rows[1:]] == [one["name"] for one in regions]
    assert [int(row[4]) for row in rows[1:]] == [one["industries"] for one in regions]


def test_a_country_without_regions_says_what_to_load(ask: Ask) -> None:
    text = text_of(tree(ask("/v1/reports/niches/CHL.html").text))
    assert "envíe el conjunto regional_exports con country=CHL" in text


def test_a_region_has_a_report_without_routes_or_regions(ask: Ask) -> None:
    found = " ".join(sections(ask("/v1/reports/niches/BO-L.html").text))
    assert "Los primeros nichos" in found
    assert "Por región" not in found
    assert "Rutas" not in found


def test_services_that_are_away_are_named_and_the_report_comes(ask: Ask) -> None:
    answer = ask("/v1/reports/niches/BOL.html")
    assert "Rutas comerciales clave" in " ".join(sections(answer.text))
    assert "tariff-api no responde" in text_of(tree(answer.text))
    assert answer.headers["cache-control"] == "no-store"


def test_the_record_of_validation_is_told_word_for_word(ask: Ask) -> None:
    comment = "#strong[Sí] & *mucho* a < b $x$"
    text = ask("/v1/reports/niches/BOL.html").text
    rows = tables(text)["Registro de validación"]
    assert rows[1] == [
        "0101", "2019", "Ministerio de Economía", "confirmado", comment, "15/03/2026"
    ]  # fmt: skip
    assert [row[3] for row in rows[1:]] == ["confirmado", "con condición"]
    assert "Validado por Ministerio de Economía, Cámara" in text_of(tree(text))
    pages = pdf_pages(ask("/v1/reports/niches/BOL.pdf").content)
    assert close(comment) in close("".join(pages))


def test_validations_stand_beside_the_niche(ask: Ask) -> None:
    items = ask("/v1/niches/BOL", limit=1000).json()["items"]
    said = {one["product"]: one["validations"] for one in items if one["validations"]}
    assert {product: [one["verdict"] for one in each] for product, each in said.items()} == {
        "0101": ["CONFIRMED"],
        "0202": ["CONDITIONAL"],
    }


def test_without_validation_the_report_says_so(ask: Ask) -> None:
    text = text_of(tree(ask("/v1/reports/niches/CHL.html", lang="en").text))
    assert "Not validated by institutions of the place" in text
    assert "No institution has validated niches of CHL" in text


def test_the_co_publisher_is_on_the_cover(ask: Ask) -> None:
    who = "Ministerio de Economía & Finanzas"
    text = text_of(tree(ask("/v1/reports/niches/BOL.html", co_publisher=who).text))
    assert f"Publicado por Eslabón y {who}" in text
    cover = pdf_pages(ask("/v1/reports/niches/BOL.pdf", co_publisher=who).content)[0]
    assert who in cover
    refused = ask("/v1/reports/niches/BOL.html", co_publisher="<b>x</b>")
    assert refused.status_code == 422


def test_the_licence_of_the_figures_is_on_every_page(ask: Ask) -> None:
    pages = pdf_pages(ask("/v1/reports/niches/BOL.pdf").content)
    assert all("licencia de las cifras: CC0" in one for one in pages)


@pytest.mark.parametrize(
    ("place", "said"), [("KOR", "No hay exportaciones de KOR"), ("MX-CHH", "MX-CHH")]
)
def test_a_place_without_data_answers_why(ask: Ask, place: str, said: str) -> None:
    answer = ask(f"/v1/reports/niches/{place}.pdf")
    assert answer.status_code == 404
    assert said in answer.json()["detail"]


def test_a_year_that_is_not_built_answers_which_are(ask: Ask) -> None:
    answer = ask("/v1/reports/niches/BOL.html", year=2001)
    assert answer.status_code == 404
    assert "2019" in answer.json()["detail"]
