"""The history of a pair says what was traded, what was not, and what nobody loaded."""

from decimal import Decimal
from typing import Any

import pytest


def rows(answer: dict[str, Any]) -> dict[int, dict[str, Any]]:
    """Return the years of a history by year."""
    return {row["year"]: row for row in answer["years"]}


def test_every_year_asked_for_is_a_row_loaded_or_not(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MEX", product="850300").json()
    years = rows(answer)
    assert sorted(years) == [2019, 2020, 2021, 2022, 2023]
    assert (answer["years_asked"], answer["years_loaded"]) == (5, 2)
    assert (years[2021]["value_usd"], years[2023]["value_usd"]) == ("100", "121")
    assert years[2022]["value_usd"] is None
    assert years[2022]["missing"]["reason"] == "not_loaded"
    assert "2021, 2023" in years[2022]["missing"]["detail"]
    assert "2019–2020, 2022" in answer["missing"][0]["detail"]


def test_growth_is_on_the_year_before_and_over_the_span(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MEX", product="850300").json()
    assert {row["growth"] for row in answer["years"]} == {None}  # no two years on end are loaded
    assert answer["growth_per_year"] == pytest.approx(0.1)
    assert (answer["growth_from"], answer["growth_to"]) == (2021, 2023)


def test_one_figure_has_no_sides(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MEX", product="850300", years=1).json()
    row = rows(answer)[2023]
    assert (row["reported_by"], row["reported"], row["importer_to_exporter"]) == (None, [], None)
    parameters = {one["name"]: one["value"] for one in answer["methodology"]["parameters"]}
    assert parameters["valuation"] == "FOB"


def test_a_figure_has_its_share_unit_value_and_source(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MEX", product="850300").json()
    row = rows(answer)[2023]
    assert Decimal(row["importer_total_usd"]) == 500
    assert row["share"] == pytest.approx(121 / 500)
    assert row["unit_value_usd_per_kg"] == pytest.approx(11)
    assert row["provenance"]["slice"] == "source=BACI,year=2023"
    assert row["provenance"]["cite_as"] == "BACI 2023"


def test_a_pair_without_a_row_traded_nothing_where_product_and_countries_are_known(
    ask: Any,
) -> None:
    answer = ask("/v1/history", importer="MEX", exporter="DEU", product="850300", years=1).json()
    row = rows(answer)[2023]
    assert (row["value_usd"], row["importer_total_usd"], row["share"]) == ("0", "7", 0.0)
    assert row["missing"] is None
    assert row["unit_value_usd_per_kg"] is None


def test_a_market_that_bought_none_from_anybody_has_no_shares(ask: Any) -> None:
    answer = ask("/v1/history", importer="DEU", exporter="CHN", product="850440", years=1).json()
    row = rows(answer)[2023]
    assert (row["value_usd"], row["importer_total_usd"], row["share"]) == ("0", "0", None)


def test_a_product_that_no_release_holds_is_not_zero(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MEX", product="010121", years=1).json()
    row = rows(answer)[2023]
    assert row["value_usd"] is None
    assert (row["missing"]["what"], row["missing"]["reason"]) == ("product", "not_loaded")
    assert "080122" not in row["missing"]["detail"]
    assert "0801, 8503, 8504" in row["missing"]["detail"]


def test_a_product_absent_beside_its_siblings_names_them(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MEX", product="080121", years=1).json()
    assert "080122" in rows(answer)[2023]["missing"]["detail"]


def test_a_country_that_no_row_names_is_not_zero(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="MCO", product="850300", years=1).json()
    row = rows(answer)[2023]
    assert row["value_usd"] is None
    assert (row["missing"]["what"], row["missing"]["reason"]) == ("exporter", "not_loaded")


def test_another_source_answers_only_what_the_preferred_one_does_not_hold(ask: Any) -> None:
    preferred = ask("/v1/history", importer="BRA", exporter="MEX", product="850300", years=1)
    other = ask("/v1/history", importer="BRA", exporter="PER", product="080111", years=1)
    assert rows(preferred.json())[2023]["provenance"]["source"] == "BACI"
    assert rows(other.json())[2023]["provenance"]["source"] == "OTHER"
    assert rows(other.json())[2023]["value_usd"] == "60"


def test_a_heading_is_summed_and_said_to_be_partial(ask: Any) -> None:
    answer = ask("/v1/history", importer="BRA", exporter="DEU", product="85.04", years=1).json()
    assert rows(answer)[2023]["value_usd"] == "30"
    assert answer["missing"][-1]["what"] == "subheadings"
    assert "850440" in answer["missing"][-1]["detail"]


def test_a_chapter_sums_its_headings_without_weight_where_one_lacks_it(ask: Any) -> None:
    whole = ask("/v1/history", importer="BRA", exporter="MEX", product="85", years=1).json()
    lacking = ask("/v1/history", importer="BRA", exporter="DEU", product="85", years=1).json()
    assert (rows(whole)[2023]["value_usd"], rows(whole)[2023]["weight_kg"]) == ("171", "16")
    assert (rows(lacking)[2023]["value_usd"], rows(lacking)[2023]["weight_kg"]) == ("109", None)


def test_the_last_year_asked_for_need_not_be_loaded(ask: Any) -> None:
    answer = ask(
        "/v1/history", importer="BRA", exporter="MEX", product="850300", years=2, to=2022
    ).json()
    assert sorted(rows(answer)) == [2021, 2022]
    assert answer["years_loaded"] == 1


def test_two_letter_codes_and_dots_are_understood(ask: Any) -> None:
    answer = ask("/v1/history", importer="br", exporter="mx", product="8503.00").json()
    assert (answer["importer"], answer["exporter"], answer["product"]) == ("BRA", "MEX", "850300")


def test_an_empty_service_answers_that_nothing_is_loaded(ask_empty: Any) -> None:
    answer = ask_empty("/v1/history", importer="BRA", exporter="MEX", product="850300")
    assert answer.status_code == 200
    assert answer.json()["years"] == []
    assert answer.json()["missing"][0]["reason"] == "not_loaded"
    dated = ask_empty("/v1/history", importer="BRA", exporter="MEX", product="850300", to=2023)
    assert [row["missing"]["reason"] for row in dated.json()["years"]] == ["not_loaded"] * 5


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"importer": "Q"}, "/query/importer"),
        ({"exporter": ""}, "/query/exporter"),
        ({"exporter": "BRA"}, "/query/exporter"),
        ({"product": "8503x0"}, "/query/product"),
        ({"product": "85030"}, "/query/product"),
        ({"product": "85030010"}, "/query/product"),
        ({"nomenclature": "HS1992"}, "/query/nomenclature"),
        ({"years": "0"}, "/query/years"),
        ({"years": "many"}, "/query/years"),
        ({"to": "20231"}, "/query/to"),
        ({"colour": "red"}, "/query/colour"),
    ],
)
def test_bad_input_is_one_problem_that_names_the_parameter(
    ask: Any, change: dict[str, str], pointer: str
) -> None:
    asked = {"importer": "BRA", "exporter": "MEX", "product": "850300", **change}
    answer = ask("/v1/history", **asked)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert problem["detail"]


def test_a_code_too_detailed_is_told_which_to_ask_for(ask: Any) -> None:
    answer = ask(
        "/v1/history", importer="BRA", exporter="MEX", product="85030010", lang="pt"
    ).json()
    assert answer["type"] == "urn:eslabon:problem:product-too-detailed"
    assert "peça 850300" in answer["detail"]


def test_another_edition_of_the_system_is_refused_by_naming_the_loaded_one(ask: Any) -> None:
    answer = ask(
        "/v1/history", importer="BRA", exporter="MEX", product="850300", nomenclature="HS1992"
    ).json()
    assert "HS2022" in answer["detail"]


@pytest.mark.parametrize("parameter", ["importer", "exporter"])
def test_an_unknown_country_is_not_found(ask: Any, parameter: str) -> None:
    asked = {"importer": "BRA", "exporter": "MEX", "product": "850300", parameter: "ZZZ"}
    answer = ask("/v1/history", **asked)
    assert answer.status_code == 404
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/query/{parameter}"]
