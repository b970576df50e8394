"""The model of the sample over HTTP: what it must hold, what it says, its pictures."""

from typing import Any

import pytest

from tests.niche_api.conftest import Ask

Json = dict[str, Any]


def the_test(model: Json, test: str, area: str = "world") -> Json:
    """Return a test of the only model of an answer."""
    (learnt,) = model["models"]
    found: Json = next(one for one in learnt["tests"] if (one["test"], one["area"]) == (test, area))
    return found


def value(found: Json, score: str, metric: str) -> float:
    """Return a measure of a score."""
    of = next(one for one in found["scores"] if one["score"] == score)
    measured = of[metric]
    return float(measured["value"] if isinstance(measured, dict) else measured)


@pytest.fixture(scope="module")
def model(ask_built: Ask) -> Json:
    """The model of the sample's last year."""
    answer = ask_built("/v1/model")
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_countries_held_out_are_told_better_than_by_any_baseline(model: Json) -> None:
    found = the_test(model, "held_out")
    assert (found["first_year"], found["last_year"]) == (2012, 2019)
    assert found["countries"] >= 115
    assert value(found, "model", "roc_auc") >= 0.76
    for metric, baseline, times in (
        ("pr_auc", "density", 2.0),
        ("pr_auc", "advantage", 1.7),
        ("pr_auc", "base_rate", 3.0),
        ("precision_of_first", "density", 1.4),
    ):
        assert value(found, "model", metric) >= times * value(found, baseline, metric)
    assert value(found, "model", "brier") < value(found, "base_rate", "brier")
    for baseline in ("density", "advantage"):
        for metric in ("roc_auc", "pr_auc", "precision_of_first", "best_f1"):
            assert value(found, "model", metric) > value(found, baseline, metric)


def test_a_model_learnt_before_holds_in_a_later_period(model: Json) -> None:
    found = the_test(model, "later_period")
    assert (found["learnt_first_year"], found["learnt_last_year"]) == (2012, 2016)
    assert (found["first_year"], found["last_year"]) == (2016, 2019)
    assert value(found, "model", "roc_auc") >= 0.74
    assert value(found, "model", "pr_auc") >= 2 * value(found, "density", "pr_auc")


def test_latin_america_is_told_apart_with_wider_intervals(model: Json) -> None:
    def width(found: Json) -> float:
        of = next(one for one in found["scores"] if one["score"] == "model")["roc_auc"]
        assert of["low"] < of["value"] < of["high"]
        return float(of["high"] - of["low"])

    whole, region = the_test(model, "held_out"), the_test(model, "held_out", "latin_america")
    assert region["countries"] == 21
    assert width(region) > width(whole)
    assert value(region, "model", "roc_auc") > value(region, "density", "roc_auc")


def test_the_chance_said_is_the_share_that_happens(model: Json) -> None:
    bins = the_test(model, "held_out")["calibration"]
    assert len(bins) == 10
    for one in bins:
        assert one["predicted"] == pytest.approx(one["observed"], rel=0.4)
    assert bins[-1]["observed"] > 10 * bins[0]["observed"]


def test_the_model_says_what_it_is_of(model: Json) -> None:
    assert (model["kind"], model["source"], model["year"]) == ("LOGIT", "ATLAS", 2019)
    (learnt,) = model["models"]
    assert learnt["horizon_years"] == 7
    names = [one["name"] for one in learnt["features"]]
    assert names[:6] == ["density", "pci", "advantage", "outlook_gain", "ubiquity", "eci"]
    assert len(names) == 16
    assert learnt["threshold"] == value(the_test(model, "held_out"), "model", "best_f1_from")
    assert [one["what"] for one in model["missing"]] == ["human_capital"]
    told = model["methodology"]["parameters"]
    parameters = {one["name"]: one["value"] for one in told}
    assert len(parameters) == len(told)
    assert parameters["population_rca_below"] == "0.25"
    assert parameters["proximity_diagonal"] == "0"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("es", "uno de cada 9 aparece en 7 años"),
        ("pt", "um em cada 9 aparece em 7 anos"),
        ("en", "about one in 9 appears in 7 years"),
    ],
)
def test_quality_is_said_in_plain_words(ask_built: Ask, lang: str, said: str) -> None:
    words = ask_built("/v1/model", lang=lang).json()["in_words"]
    assert any(said in one for one in words)


def test_a_year_before_any_later_one_is_known_has_a_rule_of_thumb(ask_built: Ask) -> None:
    model = ask_built("/v1/model", year=2012).json()
    assert (model["kind"], model["models"]) == ("HEURISTIC", [])
    assert "ATLAS 2019" in model["missing"][0]["detail"]
    assert {one["name"]: one["value"] for one in model["methodology"]["parameters"]} == {
        "weight_density": "0.5",
        "weight_pci": "0.2",
        "weight_outlook_gain": "0.3",
    }


def test_the_model_of_2016_has_not_read_2019(ask_built: Ask) -> None:
    model = ask_built("/v1/model", year=2016).json()
    (learnt,) = model["models"]
    assert (learnt["first_year"], learnt["last_year"]) == (2012, 2016)
    assert {one["test"] for one in learnt["tests"]} == {"held_out"}


def test_nothing_built_is_said(ask_empty: Ask) -> None:
    model = ask_empty("/v1/model", lang="en").json()
    assert (model["kind"], model["missing"][0]["reason"]) == ("HEURISTIC", "not_loaded")
    assert ask_empty("/v1/charts/model-calibration.svg").status_code == 404


@pytest.mark.parametrize("lang", ["es", "pt", "en"])
def test_calibration_is_drawn(ask_built: Ask, lang: str) -> None:
    answer = ask_built("/v1/charts/model-calibration.svg", lang=lang, test="later_period")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "2016–2019" in answer.text
    assert "ATLAS" in answer.text


@pytest.mark.parametrize(
    ("parameters", "status", "pointer"),
    [
        ({"year": 2012}, 404, "/query/year"),
        ({"year": 2016, "test": "later_period"}, 404, "/query/test"),
        ({"test": "tomorrow"}, 422, "/query/test"),
        ({"area": "mars"}, 422, "/query/area"),
    ],
)
def test_what_cannot_be_drawn_says_what_to_change(
    ask_built: Ask, parameters: Json, status: int, pointer: str
) -> None:
    answer = ask_built("/v1/charts/model-calibration.png", **parameters)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["pointer"] == pointer
