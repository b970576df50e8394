"""What depends on other services stands without them: each gap says which is away."""

import pytest

from tests.niche_api.conftest import Ask


def test_without_the_other_services_the_answer_stands_and_is_not_kept(ask: Ask) -> None:
    answer = ask("/v1/chains/castana/BOL/trade")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    trade = answer.json()
    assert (trade["markets_basis"], [one["importer"] for one in trade["markets"]]) == (
        "STATED_SHARES",
        ["BRA", "PER"],
    )
    assert {one["reason"] for one in trade["missing"]} == {"service_unavailable"}
    assert trade["codes"][0]["missing"][0]["reason"] == "service_unavailable"
    assert trade["markets"][0]["duties"][0]["duty"] is None


@pytest.mark.parametrize(
    ("asked", "products"),
    [
        ({"q": "camu"}, ["camu-camu"]),
        ({"q": "Myrciaria"}, ["camu-camu"]),
        ({"q": "castaña"}, ["castana"]),
        ({"q": "CASTANHA sem"}, ["castana"]),
        ({"q": "0801"}, ["castana"]),
        ({"q": "inchi"}, ["sacha-inchi"]),
        ({"q": "amu"}, []),
        ({"country": "PER"}, ["camu-camu"]),
        ({"country": "PER", "q": "nuez"}, []),
    ],
)
def test_the_catalogue_is_found_by_beginnings_of_words_in_any_language(
    ask: Ask, asked: dict[str, str], products: list[str]
) -> None:
    page = ask("/v1/catalogue", duties="false", **asked).json()
    assert [one["product"] for one in page["items"]] == products
    assert bool(page["meta"]["missing"]) is not bool(products)


def test_the_catalogue_stands_without_tariff_api(ask: Ask) -> None:
    answer = ask("/v1/catalogue", q="camu")
    assert answer.headers["cache-control"] == "no-store"
    (line,) = answer.json()["items"]
    assert (line["duty"], line["missing"]["reason"]) == (None, "service_unavailable")


def test_an_empty_catalogue_says_what_to_send(ask_empty: Ask) -> None:
    assert ask_empty("/v1/catalogue").json()["meta"]["missing"][0]["reason"] == "not_loaded"
