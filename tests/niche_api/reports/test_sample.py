"""The report over the sample: the order is the model's, and its measured quality is told."""

import pytest

from tests.niche_api.conftest import Ask
from tests.niche_api.reports.reading import close, page, pdf_pages, tables, text_of


@pytest.mark.parametrize("lang", ["es", "pt", "en"])
def test_the_quality_of_the_model_is_told_in_its_own_words(ask_built: Ask, lang: str) -> None:
    said = ask_built("/v1/model", lang=lang).json()["in_words"]
    text = text_of(page(ask_built("/v1/reports/niches/PAN.html", lang=lang).text))
    for sentence in said:
        assert " ".join(sentence.split()) in text


def test_figures_of_the_tests_are_those_of_the_service(ask_built: Ask) -> None:
    (model, *_) = ask_built("/v1/model", lang="en").json()["models"]
    found = tables(ask_built("/v1/reports/niches/PAN.html", lang="en").text)
    for test in model["tests"]:
        title = {"held_out": "Countries not seen", "later_period": "Later period"}[test["test"]]
        area = {"world": "the world", "latin_america": "Latin America"}[test["area"]]
        rows = next(rows for name, rows in found.items() if name.startswith(f"{title}, {area}"))
        assert [row[0] for row in rows[1:]] == [one["text"] for one in test["scores"]]
        assert [float(row[2].split(" ")[0]) for row in rows[1:]] == pytest.approx(
            [one["roc_auc"]["value"] for one in test["scores"]], abs=6e-4
        )


def test_the_calibration_is_drawn_and_all_is_in_the_pdf(ask_built: Ask) -> None:
    images = list(page(ask_built("/v1/reports/niches/PAN.html").text).iter("img"))
    assert "¿Ocurre lo que el modelo dice?" in [one.attrib["alt"] for one in images]
    pages = pdf_pages(ask_built("/v1/reports/niches/PAN.pdf").content)
    assert 8 <= len(pages) <= 16
    text = close(" ".join(pages))
    assert close("Nichos latentes") in text
    assert close("por la probabilidad de que la ventaja aparezca") in text


def test_a_sheet_is_one_page(ask_built: Ask) -> None:
    for lang in ("es", "pt", "en"):
        found = ask_built("/v1/reports/products/0811.pdf", place="PAN", lang=lang)
        (text,) = pdf_pages(found.content)
        assert "0811" in text
    (niche,) = [
        one
        for one in ask_built("/v1/niches/PAN", limit=1000).json()["items"]
        if one["product"] == "0811"
    ]
    sheet = text_of(page(ask_built("/v1/reports/products/0811.html", place="pan").text))
    assert niche["why"] in sheet
    assert f"{niche['rank']}.º" in sheet


@pytest.mark.parametrize(
    ("product", "place", "status"), [("9876", "PAN", 200), ("081", "PAN", 422), ("0811", "XX", 404)]
)
def test_a_sheet_of_what_there_is_not_says_so(
    ask_built: Ask, product: str, place: str, status: int
) -> None:
    answer = ask_built(f"/v1/reports/products/{product}.html", place=place)
    assert answer.status_code == status
    if status == 200:
        assert "no es una partida de su nomenclatura" in text_of(page(answer.text))
