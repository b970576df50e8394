"""The root fields over tariff-api and what the joins of its answers cost."""

from typing import Any

import pytest

ACCESS = """
query ($product: String!) {
  marketAccess(
    importer: "BRA", exporter: "MEX", product: $product, on: "2021-06-01",
    customsValueUsd: "1000.00"
  ) {
    quote {
      consignment { customsValueUsd }
      bestLoaded { agreement fiche { code title } dutyValueUsd steps { formula amountUsd } }
      candidates { agreement fiche { code countries { iso3 } } }
    }
    agreements { code status parties { country role } }
    originRules { regimes { regime { regime } } missing { what reason } }
    norms { norm }
    missing { what reason }
  }
}
"""


async def test_market_access_shows_agreements_rules_of_origin_and_norms(joined: Any) -> None:
    answer = await joined.ask(ACCESS, product="85030090")
    access = answer["data"]["marketAccess"]

    assert "errors" not in answer
    assert {"AAP.CE 53", "AR.PAR 4"} <= {one["code"] for one in access["agreements"]}
    assert access["quote"]["consignment"] == {"customsValueUsd": "1000.00"}
    assert access["quote"]["bestLoaded"]["dutyValueUsd"] is not None
    assert access["originRules"]["regimes"] == []
    assert access["originRules"]["missing"]
    assert access["norms"] == []
    assert ("norms", "NOT_LOADED") in {(one["what"], one["reason"]) for one in access["missing"]}


async def test_fiches_of_many_candidates_are_one_call(joined: Any) -> None:
    answer = await joined.ask(ACCESS, product="85030090")
    candidates = answer["data"]["marketAccess"]["quote"]["candidates"]

    named = [one for one in candidates if one["agreement"]]
    assert named
    assert all(one["fiche"]["code"] == one["agreement"] for one in named)
    # One for the fiches, one for the agreements of the pair.
    assert joined.calls["tariff", "/v1/agreements"] == 2
    assert joined.calls["tariff", "/v1/countries"] == 1


async def test_quotes_in_a_batch_are_those_asked_one_by_one(joined: Any) -> None:
    asked = [
        {"importer": "BRA", "exporter": exporter, "product": "85030090", "on": "2021-06-01"}
        for exporter in ("MEX", "PER", "DEU")
    ]
    fields = "exporter completeness bestLoaded { appliedPercent why }"
    batch = await joined.ask(
        f"query ($items: [QuoteRequest!]!) {{ quotes(items: $items) {{ {fields} }} }}", items=asked
    )
    single = [
        await joined.ask(
            'query ($exporter: String!) { quote(importer: "BRA", exporter: $exporter, '
            f'product: "85030090", on: "2021-06-01") {{ {fields} }} }}',
            exporter=one["exporter"],
        )
        for one in asked
    ]

    assert batch["data"]["quotes"] == [one["data"]["quote"] for one in single]
    assert joined.calls["tariff", "/v1/quotes"] == 1 + len(asked)


async def test_a_wrong_input_of_a_batch_is_named_and_nothing_is_asked(joined: Any) -> None:
    wrong = [{"importer": "BRA", "exporter": "MEX", "product": "x"}]
    answer = await joined.ask(
        "query ($items: [QuoteRequest!]!) { quotes(items: $items) { exporter } }", items=wrong
    )

    assert "product" in answer["errors"][0]["message"]
    assert not joined.calls


@pytest.mark.parametrize("items", [0, 1001])
async def test_a_batch_of_none_or_of_too_many_is_a_problem(joined: Any, items: int) -> None:
    one = {"importer": "BRA", "exporter": "MEX", "product": "85030090"}
    answer = await joined.ask(
        "query ($items: [QuoteRequest!]!) { quotes(items: $items) { exporter } }",
        items=[one] * items,
    )

    [error] = answer["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["extensions"]["problem"]["errors"][0]["pointer"] == "/items"


async def test_goods_are_checked_for_origin(joined: Any) -> None:
    goods = {"importer": "BRA", "exporter": "MEX", "product": "85030090", "on": "2021-06-01"}
    answer = await joined.ask(
        "query ($goods: OriginCheckRequest!) { originCheck(goods: $goods) { exporter regimes { "
        "outcome } missing { reason } } }",
        goods=goods,
    )

    assert "errors" not in answer
    assert answer["data"]["originCheck"]["exporter"] == "MEX"
    assert answer["data"]["originCheck"]["missing"]


async def test_agreements_are_entities(joined: Any) -> None:
    answer = await joined.ask(
        "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Agreement { code } } }",
        r=[
            {"__typename": "Agreement", "code": "AAP.CE 53"},
            {"__typename": "Agreement", "code": "AAP.CE 18"},
            {"__typename": "Agreement", "code": "AAP.CE 999"},
        ],
    )

    assert [one and one["code"] for one in answer["data"]["_entities"]] == [
        "AAP.CE 53",
        "AAP.CE 18",
        None,
    ]
    assert joined.calls == {("tariff", "/v1/agreements"): 1}


async def test_lists_of_tariff_page_by_cursor(joined: Any) -> None:
    query = """query ($after: String) {
      agreements(first: 5, after: $after, country: "BRA") {
        nodes { code } pageInfo { hasNextPage endCursor }
      }
    }"""
    seen: list[str] = []
    after = None
    while True:
        page = (await joined.ask(query, after=after))["data"]["agreements"]
        seen += [one["code"] for one in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        after = page["pageInfo"]["endCursor"]

    assert len(seen) == len(set(seen)) > 5
    assert {"AAP.CE 18", "AAP.CE 53"} <= set(seen)
