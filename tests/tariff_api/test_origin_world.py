"""Origin in the small world: correlations, descriptions, dates, refusals and what is missing."""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Any

import asyncpg
import httpx
import pytest
from eslabon.client import HttpxTransport, ServiceError
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from eslabon.contracts.origin import OriginCheckRequest, Outcome
from servicekit.settings import Settings
from tariff_api.app import create_app

from . import world
from .conftest import filled
from .loading import Row, publish, table

IN_2021 = date(2021, 6, 1)
REGIMES = """
regime;title_es;agreements;general_of;agreements_except;legal_base;cumulation;tolerance_percent;valid_from;valid_to
brazil-mexico;Reglas del ACE 53;AAP.CE 53;;;ACE 53;BILATERAL;10;2003-05-02;2030-12-31
general;Régimen general;;ALADI;AAP.CE 18;Resolución;NONE;0;;
"""
RULES = """
rule_set;rule;code_from;code_to;nomenclature;partial;rule_class;operator;subdivision
nuts;1;0801;0801;HS2017;false;CTH;;
radiators;1;7322;7322;HS2017;false;CTSH;;
cast;1;8503;8503;HS2017;true;CC;;Partes de fundición
other;1;8503;8503;HS2017;true;CTH;;Las demás partes
engines;1;840710;840710;HS2017;true;CTH;;Motores de dos tiempos
"""


def rules() -> list[Row]:
    """Rules of the agreement between Brazil and Mexico, in HS2017."""
    return [{**row, "applies_to": "BOTH", "source": "test"} for row in table(RULES)]


async def fill(connection: asyncpg.Connection) -> None:
    """Publish the world with two regimes; the general one has no rules."""
    await world.fill(connection)
    regimes = [{**row, "source": "test", "verified": "true"} for row in table(REGIMES)]
    await publish(connection, "origin_regimes", regimes)
    await publish(connection, "origin_rules", rules(), {"regime": "brazil-mexico"})


@pytest.fixture(scope="module")
def address(module_database: str, serve: Any, tmp_path_factory: Any) -> Iterator[str]:
    """Address of a service that serves the world with rules of origin."""
    filled(module_database, fill)
    uploads = tmp_path_factory.mktemp("uploads")
    with serve(create_app(Settings(database_url=module_database, uploads=uploads))) as url:
        yield url


@pytest.fixture
async def origin(address: str) -> AsyncIterator[TariffClient]:
    """The typed client."""
    async with HttpxTransport("tariff", address, timeout_seconds=30) as transport:
        yield TariffClient(transport)


@pytest.fixture
async def bare(address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A bare client."""
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        yield client


def goods(product: str, *materials: tuple[str, str], **changes: object) -> OriginCheckRequest:
    """Goods of Mexico for Brazil, priced 1000 dollars."""
    values: dict[str, object] = {
        "importer": "BRA",
        "exporter": "MEX",
        "product": product,
        "nomenclature": "HS2022",
        "on": "2021-06-01",
        "fob_usd": "1000",
        "ex_works_usd": "1000",
        "agreement": "ACE 53",
        "materials": [
            {"code": code, "originating": False, "value_usd": value} for code, value in materials
        ],
    }
    return OriginCheckRequest.model_validate(values | changes)


async def test_a_code_is_followed_into_the_nomenclature_of_the_rules(origin: TariffClient) -> None:
    found = await origin.origin_rules("BRA", "MEX", "080122", "HS2022", on=IN_2021)

    regime = next(one for one in found.regimes if one.agreement)
    assert regime.codes == ["080122"]
    assert [one.kind for one in regime.correlations] == ["MERGE"]
    assert Reason.AMBIGUOUS_CODE in {
        one.reason for one in found.missing if one.what == "brazil-mexico"
    }
    assert [one.rule_set for one in regime.rule_sets] == ["nuts"]


async def test_a_code_of_the_rules_own_revision_needs_no_correlation(origin: TariffClient) -> None:
    found = await origin.origin_rules("BRA", "MEX", "0801.22.00", on=IN_2021)

    regime = next(one for one in found.regimes if one.agreement)
    assert (found.product.nomenclature, regime.correlations) == ("NCM2017", [])
    assert [one.rule_set for one in regime.rule_sets] == ["nuts"]


async def test_materials_are_followed_to_what_they_share(
    origin: TariffClient,
) -> None:
    split = await origin.origin_check(goods("080122", ("080121", "500")))
    other = await origin.origin_check(goods("732211", ("732219", "500")))

    assert split.regimes[0].rule_sets[0].outcome is Outcome.FAIL
    assert other.regimes[0].rule_sets[0].outcome is Outcome.PASS


@pytest.mark.parametrize(("value", "outcome"), [("100", "PASS"), ("100.01", "FAIL")])
async def test_the_tolerance_of_the_regime_is_inclusive(
    origin: TariffClient, value: str, outcome: str
) -> None:
    check = await origin.origin_check(goods("732211", ("732211", value)))

    assert check.regimes[0].outcome == outcome


async def test_descriptions_that_differ_are_to_be_chosen(origin: TariffClient) -> None:
    open_ = await origin.origin_check(goods("850300", ("840710", "500")))
    same = await origin.origin_check(goods("850300", ("850300", "500")))
    chosen = await origin.origin_check(
        goods("850300", ("850300", "500"), under={"regime": "brazil-mexico", "rule_set": "other"})
    )

    assert [one.outcome for one in open_.regimes[0].rule_sets] == ["PASS", "PASS"]
    assert open_.regimes[0].outcome == "PASS"
    assert same.regimes[0].outcome == "FAIL"
    assert [one.rule_set for one in chosen.regimes[0].rule_sets] == ["other"]


async def test_the_only_description_has_to_be_confirmed(origin: TariffClient) -> None:
    open_ = await origin.origin_check(goods("840710", ("732211", "500")))
    chosen = await origin.origin_check(
        goods("840710", ("732211", "500"), under={"regime": "brazil-mexico", "rule_set": "engines"})
    )

    assert (open_.regimes[0].outcome, chosen.regimes[0].outcome) == ("UNDETERMINED", "PASS")


async def test_without_materials_the_rule_to_check_is_told(origin: TariffClient) -> None:
    check = await origin.origin_check(goods("732211", materials=None), lang="en")

    found = check.regimes[0]
    assert found.outcome == "UNDETERMINED"
    assert "every non-originating material must be of another subheading" in found.said


async def test_goods_wholly_obtained_need_no_rule(origin: TariffClient) -> None:
    check = await origin.origin_check(goods("080122", materials=None, wholly_obtained=True))

    assert check.regimes[0].outcome == "PASS"


async def test_materials_of_the_importer_count_where_the_regime_cumulates(
    origin: TariffClient,
) -> None:
    materials = [{"code": "732211", "origin": "BR", "value_usd": "900"}]
    check = await origin.origin_check(goods("732211", materials=materials))

    assert check.regimes[0].outcome == "PASS"


async def test_a_regime_without_rules_says_that_it_has_none(origin: TariffClient) -> None:
    found = await origin.origin_rules("BRA", "PER", "080122", "HS2022", on=IN_2021, lang="en")

    assert [one.regime.regime for one in found.regimes] == ["general"]
    said = {one.detail for one in found.missing if one.what == "general"}
    assert "general has no rule loaded for 080122." in said


async def test_days_of_the_regime_are_inclusive(origin: TariffClient) -> None:
    last = await origin.origin_rules("BRA", "MEX", "080122", "HS2022", on=date(2030, 12, 31))
    after = await origin.origin_rules("BRA", "MEX", "080122", "HS2022", on=date(2031, 1, 1))

    assert "brazil-mexico" in {one.regime.regime for one in last.regimes}
    assert "brazil-mexico" not in {one.regime.regime for one in after.regimes}


async def test_no_agreement_is_a_reason(origin: TariffClient) -> None:
    found = await origin.origin_rules("BRA", "DEU", "080122", "HS2022", on=IN_2021)

    assert found.regimes == []
    assert [one.reason for one in found.missing] == [Reason.NO_AGREEMENT]


@pytest.mark.parametrize(
    ("changes", "status", "pointer"),
    [
        ({"importer": "XXX"}, 404, "/importer"),
        ({"exporter": "BRA"}, 422, "/exporter"),
        ({"product": "08"}, 422, "/product"),
        ({"product": "999999"}, 404, "/product"),
        ({"nomenclature": "HS1066"}, 404, "/nomenclature"),
        ({"agreement": "ACE 999"}, 404, "/agreement"),
        ({"under": {"regime": "nowhere"}}, 404, "/under/regime"),
        ({"under": {"rule_set": "nuts"}}, 422, "/under/regime"),
        (
            {"under": {"regime": "brazil-mexico", "rule_set": "cast"}},
            404,
            "/under/rule_set",
        ),
        (
            {
                "under": {
                    "regime": "brazil-mexico",
                    "fulfilled": [{"rule_set": "nuts", "rule": 1, "met": True}],
                }
            },
            404,
            "/under/fulfilled/0/rule",
        ),
        ({"materials": [{"code": "999999"}]}, 404, "/materials/0/code"),
        ({"materials": [{"code": "080121", "origin": "XX"}]}, 404, "/materials/0/origin"),
        ({"materials": [{"code": "080121", "value_usd": "-1"}]}, 422, "/materials/0/value_usd"),
        ({"fob_usd": "1.00001"}, 422, "/fob_usd"),
        ({"colour": "red"}, 422, "/colour"),
    ],
)
async def test_what_is_wrong_is_one_problem_that_points_at_it(
    bare: httpx.AsyncClient, changes: dict[str, object], status: int, pointer: str
) -> None:
    body = goods("080122").model_dump(mode="json", exclude_unset=True) | changes
    answer = await bare.post("/v1/origin-checks", json=body)

    assert answer.status_code == status, answer.text
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


async def test_what_is_wrong_in_a_query_is_pointed_at_too(bare: httpx.AsyncClient) -> None:
    asked = {"importer": "BRA", "exporter": "MEX", "product": "08"}
    answer = await bare.get("/v1/origin-rules", params=asked)

    assert [one["pointer"] for one in answer.json()["errors"]] == ["/query/product"]


async def test_an_unknown_regime_is_not_found(origin: TariffClient) -> None:
    with pytest.raises(ServiceError) as caught:
        await origin.rules_of_regime("nowhere", lang="en")

    assert caught.value.problem.status == 404
    assert "brazil-mexico, general" in caught.value.problem.detail
