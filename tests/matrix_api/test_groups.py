"""What members of a group buy of products from each other: zeros, gaps and faults."""

from typing import Any

from tests.matrix_api.conftest import Ask


def bought(page: Any) -> dict[tuple[str, int, str], tuple[str, str]]:
    """Return what is bought within the group and in all, by product, year and importer."""
    return {
        (one["product"], one["year"], one["importer"]): (one["within_usd"], one["total_usd"])
        for one in page["items"]
    }


def test_each_year_is_answered_by_the_source_that_holds_the_product(ask: Ask) -> None:
    page = ask("/v1/group-trade", member=["BRA", "MEX"], product=["8503", "0801"], years=3).json()
    assert bought(page) == {
        ("8503", 2021, "BRA"): ("100", "500"),
        ("8503", 2021, "MEX"): ("0", "0"),
        ("8503", 2023, "BRA"): ("121", "500"),
        ("8503", 2023, "MEX"): ("7", "7"),
        ("0801", 2023, "BRA"): ("0", "0"),
        ("0801", 2023, "MEX"): ("0", "9"),
    }
    assert [one["what"] for one in page["meta"]["missing"]] == ["years"]
    assert "2022" in page["meta"]["missing"][0]["detail"]


def test_a_product_that_no_year_holds_is_named(ask: Ask) -> None:
    page = ask("/v1/group-trade", member=["BRA", "MEX"], product="6109", years=1).json()
    assert page["items"] == []
    assert [one["what"] for one in page["meta"]["missing"]] == ["product"]


def test_nothing_loaded_says_so(ask_empty: Ask) -> None:
    page = ask_empty("/v1/group-trade", member=["BRA", "MEX"], product="6109").json()
    assert [one["what"] for one in page["meta"]["missing"]] == ["flows"]
    assert ask_empty("/v1/partners", country="PAN").json()["meta"]["missing"]


def test_one_country_is_no_group(ask: Ask) -> None:
    answer = ask("/v1/group-trade", member=["BRA", "BR"], product="8503")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "one_member")
    assert answer.json()["errors"][0]["pointer"] == "/query/member"
