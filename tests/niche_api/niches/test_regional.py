"""Regions compared: advantage beside the world or the country, complexity from outside, gaps."""

import json
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from complexity.indices import indices
from complexity.presence import presence, rca
from geojson_pydantic import FeatureCollection

from tests.niche_api.conftest import Ask
from tests.niche_api.niches.small_world import COUNTRIES, HEADINGS, exports

WORLD = exports().sum(axis=0)
PCI = dict(zip(HEADINGS, indices(presence(rca(exports()))).pci.tolist(), strict=True))


def of(ranking: dict[str, Any], region: str) -> dict[str, Any]:
    """Return a region's part of an answer."""
    found: dict[str, Any] = next(one for one in ranking["regions"] if one["region"] == region)
    return found


def weight(product: str) -> float:
    """Return a product's weight in the world's exports."""
    return float(WORLD[HEADINGS.index(product)] / WORLD.sum())


def test_what_is_loaded_is_listed_with_its_unit_and_what_is_withheld(ask: Ask) -> None:
    page = ask("/v1/regional").json()
    assert [
        (one["country"], one["source"], one["year"], one["unit"], one["cells"], one["suppressed"])
        for one in page["items"]
    ] == [
        ("BOL", "CENSO", 2021, "PERSONS", 4, 0),
        ("BOL", "INE", 2020, "USD", 9, 2),
        ("PER", "SUNAT", 2018, "USD", 2, 0),
    ]
    assert page["items"][2]["scope"] == "01-05"


def test_trade_answers_before_employment_and_the_world_is_the_denominator(ask: Ask) -> None:
    found = ask("/v1/regional/BOL/0101").json()
    assert (found["source"], found["unit"]) == ("INE", "USD")
    assert of(found, "BO-L")["rca"] == pytest.approx(0.1 / weight("0101"))
    assert of(found, "BO-S")["rca"] == pytest.approx(0.9 / weight("0101"))
    assert found["regions"][0]["region"] == "BO-T"
    assert of(found, "BO-T")["share"] == pytest.approx(500 / 1500)
    assert found["pci"] == pytest.approx(PCI["0101"])


def test_beside_the_country_regions_are_added_up(ask: Ask) -> None:
    found = ask("/v1/regional/BOL/0101", denominator="NATIONAL").json()
    # The withheld cells are in no sum: the country exports 3,000.
    assert of(found, "BO-S")["rca"] == pytest.approx(0.9 / (1500 / 2500))
    chosen = {one["name"]: one["value"] for one in found["methodology"]["parameters"]}
    assert chosen["national_total"] == "sum_of_regions"


def test_one_region_alone_is_compared_with_its_country_in_the_world(ask: Ask) -> None:
    found = ask("/v1/regional/PER/0101", denominator="NATIONAL").json()
    of_peru = exports()[COUNTRIES.index("PER")]
    within = [at for at, code in enumerate(HEADINGS) if code[:2] <= "05"]
    national = of_peru[HEADINGS.index("0101")] / of_peru[within].sum()
    if national:
        assert of(found, "PE-LIM")["rca"] == pytest.approx(0.4 / national)
    else:
        assert of(found, "PE-LIM")["rca"] is None


def test_a_part_of_the_basket_is_compared_within_its_chapters(ask: Ask) -> None:
    found = ask("/v1/regional/PER/0101").json()
    within = [at for at, code in enumerate(HEADINGS) if code[:2] <= "05"]
    share = WORLD[HEADINGS.index("0101")] / WORLD[within].sum()
    assert of(found, "PE-LIM")["rca"] == pytest.approx(0.4 / share)
    assert [one["what"] for one in found["missing"]] == ["basket"]
    assert "01-05" in found["missing"][0]["detail"]


@pytest.mark.parametrize(
    ("product", "reason"), [("2701", "below_threshold"), ("2702", "not_reported")]
)
def test_a_withheld_cell_says_why(ask: Ask, product: str, reason: str) -> None:
    cell = of(ask("/v1/regional/BOL/" + product).json(), "BO-T")
    assert (cell["value"], cell["rca"], cell["rank"]) == (None, None, None)
    assert cell["missing"]["reason"] == reason


def test_a_small_cell_is_nowhere_in_what_can_be_downloaded(ask: Ask) -> None:
    rows = ask("/v1/datasets/regional_exports/rows", slice="country=BOL,source=INE,year=2020")
    assert "BO-T,HS2017,2701,,,USD,2," in rows.text.splitlines()


def test_complexity_of_a_region_is_the_mean_of_what_it_makes(ask: Ask) -> None:
    found = ask("/v1/regional/BOL").json()
    santa_cruz = of(found, "BO-S")
    basket = {"0101": 0.9, "1201": 0.09}
    makes = [code for code, share in basket.items() if share / weight(code) >= 1]
    assert santa_cruz["industries"] == len(makes)
    assert santa_cruz["eci"] == pytest.approx(np.mean([PCI[one] for one in makes]))
    assert [one["rank"] for one in found["regions"]] == [1, 2, 3]
    chosen = {one["name"]: one["value"] for one in found["methodology"]["parameters"]}
    assert (chosen["world_year"], chosen["headings_unmatched"]) == ("2019", "1")
    assert chosen["heading_match"] == "HS2017=HS1992"


def test_activities_have_national_advantage_and_no_complexity(ask: Ask) -> None:
    found = ask("/v1/regional/BOL/10", source="CENSO").json()
    assert of(found, "BO-L")["rca"] == pytest.approx(0.6 / 0.75)
    assert (found["pci"], found["name"]) == (None, "Alimentos")
    assert found["missing"][0]["reason"] == "not_identified"
    assert ask("/v1/regional/BOL", source="CENSO").json()["regions"][0]["eci"] is None


@pytest.mark.parametrize(
    ("path", "asked", "status", "pointer", "named"),
    [
        ("BOL", {"source": "CENSO", "denominator": "WORLD"}, 422, "/query/denominator", "NATIONAL"),
        ("BOL", {"year": 1999}, 404, "/query/year", "2020"),
        ("BOL", {"source": "X"}, 404, "/query/source", "INE"),
        ("CHL", {}, 404, "/path/country", "regional_exports"),
        ("ZZZ", {}, 404, "/path/country", "ISO 3166-1"),
        ("BOL/9998", {}, 404, "/path/product", "0101"),
        ("BOL/0101.svg", {"year": 1999}, 404, "/query/year", "2020"),
    ],
)
def test_what_is_not_there_is_said_with_what_there_is(
    ask: Ask, path: str, asked: dict[str, Any], status: int, pointer: str, named: str
) -> None:
    answer = ask(f"/v1/regional/{path}", **asked)
    assert answer.status_code == status
    problem = answer.json()
    assert [one["pointer"] for one in problem["errors"]] == [pointer]
    assert named in problem["detail"]


def test_a_ranking_is_geojson(ask: Ask) -> None:
    answer = ask("/v1/regional/BOL/0101.geojson")
    found = FeatureCollection.model_validate_json(answer.content)
    assert [one.id for one in found.features] == ["BO-T", "BO-S", "BO-L"]
    assert json.loads(answer.content)["features"][0]["properties"]["rank"] == 1


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", {"Cifra reservada o suprimida", "Tarija", "RCA: 1 o más es ventaja"}),
        ("pt", {"Cifra reservada ou suprimida", "RCA: 1 ou mais é vantagem"}),
        ("en", {"Withheld or suppressed", "RCA: 1 or more is an advantage"}),
    ],
)
def test_a_ranking_is_drawn_with_what_is_withheld(ask: Ask, lang: str, said: set[str]) -> None:
    product = "0101" if "Tarija" in said else "2701"
    answer = ask(f"/v1/regional/BOL/{product}.svg", lang=lang)
    assert answer.status_code == 200, answer.text
    texts = {"".join(one.itertext()) for one in ElementTree.fromstring(answer.text).iter()}
    drawn = said if product == "2701" else said - {"Cifra reservada o suprimida"}
    assert drawn <= texts


def test_a_map_is_a_png_too(ask: Ask) -> None:
    assert ask("/v1/regional/BOL/0101.png").content.startswith(b"\x89PNG")


def test_nothing_loaded_says_what_to_send(ask_empty: Ask) -> None:
    (gap,) = ask_empty("/v1/regional").json()["meta"]["missing"]
    assert (gap["what"], gap["reason"]) == ("regional_exports", "not_loaded")
