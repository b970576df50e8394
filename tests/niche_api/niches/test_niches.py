"""Niches of a place: status, order, balance and reasons follow from the figures shown."""

from typing import Any

import numpy as np
import pytest
from complexity.presence import presence, rca
from complexity.projection import projection
from complexity.proximity import proximity
from niche_api.niches import scoring
from niche_api.niches.weights import Weights

from tests.niche_api.conftest import Ask
from tests.niche_api.niches.small_world import COUNTRIES, HEADINGS, THRESHOLD, exports

VALUES = exports()
ADVANTAGE = np.nan_to_num(rca(VALUES))
MADE = presence(ADVANTAGE)


def all_of(ask: Ask, place: str, **asked: Any) -> dict[str, Any]:
    """Return every niche of a place."""
    answer = ask(f"/v1/niches/{place}", limit=1000, **asked)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def column(page: dict[str, Any], name: str) -> np.ndarray:
    """Return a figure of every product, by code."""
    by_code = sorted(page["items"], key=lambda one: one["product"])
    return np.array([np.nan if one[name] is None else one[name] for one in by_code], dtype=float)


def parameters(page: dict[str, Any]) -> dict[str, str]:
    """Return the choices named in an answer."""
    return {one["name"]: one["value"] for one in page["meta"]["methodology"]["parameters"]}


def test_figures_are_those_of_the_country(ask: Ask) -> None:
    page = all_of(ask, "CHL")
    row = COUNTRIES.index("CHL")
    assert (page["year"], page["source"], page["unit"]) == (2019, "TOY", "USD")
    assert page["products"] == len(page["items"]) == len(HEADINGS)
    assert page["industries"] == MADE[row].sum()
    np.testing.assert_allclose(column(page, "rca"), ADVANTAGE[row])
    np.testing.assert_allclose(column(page, "value"), VALUES[row])
    lacking = VALUES[row].sum() * VALUES.sum(axis=0) / VALUES.sum() - VALUES[row]
    np.testing.assert_allclose(column(page, "potential_value"), np.maximum(lacking, 0), atol=1e-3)
    np.testing.assert_allclose(column(page, "distance"), 1 - column(page, "density"))


def test_without_a_model_a_rule_of_thumb_orders_and_is_no_probability(ask: Ask) -> None:
    page = all_of(ask, "CHL")
    score = scoring.heuristic(
        column(page, "rca"), column(page, "density"), column(page, "pci"),
        column(page, "outlook_gain"),
    )  # fmt: skip
    np.testing.assert_allclose(column(page, "score"), score)
    assert page["order"] == "SCORE"
    assert {one["probability"] for one in page["items"]} == {None}
    assert [one["what"] for one in page["meta"]["missing"]][:2] == ["probability", "human_capital"]
    assert parameters(page)["model"] == "heuristic"
    known = [one["score"] for one in page["items"] if one["score"] is not None]
    assert known == sorted(known, reverse=True)
    assert [one["rank"] for one in page["items"]] == list(range(1, len(HEADINGS) + 1))


def test_a_model_gives_probabilities_with_their_bounds_and_its_quality(ask: Ask) -> None:
    page = all_of(ask, "BRA")
    assert page["order"] == "PROBABILITY"
    assert page["probability_model"] == {
        "variant": "base", "first_year": 2012, "last_year": 2019, "threshold": THRESHOLD,
        "base_rate": 0.022, "roc_auc": 0.76, "pr_auc": None, "precision_of_first": None,
        "brier": None,
    }  # fmt: skip
    assert {one["score"] for one in page["items"]} == {None}
    assert "probability" not in [one["what"] for one in page["meta"]["missing"]]
    for one in page["items"]:
        if one["rca"] >= 1:
            assert (one["probability"], one["extrapolated"]) == (None, None)
            continue
        assert one["probability"] == pytest.approx(one["rca"] / 2)
        assert one["probability_low"] <= one["probability"] <= one["probability_high"]
        assert one["extrapolated"] is (one["rca"] >= 0.25)
        if one["rca"] < 0.5:
            latent = one["probability"] >= THRESHOLD
            assert one["status"] == ("NON_REVEALED" if latent else "ABSENT")
            assert "en 7 años" in one["why"]
    order = [one["probability"] for one in page["items"] if one["probability"] is not None]
    assert order == sorted(order, reverse=True)


def test_statuses_follow_from_the_figures(ask: Ask) -> None:
    page = all_of(ask, "PER")
    threshold = float(parameters(page)["latent_threshold"])
    for one in page["items"]:
        if one["rca"] >= 1:
            expected = "REVEALED"
        elif one["rca"] >= 0.5:
            expected = "EMERGING"
        else:
            expected = "NON_REVEALED" if one["score"] >= threshold - 1e-3 else "ABSENT"
        assert one["status"] == expected, one
    statuses = {one["status"] for one in page["items"]}
    assert statuses >= {"REVEALED", "NON_REVEALED", "ABSENT"}


@pytest.mark.parametrize(
    "weights", [Weights(1, 0, 0), Weights(0, 1, 0), Weights(0, 0, 2), Weights(3, 1, 0.5)]
)
def test_the_balance_is_the_callers(ask: Ask, weights: Weights) -> None:
    given = {"near": weights.near, "complex": weights.complex, "valuable": weights.valuable}
    page = all_of(ask, "CHL", **given)
    expected = scoring.balance(
        column(page, "density"), column(page, "pci"), column(page, "potential_value"), weights
    )
    np.testing.assert_allclose(column(page, "balance"), expected)
    assert page["order"] == "BALANCE"
    order = [one["balance"] for one in page["items"] if one["balance"] is not None]
    assert order == sorted(order, reverse=True)
    assert parameters(page)["weight_near"] == f"{weights.near:g}"


def test_a_weight_left_out_weighs_nothing(ask: Ask) -> None:
    assert all_of(ask, "CHL", near=2)["items"] == all_of(ask, "CHL", near=2, complex=0)["items"]


def test_weights_that_are_all_zero_are_refused(ask: Ask) -> None:
    answer = ask("/v1/niches/CHL", near=0, complex=0)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/query/near")


def test_filters_leave_ranks_as_they_are(ask: Ask) -> None:
    whole = {one["product"]: one for one in all_of(ask, "CHL")["items"]}
    asked = {"min_complexity": 0, "max_distance": 0.7, "status": ["NON_REVEALED", "EMERGING"]}
    some = all_of(ask, "CHL", **asked)["items"]
    expected = [
        one
        for one in whole.values()
        if one["pci"] >= 0 and one["distance"] <= 0.7
        and one["status"] in ("NON_REVEALED", "EMERGING")
    ]  # fmt: skip
    assert some
    assert some == expected


@pytest.mark.parametrize("group", ["chemicals", "CHEMICALS", "VI"])
def test_a_group_is_chapters_ranked_among_themselves(ask: Ask, group: str) -> None:
    page = all_of(ask, "CHL", group=group)
    assert page["scheme"] == ("hs_section" if group == "VI" else "sector")
    assert {one["product"][:2] for one in page["items"]} == {"28", "29", "30"}
    assert [one["rank_in_group"] for one in page["items"]] == [1, 2, 3, 4, 5, 6]


def test_a_group_without_products_says_so(ask: Ask) -> None:
    page = all_of(ask, "CHL", group="transport")
    assert (page["items"], page["meta"]["missing"][-1]["what"]) == ([], "niches")


@pytest.mark.parametrize(
    ("asked", "pointer", "named"),
    [
        ({"group": "quimicos"}, "/query/group", "chemicals"),
        ({"scheme": "cnae"}, "/query/scheme", "hs_section"),
        ({"group": "VI", "scheme": "sector"}, "/query/group", "chemicals"),
        ({"max_distance": 2}, "/query/max_distance", ""),
    ],
)
def test_what_is_asked_wrongly_is_one_problem(
    ask: Ask, asked: dict[str, Any], pointer: str, named: str
) -> None:
    answer = ask("/v1/niches/CHL", **asked)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]
    assert named in answer.json()["detail"]


def test_pages_follow_each_other_to_the_end(ask: Ask) -> None:
    whole = all_of(ask, "CHL", near=1, complex=1)["items"]
    asked: dict[str, Any] = {"near": 1, "complex": 1, "limit": 7}
    found: list[Any] = []
    while True:
        page = ask("/v1/niches/CHL", **asked).json()
        found += page["items"]
        if page["next_cursor"] is None:
            break
        asked["cursor"] = page["next_cursor"]
    assert found == whole


def test_neighbours_are_the_nearest_of_what_is_made(ask: Ask) -> None:
    near = proximity(MADE, diagonal=0.0)
    made = MADE[COUNTRIES.index("CHL")]
    for one in all_of(ask, "CHL")["items"]:
        at = HEADINGS.index(one["product"])
        best = sorted((-near[at, other], HEADINGS[other]) for other in np.flatnonzero(made))[:3]
        assert [(-far, code) for far, code in best if far] == [
            (pytest.approx(neighbour["proximity"]), neighbour["product"])
            for neighbour in one["near"]
        ]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("es", ["Ya tiene ventaja", "en las exportaciones del mundo", "complej"]),
        ("pt", ["Já tem vantagem", "nas exportações do mundo", "complexo"]),
        ("en", ["It already has an advantage", "in the world's exports", "complex"]),
    ],
)
def test_why_is_said_with_the_figures(ask: Ask, lang: str, words: list[str]) -> None:
    (one, *_) = all_of(ask, "CHL", status="REVEALED", lang=lang)["items"]
    assert all(word in one["why"] for word in words)
    shown = f"{one['rca']:.2f}".rstrip("0").rstrip(".")
    assert (shown if lang == "en" else shown.replace(".", ",")) in one["why"]
    assert one["near"][0]["product"] in one["why"]


def test_a_region_is_ranked_by_the_products_of_countries(ask: Ask) -> None:
    page = all_of(ask, "bo-l")
    assert page["place"] == {
        "place": "BO-L", "country": "BOL", "name": "La Paz", "is_region": True,
    }  # fmt: skip
    assert (page["year"], page["source"], page["denominator"]) == (2020, "INE", "WORLD")
    makes = np.array([[one["rca"] or 0] for one in sorted(
        (one for one in page["items"] if one["product"] in HEADINGS), key=lambda one: one["product"]
    )]).T >= 1  # fmt: skip
    expected = projection(makes, MADE)
    by_code = {one["product"]: one for one in page["items"]}
    near = [by_code[code]["density"] for code in HEADINGS]
    np.testing.assert_allclose(near, expected.density[0])
    assert page["eci"] == pytest.approx(expected.eci[0])
    assert by_code["9999"]["density"] is None
    assert parameters(page)["world_year"] == "2019"


def test_a_suppressed_cell_of_a_region_tells_nothing(ask: Ask) -> None:
    cells = {one["product"]: one for one in all_of(ask, "BO-T")["items"]}
    small = cells["2701"]
    shown = {name for name, value in small.items() if value is not None}
    assert small["missing"]["reason"] == "below_threshold"
    assert not shown & {"value", "rca", "potential_value", "status", "score", "balance"}


def test_activities_are_ranked_by_advantage_and_say_what_lacks(ask: Ask) -> None:
    page = all_of(ask, "BO-L", source="CENSO")
    assert page["order"] == "ADVANTAGE"
    assert [one["name"] for one in page["items"]] == ["Textiles", "Alimentos"]
    assert [one["status"] for one in page["items"]] == ["REVEALED", "EMERGING"]
    assert page["meta"]["missing"][0]["what"] == "pci"


@pytest.mark.parametrize(
    ("place", "asked", "named"),
    [
        ("ZAF", {}, "2019"),
        ("CHL", {"year": 1990}, "2019"),
        ("CHL", {"source": "BACI"}, "2019"),
        ("BO-L", {"year": 1990}, "2020"),
        ("BO-L", {"source": "X"}, "CENSO"),
    ],
)
def test_a_place_or_year_without_data_answers_with_a_reason(
    ask: Ask, place: str, asked: dict[str, Any], named: str
) -> None:
    page = all_of(ask, place, **asked)
    (gap,) = page["meta"]["missing"]
    assert (page["items"], page["products"], gap["reason"]) == ([], 0, "not_loaded")
    assert named in gap["detail"]
    empty = ask(f"/v1/baskets/{place}", **asked).json()
    assert (empty["groups"], empty["total"], empty["missing"][0]["reason"]) == (
        [],
        None,
        "not_loaded",
    )
    assert ask(f"/v1/baskets/{place}.svg", **asked).status_code == 404


@pytest.mark.parametrize("place", ["ZZZ", "BO-Z", "QQ-A"])
def test_what_is_no_place_is_not_found(ask: Ask, place: str) -> None:
    answer = ask(f"/v1/niches/{place}")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["pointer"] == "/path/place"


def test_nothing_built_says_what_is_needed(ask_empty: Ask) -> None:
    (gap,) = ask_empty("/v1/niches/CHL", lang="en").json()["meta"]["missing"]
    assert gap["reason"] == "not_loaded"
    assert "matrix-api" in gap["detail"]
    assert ask_empty("/v1/product-groups").json()["meta"]["missing"][0]["reason"] == "not_loaded"
