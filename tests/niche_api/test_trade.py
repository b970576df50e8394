"""A chain in its markets, over the three services: trade of its codes, duties, norms."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI
from matrix_api.app import create_app as create_matrix
from niche_api.app import create_app
from servicekit.settings import Settings
from starlette.types import ASGIApp, Receive, Scope, Send
from tariff_api.app import create_app as create_tariff

from tests.matrix_api import conftest as matrix_world
from tests.niche_api.conftest import ROWS, Ask, Rows, asking, publish, year
from tests.tariff_api import norms_world

SOLD: list[matrix_world.Row] = [
    ("BOL", "PER", "HS2022", "080122", 600, 60),
    ("BOL", "BRA", "HS2022", "080122", 300, 30),
    ("BOL", "URY", "HS2022", "080122", 100, 10),
    ("BOL", "DEU", "HS2022", "080121", 5000, 500),
    ("PER", "BRA", "HS2022", "850300", 7, 1),
]


def _code(chain: str, code: str, specificity: str) -> dict[str, Any]:
    row = ROWS["chain_products"][1]
    return {**row, "chain": chain, "code": code, "specificity": specificity}


def _share(chain: str, country: str, partner: str, value: int) -> dict[str, Any]:
    first, last = year(2023)
    return {
        "chain": chain,
        "country": country,
        "indicator": "DESTINATION_SHARE",
        "partner": partner,
        "period_from": first,
        "period_to": last,
        "value": Decimal(value),
        "unit": "percent",
        "approximate": False,
        "reference": "X",
    }


NICHE: Rows = {
    "chains": ROWS["chains"],
    "chain_products": [
        _code("castana", "080122", "EXACT"),
        _code("castana", "080121", "SHARED"),
        _code("bolaina", "732211", "PROXY"),
    ],
    "chain_statistics": [
        _share("bolaina", "PER", "BRA", 20),
        _share("bolaina", "PER", "URY", 70),
    ],
    "catalogue": [
        *ROWS["catalogue"],
        {**ROWS["catalogue"][1], "country": "PER", "nomenclature": "PER2022", "code": "0801220000"},
        {**ROWS["catalogue"][1], "country": "ARG", "nomenclature": "ARG2023", "code": "08012200"},
        {**ROWS["catalogue"][1], "country": "COL", "nomenclature": "HS2022", "code": "080122"},
    ],
}


class Counted:
    """An application that counts what it is asked."""

    def __init__(self, app: ASGIApp, calls: Counter[str]) -> None:
        self._app = app
        self._calls = calls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self._calls[f"{scope['method']} {scope['path']}"] += 1
        await self._app(scope, receive, send)


@dataclass
class World:
    """The niche-api beside the two services it asks, and what it asks of them."""

    ask: Ask
    calls: Counter[str]


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await norms_world.fill(connection)
    finally:
        await connection.close()
    await matrix_world.publish(url, [("BACI", 2023, SOLD)])
    await publish(url, NICHE)


@pytest.fixture(scope="module")
def world(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Three services on one small world."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _fill(module_database)).result()
    settings = Settings(database_url=module_database, uploads=tmp_path_factory.mktemp("uploads"))
    calls: Counter[str] = Counter()

    def counted(app: FastAPI) -> FastAPI:
        app.add_middleware(Counted, calls=calls)  # type: ignore[arg-type]
        return app

    with (
        serve(counted(create_tariff(settings))) as tariff,
        serve(counted(create_matrix(settings))) as matrix,
    ):
        own = settings.model_copy(update={"tariff_url": tariff, "matrix_url": matrix})
        with serve(create_app(own)) as niche:
            yield World(asking(niche), calls)


def markets(answer: Any) -> list[str]:
    """Return the markets of an answer."""
    return [one["importer"] for one in answer["markets"]]


def test_markets_are_the_largest_buyers_under_the_chains_own_codes(world: World) -> None:
    trade = world.ask("/v1/chains/castana/BOL/trade").json()

    assert (trade["markets_basis"], markets(trade)) == ("FLOWS", ["PER", "BRA", "URY"])
    assert trade["exact_exports_usd"] == "1000"
    shared, own = trade["codes"]
    assert (shared["code"], shared["exports_usd"]) == ("080121", "5000")
    assert shared["warning"].startswith("El código incluye otros bienes")
    assert (own["code"], own["warning"], own["year"]) == ("080122", None, 2023)
    assert {one["dataset"] for one in trade["provenance"]} == {"chain_products", "flows"}


def test_each_market_has_duties_and_what_is_sold_there(world: World) -> None:
    trade = world.ask("/v1/chains/castana/BOL/trade").json()
    brazil = trade["markets"][1]
    nuts = next(one for one in brazil["duties"] if one["code"] == "080122")

    assert (nuts["exports_usd"], nuts["share"], nuts["year"]) == ("300", 0.3, 2023)
    assert (nuts["mfn_lowest_percent"], nuts["mfn_highest_percent"]) == ("10", "10")
    assert (nuts["duty"]["kind"], nuts["duty"]["applied_percent"]) == ("PREFERENCE", "0")
    assert nuts["duty"]["agreement_candidates"] == ["AAP.CE 36", "AR.AM 1"]
    norms = {one["norm"] for one in brazil["norms"]}
    assert {"all-goods", "chapter", "southern"} <= norms
    assert "parts" not in norms


def test_other_services_are_asked_a_number_of_times_that_rows_do_not_change(world: World) -> None:
    world.ask("/v1/chains/castana/BOL/trade", lang="pt")
    world.calls.clear()
    world.ask("/v1/chains/castana/BOL/trade", lang="en")
    assert world.calls == {
        "GET /v1/customers": 2,
        "POST /v1/quotes": 1,
        "GET /v1/norms": 3,
    }


def test_markets_may_be_named(world: World) -> None:
    trade = world.ask("/v1/chains/castana/BOL/trade", market=["ury", "DEU"]).json()
    assert (trade["markets_basis"], markets(trade)) == ("ASKED", ["URY", "DEU"])
    assert trade["markets"][1]["duties"][0]["duty"]["completeness"] != "COMPLETE"


def test_where_trade_is_not_loaded_the_destinations_that_sources_state_are_shown(
    world: World,
) -> None:
    trade = world.ask("/v1/chains/bolaina/PER/trade", lang="en").json()

    assert (trade["markets_basis"], markets(trade)) == ("STATED_SHARES", ["URY", "BRA"])
    assert [one["stated_share_percent"] for one in trade["markets"]] == ["70", "20"]
    assert trade["exact_exports_usd"] is None
    (code,) = trade["codes"]
    assert code["warning"].startswith("No code names the product")
    assert code["missing"][0]["reason"] == "not_loaded"


def test_where_nothing_is_known_markets_are_those_with_a_tariff(world: World) -> None:
    trade = world.ask("/v1/chains/bolaina/BRA/trade").json()
    assert (trade["markets_basis"], markets(trade)) == ("LOADED_TARIFFS", ["PER", "URY"])


def test_a_chain_without_codes_says_so(world: World) -> None:
    trade = world.ask("/v1/chains/copaiba/BRA/trade", market="PER").json()
    assert (trade["codes"], trade["markets"][0]["duties"]) == ([], [])
    assert trade["missing"][0]["what"] == "codes"


@pytest.mark.parametrize(
    ("path", "asked", "status", "pointer"),
    [
        ("castana/BOL", {"market": "BOL"}, 422, "/query/market"),
        ("castana/BOL", {"market": "XX"}, 404, "/query/market"),
        ("castana/BOL", {"markets": 11}, 422, "/query/markets"),
        ("cacao/BOL", {}, 404, "/path/chain"),
    ],
)
def test_bad_input_is_one_problem(
    world: World, path: str, asked: dict[str, Any], status: int, pointer: str
) -> None:
    answer = world.ask(f"/v1/chains/{path}/trade", **asked)
    assert answer.status_code == status
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


def test_lines_of_the_catalogue_have_the_duty_of_their_tariff(world: World) -> None:
    world.calls.clear()
    page = world.ask("/v1/catalogue").json()
    lines = {(one["product"], one["country"]): one for one in page["items"]}

    brazil, peru = lines["castana", "BRA"], lines["castana", "PER"]
    assert (brazil["duty"]["rate_percent"], brazil["duty"]["on"]) == ("10", "2021-10-31")
    assert peru["duty"]["rate_percent"] == "6"
    assert lines["castana", "ARG"]["missing"]["reason"] == "not_loaded"
    assert "ARG2023" in lines["castana", "ARG"]["missing"]["detail"]
    assert lines["castana", "COL"]["duty"] is None
    unnamed = lines["sacha-inchi", None]
    assert (unnamed["code"], unnamed["missing"]["detail"]) == (None, "Ninguno lo nombra.")
    camu = lines["camu-camu", "PER"]
    assert camu["stated"] == {"rate_percent": "11", "kind": "NMF", "year": 2022}
    assert camu["missing"]["reason"] == "not_loaded"
    # Once, and again without the nomenclature and then without the code that it refuses.
    assert world.calls == {"POST /v1/quotes": 3}
