"""A matrix as a picture: what its cells hold, what is written around them, and how it is served."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from eslabon.contracts.empalme import EditionBasis, EmpalmeVariant
from eslabon.contracts.envelope import Lang
from matrix_api.app import create_app
from matrix_api.charts import drawing
from matrix_api.charts.heatmap import By, Cell, HeatMap, State
from matrix_api.charts.wording import words
from servicekit.settings import Settings

from tests.matrix_api.empalme_world import WORLD
from tests.matrix_api.loading import loaded

NOBODY = "http://127.0.0.1:9"


@pytest.fixture(scope="module")
def address(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a matrix-api that serves the world of the matrices."""
    loaded(module_database, WORLD)
    uploads = Path(tmp_path_factory.mktemp("uploads"))
    settings = Settings(database_url=module_database, uploads=uploads, tariff_url=NOBODY)
    with serve(create_app(settings)) as url:
        yield url


def get(address: str, picture: str, **parameters: Any) -> httpx.Response:
    return httpx.get(f"{address}/v1/charts/empalme.{picture}", params=parameters, timeout=60)


def texts(answer: httpx.Response) -> list[str]:
    """Return what is written in an SVG."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/svg+xml"
    tree = ElementTree.fromstring(answer.content)
    return [
        said for one in tree.iter("{http://www.w3.org/2000/svg}text") for said in one.itertext()
    ]


def test_a_heat_map_of_headings_has_a_column_for_each_member(address: str) -> None:
    said = texts(get(address, "svg", edition="toy", by="heading"))
    assert {"0201", "1006", "4407", "ARG", "BRA", "URY"} <= set(said)
    # Argentina exports beef alone: all its index is there. The vectors give Uruguay's.
    assert said.count("100\N{NO-BREAK SPACE}%") >= 1
    shares = [360, 150, 100]
    for share in shares:
        assert f"{100 * share / sum(shares):.0f}\N{NO-BREAK SPACE}%" in said


def test_a_heat_map_of_groups_sums_their_headings(address: str) -> None:
    said = texts(get(address, "svg", edition="toy", lang="en"))
    assert {"I · Animals", "II · Vegetables", "IX · Wood"} <= set(said)
    assert "59%" in said


@pytest.mark.parametrize(
    ("lang", "title", "variant", "legend", "source"),
    [
        ("es", "en qué partidas", "fuera de la región (variante B)", "Parte del", "Fuente: TOY"),
        ("pt", "em que posições", "fora da região (variante B)", "Parte do", "Fonte: TOY"),
        ("en", "in which headings", "outside the region (variant B)", "Share of", "Source: TOY"),
    ],
)
def test_titles_legends_and_sources_are_in_the_language_asked_for(
    address: str, lang: str, title: str, variant: str, legend: str, source: str
) -> None:
    answer = get(address, "svg", edition="toy", by="heading", variant="extra_regional", lang=lang)
    said = "\n".join(texts(answer))
    for expected in (title, variant, legend, source):
        assert expected in said
    assert answer.headers["content-language"] == lang


def test_a_partial_edition_says_so_in_the_picture(address: str) -> None:
    assert any(
        "PARTIAL EDITION" in one for one in texts(get(address, "svg", edition="toy", lang="en"))
    )


def test_a_png_has_twice_the_points_of_the_drawing(address: str) -> None:
    svg = ElementTree.fromstring(get(address, "svg", edition="toy").content)
    png = get(address, "png", edition="toy")
    assert png.headers["content-type"] == "image/png"
    assert png.content[:8] == b"\x89PNG\r\n\x1a\n"
    width, _ = struct.unpack(">II", png.content[16:24])
    assert width == pytest.approx(2 * float(svg.attrib["width"]), abs=2)


def test_one_importer_is_named_and_has_no_column(address: str) -> None:
    said = texts(get(address, "svg", edition="toy", by="heading", importer="ARG", lang="en"))
    assert any("what ARG buys" in one for one in said)
    assert not {"ARG"} & set(said)


def test_members_without_an_index_are_hatched(address: str) -> None:
    said = texts(get(address, "svg", edition="with-cuba", importer="ARG", by="heading", lang="en"))
    assert said.count("/////") == 3
    assert "Cannot be computed" in said


@pytest.mark.parametrize("lang", ["es", "pt", "en"])
@pytest.mark.parametrize(
    ("parameters", "status", "pointer", "named"),
    [
        ({}, 404, "/query/edition", "edition"),
        ({"edition": "whole"}, 404, "/query/edition", "4"),
        ({"edition": "toy", "by": "chapter"}, 422, "/query/by", "heading"),
        ({"edition": "toy", "top": 0}, 422, "/query/top", "1"),
        ({"edition": "toy", "importer": "USA"}, 404, "/query/importer", "ARG"),
        ({"edition": "toy", "variant": "per_importer"}, 422, "/query/importer", "importer="),
    ],
)
def test_what_cannot_be_drawn_is_one_problem(
    address: str, parameters: dict[str, Any], status: int, pointer: str, named: str, lang: str
) -> None:
    answer = get(address, "svg", lang=lang, **parameters)
    assert answer.status_code == status
    said = answer.json()
    assert [one["pointer"] for one in said["errors"]] == [pointer]
    assert named in said["detail"]


def test_another_format_is_refused(address: str) -> None:
    assert get(address, "gif", edition="toy").status_code == 422


def spec(cells: list[Cell]) -> dict[str, Any]:
    basis = EditionBasis(
        edition="e", title="T", scheme="ALADI", is_partial=False, headings=[], member="URY",
        source="TOY", year_from=2019, year_to=2021, nomenclature="HS2017",
    )  # fmt: skip
    said = words(By.HEADING, EmpalmeVariant.EXPORTER_GAP, None, basis, ["A", "B"], Lang.ES)
    heatmap = HeatMap(["0201", "1006"], ["URY"], cells)
    made = drawing._spec(heatmap, {"0201": "0201", "1006": "1006"}, {"URY": "Uruguay"}, said)
    return dict(made)


def test_a_heading_not_exported_every_year_has_a_mark_and_no_figure() -> None:
    made = spec([Cell("0201", "URY", State.SHARE, 0.25), Cell("1006", "URY", State.NOT_SELECTED)])
    assert [one["text"] for one in made["datasets"]["shares"]] == ["25\N{NO-BREAK SPACE}%"]
    assert [one["state"] for one in made["datasets"]["blanks"]] == ["No exportada cada año"]


def test_a_legend_of_blanks_stands_only_where_there_are_some() -> None:
    both = [Cell(one, "URY", State.SHARE, 0.5) for one in ("0201", "1006")]
    assert "No exportada" not in str(spec(both)["vconcat"])


def test_sources_and_years_are_written_below_and_above() -> None:
    made = spec([Cell("0201", "URY", State.SHARE, 1.0)])
    assert "Fuente: A; B." in " ".join(made["title"]["text"])
    assert "2019–2021 · HS2017" in made["vconcat"][0]["title"]["subtitle"][0]
