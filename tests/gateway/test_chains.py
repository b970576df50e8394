"""The root fields over niche-api: chains, places, the catalogue, firms, the index, cooperation."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import pytest

from tests.gateway.conftest import Serve, running
from tests.niche_api import conftest as niche_world
from tests.niche_api.cooperation.conftest import of_sample as cooperation_of_sample
from tests.niche_api.loading import loaded
from tests.niche_api.policy_index.conftest import of_sample as index_of_sample
from tests.niche_api.rounds import world as rounds_world
from tests.tariff_api import world as tariff_world

ENTITIES = """
query ($keys: [_Any!]!) {
  _entities(representations: $keys) {
    ... on Chain { id name }
    ... on Place { code name level }
  }
}
"""

PARTS_OF_MOTORS = {
    "chain": "copaiba",
    "nomenclature": "HS2022",
    "code": "850300",
    "form_es": "partes de motores",
    "specificity": "SHARED",
    "basis": "A",
    "reference": "X",
}
"""A code that the small world has tariffs of."""


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await tariff_world.fill(connection)
    finally:
        await connection.close()
    await niche_world.publish(url, niche_world.ROWS)
    await niche_world.publish(url, {"chain_products": [PARTS_OF_MOTORS]}, source="MADE UP")
    await rounds_world.fill(url)


@pytest.fixture(scope="module")
def services(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of the services on chains, firms, the index and the matrix of the sample."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _fill(module_database)).result()
    loaded(module_database, [*index_of_sample(), *cooperation_of_sample()])
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as addresses:
        yield addresses


async def test_chains_page_and_say_where_they_come_from(joined: Any) -> None:
    page = """query ($after: String) {
      chains(first: 2, after: $after, lang: EN) {
        nodes { id name products { code specificity } }
        pageInfo { hasNextPage endCursor }
        meta { provenance { dataset } missing { what } }
      }
    }"""
    first = (await joined.ask(page))["data"]["chains"]
    last = (await joined.ask(page, after=first["pageInfo"]["endCursor"]))["data"]["chains"]

    rows = [*first["nodes"], *last["nodes"]]
    assert [row["id"] for row in rows] == ["bolaina", "castana", "copaiba"]
    assert rows[1]["name"] == "Brazil nut"
    assert not last["pageInfo"]["hasNextPage"]
    assert {one["dataset"] for one in first["meta"]["provenance"]} >= {"chains"}


async def test_chains_of_a_code_are_those_of_market_access(joined: Any) -> None:
    answer = await joined.ask("""{
      chains(product: "850300") { nodes { id } }
      none: chains(product: "1006") { nodes { id } meta { missing { reason } } }
      marketAccess(importer: "BRA", exporter: "MEX", product: "850300", on: "2021-06-01") {
        chains { id products { code specificity } }
      }
    }""")
    data = answer["data"]
    assert "errors" not in answer
    assert [row["id"] for row in data["chains"]["nodes"]] == ["copaiba"]
    (chain,) = data["marketAccess"]["chains"]
    assert chain["id"] == "copaiba"
    assert {"code": "850300", "specificity": "SHARED"} in chain["products"]
    assert data["none"] == {"nodes": [], "meta": {"missing": [{"reason": "NOT_IDENTIFIED"}]}}


async def test_a_chain_opens_to_a_country_a_market_and_a_map(joined: Any) -> None:
    answer = await joined.ask("""{
      chain(id: "castana", lang: ES) {
        name
        presence { country presence }
        zones { country region unit { code name bbox } }
        inCountry(country: "BO") { country presence statistics { value unit periodFrom } }
        trade(country: "BOL") { marketsBasis }
        geojson(country: "BOL", simplify: 0.1)
      }
    }""")
    chain = answer["data"]["chain"]
    assert "errors" not in answer
    assert chain["inCountry"]["presence"] == "CONFIRMED"
    assert chain["inCountry"]["statistics"][0]["unit"] == "t"
    assert chain["trade"]["marketsBasis"]
    map_ = chain["geojson"]
    assert map_["type"] == "FeatureCollection"
    assert {one["geometry"]["type"] for one in map_["features"]} <= {"Polygon", "MultiPolygon"}
    assert {one["id"] for one in map_["features"]} == {"BO-B", "BO-N"}
    units = {one["region"]: one["unit"] for one in chain["zones"]}
    assert units["BO-N"] == {"code": "BO-N", "name": "Pando", "bbox": [-69, -11, -68, -10]}
    assert units[None] is None
    assert joined.calls == {
        ("niche", "/v1/chains/castana"): 1,
        ("niche", "/v1/chains/castana/BO"): 1,
        ("niche", "/v1/chains/castana/BOL/trade"): 1,
        ("niche", "/v1/chains/castana.geojson"): 1,
        ("niche", "/v1/regions"): 1,
    }


async def test_what_is_not_there_is_null(joined: Any) -> None:
    answer = await joined.ask("""{
      chain(id: "nada") { id }
      place(code: "ZZ-Z") { code }
      cooperation(axis: "nada") { gaps }
    }""")
    assert answer == {"data": {"chain": None, "place": None, "cooperation": None}}


async def test_entities_are_one_call_for_each_type_and_keep_their_order(joined: Any) -> None:
    keys = [
        {"__typename": "Place", "code": "GUY"},
        {"__typename": "Chain", "id": "copaiba"},
        {"__typename": "Chain", "id": "nada"},
        {"__typename": "Place", "code": "BO-N"},
        {"__typename": "Chain", "id": "castana"},
    ]
    found = (await joined.ask(ENTITIES, keys=keys))["data"]["_entities"]
    assert found == [
        {"code": "GUY", "name": "Guyana", "level": 0},
        {"id": "copaiba", "name": "Copaiba"},
        None,
        {"code": "BO-N", "name": "Pando", "level": 1},
        {"id": "castana", "name": "Castaña"},
    ]
    assert joined.calls == {("niche", "/v1/chains"): 1, ("niche", "/v1/regions"): 1}


@pytest.mark.parametrize("duty", [False, True])
async def test_the_catalogue_asks_for_duties_where_they_are_selected(
    joined: Any, duty: bool
) -> None:
    catalogue = """query ($duty: Boolean!) {
      catalogue(q: "camu") {
        nodes { product country code duty @include(if: $duty) { ratePercent } }
      }
    }"""
    answer = await joined.ask(catalogue, duty=duty)
    (line,) = answer["data"]["catalogue"]["nodes"]
    assert "errors" not in answer
    assert (line["product"], line["country"]) == ("camu-camu", "PER")
    assert joined.calls == {("niche", "/v1/catalogue"): 1}


async def test_firms_and_events_are_found(joined: Any) -> None:
    answer = await joined.ask("""{
      firms(chain: "castana", kind: SELLER) { nodes { firm unit { name } } }
      events(organiser: "OTCA", from: "2026-05-12", to: "2026-05-12") { nodes { event kind } }
    }""")
    data = answer["data"]
    assert "errors" not in answer
    assert data["firms"]["nodes"] == [{"firm": "bol-norte", "unit": {"name": "Pando"}}]
    assert {"event": "otca-rueda-1", "kind": "ROUND"} in data["events"]["nodes"]


async def test_the_policy_index_says_who_is_outside_it(joined: Any) -> None:
    answer = await joined.ask("""{
      policyEditions { nodes { edition countries } }
      policyIndex(edition: "2024", countries: ["BRA", "GTM"]) {
        profiles { area assessed missing { reason } scores { item standing score } }
        figures { area metric value standing reference }
        methodology { parameters { name assumed } }
      }
      policyScores(edition: "2019", countries: ["LA7"], item: "acceso-al-financiamiento") {
        nodes { score origin }
      }
    }""")
    data = answer["data"]
    assert "errors" not in answer
    assert [len(one["countries"]) for one in data["policyEditions"]["nodes"]] == [7, 9]
    brazil, guatemala = data["policyIndex"]["profiles"]
    assert sum(one["standing"] == "ABOVE" for one in brazil["scores"]) == 4
    assert (guatemala["assessed"], guatemala["missing"]) == (False, {"reason": "NOT_ASSESSED"})
    assert data["policyScores"]["nodes"] == [{"score": 3.77, "origin": "PUBLISHED"}]


async def test_cooperation_has_every_cell(joined: Any) -> None:
    answer = await joined.ask("""{
      cooperationAxes(first: 1) { nodes { axis coverage } pageInfo { hasNextPage } }
      cooperation(axis: "encadenamientos-productivos") {
        cells { secretariat acts missing { reason } }
        gaps jointCandidates
        overlaps { first second jaccard }
      }
      cooperationMeetings(status: PLANNED) { nodes { meeting startsOn note } }
    }""")
    data = answer["data"]
    assert "errors" not in answer
    assert data["cooperationAxes"]["nodes"][0]["coverage"] == 0.4
    cells = {one["secretariat"]: one for one in data["cooperation"]["cells"]}
    assert (len(cells), cells["SIECA"]["acts"]) == (10, True)
    assert cells["AEC"] == {
        "secretariat": "AEC",
        "acts": None,
        "missing": {"reason": "NOT_REPORTED"},
    }
    assert data["cooperation"]["overlaps"][0]["jaccard"] == 0.25
    assert data["cooperationMeetings"]["nodes"][0]["startsOn"] is None


async def test_a_mistake_is_told_with_what_to_change(joined: Any) -> None:
    answer = await joined.ask('{ policyIndex(edition: "1999") { items { item } } }')
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["problem"]["type"] == "urn:eslabon:problem:unknown-edition"


@pytest.mark.parametrize("lame", ["niche"], indirect=True)
async def test_without_niche_its_fields_are_null_and_the_error_names_it(
    lame: tuple[str, Any],
) -> None:
    _, gateway = lame
    answer = await gateway.ask("""{
      country(code: "BRA") { iso3 }
      chains { nodes { id } }
      firms { nodes { firm } }
      cooperation(axis: "encadenamientos-productivos") { gaps }
    }""")
    assert answer["data"] == {
        "country": {"iso3": "BRA"},
        "chains": None,
        "firms": None,
        "cooperation": None,
    }
    assert {error["extensions"]["service"] for error in answer["errors"]} == {"niche"}


async def test_a_page_too_large_is_refused(joined: Any) -> None:
    answer = await joined.ask("{ chains(first: 101) { nodes { id } } }")
    assert answer["errors"][0]["message"] == "`first` goes from 1 to 100."
