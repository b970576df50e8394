"""Trade under preferences by pair, scheme, product and year, with the caveats that go with it."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl

import pytest
from eslabon.client import HttpxTransport
from eslabon.client.matrix import MatrixClient

from tests.matrix_api.conftest import Ask, Joined


def negotiated(ask: Ask, importer: str, exporter: str, **more: Any) -> dict[str, Any]:
    """Return the trade of a pair in classes."""
    answer = ask(
        "/v1/negotiated-trade", importer=importer, exporter=exporter, **{"lang": "en", **more}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def usd(part: dict[str, Any]) -> tuple[str, str, str]:
    """Return the estimate of a class and its bounds."""
    return part["usd"], part["lower_usd"], part["upper_usd"]


def test_what_a_pair_trades_is_in_three_classes_or_not_assessed(joined: Joined) -> None:
    split = negotiated(joined.ask, "BRA", "MEX")["years"][0]["split"]
    assert (split["total_usd"], split["subheadings"]) == ("193", 5)
    # 850300, 080121 and 080122 have preferences, 840710 is free, 732211 has no duty loaded.
    assert usd(split["covered"]) == ("170", "170", "193")
    assert usd(split["mfn_zero"]) == ("20", "20", "23")
    assert usd(split["not_covered"]) == ("0", "0", "3")
    assert split["unassessed_usd"] == "3"
    assert split["covered"]["share"] == pytest.approx(170 / 193)
    assert split["share_of_dutiable"] == 1
    assert split["lower_share_of_dutiable"] == pytest.approx(170 / 173)


def test_without_an_agreement_nothing_is_covered(joined: Joined) -> None:
    split = negotiated(joined.ask, "BRA", "DEU", product="85")["years"][0]["split"]
    assert usd(split["covered"]) == ("0", "0", "0")
    assert usd(split["not_covered"]) == ("120", "120", "120")
    free = negotiated(joined.ask, "BRA", "DEU", product="840710")["years"][0]["split"]
    assert usd(free["covered"]) == ("0", "0", "0")
    assert usd(free["mfn_zero"]) == ("7", "7", "7")


def test_the_agreement_that_covers_each_part_is_named(joined: Joined) -> None:
    year = negotiated(joined.ask, "BRA", "MEX")["years"][0]
    of = {one["agreement"]: one["covered"] for one in year["agreements"]}
    assert usd(of["AAP.CE 53"]) == ("100", "100", "100")
    parts = [Decimal(one["usd"]) for one in of.values()]
    assert sum(parts) == Decimal(year["split"]["covered"]["usd"])
    assert parts == sorted(parts, reverse=True)


@pytest.mark.parametrize("level", [2, 4, 6])
def test_products_of_any_level_add_up_to_the_whole(joined: Joined, level: int) -> None:
    answer = negotiated(joined.ask, "BRA", "MEX", level=level)
    products = answer["years"][0]["products"]
    assert [len(one["product"]) for one in products] == [level] * len(products)
    for name in ("total_usd", "unassessed_usd"):
        parts = sum(Decimal(one["split"][name]) for one in products)
        assert parts == Decimal(answer["years"][0]["split"][name])


def test_a_scheme_is_its_members_with_a_tariff(joined: Joined) -> None:
    answer = negotiated(joined.ask, "mercosur", "MEX")
    assert (answer["importer"], answer["exporters"]) == ("MERCOSUR", ["MEX"])
    assert "PRY" not in answer["importers"]
    assert any("PRY" in one["detail"] for one in answer["missing"])
    year = answer["years"][0]
    assert year["split"]["total_usd"] == "205"
    pairs = {one["importer"]: one["split"]["total_usd"] for one in year["pairs"]}
    assert (pairs["BRA"], pairs["URY"]) == ("193", "12")
    days = {one["importer"]: one["on"] for one in answer["preferences"]}
    assert (days["BRA"], days["URY"]) == ("2021-10-31", "2025-12-31")


def test_trade_within_a_scheme_is_each_pair_of_members(joined: Joined) -> None:
    answer = negotiated(joined.ask, "scheme:MERCOSUR", "MERCOSUR")
    pairs = {(one["importer"], one["exporter"]) for one in answer["years"][0]["pairs"]}
    assert ("URY", "BRA") in pairs
    assert not any(importer == exporter for importer, exporter in pairs)
    assert answer["years"][0]["split"]["covered"]["usd"] == "89"


def test_a_country_whose_tariff_is_not_loaded_is_not_assessed(joined: Joined) -> None:
    answer = negotiated(joined.ask, "PRY", "MEX")
    split = answer["years"][0]["split"]
    assert (split["total_usd"], split["unassessed_usd"]) == ("70", "70")
    assert usd(split["covered"]) == ("0", "0", "70")
    assert answer["missing"][0]["what"] == "preferences"
    assert answer["preferences"][0]["on"] is None


def test_years_are_side_by_side_and_those_absent_say_so(joined: Joined) -> None:
    answer = negotiated(joined.ask, "BRA", "MEX", years=3)
    by_year = {one["year"]: one for one in answer["years"]}
    assert sorted(by_year) == [2021, 2022, 2023]
    assert by_year[2021]["split"] is None
    assert by_year[2022]["split"]["covered"]["share"] == 1
    assert "2021" in answer["missing"][0]["detail"]


def test_that_trade_and_preferences_are_of_other_years_is_said(joined: Joined) -> None:
    year = negotiated(joined.ask, "BRA", "MEX")["years"][0]
    caveat = next(one for one in year["missing"] if one["what"] == "preferences")
    assert "2023" in caveat["detail"]
    assert "2021-10-31" in caveat["detail"]


def test_a_day_asked_for_is_the_day_of_the_preferences(joined: Joined) -> None:
    answer = negotiated(joined.ask, "BRA", "MEX", on="2021-06-01")
    assert answer["preferences"][0]["on"] == "2021-06-01"
    parameters = {one["name"]: one for one in answer["methodology"]["parameters"]}
    assert (parameters["on"]["value"], parameters["on"]["assumed"]) == ("2021-06-01", False)


def test_coverage_is_never_called_by_another_name(joined: Joined) -> None:
    for lang, word in (("es", "utiliza"), ("pt", "utiliza"), ("en", "utilis")):
        text = joined.ask("/v1/negotiated-trade", importer="BRA", exporter="MEX", lang=lang).text
        assert word not in text.lower()


def test_without_tariff_api_nothing_is_classed_and_nothing_is_kept(joined: Joined) -> None:
    answer = joined.alone("/v1/negotiated-trade", importer="BRA", exporter="MEX")
    assert answer.status_code == 200
    assert [one["split"] for one in answer.json()["years"]] == [None]
    assert answer.json()["missing"][0]["reason"] == "service_unavailable"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "status", "pointer"),
    [
        ({"importer": "NOWHERE"}, 404, "/query/importer"),
        ({"exporter": "BRA"}, 422, "/query/exporter"),
        ({"importer": "ALADI", "exporter": "ALADI"}, 422, "/query/importer"),
        ({"level": "3"}, 422, "/query/level"),
        ({"years": "0"}, 422, "/query/years"),
        ({"product": "85030010"}, 422, "/query/product"),
        ({"importer": ""}, 422, "/query/importer"),
    ],
)
def test_bad_input_is_one_problem(
    joined: Joined, asked: dict[str, str], status: int, pointer: str
) -> None:
    answer = joined.ask("/v1/negotiated-trade", **{"importer": "BRA", "exporter": "MEX", **asked})
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_an_empty_service_has_nothing_to_class(ask_empty: Ask) -> None:
    answer = ask_empty("/v1/negotiated-trade", importer="BRA", exporter="MEX").json()
    assert (answer["years"], answer["missing"][0]["reason"]) == ([], "not_loaded")


def obstacles(ask: Ask, **more: Any) -> dict[str, Any]:
    """Return what stands in the way of Mexico's sales to Brazil."""
    asked = {"importer": "BRA", "exporter": "MEX", "lang": "en", **more}
    found: dict[str, Any] = ask("/v1/negotiated-trade/obstacles", **asked).json()
    return found


def test_products_with_a_preference_and_little_trade_are_found(joined: Joined) -> None:
    answer = obstacles(joined.ask)
    assert [one["product"] for one in answer["obstacles"]] == ["080121"]
    one = answer["obstacles"][0]
    assert (one["importer_total_usd"], one["exporter_total_usd"]) == ("5010", "410")
    assert (one["bilateral_usd"], one["potential_usd"]) == ("10", "400")
    assert one["share"] == pytest.approx(10 / 5010)
    assert one["lines_covered"] == one["lines"]
    assert Decimal(one["margin_points"]) > 0
    assert "product=080121" in one["origin_rules_path"]


def test_advantage_is_not_looked_at_where_only_a_part_of_trade_is_loaded(
    joined: Joined,
) -> None:
    answer = obstacles(joined.ask)
    assert answer["obstacles"][0]["rca"] is None
    assert {"rca", "norms"} <= {one["what"] for one in answer["missing"]}
    parameters = {one["name"]: one["value"] for one in answer["methodology"]["parameters"]}
    assert parameters["rca_threshold"] == "not_applied"


def test_the_paths_lead_to_what_is_to_be_checked(joined: Joined) -> None:
    one = obstacles(joined.ask)["obstacles"][0]
    for name in ("norms_path", "origin_rules_path"):
        path, _, query = one[name].partition("?")
        assert joined.tariff(path, **dict(parse_qsl(query))).status_code == 200


def test_obstacles_without_tariff_api_say_so(joined: Joined) -> None:
    answer = obstacles(joined.alone)
    assert answer["obstacles"] == []
    assert answer["missing"][-1]["reason"] == "service_unavailable"


def test_of_a_whole_basket_only_what_the_exporter_is_good_at_counts(joined: Joined) -> None:
    answer = obstacles(joined.ask, year=2019)
    assert [one["product"] for one in answer["obstacles"]] == ["850300"]
    assert answer["obstacles"][0]["rca"] > 1
    assert "rca" not in {one["what"] for one in answer["missing"]}
    assert answer["examined"] == 1


async def test_the_client_gives_contracts(joined: Joined) -> None:
    async with HttpxTransport("matrix", joined.address) as transport:
        client = MatrixClient(transport)
        faced = await client.competitors("BRA", "850300", duties=True, exporter="MEX")
        trade = await client.negotiated_trade("BRA", "MEX", level=2, years=2, on=date(2021, 6, 1))
        obstacles = await client.negotiated_trade_obstacles("BRA", "MEX", limit=1)

    assert faced.exporter_duty is not None
    assert faced.exporter_duty.advantage_points == 0
    assert [one.year for one in trade.years] == [2022, 2023]
    assert trade.preferences[0].on == date(2021, 6, 1)
    assert [one.rank for one in obstacles.obstacles] == [1]
