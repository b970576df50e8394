"""The suppliers of a market are ranked, with shares of all it bought."""

from typing import Any

import pytest


def test_suppliers_are_ranked_by_value_with_their_shares(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300").json()
    assert [one["exporter"] for one in answer["competitors"]] == ["CHN", "MEX", "DEU"]
    assert [one["rank"] for one in answer["competitors"]] == [1, 2, 3]
    assert sum(one["share"] for one in answer["competitors"]) == pytest.approx(1)
    assert (answer["total_usd"], answer["suppliers"], answer["year"]) == ("500", 3, 2023)


def test_growth_is_compound_since_the_first_loaded_year(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300").json()
    growth = {one["exporter"]: one["growth_per_year"] for one in answer["competitors"]}
    assert growth["MEX"] == pytest.approx(0.1)
    assert growth["CHN"] == pytest.approx((300 / 400) ** 0.5 - 1)
    assert growth["DEU"] is None
    assert {"name": "growth_since", "value": "2021", "assumed": True} in answer["methodology"][
        "parameters"
    ]
    assert [one["slice"] for one in answer["provenance"]] == [
        "source=BACI,year=2023",
        "source=BACI,year=2021",
    ]


def test_growth_is_null_where_one_year_is_loaded(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850440").json()
    assert [one["growth_per_year"] for one in answer["competitors"]] == [None, None, None]


def test_the_list_may_be_short_while_shares_and_totals_stay_whole(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300", limit=1).json()
    assert [one["share"] for one in answer["competitors"]] == [pytest.approx(0.6)]
    assert (answer["total_usd"], answer["suppliers"]) == ("500", 3)


def test_a_supplier_without_weight_has_no_unit_value(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300").json()
    by_exporter = {one["exporter"]: one for one in answer["competitors"]}
    assert by_exporter["DEU"]["weight_kg"] is None
    assert by_exporter["DEU"]["unit_value_usd_per_kg"] is None
    assert by_exporter["CHN"]["unit_value_usd_per_kg"] == pytest.approx(3)


def test_an_earlier_year_can_be_asked_for(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300", year=2021).json()
    assert (answer["year"], answer["total_usd"]) == (2021, "500")
    assert [one["growth_per_year"] for one in answer["competitors"]] == [None, None]


def test_a_year_that_is_not_loaded_has_no_total(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300", year=1999).json()
    assert (answer["year"], answer["total_usd"], answer["competitors"]) == (1999, None, [])
    assert answer["missing"][0]["reason"] == "not_loaded"
    assert "2021, 2023" in answer["missing"][0]["detail"]


def test_a_market_that_buys_none_has_a_total_of_zero(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="DEU", product="850300", year=2023).json()
    assert (answer["total_usd"], answer["suppliers"], answer["missing"]) == ("0", 0, [])


def test_without_a_year_the_last_one_that_holds_the_product_answers(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="080111").json()
    assert (answer["year"], answer["total_usd"]) == (2023, "60")
    assert answer["provenance"][0]["source"] == "OTHER"


def test_a_product_that_is_not_loaded_says_which_are(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="010121").json()
    assert answer["total_usd"] is None
    assert answer["missing"][0]["what"] == "product"


def test_a_heading_adds_its_subheadings_by_supplier(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="85").json()
    values = {one["exporter"]: one["value_usd"] for one in answer["competitors"]}
    assert values == {"CHN": "300", "MEX": "171", "DEU": "109", "S19": "20"}
    assert answer["missing"][0]["what"] == "subheadings"


@pytest.mark.parametrize("limit", ["0", "-1", "301", "ten"])
def test_a_limit_out_of_range_is_a_problem(ask: Any, limit: str) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300", limit=limit)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/query/limit"


def test_concentration_is_of_all_suppliers_listed_or_not(ask: Any) -> None:
    answer = ask("/v1/competitors", importer="BRA", product="850300", limit=1).json()
    shares = [300 / 500, 121 / 500, 79 / 500]
    assert answer["concentration_hhi"] == pytest.approx(sum(share**2 for share in shares))
    none = ask("/v1/competitors", importer="DEU", product="850300", year=2023).json()
    assert none["concentration_hhi"] is None


def test_customers_are_ranked_by_what_they_buy(ask: Any) -> None:
    answer = ask("/v1/customers", exporter="CHN", product="8503").json()
    assert [(one["rank"], one["importer"]) for one in answer["customers"]] == [(1, "BRA")]
    first = answer["customers"][0]
    assert (first["value_usd"], first["share"]) == ("300", 1)
    assert first["growth_per_year"] == pytest.approx((300 / 400) ** 0.5 - 1)
    assert (answer["total_usd"], answer["markets"], answer["year"]) == ("300", 1, 2023)
    assert answer["missing"][0]["what"] == "subheadings"


def test_an_exporter_that_sells_none_has_a_total_of_zero(ask: Any) -> None:
    answer = ask("/v1/customers", exporter="BRA", product="850440").json()
    assert (answer["total_usd"], answer["customers"], answer["missing"]) == ("0", [], [])


@pytest.mark.parametrize(
    ("asked", "status", "pointer"),
    [
        ({"exporter": "ZZZ"}, 404, "/query/exporter"),
        ({"product": "85030010"}, 422, "/query/product"),
        ({"limit": "0"}, 422, "/query/limit"),
    ],
)
def test_bad_input_on_customers_is_one_problem(
    ask: Any, asked: dict[str, str], status: int, pointer: str
) -> None:
    answer = ask("/v1/customers", **{"exporter": "CHN", "product": "850300", **asked})
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
