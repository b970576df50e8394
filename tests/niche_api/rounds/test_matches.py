"""Counterparts come ranked, each with reasons; what is not known says so and counts nothing."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import pytest
from niche_api.app import create_app
from servicekit.settings import Settings
from tariff_api.app import create_app as create_tariff

from tests.niche_api.rounds import world
from tests.niche_api.rounds.conftest import Platform, Serve
from tests.tariff_api import world as tariff_world

WANTED = {"side": "DEMAND", "country": "BRA", "product": "0801.22"}


def matched(answer: Any) -> list[dict[str, Any]]:
    """Return the counterparts of an answer."""
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def reasons(match: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the reasons of a counterpart by criterion."""
    return {one["criterion"]: one for one in match["reasons"]}


def test_an_offer_finds_demands_and_buyers(platform: Platform) -> None:
    answer = platform.post("/v1/matches", {"opportunity": "bol-norte-1"})
    assert [(one["firm"], one["opportunity"]) for one in matched(answer)] == [
        ("bra-doce", "bra-doce-1"),
        ("per-selva", None),
    ]
    first = matched(answer)[0]
    assert (first["rank"], first["side"], first["code"]) == (1, "DEMAND", "080122")
    assert [one["value"] for one in first["reasons"]] == [1.0, None, 1.0, 61 / 181, 1.0]


def test_a_score_is_the_sum_of_its_reasons(platform: Platform) -> None:
    for match in matched(platform.post("/v1/matches", {"firm": "per-selva"})):
        parts = match["reasons"]
        assert match["score"] == pytest.approx(sum(one["contribution"] for one in parts), abs=1e-6)
        assert sum(one["weight"] for one in parts) == pytest.approx(1)
        unknown = sum(one["weight"] for one in parts if one["value"] is None)
        assert match["score_max"] == pytest.approx(match["score"] + unknown, abs=1e-6)
        assert 0 <= match["score"] <= match["score_max"] <= 1


def test_without_tariff_api_the_reason_says_so_and_nobody_is_lost(platform: Platform) -> None:
    answer = platform.post("/v1/matches", {"wanted": WANTED}, lang="en")
    preference = reasons(matched(answer)[0])["PREFERENCE"]
    assert (preference["value"], preference["contribution"]) == (None, 0)
    assert "tariff-api does not answer" in preference["detail"]
    (missing,) = answer.json()["missing"]
    assert (missing["what"], missing["reason"]) == ("preferences", "service_unavailable")


def test_a_firm_without_codes_is_found_by_those_of_its_chain(platform: Platform) -> None:
    found = matched(platform.post("/v1/matches", {"wanted": WANTED, "weights": {"dates": 0}}))
    assert [one["firm"] for one in found] == ["bol-norte", "per-selva"]
    sellers = {"side": "DEMAND", "country": "CHL", "product": "080122", "valid_from": "2027-01-01"}
    weights = {"complementarity": 0, "dates": 100}
    answer = platform.post("/v1/matches", {"wanted": sellers, "weights": weights}, lang="es")
    by_chain = next(one for one in matched(answer) if one["firm"] == "bol-norte")
    assert by_chain["opportunity"] is None
    assert "el código es el de su cadena" in reasons(by_chain)["CODE"]["detail"]


def test_associations_and_the_firm_itself_are_not_proposed(platform: Platform) -> None:
    found = matched(platform.post("/v1/matches", {"firm": "per-selva", "limit": 200}))
    assert "bol-union" not in [one["firm"] for one in found]
    assert "per-selva" not in [one["firm"] for one in found]


def test_weights_decide_the_order(platform: Platform) -> None:
    body: dict[str, Any] = {"wanted": {**WANTED, "product": "080121"}}
    near = matched(platform.post("/v1/matches", {**body, "weights": {"code": 100}}))
    assert [one["firm"] for one in near] == ["per-selva", "bol-norte"]
    only = {"code": 0, "preference": 0, "dates": 0, "chain": 0, "complementarity": 1}
    equal = matched(platform.post("/v1/matches", {**body, "weights": only}))
    assert [(one["firm"], one["score"]) for one in equal] == [("bol-norte", 1), ("per-selva", 1)]
    methodology = platform.post("/v1/matches", {**body, "weights": only}).json()["methodology"]
    assert {one["name"]: one["value"] for one in methodology["parameters"]}["weight_code"] == "0"


def test_codes_of_other_editions_are_not_compared(platform: Platform) -> None:
    timber = {**WANTED, "side": "OFFER", "product": "440729", "nomenclature": "HS2022"}
    (found,) = matched(platform.post("/v1/matches", {"wanted": {**timber, "chains": ["bolaina"]}}))
    assert (found["firm"], found["code"]) == ("bra-madera", None)
    assert reasons(found)["CODE"]["value"] is None
    assert reasons(found)["PREFERENCE"]["value"] is None


def test_nobody_to_propose_is_said(platform: Platform, empty: Platform) -> None:
    (said,) = platform.post("/v1/matches", {"wanted": {**WANTED, "product": "27"}}).json()[
        "missing"
    ]
    assert (said["what"], said["reason"]) == ("counterparts", "not_identified")
    nothing = empty.post("/v1/matches", {"wanted": WANTED}).json()["missing"]
    assert [one["what"] for one in nothing] == ["firms", "opportunities"]


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 422, ""),
        ({"firm": "bol-norte", "opportunity": "bol-norte-1"}, 422, ""),
        ({"firm": "bol-nadie"}, 404, "/firm"),
        ({"opportunity": "bol-nada-1"}, 404, "/opportunity"),
        ({"wanted": {**WANTED, "country": "XX"}}, 404, "/wanted/country"),
        ({"wanted": {**WANTED, "product": "nuez"}}, 422, "/wanted/product"),
        (
            {"wanted": {**WANTED, "valid_from": "2026-02-01", "valid_to": "2026-01-01"}},
            422,
            "/wanted/valid_from",
        ),
        (
            {
                "wanted": WANTED,
                "weights": dict.fromkeys(
                    ["code", "preference", "complementarity", "dates", "chain"], 0
                ),
            },
            422,
            "/weights",
        ),
        ({"wanted": WANTED, "weights": {"code": -1}}, 422, "/weights/code"),
        ({"wanted": WANTED, "limit": 0}, 422, "/limit"),
    ],
)
def test_bad_input_is_one_problem(
    platform: Platform, body: dict[str, Any], status: int, pointer: str
) -> None:
    answer = platform.post("/v1/matches", body)
    assert answer.status_code == status, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def _fill(url: str) -> None:
    await world.fill(url)
    connection = await asyncpg.connect(url)
    try:
        await tariff_world.fill(connection)
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def joined(
    postgres_url: str, migrated: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """A niche-api with the made-up world, beside a tariff-api with a small one."""
    from tests.conftest import database

    with database(postgres_url, migrated) as url:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, _fill(url)).result()
        uploads = tmp_path_factory.mktemp("uploads")
        tariff = Settings(database_url=url, uploads=uploads)
        with (
            serve(create_tariff(tariff)) as address,
            serve(create_app(tariff.model_copy(update={"tariff_url": address}))) as niche,
        ):
            yield Platform(niche, url)


def test_the_preference_between_the_two_countries_counts(joined: Platform) -> None:
    answer = joined.post("/v1/matches", {"wanted": WANTED}, lang="en")
    assert answer.json()["missing"] == []
    by_firm = {one["firm"]: reasons(one)["PREFERENCE"] for one in matched(answer)}
    # Brazil, 2021: 10 % for all; nothing from Bolivia and Peru under AAP.CE 36 and 58.
    assert by_firm["per-selva"]["value"] == 1.0
    assert "PER → BRA 080122: it pays 0 % instead of 10 %" in by_firm["per-selva"]["detail"]
    assert by_firm["bol-norte"]["value"] == 1.0
    assert {one["dataset"] for one in answer.json()["provenance"]} >= {"opportunities", "duties"}


def test_goods_within_a_country_pay_no_duty(joined: Platform) -> None:
    wanted = {**WANTED, "country": "PER"}
    found = {one["firm"]: one for one in matched(joined.post("/v1/matches", {"wanted": wanted}))}
    assert reasons(found["per-selva"])["PREFERENCE"]["value"] == 1.0


def test_a_market_without_a_tariff_says_so(joined: Platform) -> None:
    wanted = {**WANTED, "country": "CHL"}
    (first, *_) = matched(joined.post("/v1/matches", {"wanted": wanted}, lang="en"))
    preference = reasons(first)["PREFERENCE"]
    assert (preference["value"], preference["contribution"]) == (None, 0)
    assert first["score_max"] > first["score"]
