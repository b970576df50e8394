"""Countries and products of the sample by their complexity, over HTTP."""

from typing import Any

import pytest

from tests.niche_api.conftest import Ask


def listed(ask: Ask, what: str, **parameters: Any) -> list[dict[str, Any]]:
    """Return the items of an answer."""
    answer = ask(f"/v1/complexity/{what}", **parameters)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_2019_answers_where_no_year_is_asked_for(ask_built: Ask) -> None:
    answer = ask_built("/v1/complexity/countries", limit=3).json()
    assert [(one["place"], one["eci_rank"]) for one in answer["items"]] == [
        ("JPN", 1),
        ("CHE", 2),
        ("DEU", 3),
    ]
    assert {one["year"] for one in answer["items"]} == {2019}
    parameters = {one["name"]: one["value"] for one in answer["meta"]["methodology"]["parameters"]}
    assert parameters["least_population"] == "none"
    assert parameters["least_country_exports_usd"] == "1000000000"
    assert answer["meta"]["provenance"][0]["slice"] == "source=ATLAS,year=2019"


def test_ranked_countries_have_mean_zero_and_the_rest_no_rank(ask_built: Ask) -> None:
    rows = listed(ask_built, "countries", year=2016, limit=1000)
    ranked = [one for one in rows if one["is_ranked"]]
    assert abs(sum(one["eci"] for one in ranked)) < 1e-9 * len(ranked)
    assert [one["eci_rank"] for one in ranked] == list(range(1, len(ranked) + 1))
    small = next(one for one in rows if one["place"] == "BLZ")
    assert (small["is_ranked"], small["eci_rank"], small["reason"]) == (
        False,
        None,
        "below_threshold",
    )
    assert small["eci"] is not None
    assert rows.index(small) >= len(ranked)


def test_a_countrys_eci_is_the_mean_pci_of_its_products(ask_built: Ask) -> None:
    (chile,) = listed(ask_built, "countries", country="cl", year=2019)
    assert chile["diversity"] == 139
    assert chile["exports_usd"] == "67258915712"


def test_products_come_by_complexity_and_by_code(ask_built: Ask) -> None:
    best, next_ = listed(ask_built, "products", limit=2)
    assert (best["pci_rank"], next_["pci_rank"]) == (1, 2)
    assert best["pci"] > next_["pci"]
    (copper,) = listed(ask_built, "products", product="74.03")
    assert copper["product"] == "7403"
    assert copper["ubiquity"] > 0


def test_pages_hold_every_product_once(ask_built: Ask) -> None:
    found: list[str] = []
    parameters: dict[str, Any] = {"limit": 500}
    while True:
        answer = ask_built("/v1/complexity/products", **parameters).json()
        found += [one["product"] for one in answer["items"]]
        if answer["next_cursor"] is None:
            break
        parameters["cursor"] = answer["next_cursor"]
    assert len(found) == len(set(found)) == 1211
    assert "9999" not in found


@pytest.mark.parametrize(
    ("what", "parameters", "reason", "word"),
    [
        ("countries", {"year": 2001}, "not_loaded", "ATLAS 2019"),
        ("countries", {"source": "BACI"}, "not_loaded", "ATLAS 2019"),
        ("countries", {"country": "BLZ", "year": 2019}, "not_reported", "BLZ"),
        ("products", {"product": "5110"}, "below_threshold", "5110"),
    ],
)
def test_what_is_not_there_is_explained(
    ask_built: Ask, what: str, parameters: dict[str, Any], reason: str, word: str
) -> None:
    answer = ask_built(f"/v1/complexity/{what}", **parameters).json()
    assert answer["items"] == []
    assert answer["meta"]["missing"][0]["reason"] == reason
    assert word in answer["meta"]["missing"][0]["detail"]


def test_nothing_built_is_said(ask_empty: Ask) -> None:
    answer = ask_empty("/v1/complexity/countries", lang="pt").json()
    assert (answer["items"], answer["meta"]["missing"][0]["reason"]) == ([], "not_loaded")
    assert "matrix-api" in answer["meta"]["missing"][0]["detail"]


@pytest.mark.parametrize(
    ("parameters", "status"),
    [({"country": "XX"}, 404), ({"year": "last"}, 422), ({"source": "a b"}, 422)],
)
def test_what_cannot_be_asked_is_refused(
    ask_built: Ask, parameters: dict[str, Any], status: int
) -> None:
    answer = ask_built("/v1/complexity/countries", **parameters)
    assert answer.status_code == status
    assert answer.json()["errors"]
