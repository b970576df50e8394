"""Competitors with the duty that each one faces, and the advantage of one of them."""

from decimal import Decimal
from typing import Any

import pytest

from tests.matrix_api.conftest import Ask, Joined


def suppliers(ask: Ask, **more: Any) -> dict[str, dict[str, Any]]:
    """Return Brazil's suppliers of motor parts by code."""
    asked = {"importer": "BRA", "product": "850300", "lang": "en", "duties": "true", **more}
    answer = ask("/v1/competitors", **asked).json()
    return {one["exporter"]: one for one in answer["competitors"]}


def test_each_supplier_faces_its_own_duty(joined: Joined) -> None:
    found = suppliers(joined.ask)
    duties = {code: one["duty"] and one["duty"]["applied_percent"] for code, one in found.items()}
    assert {code: duties[code] for code in ("MEX", "URY", "DEU")} == {
        "MEX": "0",
        "URY": "10.08",
        "DEU": "14",
    }
    assert found["DEU"]["duty"]["kind"] == "MFN"
    assert (found["URY"]["duty"]["kind"], found["URY"]["duty"]["agreement"]) == (
        "PREFERENCE",
        "AR.PAR 4",
    )
    assert {one["duty"]["on"] for one in found.values() if one["duty"]} == {"2021-10-31"}
    datasets = {one["dataset"] for one in found["MEX"]["duty"]["provenance"]}
    assert datasets >= {"duties", "preferences"}


def test_the_advantage_is_what_the_other_pays_more(joined: Joined) -> None:
    found = suppliers(joined.ask, exporter="MEX")
    points = {code: one["duty"] and one["duty"]["advantage_points"] for code, one in found.items()}
    assert {code: Decimal(points[code]) for code in ("MEX", "URY", "DEU")} == {
        "MEX": Decimal(0),
        "URY": Decimal("10.08"),
        "DEU": Decimal(14),
    }
    behind = suppliers(joined.ask, exporter="DEU")
    assert Decimal(behind["MEX"]["duty"]["advantage_points"]) == -14


def test_one_that_is_not_listed_may_be_compared(joined: Joined) -> None:
    answer = joined.ask(
        "/v1/competitors", importer="BRA", product="850300", duties="true", exporter="PER", limit=1
    ).json()
    assert (answer["exporter"], answer["exporter_duty"]["on"]) == ("PER", "2021-10-31")
    assert [one["exporter"] for one in answer["competitors"]] == ["DEU"]


def test_a_rate_that_is_a_range_is_no_figure(joined: Joined) -> None:
    chile = suppliers(joined.ask, exporter="CHL")["CHL"]["duty"]
    assert chile["completeness"] != "COMPLETE"
    assert chile["is_best"] is False
    assert {one["reason"] for one in chile["missing"]} & {"ambiguous_code", "not_loaded"}


def test_an_area_that_tariffs_do_not_know_says_so_and_spoils_no_other(
    joined: Joined,
) -> None:
    found = suppliers(joined.ask)
    assert found["S19"]["duty"] is None
    assert found["S19"]["missing"][0]["reason"] == "not_loaded"
    assert found["MEX"]["duty"] is not None


def test_a_day_outside_the_tariff_is_not_loaded(joined: Joined) -> None:
    duty = suppliers(joined.ask, on="2030-01-01")["MEX"]["duty"]
    assert duty["applied_percent"] is None
    assert "mfn" in {one["what"] for one in duty["missing"]}


def test_without_tariff_api_trade_stands_alone(joined: Joined) -> None:
    answer = joined.alone(
        "/v1/competitors", importer="BRA", product="850300", duties="true", exporter="MEX"
    )
    body = answer.json()
    assert answer.status_code == 200
    assert {one["duty"] for one in body["competitors"]} == {None}
    assert body["missing"][-1]["reason"] == "service_unavailable"
    assert answer.headers["cache-control"] == "no-store"


def test_readiness_does_not_wait_for_tariff_api(joined: Joined) -> None:
    assert joined.alone("/readyz").json()["status"] == "ok"


def test_an_answer_of_two_services_is_kept_for_a_while_only(joined: Joined) -> None:
    plain = joined.ask("/v1/competitors", importer="BRA", product="850300")
    both = joined.ask("/v1/competitors", importer="BRA", product="850300", duties="true")
    assert "etag" in plain.headers
    assert plain.json()["competitors"][0]["duty"] is None
    assert "etag" not in both.headers
    assert both.headers["cache-control"] == "public, max-age=60"
    assert "Accept-Language" in both.headers["vary"]


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"exporter": "MEX"}, "/query/exporter"),
        ({"on": "2021-06-01"}, "/query/on"),
        ({"exporter": "BRA", "duties": "true"}, "/query/exporter"),
        ({"duties": "perhaps"}, "/query/duties"),
    ],
)
def test_bad_input_is_one_problem(joined: Joined, asked: dict[str, str], pointer: str) -> None:
    answer = joined.ask("/v1/competitors", importer="BRA", product="850300", **asked)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_the_heading_gives_a_range_where_lines_differ(joined: Joined) -> None:
    found = suppliers(joined.ask, product="0801", exporter="MEX")
    assert found["PER"]["duty"]["applied_percent"] is None
    assert found["PER"]["duty"]["missing"]
