"""Complexity, niches, baskets and trade routes in the graph, joined in few calls."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import pytest

from tests.gateway.conftest import NOBODY, Serve, joining, running
from tests.matrix_api import empalme_world
from tests.matrix_api.loading import loaded as loaded_trade
from tests.niche_api.loading import loaded
from tests.niche_api.niches import small_world
from tests.niche_api.niches.conftest import ACTIVITIES, REGIONS, groups, sent
from tests.tariff_api import loading, norms_world
from tests.tariff_api.world import codes

UNKNOWN = "0202"
"""A heading that the nomenclature of the tariffs lacks."""

JOINED = """
query ($place: String!, $first: Int!, $region: String) {
  niches(place: $place, first: $first, lang: EN) {
    order
    products
    nomenclature
    place { country isRegion }
    nodes {
      rank product status probability score pci why
      duties(markets: ["BRA", "per"], on: "2021-06-01") {
        market
        duty { on isBest appliedPercent lowestPercent highestPercent }
        missing { reason detail }
      }
      norms(markets: ["BRA", "PER"]) { market count norms { norm } missing { reason } }
      tradeRoutes(destination: "BRA", region: $region, first: 1) {
        routes { product destination score scoreMax premises { premise outcome } }
        missing { reason }
      }
    }
    pageInfo { hasNextPage endCursor }
    meta { missing { what reason } methodology { id } provenance { dataset } }
  }
}
"""


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await norms_world.fill(connection)
        row = {"nomenclature": "HS1992", "title_es": "SA 1992", "title_pt": "SH", "title_en": "HS"}
        row |= {"kind": "HS", "hs_revision": "HS1992", "line_digits": "6"}
        await loading.publish(connection, "nomenclatures", [row], {"source": "TEST"})
        told = {row["code"] for row in codes()} | {UNKNOWN}
        rows = [
            *codes(),
            *(
                {"code": code, "text_es": "Otra", "parent": "", "is_line": "true"}
                for code in small_world.HEADINGS
                if code not in told
            ),
        ]
        await loading.publish(connection, "codes", rows, {"nomenclature": "HS1992"})
        pairs = [{"from_code": code, "to_code": code} for code in ("080121", "080122")]
        await loading.publish(connection, "correlations", pairs, {"from": "HS1992", "to": "HS2017"})
    finally:
        await connection.close()
    await small_world.store(url)
    connection = await asyncpg.connect(url)
    try:  # places in the picture, which the small world leaves out
        await connection.execute("update niche.complexity_products set x = 0.5, y = 0.5")
    finally:
        await connection.close()


@pytest.fixture(scope="module")
def services(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of services on complexity of a small world, a matrix of empalme, and tariffs."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _fill(module_database)).result()
    activities = {"country": "BOL", "source": "CENSO", "year": "2021"}
    loaded(
        module_database,
        [
            ("regions", "NATURAL-EARTH", sent(REGIONS)),
            ("product_groups", "ESLABON", groups()),
            ("regional_exports", activities, sent(ACTIVITIES)),
        ],
    )
    loaded_trade(module_database, empalme_world.WORLD)
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as addresses:
        yield addresses


async def test_niches_carry_routes_duties_and_norms(joined: Any) -> None:
    answer = await joined.ask(JOINED, place="MEX", first=60, region="ALADI")
    found = answer["data"]["niches"]
    rows = {row["product"]: row for row in found["nodes"]}

    assert "errors" not in answer, answer["errors"]
    assert found["place"] == {"country": "MEX", "isRegion": False}
    assert (found["order"], found["nomenclature"], found["products"]) == ("SCORE", "HS1992", 60)
    assert [row["rank"] for row in found["nodes"]] == list(range(1, 61))
    assert found["meta"]["methodology"]["id"] == "niches"
    nuts, other = rows["0801"], rows[UNKNOWN]
    brazil, peru = nuts["duties"]
    assert (brazil["market"], peru["market"]) == ("BRA", "PER")
    paid = brazil["duty"]
    assert (paid["on"], paid["lowestPercent"], paid["highestPercent"]) == ("2021-06-01", "8", "9")
    of_brazil, of_peru = nuts["norms"]
    assert of_brazil["count"] == len(of_brazil["norms"]) == 5
    assert {one["norm"] for one in of_peru["norms"]} == {"lines", "nested", "sales"}
    (route,) = nuts["tradeRoutes"]["routes"]
    assert (route["product"], route["destination"]) == ("0801", "BRA")
    assert len(route["premises"]) == 5
    assert route["score"] < route["scoreMax"]
    # One code that the tariff does not know spoils neither the others nor itself without a word.
    assert other["duties"][0]["duty"] is None
    assert other["duties"][0]["missing"][0]["detail"].startswith(
        f"{UNKNOWN} does not exist in HS1992"
    )
    assert (other["norms"][0]["count"], other["norms"][0]["norms"]) == (None, [])
    assert other["norms"][0]["missing"] == [{"reason": "NOT_LOADED"}]


async def test_a_longer_page_is_as_many_calls_as_a_short_one(joined: Any) -> None:
    counts = []
    for first in (5, 50):
        joined.calls.clear()
        answer = await joined.ask(JOINED, place="MEX", first=first, region="ALADI")
        assert "errors" not in answer, answer["errors"]
        assert len(answer["data"]["niches"]["nodes"]) == first
        counts.append(dict(joined.calls))

    assert counts[0] == counts[1]
    assert counts[1] == {
        ("niche", "/v1/niches/MEX"): 1,
        ("niche", "/v1/trade-routes"): 1,
        ("tariff", "/v1/quotes"): 1,
        ("tariff", "/v1/norms"): 2,  # one for each market
    }


async def test_niches_are_chosen_and_weighed_as_asked(joined: Any) -> None:
    answer = await joined.ask("""{
      likely: niches(place: "BRA", first: 3, lang: ES) {
        order nodes { rank probability extrapolated missing { reason } }
        pageInfo { endCursor }
      }
      next: niches(place: "BRA", first: 1, after: "~3") { nodes { rank } }
      weighed: niches(place: "BRA", first: 1, near: 1, complex: 2) { order nodes { balance } }
      few: niches(place: "MEX", status: [REVEALED], products: ["02", "0101"]) {
        nodes { product status rca group }
      }
      group: niches(place: "BRA", group: "nothing") { nodes { rank } }
    }""")
    data = answer["data"]

    assert data["likely"]["order"] == "PROBABILITY"
    assert [row["rank"] for row in data["likely"]["nodes"]] == [1, 2, 3]
    assert data["next"]["nodes"] == [{"rank": 4}]
    assert data["weighed"]["order"] == "BALANCE"
    assert data["few"]["nodes"]
    for row in data["few"]["nodes"]:
        assert (row["status"], row["product"] in ("0101", "0201", "0202")) == ("REVEALED", True)
        assert row["rca"] >= 1
    assert data["group"] is None
    (error,) = answer["errors"]
    assert error["path"] == ["group"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


async def test_a_unit_in_another_classification_has_no_duties_and_says_why(joined: Any) -> None:
    answer = await joined.ask(JOINED, place="BO-L", first=5, region="ALADI")
    found = answer["data"]["niches"]

    assert "errors" not in answer, answer["errors"]
    assert found["place"] == {"country": "BOL", "isRegion": True}
    assert found["nomenclature"] == "CIIU4"
    for row in found["nodes"]:
        assert {one["duty"] for one in row["duties"]} == {None}
        (why,) = row["duties"][0]["missing"]
        assert "CIIU4, which is not of the Harmonized System" in why["detail"]
        assert row["norms"][0]["missing"] == row["tradeRoutes"]["missing"]
    assert set(joined.calls) == {("niche", "/v1/niches/BO-L")}


async def test_complexity_is_one_call_for_each_list(joined: Any) -> None:
    answer = await joined.ask("""{
      complexity(year: 2019, lang: EN) {
        countries(first: 2) { nodes { place eci diversity } pageInfo { hasNextPage } }
        chile: countries(country: "CL") { nodes { place } }
        products(products: ["0801", "30", "9999"]) {
          nodes { product pci } meta { missing { what reason detail } }
        }
        proximity(product: "0801", first: 3) { nodes { other proximity } }
      }
      productSpace(country: "CHL") { place nodes { product rca isPresent } edges { proximity } }
      none: complexity(year: 1999) { countries { nodes { place } meta { missing { reason } } } }
    }""")
    data = answer["data"]
    found = data["complexity"]

    assert "errors" not in answer, answer["errors"]
    assert len(found["countries"]["nodes"]) == 2
    assert found["countries"]["pageInfo"]["hasNextPage"]
    assert found["chile"]["nodes"] == [{"place": "CHL"}]
    assert {row["product"] for row in found["products"]["nodes"]} == {"0801", "3001", "3002"}
    (why,) = found["products"]["meta"]["missing"]
    assert (why["what"], "9999" in why["detail"]) == ("product", True)
    near = [row["proximity"] for row in found["proximity"]["nodes"]]
    assert near == sorted(near, reverse=True)
    space = data["productSpace"]
    assert (space["place"], len(space["nodes"])) == ("CHL", 60)
    assert all((node["rca"] >= 1) is node["isPresent"] for node in space["nodes"] if node["rca"])
    assert all(edge["proximity"] >= 0.55 for edge in space["edges"])
    none = data["none"]["countries"]
    assert none == {"nodes": [], "meta": {"missing": [{"reason": "NOT_LOADED"}]}}


async def test_entities_carry_their_complexity_in_one_call_however_many(joined: Any) -> None:
    text = """query ($r: [_Any!]!) { _entities(representations: $r) {
      ... on Country { iso3 eci { value rank year missing { reason } } }
      ... on Place { code eci { value missing { reason } } }
      ... on Product { code pci { value heading nomenclature year missing { reason detail } } }
    } }"""
    given = [
        *({"__typename": "Country", "iso3": code} for code in ("BRA", "PER", "ZAF")),
        {"__typename": "Place", "code": "BO-L"},
        *(
            {"__typename": "Product", "nomenclature": "HS2022", "code": code}
            for code in ("080122", "0802", "08", "8503")
        ),
    ]
    answer = await joined.ask(text, r=given)
    brazil, peru, africa, la_paz, nuts, other, chapter, parts = answer["data"]["_entities"]

    assert "errors" not in answer, answer["errors"]
    assert brazil["eci"]["value"] != peru["eci"]["value"]
    assert brazil["eci"]["missing"] == []
    assert africa["eci"]["missing"] == [{"reason": "NOT_REPORTED"}]
    assert la_paz["eci"] == {"value": None, "missing": [{"reason": "NOT_ASSESSED"}]}
    assert (nuts["pci"]["heading"], nuts["pci"]["nomenclature"]) == ("0801", "HS1992")
    assert other["pci"]["heading"] == "0802"
    assert chapter["pci"]["missing"][0]["reason"] == "AMBIGUOUS_CODE"
    assert parts["pci"]["value"] is None
    assert "8503" in parts["pci"]["missing"][0]["detail"]
    assert joined.calls[("niche", "/v1/complexity/countries")] == 1
    assert joined.calls[("niche", "/v1/complexity/products")] == 1


async def test_baskets_regions_groups_and_the_model(joined: Any) -> None:
    answer = await joined.ask("""{
      basket(place: "BRA") { total addedValue groups { group share potentialShare niches } }
      nobody: basket(place: "VE-A") { total missing { reason } }
      productGroups(scheme: "sector") { group codeFrom }
      regionalComplexity(country: "BOL") { unit regions { region total industries } }
      regionalRanking(country: "BOL", product: "10") { regions { region rank rca } }
      model(year: 1999) { kind models { variant } inWords missing { what reason } }
    }""")
    data = answer["data"]

    assert sum(row["share"] for row in data["basket"]["groups"]) == pytest.approx(1)
    assert data["basket"]["addedValue"] > 0
    assert data["productGroups"]
    assert data["regionalComplexity"]["unit"] == "PERSONS"
    assert {row["region"] for row in data["regionalRanking"]["regions"]} == {"BO-L", "BO-S"}
    assert (data["model"]["kind"], data["model"]["models"]) == ("HEURISTIC", [])
    assert data["model"]["inWords"]
    assert data["model"]["missing"] == [{"what": "model", "reason": "NOT_LOADED"}]
    assert data["nobody"] is None
    assert [error["path"] for error in answer["errors"]] == [["nobody"]]


async def test_routes_of_an_origin_page_best_first(joined: Any) -> None:
    text = """query ($after: String) {
      tradeRoutes(origin: "MEX", products: ["0801", "0802"], region: "ALADI", first: 8,
                  after: $after, membersOn: "2021-01-01") {
        nodes { rank product destination score norms duty { on } }
        pageInfo { hasNextPage endCursor }
        meta { methodology { parameters { name value } } }
      }
    }"""
    first = (await joined.ask(text))["data"]["tradeRoutes"]
    second = (await joined.ask(text, after=first["pageInfo"]["endCursor"]))["data"]["tradeRoutes"]
    rows = [*first["nodes"], *second["nodes"]]

    assert [row["rank"] for row in rows] == list(range(1, 17))
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert next(row for row in rows if row["destination"] == "BRA")["duty"]
    parameters = {one["name"]: one["value"] for one in first["meta"]["methodology"]["parameters"]}
    assert parameters["members_on"] == "2021-01-01"


EMPALME = """
query ($exporter: String) {
  empalme(exporter: $exporter, edition: "toy", includePartial: true) {
    exporter
    variant
    selectedHeadings
    droppedHeadings
    basis { nomenclature }
    nodes {
      heading
      nomenclature
      pci { value nomenclature missing { reason detail } }
      norms(markets: ["BRA"]) { count missing { reason } }
      duties(markets: ["BRA"]) { duty { completeness } missing { detail } }
    }
  }
}
"""


async def test_rows_of_empalme_have_complexity_norms_and_duties_in_one_call_each(
    joined: Any,
) -> None:
    answer = await joined.ask(EMPALME, exporter="URY")
    found = answer["data"]["empalme"]
    rows = {row["heading"]: row for row in found["nodes"]}

    assert "errors" not in answer, answer["errors"]
    assert (found["exporter"], found["variant"]) == ("URY", "EXPORTER_GAP")
    assert (found["selectedHeadings"], found["droppedHeadings"]) == (3, 1)
    assert found["basis"] == {"nomenclature": "HS2017"}
    assert {row["nomenclature"] for row in rows.values()} == {"HS2017"}
    beef, rice = rows["0201"]["pci"], rows["1006"]["pci"]
    assert (beef["nomenclature"], beef["missing"]) == ("HS1992", [])
    assert beef["value"] is not None
    assert rice["value"] is None
    assert "1006" in rice["missing"][0]["detail"]
    assert joined.calls[("niche", "/v1/complexity/products")] == 1
    assert joined.calls[("tariff", "/v1/quotes")] <= 2
    assert joined.calls[("tariff", "/v1/norms")] <= 2


async def test_all_members_of_empalme_have_no_single_exporter(joined: Any) -> None:
    found = (await joined.ask(EMPALME, exporter=None))["data"]["empalme"]
    assert (found["exporter"], found["selectedHeadings"], found["basis"]) == (None, None, None)
    assert found["variant"] == "EXPORTER_GAP"


ACCESS = """
query ($product: String!, $exporter: String!) {
  marketAccess(importer: "BRA", exporter: $exporter, product: $product, on: "2021-06-01") {
    pci { value heading missing { reason } }
    niche { rank product status why duties(markets: ["BRA"]) { market } }
    quote { best { appliedPercent } }
    missing { what reason detail }
  }
}
"""


async def test_market_access_shows_where_the_product_stands(joined: Any) -> None:
    access = (await joined.ask(ACCESS, product="08012200", exporter="PER"))["data"]["marketAccess"]
    ranked = await joined.ask('{ niches(place: "PER", products: ["0801"]) { nodes { rank } } }')

    assert access["pci"]["heading"] == access["niche"]["product"] == "0801"
    assert [{"rank": access["niche"]["rank"]}] == ranked["data"]["niches"]["nodes"]
    assert access["niche"]["duties"] == [{"market": "BRA"}]

    access = (await joined.ask(ACCESS, product="85030010", exporter="PER"))["data"]["marketAccess"]
    assert access["pci"]["missing"] == [{"reason": "BELOW_THRESHOLD"}]
    assert access["niche"] is None
    assert next(one for one in access["missing"] if one["what"] == "niche")["detail"]


async def test_without_niche_api_its_fields_alone_are_null(services: dict[str, str]) -> None:
    async with joining({**services, "niche_url": NOBODY}) as joined:
        lone = await joined.ask(EMPALME, exporter="URY")
        access = await joined.ask(ACCESS, product="08012200", exporter="PER")
        niches = await joined.ask('{ niches(place: "PER") { nodes { rank } } model { kind } }')

    rows = lone["data"]["empalme"]["nodes"]
    assert {row["pci"] for row in rows} == {None}
    assert rows[0]["norms"]
    assert {error["extensions"]["service"] for error in lone["errors"]} == {"niche"}
    found = access["data"]["marketAccess"]
    assert (found["pci"], found["niche"]) == (None, None)
    assert found["quote"]["best"]
    assert {one["what"] for one in found["missing"]} >= {"pci", "niche"}
    assert niches["data"] == {"niches": None, "model": None}


async def test_without_tariff_api_niches_keep_their_ranks(services: dict[str, str]) -> None:
    async with joining({**services, "tariff_url": NOBODY}) as joined:
        answer = await joined.ask(JOINED, place="MEX", first=3, region="ALADI")
    rows = answer["data"]["niches"]["nodes"]

    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert {row["duties"] for row in rows} == {row["norms"] for row in rows} == {None}
    assert all(row["tradeRoutes"]["routes"] for row in rows)
    assert {error["extensions"]["service"] for error in answer["errors"]} == {"tariff"}
