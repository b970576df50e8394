"""What a market bought of each subheading, from all suppliers together."""

from typing import Any


def bought(answer: Any) -> dict[str, tuple[str, int]]:
    """Return value and number of suppliers by subheading."""
    return {one["product"]: (one["value_usd"], one["suppliers"]) for one in answer["items"]}


def test_suppliers_are_added_up_in_the_last_loaded_year(ask: Any) -> None:
    answer = ask("/v1/imports", importer="br").json()
    assert bought(answer) == {"080122": ("0", 0), "850300": ("500", 3), "850440": ("100", 3)}
    assert {one["year"] for one in answer["items"]} == {2023}
    assert [one["slice"] for one in answer["meta"]["provenance"]] == ["source=BACI,year=2023"]


def test_an_earlier_year_and_a_chapter_can_be_asked_for(ask: Any) -> None:
    answer = ask("/v1/imports", importer="BRA", year=2021, product="85").json()
    assert bought(answer) == {"850300": ("500", 2)}


def test_pages_go_on_where_the_one_before_ended(ask: Any) -> None:
    first = ask("/v1/imports", importer="BRA", limit=2).json()
    rest = ask("/v1/imports", importer="BRA", limit=2, cursor=first["next_cursor"]).json()
    assert [one["product"] for one in first["items"] + rest["items"]] == [
        "080122",
        "850300",
        "850440",
    ]
    assert rest["next_cursor"] is None


def test_a_year_or_a_country_that_is_not_loaded_is_not_zero(ask: Any) -> None:
    for parameters in ({"year": 1999, "importer": "BRA"}, {"importer": "URY"}):
        answer = ask("/v1/imports", **parameters).json()
        assert answer["items"] == []
        assert [one["reason"] for one in answer["meta"]["missing"]] == ["not_loaded"]


def test_a_code_that_is_no_country_is_refused(ask: Any) -> None:
    answer = ask("/v1/imports", importer="XX")
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/query/importer")
