"""The root fields over matrix-api, and its blocks in the access to a market."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.conftest import Serve, running
from tests.matrix_api import conftest as matrix_world
from tests.matrix_api import empalme_world
from tests.matrix_api.loading import loaded
from tests.tariff_api import world as tariff_world
from tests.tariff_api.conftest import filled

ACCESS = """
query ($exporter: String!, $product: String!, $duties: Boolean!) {
  marketAccess(importer: "BRA", exporter: $exporter, product: $product, on: "2021-06-01") {
    quote { best { appliedPercent } }
    competitors {
      exporter
      exporterDuty @include(if: $duties) { on appliedPercent }
      competitors {
        exporter
        duty @include(if: $duties) { on appliedPercent advantagePoints }
      }
    }
    empalme {
      heading
      basis { edition isPartial }
      row { exporterGap { unmetUsd } }
      importers {
        importer
        duty @include(if: $duties) { on appliedPercent }
        tariffLines @include(if: $duties) { code appliedText }
      }
    }
    negotiated {
      years { year split { totalUsd covered { usd } mfnZero { usd } notCovered { usd } } }
      preferences { importer on }
    }
    missing { what reason detail }
  }
}
"""

TOTALS_2024 = [
    ("MEX", "8503", 200, 10),
    ("MEX", "TOTAL", 400, 100),
    ("BRA", "8503", 20, 100),
    ("BRA", "TOTAL", 100, 300),
    ("WLD", "8503", 1_000, None),
    ("WLD", "TOTAL", 10_000, None),
]
PAIR = {
    ("totals", "PAIR", 2024): empalme_world.totals(TOTALS_2024, "HS2022"),
    ("regional_flows", "PAIR", 2024): empalme_world.regional(
        [("MEX", "BRA", "8503", 60)], "HS2022"
    ),
    ("empalme_editions", "pair"): empalme_world.edition(
        [(code, "PAIR", 2024, 2024) for code in ("BRA", "MEX")]
    ),
}


@pytest.fixture(scope="module")
def services(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of services on trade of a pair, a matrix to compute by hand, and tariffs."""
    filled(module_database, tariff_world.fill)
    trade = {
        ("flows", "BACI", 2019): matrix_world.whole_basket(),
        ("flows", "BACI", 2023): matrix_world.HEADER + matrix_world.TRADE_2023,
    }
    loaded(module_database, {**trade, **PAIR, **empalme_world.WORLD})
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as addresses:
        yield addresses


async def test_competitors_carry_the_duty_that_each_one_faces(joined: Any) -> None:
    answer = await joined.ask(ACCESS, exporter="MEX", product="850300", duties=True)
    access = answer["data"]["marketAccess"]
    found = access["competitors"]
    duties = {row["exporter"]: row["duty"] for row in found["competitors"]}

    assert "errors" not in answer
    assert found["exporter"] == "MEX"
    assert found["exporterDuty"]["appliedPercent"] == access["quote"]["best"]["appliedPercent"]
    assert duties["MEX"]["appliedPercent"] == "0"
    assert duties["DEU"]["on"] == "2021-06-01"
    advantage = float(duties["DEU"]["appliedPercent"])
    assert advantage > 0
    assert float(duties["DEU"]["advantagePoints"]) == advantage


async def test_duties_are_left_alone_unless_they_are_selected(joined: Any) -> None:
    answer = await joined.ask(ACCESS, exporter="MEX", product="850300", duties=False)
    found = answer["data"]["marketAccess"]["competitors"]

    assert "errors" not in answer
    assert found["exporter"] is None
    assert found["competitors"]


async def test_market_access_shows_the_negotiated_part(joined: Any) -> None:
    answer = await joined.ask(ACCESS, exporter="MEX", product="850300", duties=False)
    negotiated = answer["data"]["marketAccess"]["negotiated"]
    (year,) = negotiated["years"]
    split = year["split"]

    assert (year["year"], split["totalUsd"]) == (2023, "100")
    parts = [float(split[part]["usd"]) for part in ("covered", "mfnZero", "notCovered")]
    assert sum(parts) == 100
    assert parts[0] > 0
    assert negotiated["preferences"] == [{"importer": "BRA", "on": "2021-06-01"}]


async def test_market_access_opens_the_heading_of_the_product(joined: Any) -> None:
    answer = await joined.ask(ACCESS, exporter="MEX", product="850300", duties=True)
    access = answer["data"]["marketAccess"]
    empalme = access["empalme"]
    (brazil,) = empalme["importers"]

    assert "errors" not in answer
    assert empalme["heading"] == "8503"
    assert empalme["basis"] == {"edition": "pair", "isPartial": True}
    assert empalme["row"] == {"exporterGap": {"unmetUsd": "40"}}
    assert brazil["importer"] == "BRA"
    assert brazil["duty"]["on"] == "2021-06-01"
    assert brazil["duty"]["appliedPercent"] == access["quote"]["best"]["appliedPercent"]
    assert brazil["tariffLines"]


async def test_an_exporter_outside_the_edition_has_no_empalme_and_is_told_why(joined: Any) -> None:
    answer = await joined.ask(ACCESS, exporter="DEU", product="850300", duties=False)
    access = answer["data"]["marketAccess"]

    assert "errors" not in answer
    assert access["empalme"] is None
    (why,) = [row for row in access["missing"] if row["what"] == "empalme"]
    assert why["reason"] == "NOT_ASSESSED"
    assert "DEU" in why["detail"]


async def test_each_block_of_trade_is_one_call(joined: Any) -> None:
    await joined.ask(ACCESS, exporter="MEX", product="850300", duties=True)

    calls = {call: times for call, times in joined.calls.items() if call[0] == "matrix"}
    assert calls == {
        ("matrix", "/v1/competitors"): 1,
        ("matrix", "/v1/empalme/MEX/8503"): 1,
        ("matrix", "/v1/negotiated-trade"): 1,
    }


@pytest.mark.parametrize("lame", ["matrix"], indirect=True)
async def test_without_matrix_its_blocks_are_null_and_told(lame: tuple[str, Any]) -> None:
    _, gateway = lame
    answer = await gateway.ask(ACCESS, exporter="MEX", product="850300", duties=True)
    access = answer["data"]["marketAccess"]
    blocks = {"competitors", "empalme", "negotiated"}

    assert {error["path"][1] for error in answer["errors"]} == blocks
    assert all(access[block] is None for block in blocks)
    assert {
        row["what"] for row in access["missing"] if row["reason"] == "SERVICE_UNAVAILABLE"
    } == blocks


async def test_the_matrix_pages_with_its_index_and_where_it_comes_from(joined: Any) -> None:
    page = """query ($after: String) {
      empalme(exporter: "URY", edition: "toy", first: 2, after: $after, lang: EN) {
        nodes { edition exporter heading ivcr exporterGap { unmetUsd rank } }
        pageInfo { hasNextPage endCursor }
        meta { provenance { dataset } missing { what } methodology { id } }
      }
    }"""
    first = (await joined.ask(page))["data"]["empalme"]
    last = (await joined.ask(page, after=first["pageInfo"]["endCursor"]))["data"]["empalme"]
    rows = [*first["nodes"], *last["nodes"]]

    assert [row["exporterGap"]["rank"] for row in rows] == [1, 2, 3]
    assert {row["heading"]: row["exporterGap"]["unmetUsd"] for row in rows} == {
        "0201": "600",
        "1006": "300",
        "4407": "800",
    }
    assert not last["pageInfo"]["hasNextPage"]
    assert {one["dataset"] for one in first["meta"]["provenance"]} >= {"totals"}
    assert first["meta"]["methodology"]["id"]
    assert joined.calls == {("matrix", "/v1/empalme/URY"): 2}


async def test_all_members_come_in_one_call(joined: Any) -> None:
    answer = await joined.ask("""{
      empalme(edition: "toy", variant: EXTRA_REGIONAL) { nodes { exporter heading } }
      empalmeEditions { edition isPartial members { member isComputed } }
    }""")
    data = answer["data"]

    assert "errors" not in answer
    assert {row["exporter"] for row in data["empalme"]["nodes"]} == {"ARG", "BRA", "URY"}
    assert {one["edition"] for one in data["empalmeEditions"]} >= {"toy", "whole"}
    assert joined.calls == {("matrix", "/v1/empalme/rows"): 1, ("matrix", "/v1/empalme"): 1}


async def test_a_heading_opens_down_to_importers_and_lines_where_selected(joined: Any) -> None:
    heading = """query ($lines: Boolean!) {
      empalmeHeading(exporter: "URY", heading: "0201", edition: "toy") {
        row { ivcr }
        importers {
          importer fromExporterUsd
          tariffLines @include(if: $lines) { code }
          duty @include(if: $lines) { completeness }
          missing { what }
        }
      }
    }"""
    answer = await joined.ask(heading, lines=False)
    importers = answer["data"]["empalmeHeading"]["importers"]
    lined = await joined.ask(heading, lines=True)

    assert "errors" not in answer
    assert {one["importer"]: one["fromExporterUsd"] for one in importers} == {
        "ARG": "100",
        "BRA": "200",
    }
    assert not any(one["missing"] for one in importers)
    assert "errors" not in lined
    for one in lined["data"]["empalmeHeading"]["importers"]:
        assert one["duty"] or one["missing"], "asked of tariff-api, or told why not"


async def test_demand_says_who_could_supply_and_what_it_would_pay(joined: Any) -> None:
    answer = await joined.ask("""{
      demand(importer: "BRA", edition: "toy", first: 5) {
        nodes {
          heading extraRegionalUsd suppliers { member duty { completeness } missing { what } }
        }
        meta { methodology { id } }
      }
    }""")
    rows = {row["heading"]: row for row in answer["data"]["demand"]["nodes"]}

    assert "errors" not in answer
    assert rows["0201"]["extraRegionalUsd"] == "100"
    suppliers = rows["0201"]["suppliers"]
    assert {one["member"] for one in suppliers} == {"ARG", "URY"}
    assert all(one["duty"] or one["missing"] for one in suppliers), "asked of tariff-api"
    assert joined.calls == {("matrix", "/v1/demand/BRA"): 1}


async def test_trade_of_a_pair_is_asked_at_the_root(joined: Any) -> None:
    answer = await joined.ask("""{
      history(importer: "BRA", exporter: "MEX", product: "850300", years: 1) {
        years { year valueUsd share }
      }
      competitors(importer: "BRA", product: "850300", exporter: "MEX", on: "2021-06-01") {
        suppliers competitors { exporter country { iso3 } }
      }
      customers(exporter: "MEX", product: "080122") { customers { importer country { iso3 } } }
      negotiatedTrade(importer: "BRA", exporter: "MEX", product: "850300", on: "2021-06-01") {
        years { split { totalUsd } }
      }
      negotiatedTradeObstacles(importer: "BRA", exporter: "MEX", on: "2021-06-01") {
        examined methodology { id }
      }
    }""")
    data = answer["data"]

    assert "errors" not in answer
    assert [row["valueUsd"] for row in data["history"]["years"]] == ["100"]
    assert data["competitors"]["suppliers"] == 5
    assert data["customers"]["customers"][0]["importer"] == "DEU"
    assert all(row["country"]["iso3"] == row["importer"] for row in data["customers"]["customers"])
    assert data["negotiatedTrade"]["years"] == [{"split": {"totalUsd": "100"}}]
    assert data["negotiatedTradeObstacles"]["methodology"]["id"]
    assert joined.calls == {
        ("matrix", "/v1/history"): 1,
        ("matrix", "/v1/competitors"): 1,
        ("matrix", "/v1/customers"): 1,
        ("matrix", "/v1/negotiated-trade"): 1,
        ("matrix", "/v1/negotiated-trade/obstacles"): 1,
        ("tariff", "/v1/countries"): 1,
    }


async def test_indicators_are_lists_with_what_they_lack(joined: Any) -> None:
    answer = await joined.ask("""{
      advantage(exporter: "MEX", year: 2019, level: 6) {
        nodes { product rca isPresent } meta { methodology { id } }
      }
      diversity(exporter: "MEX", year: 2019, level: 6) { nodes { diversity products } }
      ubiquity(product: "850300", year: 2019) { nodes { product ubiquity exporters } }
      concentration(country: "MEX", year: 2019, level: 6) { nodes { exportsByProduct { n } } }
      complementarity(exporter: "MEX", importer: "DEU", year: 2019) { tci }
      potential(exporter: "MEX", importer: "DEU", year: 2019, level: 6) {
        nodes { product tradedUsd indicativeUsd }
      }
      partial: advantage(exporter: "MEX", year: 2023) { nodes { rca } meta { missing { reason } } }
    }""")
    data = answer["data"]

    assert "errors" not in answer
    assert [row["product"] for row in data["advantage"]["nodes"]] == ["080122", "850300"]
    assert data["diversity"]["nodes"] == [{"diversity": 1, "products": 2}]
    assert data["ubiquity"]["nodes"] == [{"product": "850300", "ubiquity": 1, "exporters": 2}]
    assert data["concentration"]["nodes"] == [{"exportsByProduct": {"n": 2}}]
    assert data["complementarity"]["tci"] == pytest.approx(100)
    assert {row["product"] for row in data["potential"]["nodes"]} == {"080122", "850300"}
    assert data["partial"]["nodes"] == []
    assert data["partial"]["meta"]["missing"]
