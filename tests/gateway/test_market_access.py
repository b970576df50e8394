"""Access to a market, joined from three real services."""

from typing import Any

import pytest

ACCESS = """
query ($importer: String!, $exporter: String!, $product: String, $keyword: String, $on: Date) {
  marketAccess(
    importer: $importer, exporter: $exporter, product: $product, keyword: $keyword, on: $on
  ) {
    importer { iso3 nameEs }
    exporter { iso3 }
    on
    product { nomenclature code hs6 description }
    choices { hits { code } }
    quote { completeness best { kind agreement appliedPercent } lines { product { code } } }
    correlations { fromCode toCode kind }
    history { nomenclature product years { year valueUsd share } }
    competitors { year competitors { rank exporter country { nameEn } share } }
    chains { id name }
    missing { what reason detail }
  }
}
"""
BRAZIL_FROM_MEXICO = {"importer": "BRA", "exporter": "MEX", "on": "2021-06-01"}


async def test_every_block_is_filled_from_its_service(joined: Any) -> None:
    answer = await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="8503.00")
    access = answer["data"]["marketAccess"]

    assert "errors" not in answer
    assert access["importer"] == {"iso3": "BRA", "nameEs": "Brasil"}
    assert access["on"] == "2021-06-01"
    assert access["product"]["code"] == "850300"
    assert access["quote"]["best"]["appliedPercent"] == "0"
    assert access["correlations"] == [{"fromCode": "850300", "toCode": "850300", "kind": "EXACT"}]
    assert access["history"]["nomenclature"] == "HS2022"
    last = access["history"]["years"][-1]
    assert (last["year"], last["valueUsd"], last["share"]) == (2023, "121", 121 / 500)
    names = [row["country"] for row in access["competitors"]["competitors"]]
    assert names[1:] == [{"nameEn": "Mexico"}, {"nameEn": "Germany"}]
    assert access["chains"] == []
    assert [(row["what"], row["reason"]) for row in access["missing"]] == [
        ("chains", "NOT_IDENTIFIED")
    ]
    assert "3 cadenas" in access["missing"][0]["detail"]


async def test_one_call_for_each_edge_however_many_rows(joined: Any) -> None:
    await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="850300")

    assert joined.calls == {
        ("tariff", "/v1/quotes"): 1,
        ("tariff", "/v1/countries"): 1,
        ("tariff", "/v1/nomenclatures/NCM2017/codes/850300"): 1,
        ("matrix", "/v1/history"): 1,
        ("matrix", "/v1/competitors"): 1,
        ("niche", "/v1/chains"): 1,
    }


async def test_all_that_follows_the_quote_is_asked_at_the_same_time(joined: Any) -> None:
    await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="85030090")

    first = max(joined.ended[call] for call in joined.calls if call == ("tariff", "/v1/quotes"))
    second = {call for call in joined.calls if call[1] not in ("/v1/quotes", "/v1/countries")}
    assert len(second) == 4
    assert all(joined.begun[call] > first for call in second)
    assert max(joined.begun[call] for call in second) < min(joined.ended[call] for call in second)


async def test_countries_are_read_once_for_many_questions(joined: Any) -> None:
    for product in ("850300", "85030090"):
        await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product=product)

    assert joined.calls["tariff", "/v1/countries"] == 1
    assert joined.calls["tariff", "/v1/quotes"] == 2


async def test_only_what_is_selected_is_asked_for(joined: Any) -> None:
    chosen = """
    query ($chains: Boolean!) {
      marketAccess(importer: "BRA", exporter: "MEX", product: "850300", on: "2021-06-01") {
        ...Trade
        chains @include(if: $chains) { id }
      }
    }
    fragment Trade on MarketAccess { history { years { year } } }
    """
    answer = await joined.ask(chosen, chains=False)

    assert "errors" not in answer
    asked = {(service, path) for service, path in joined.calls if service != "tariff"}
    assert asked == {("matrix", "/v1/history")}
    assert ("tariff", "/v1/countries") not in joined.calls


async def test_a_national_line_is_called_in_the_language_asked_for(joined: Any) -> None:
    answer = await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="85030090")

    said = answer["data"]["marketAccess"]["product"]["description"]
    assert said == "Partes de motores o generadores > Outras"


async def test_a_service_that_is_down_takes_only_its_own_blocks(lame: tuple[str, Any]) -> None:
    name, gateway = lame
    own = {
        "tariff": {"importer", "exporter", "product", "quote"},
        "matrix": {"history", "competitors"},
        "niche": {"chains"},
    }
    answer = await gateway.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="850300")
    access = answer["data"]["marketAccess"]
    down = {error["path"][1] for error in answer["errors"] if len(error["path"]) == 2}

    assert down == own[name]
    for error in answer["errors"]:
        assert error["extensions"]["service"] == name
        assert error["extensions"]["problem"]["status"] == 503
        assert error["extensions"]["code"] == "SERVICE_UNAVAILABLE"
    for blocks in own.values():
        for block in blocks:
            assert (access[block] is None) is (block in own[name]), block
    reasons = {row["what"]: row["reason"] for row in access["missing"]}
    assert own[name] - {"importer", "exporter"} <= reasons.keys()
    assert {reasons.pop(block) for block in own[name] & reasons.keys()} == {"SERVICE_UNAVAILABLE"}
    assert set(reasons.values()) <= {"SERVICE_UNAVAILABLE", "NOT_IDENTIFIED"}
    assert all(row["detail"] for row in access["missing"])


@pytest.mark.parametrize("lame", ["tariff"], indirect=True)
async def test_a_code_read_without_its_correlation_says_so(lame: tuple[str, Any]) -> None:
    _, gateway = lame
    answer = await gateway.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="85030090")
    access = answer["data"]["marketAccess"]

    assert access["history"]["product"] == "850300"
    assert "correlations" in [row["what"] for row in access["missing"]]


async def test_a_keyword_with_several_codes_offers_them(joined: Any) -> None:
    answer = await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, keyword="castaña")
    access = answer["data"]["marketAccess"]

    assert access["product"] is None
    assert access["quote"] is None
    assert {"080121", "080122"} <= {hit["code"] for hit in access["choices"]["hits"]}
    assert [(row["what"], row["reason"]) for row in access["missing"]] == [
        ("product", "AMBIGUOUS_CODE")
    ]
    assert ("tariff", "/v1/quotes") not in joined.calls


async def test_a_code_that_splits_says_into_which(joined: Any) -> None:
    answer = await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="08012200")
    access = answer["data"]["marketAccess"]

    assert access["quote"]["best"]["appliedPercent"] == "8"
    assert [row["toCode"] for row in access["correlations"]] == ["080121", "080122"]
    assert access["history"] is None
    assert ("history", "AMBIGUOUS_CODE") in [
        (row["what"], row["reason"]) for row in access["missing"]
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"importer": "XX"}, "XX"),
        ({"exporter": "BRA"}, "exporter"),
        ({"product": "99"}, "99"),
        ({"product": "12345"}, "12345"),
    ],
)
async def test_a_mistake_in_the_question_is_one_problem(
    joined: Any, changes: dict[str, str], says: str
) -> None:
    answer = await joined.ask(ACCESS, **{**BRAZIL_FROM_MEXICO, "product": "850300", **changes})

    assert answer["data"] == {"marketAccess": None}
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert says in error["extensions"]["problem"]["detail"]
    assert not [service for service, _ in joined.calls if service != "tariff"]


async def test_a_product_and_a_keyword_together_are_refused(joined: Any) -> None:
    answer = await joined.ask(ACCESS, **BRAZIL_FROM_MEXICO, product="850300", keyword="motor")

    assert "keyword" in answer["errors"][0]["message"]
    assert not joined.calls


async def test_the_language_of_the_question_reaches_the_services(joined: Any) -> None:
    text = """{ marketAccess(importer: "BRA", exporter: "MEX", product: "850300",
      on: "2021-06-01", lang: PT) { product { description } } }"""
    answer = await joined.ask(text)

    assert answer["data"]["marketAccess"]["product"]["description"].startswith("Partes de motores")
