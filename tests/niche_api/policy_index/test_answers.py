"""The index over HTTP: editions, scores by country, comparison, and what is not known."""

from typing import Any

import pytest
from servicekit.releases.faults import RefusedError
from servicekit.releases.load import FaultyRowsError

from tests.niche_api.conftest import Ask
from tests.niche_api.loading import loaded
from tests.niche_api.policy_index.conftest import MADE_UP, answers, csv, structure


def profiles(ask: Ask, edition: str, **asked: Any) -> dict[str, Any]:
    """Return profiles by area."""
    found = ask(f"/v1/policy-index/{edition}", **asked).json()["profiles"]
    return {one["area"]: one for one in found}


def dimensions(profile: dict[str, Any]) -> dict[str, float | None]:
    """Return the scores of a profile's dimensions."""
    scores = profile["scores"]
    return {one["item"]: one["score"] for one in scores if one["level"] == "DIMENSION"}


def test_editions_of_the_sample_are_listed_first_to_last(ask: Ask) -> None:
    items = ask("/v1/policy-index", lang="en").json()["items"]
    assert [(one["edition"], one["dimensions"], one["sub_dimensions"]) for one in items[:2]] == [
        ("2019", 7, 12),
        ("2024", 8, 3),
    ]
    assert [len(one["countries"]) for one in items[:2]] == [7, 9]
    assert items[1]["average"] == "LA9"
    assert items[2]["name"] == "Trial"


def test_what_a_source_prints_is_answered_with_its_source(ask: Ask) -> None:
    found = ask("/v1/policy-index/2019", country="LA7").json()
    (profile,) = found["profiles"]
    known = [one for one in profile["scores"] if one["score"] is not None]
    assert [(one["item"], one["score"], one["origin"]) for one in known] == [
        ("acceso-al-financiamiento", 3.77, "PUBLISHED")
    ]
    (printed,) = [one for one in found["figures"] if one["metric"] == "SCORE"]
    assert printed["reference"].startswith("https://www.oecd-ilibrary.org")
    counts = {one["metric"]: one["value"] for one in found["figures"] if one["area"] == "ALL"}
    assert counts == {"DIMENSIONS": 7, "SUB_DIMENSIONS": 26}
    assert found["missing"][0]["what"] == "indicators"


def test_a_standing_without_a_number_is_no_score(ask: Ask) -> None:
    brazil = profiles(ask, "2024", country=["BR", "COL"])["BRA"]
    standings = {one["item"]: one["standing"] for one in brazil["scores"] if one["standing"]}
    assert standings == {
        "acceso-al-financiamiento": "AVERAGE",
        "marco-institucional": "ABOVE",
        "servicios-y-compras-publicas": "ABOVE",
        "innovacion-y-tecnologia": "ABOVE",
        "digitalizacion": "ABOVE",
    }
    assert set(dimensions(brazil).values()) == {None}
    colombia = profiles(ask, "2024", country="COL")["COL"]
    assert sum(one["trend"] == "IMPROVED" for one in colombia["scores"]) == 4


@pytest.mark.parametrize(
    ("edition", "country", "assessed", "reason"),
    [
        ("2024", "GTM", False, "not_assessed"),
        ("2019", "BRA", False, "not_assessed"),
        ("2024", "CHL", True, "not_loaded"),
    ],
)
def test_a_country_outside_is_told_from_one_nobody_loaded(
    ask: Ask, edition: str, country: str, assessed: bool, reason: str
) -> None:
    profile = profiles(ask, edition, country=country)[country]
    assert (profile["assessed"], profile["missing"]["reason"]) == (assessed, reason)
    assert {one["missing"]["reason"] for one in profile["scores"]} == {reason}


def test_scores_are_computed_from_answers(ask: Ask) -> None:
    bolivia = profiles(ask, "2030", country="BOL")["BOL"]
    assert dimensions(bolivia) == {"uno": 3, "dos": 5}
    subs = {one["item"]: one["score"] for one in bolivia["scores"] if "sub" in one["item"]}
    assert subs == {"sub-a": 5, "sub-b": 1, "sub-c": 5}
    assert {one["origin"] for one in bolivia["scores"]} == {"COMPUTED"}


def test_a_printed_score_comes_before_a_computed_one_and_both_show(ask: Ask) -> None:
    scores = {one["item"]: one for one in profiles(ask, "2030", country="PER")["PER"]["scores"]}
    assert (scores["uno"]["score"], scores["uno"]["computed"]) == (3.5, 3)
    assert (scores["uno"]["origin"], scores["dos"]["origin"]) == ("PUBLISHED", "COMPUTED")


def test_the_average_is_the_mean_of_the_countries_assessed(ask: Ask) -> None:
    found = profiles(ask, "2030")
    assert list(found) == ["BOL", "GTM", "PER", "LA2"]
    assert dimensions(found["LA2"]) == {"uno": 3.25, "dos": 4}
    peru = {one["item"]: one for one in found["PER"]["scores"]}
    assert (peru["dos"]["average"], peru["dos"]["difference"]) == (4, -1)


def test_who_answers_from_outside_gets_an_index_or_why_not(ask: Ask) -> None:
    guatemala = profiles(ask, "2030", country="GTM")["GTM"]
    scores = {one["item"]: one for one in guatemala["scores"]}
    assert guatemala["assessed"] is False
    assert scores["sub-c"]["score"] == pytest.approx((0.45 * 5 + 0.35 * 3) / 0.8)
    assert scores["dos"]["score"] == scores["sub-c"]["score"]
    assert scores["sub-c"]["answered_weight"] == pytest.approx(0.4)
    assert scores["uno"]["missing"]["reason"] == "not_assessed"


def test_countries_and_editions_are_compared_in_one_table(ask: Ask) -> None:
    rows = ask("/v1/policy-scores", country="BOL", item="uno").json()["items"]
    assert [(one["edition"], one["score"], one["previous"], one["change"]) for one in rows] == [
        ("2030", 3, None, None),
        ("2032", 5, 3, 2),
    ]
    la7 = ask("/v1/policy-scores", country="LA7", item="acceso-al-financiamiento").json()["items"]
    assert [(one["edition"], one["score"]) for one in la7] == [("2019", 3.77)]
    text = ask("/v1/policy-scores", edition="2030", format="csv").text.splitlines()
    assert len(text) == 1 + 2 * 4
    assert text[0].startswith("edition,area,assessed,item,level,name,score,origin")


def test_the_parameters_of_the_method_are_named_as_assumed(ask: Ask) -> None:
    method = ask("/v1/policy-index/2030").json()["methodology"]
    named = {one["name"]: one["value"] for one in method["parameters"]}
    assert named["weight_implementation"] == "0.45"
    assert named["most_missing_weight"] == "0.5"
    assert all(one["assumed"] for one in method["parameters"])


SEVEN = ["ARG", "BRA", "CHL", "COL", "ECU", "MEX", "PER"]


@pytest.mark.parametrize(
    ("path", "asked", "status", "pointer"),
    [
        ("/v1/policy-index/1999", {}, 404, "/path/edition"),
        ("/v1/policy-index/2024", {"country": "ZZZ"}, 404, "/query/country"),
        ("/v1/policy-index/2024.svg", {"with": "1999"}, 404, "/query/with"),
        ("/v1/policy-index/2024.svg", {"country": SEVEN}, 422, "/query/country"),
        ("/v1/policy-scores", {"edition": "1999"}, 404, "/query/edition"),
    ],
)
def test_bad_input_is_one_problem(
    ask: Ask, path: str, asked: dict[str, Any], status: int, pointer: str
) -> None:
    answer = ask(path, **asked)
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("asked", [{"lang": "es"}, {"country": ["BOL", "PER"], "lang": "en"}])
def test_radars_name_dimensions_scores_and_sources(ask: Ask, asked: dict[str, Any]) -> None:
    drawn = ask("/v1/policy-index/2030.svg", **asked)
    assert drawn.headers["content-type"] == "image/svg+xml"
    for said in ("uno", "dos", "TEST"):
        assert said in drawn.text
    assert ("3,25" in drawn.text) is (asked == {"lang": "es"})
    assert ask("/v1/policy-index/2030.png", **asked).content.startswith(b"\x89PNG")


def test_a_radar_says_what_has_no_score(ask: Ask) -> None:
    drawn = ask("/v1/policy-index/2019.svg").text
    assert "3,77" in drawn
    assert "1 de 7 dimensiones con puntaje" in drawn
    assert drawn.count("sin puntaje") >= 6


def test_nothing_loaded_says_what_to_send(ask_empty: Ask) -> None:
    for path in ("/v1/policy-index", "/v1/policy-scores"):
        (missing,) = ask_empty(path).json()["meta"]["missing"]
        assert (missing["what"], missing["reason"]) == ("policy_editions", "not_loaded")


ITEM = "edition,item,parent,level,position,name_es,phase,question,weight,basis,reference"
FIGURE = "edition,area,item,metric,value,standing,approximate,reference"


@pytest.mark.parametrize(
    ("dataset", "header", "row", "says"),
    [
        ("policy_items", ITEM, "2030,uno,dos,DIMENSION,1,U,,,,A,X", "has no `parent`"),
        ("policy_items", ITEM, "2030,sub,nada,SUB_DIMENSION,1,U,,,,A,X", "one level above"),
        ("policy_items", ITEM, "2030,uno,,DIMENSION,1,U,PLANNING,,,A,X", "`phase` is for blocks"),
        ("policy_items", ITEM, "2030,uno,,DIMENSION,1,U,,OPEN,,A,X", "`question` is for"),
        ("policy_figures", FIGURE, "2030,PER,uno,SCORE,6,,false,X", "from 1 to 5"),
        ("policy_figures", FIGURE, "2030,PER,,SCORE,3,,false,X", "`item` is for scores"),
        ("policy_figures", FIGURE, "2030,PER,uno,SCORE,,,false,X", "one of the two"),
        ("policy_figures", FIGURE, "2030,PER,uno,CHANGE,,ABOVE,false,X", "CHANGE, IMPROVED"),
        ("policy_figures", FIGURE, "2030,PER,uno,SCORE,3,,false,X", "does not have it"),
    ],
)
def test_releases_that_break_a_rule_are_refused(
    fresh_database: str, dataset: str, header: str, row: str, says: str
) -> None:
    slice_ = {"edition": "2030"} if dataset == "policy_items" else "TEST"
    with pytest.raises(RefusedError, match=says):
        loaded(fresh_database, [(dataset, slice_, csv(header, [row]))])


@pytest.mark.parametrize(
    ("scores", "says"),
    [
        ({"nada": "1"}, "is no indicator of that edition"),
        ({"uno": "1"}, "is no indicator of that edition"),
        ({"a-planning-3": "1"}, "open questions"),
        ({"a-planning-1": "0.5"}, "worth 1 or 0"),
    ],
)
def test_answers_fit_the_questions(fresh_database: str, scores: dict[str, str], says: str) -> None:
    sent = [
        ("policy_items", {"edition": "2030"}, structure("2030")),
        answers("2030", "PER", scores),
    ]
    with pytest.raises(RefusedError, match=says):
        loaded(fresh_database, sent)


def test_a_score_outside_its_range_is_refused(fresh_database: str) -> None:
    with pytest.raises(FaultyRowsError):
        loaded(fresh_database, [*MADE_UP[:2], answers("2030", "PER", {"a-planning-2": "1.5"})])
