"""Key trade routes over HTTP: evidence, order, the reverse, gaps and faults."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest
from eslabon.client import HttpxTransport
from eslabon.client.niche import NicheClient

from tests.niche_api.conftest import Ask
from tests.niche_api.trade_routes.conftest import World, outcomes

ROUTES = "/v1/trade-routes"
GUIDE = Path(__file__).parents[3].joinpath("docs", "rutas.md").read_text("utf-8")
ADDRESSES = re.findall(r"^curl (?:-o \S+ )?'http://127.0.0.1:8003([^']+)'$", GUIDE, re.MULTILINE)
ALADI = {"region": "ALADI", "members_on": "2021-01-01"}


def items(answer: httpx.Response) -> list[dict[str, Any]]:
    """Return the routes of an answer."""
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def evidence(route: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """Return what a premise rests on."""
    premise = route["premises"][number - 1]
    assert premise["number"] == number
    found: list[dict[str, Any]] = premise["evidence"]
    return found


def figures(route: dict[str, Any], number: int) -> dict[str, float]:
    """Return the last figure of each measure of a premise."""
    return {one["measure"]: one["value"] for one in evidence(route, number)}


def test_a_route_is_judged_on_figures_that_the_services_have(world: World) -> None:
    (route,) = items(world.ask(ROUTES, origin="arg", product="87.03", destination="BR", **ALADI))

    (pci,) = world.ask("/v1/complexity/products", product="8703").json()["items"]
    assert figures(route, 1) == {"PCI": pci["pci"]}
    assert (route["premises"][0]["outcome"] == "PASSED") is (pci["pci"] > 0)
    assert figures(route, 2) == {"EXPORT_RANK": 2, "IMPORT_RANK": 1}
    years = {one["year"]: one["value"] for one in evidence(route, 3) if one["year"]}
    assert years == {2019: 760, 2020: 760, 2021: 760}
    assert figures(route, 3)["YEARS_TRADED"] == 3
    assert outcomes(route)[1:3] == "PP"
    assert route["score"] == route["score_min"] == route["score_max"]
    assert (route["imports_usd"], route["imports_years"]) == ("300", [2019, 2020, 2021])
    assert route["outside_region_share"] == 0


def test_links_lead_to_what_another_country_of_the_region_exports(world: World) -> None:
    (route,) = items(world.ask(ROUTES, origin="ARG", product="8503", destination="BRA", **ALADI))

    found = evidence(route, 4)
    assert [(one["measure"], one["product"], one["input"]) for one in found[:2]] == [
        ("INPUT_SHARE_PERCENT", "7403", "7403"),
        ("RCA", "7403", None),
    ]
    assert (found[1]["country"], found[1]["year"]) == ("CHL", 2019)
    assert found[1]["value"] > 10
    assert outcomes(route)[3] == "P"
    near = evidence(route, 5)
    for one in near:
        assert one["product"][:2] != "85"
        assert one["measure"] != "PROXIMITY" or one["value"] >= 0.55


def test_the_parameters_are_told_with_the_technology_of_the_links(world: World) -> None:
    answer = world.ask(ROUTES, origin="ARG", product="8503", destination="BRA", **ALADI).json()
    told = {one["name"]: one["value"] for one in answer["meta"]["methodology"]["parameters"]}
    assert told["link_technology"] == "USA"
    assert told["p2_mode"] == "partner_of_origin"
    assert told["members_on"] == "2021-01-01"
    assert "BRA" in told["members"].split(",")
    datasets = {one["dataset"] for one in answer["meta"]["provenance"]}
    assert {"complexity_countries", "input_links", "flows"} <= datasets


def test_each_leg_has_duty_name_and_norms_in_few_questions(world: World) -> None:
    world.calls.clear()
    found = items(world.ask(ROUTES, origin="MEX", product="8503", **ALADI))

    assert len(found) == len({one["destination"] for one in found}) == 10
    brazil = next(one for one in found if one["destination"] == "BRA")
    assert brazil["name"]
    assert brazil["mfn_highest_percent"] == "14"
    assert brazil["duty"]["highest_percent"] == "0"
    assert brazil["norms_path"].startswith("/v1/norms?importer=BRA&exporter=MEX&product=8503")
    assert world.calls["POST /v1/quotes"] <= 3  # a code that a tariff lacks refuses the first
    assert world.calls["GET /v1/norms"] == len(found)
    assert world.calls["GET /v1/group-trade"] == world.calls["GET /v1/partners"] == 1


def test_equal_scores_are_ranked_by_imports_then_by_what_comes_from_outside(world: World) -> None:
    found = items(world.ask(ROUTES, origin="URY", product=["8703", "1001"], duties=False, **ALADI))

    assert [one["rank"] for one in found] == list(range(1, len(found) + 1))
    places = [
        (-one["score"], -one["score_max"], -Decimal(one["imports_usd"] or -1)) for one in found
    ]
    assert places == sorted(places)


def test_candidates_are_what_the_origin_has_no_advantage_in_likeliest_first(world: World) -> None:
    asked = {"origin": "ARG", "destination": "BRA", "duties": False, **ALADI}
    few = items(world.ask(ROUTES, candidates=5, **asked))
    many = items(world.ask(ROUTES, candidates=50, **asked))
    assert (len(few), len(many)) == (5, 50)
    assert all(one["rca"] < 1 for one in many)
    likeliest = sorted(many, key=lambda one: -one["probability"])[:5]
    assert {one["product"] for one in few} == {one["product"] for one in likeliest}


def test_which_of_my_products_reach_a_country_with_enough_points(world: World) -> None:
    asked = {"origin": "ARG", "destination": "BRA", "candidates": 50, "duties": False, **ALADI}
    every = items(world.ask(ROUTES, **asked))
    best = every[0]["score"]
    reach = items(world.ask(ROUTES, min_score=best, **asked))
    assert [one["product"] for one in reach] == [
        one["product"] for one in every if one["score"] >= best
    ]
    hopeful = items(world.ask(ROUTES, min_score=best, unknown_as="passed", **asked))
    assert {one["product"] for one in hopeful} == {
        one["product"] for one in every if one["score_max"] >= best
    }


def test_a_score_that_no_route_has_says_how_near_the_best_comes(world: World) -> None:
    answer = world.ask(
        ROUTES, origin="ARG", product="2601", destination="BRA", min_score=5, duties=False, **ALADI
    ).json()
    assert answer["items"] == []
    assert answer["meta"]["missing"][-1]["what"] == "routes"


def test_the_other_reading_asks_for_trade_of_the_product_among_partners(world: World) -> None:
    asked = {"origin": "URY", "destination": "BRA", "p2_mode": "among_partners", "duties": False}
    wheat, ore = (
        items(world.ask(ROUTES, product=product, **asked, **ALADI))[0]
        for product in ("1001", "2601")
    )
    # Brazil buys wheat from China, Uruguay's other partner, and no ore.
    assert (outcomes(wheat)[1], figures(wheat, 2)["PRODUCT_TRADE_USD"]) == ("P", 20)
    assert (outcomes(ore)[1], figures(ore, 2)["PRODUCT_TRADE_USD"]) == ("F", 0)


@pytest.mark.parametrize("rule", ["above_origin", "route_mean"])
def test_complexity_may_be_held_against_the_ends(world: World, rule: str) -> None:
    (route,) = items(
        world.ask(
            ROUTES, origin="ARG", product="8703", destination="MEX", p1_rule=rule, duties=False,
            **ALADI,
        )
    )  # fmt: skip
    found = figures(route, 1)
    bar = found["MEAN_ECI"] if rule == "route_mean" else found["ECI"]
    assert outcomes(route)[0] == ("P" if found["PCI"] > bar else "F")


def test_years_that_are_not_loaded_leave_the_premise_open(world: World) -> None:
    (route,) = items(
        world.ask(
            ROUTES, origin="ARG", product="8703", destination="BRA", regional_years=8,
            regional_years_least=4, duties=False, **ALADI,
        )
    )  # fmt: skip
    assert outcomes(route)[2] == "U"
    assert [one["what"] for one in route["premises"][2]["missing"]] == ["flows"]
    assert route["score_max"] == route["score"] + 1


def test_a_table_of_routes_is_a_file_too(world: World) -> None:
    asked = {"origin": "ARG", "product": ["8703", "8503"], "duties": False, **ALADI}
    text = world.ask(ROUTES, format="csv", **asked).text
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["product"], one["destination"], one["score"]) for one in rows] == [
        (one["product"], one["destination"], str(one["score"]))
        for one in items(world.ask(ROUTES, **asked))
    ]


def test_pages_go_on_where_the_one_before_ended(world: World) -> None:
    asked = {"origin": "ARG", "product": "8703", "duties": False, **ALADI}
    every = items(world.ask(ROUTES, **asked))
    first = world.ask(ROUTES, limit=4, **asked).json()
    rest = items(world.ask(ROUTES, limit=4, cursor=first["next_cursor"], **asked))
    assert first["items"] + rest == every[:8]


async def test_the_client_reads_what_the_service_answers(world: World) -> None:
    async with HttpxTransport("niche", world.address) as transport:
        page = await NicheClient(transport).trade_routes(
            "ARG", ["8703"], "BRA", region="ALADI", duties=False
        )
    assert page.items[0].product == "8703"
    assert len(page.items[0].premises) == 5


@pytest.mark.parametrize(("lang", "said"), [("es", "Brasil"), ("en", "Brazil")])
def test_the_map_names_its_ends_in_each_language(world: World, lang: str, said: str) -> None:
    answer = world.ask(f"{ROUTES}.svg", origin="ARG", product="8703", lang=lang, **ALADI)
    assert answer.headers["content-type"] == "image/svg+xml", answer.text
    root = ElementTree.fromstring(answer.text)
    text = " ".join("".join(one.itertext()) for one in root.iter() if one.tag.endswith("text"))
    assert said in text
    assert "Argentina" in text
    assert "8703" in text


def test_the_map_is_a_picture_of_points_too(world: World) -> None:
    answer = world.ask(f"{ROUTES}.png", origin="ARG", product="8703", **ALADI)
    assert answer.content.startswith(b"\x89PNG")


def test_what_the_other_services_know_is_missing_without_them(ask_built: Ask) -> None:
    answer = ask_built(ROUTES, origin="PAN", product="8503", destination="BRA")
    assert answer.headers["cache-control"] == "no-store"
    (route,) = items(answer)
    assert outcomes(route) == "PUUUU"
    reasons = {one["what"]: one["reason"] for one in answer.json()["meta"]["missing"]}
    assert reasons == {
        "schemes": "service_unavailable",
        "partners": "service_unavailable",
        "duties": "service_unavailable",
    }
    unknown = route["premises"][3]["missing"]
    assert {one["what"] for one in unknown} == {"input_links", "schemes"}


def test_nothing_built_says_what_to_load(ask_empty: Ask) -> None:
    (route,) = items(ask_empty(ROUTES, origin="PAN", product="8503", destination="BRA"))
    assert outcomes(route) == "UUUUU"
    answer = ask_empty(ROUTES, origin="PAN").json()
    assert answer["items"] == []
    assert "complexity" in {one["what"] for one in answer["meta"]["missing"]}


@pytest.mark.parametrize(
    ("asked", "status", "pointer", "code"),
    [
        ({"product": "850300"}, 422, "/query/product", "not_a_heading"),
        ({"product": "85"}, 422, "/query/product", "not_a_heading"),
        ({"destination": "AR"}, 422, "/query/destination", "same_country"),
        ({"destination": "XX"}, 404, "/query/destination", "unknown_country"),
        ({"origin": "ZZZ"}, 404, "/query/origin", "unknown_country"),
        (
            {"regional_years": 2, "regional_years_least": 3},
            422,
            "/query/regional_years_least",
            "more_than_all_years",
        ),
        ({"region": "NADA"}, 404, "/query/region", "unknown_scheme"),
    ],
)
def test_a_fault_names_what_to_change(
    world: World, asked: dict[str, str], status: int, pointer: str, code: str
) -> None:
    answer = world.ask(ROUTES, **{"origin": "ARG", "product": "8703", **ALADI, **asked})
    assert answer.status_code == status, answer.text
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)


@pytest.mark.parametrize("shown", ADDRESSES)
def test_an_address_of_the_guide_answers(world: World, shown: str) -> None:
    answer = httpx.get(world.address + shown, timeout=120)
    assert answer.status_code == 200, answer.text
