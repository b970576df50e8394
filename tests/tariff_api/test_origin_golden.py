"""What must hold of origin on the sample: the United Kingdom's rules and ALADI's general regime."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from eslabon.client.tariff import TariffClient
from eslabon.contracts.envelope import Reason
from eslabon.contracts.origin import (
    Fulfilment,
    Material,
    OriginCheck,
    OriginCheckRequest,
    Outcome,
    RegimeBasis,
    RegimeCheck,
    RegimeChoice,
    RuleClass,
    StepKind,
)

IN_2024 = date(2024, 6, 1)
NOT_IN_ANNEX = RegimeChoice(
    regime="aladi-252", fulfilled=[Fulfilment(rule_set="general", rule=2, met=False)]
)


def under(check: OriginCheck, regime: str) -> RegimeCheck:
    """Return what a check comes to under one regime."""
    return next(one for one in check.regimes if one.regime.regime == regime)


def chocolate(
    importer: str, exporter: str, made_of: dict[str, str], **changes: object
) -> OriginCheckRequest:
    """Chocolate bars priced 1000 dollars (950 ex-works), of materials from outside the region."""
    values: dict[str, object] = {
        "importer": importer,
        "exporter": exporter,
        "product": "1806.32",
        "nomenclature": "HS2022",
        "on": IN_2024,
        "fob_usd": Decimal(1000),
        "ex_works_usd": Decimal(950),
        "materials": [
            Material(code=code, origin="CIV", value_usd=Decimal(value))
            for code, value in made_of.items()
        ],
        "only_minimal_operations": False,
        "direct_transport": True,
        "certificate": True,
    }
    return OriginCheckRequest.model_validate(values | changes)


async def test_the_rule_of_chocolate_from_chile_in_the_united_kingdom(
    real_tariff: TariffClient,
) -> None:
    found = await real_tariff.origin_rules("GBR", "CHL", "1806.32", on=IN_2024, lang="en")

    regime = found.regimes[0]
    assert [one.regime.regime for one in found.regimes] == ["uk-chile"]
    assert (regime.agreement, regime.basis) == ("OMC 1099", RegimeBasis.AGREEMENT)
    rules = regime.rule_sets[0].rules
    assert [(one.rule_class, one.materials) for one in rules] == [
        (RuleClass.CTH, []),
        (RuleClass.VA, ["17"]),
    ]
    assert rules[1].threshold_percent == 30
    assert regime.rule_sets[0].to_check == (
        "Rule to check: every non-originating material must be of another heading and "
        "non-originating materials (chapter 17) do not exceed 30 % of the ex-works price."
    )
    unstated = [one for one in found.missing if one.reason is Reason.NOT_REPORTED]
    assert [one.what for one in unstated] == ["uk-chile"]


@pytest.mark.parametrize(
    ("materials", "outcome"),
    [
        ({"180100": "300", "170199": "285"}, Outcome.PASS),
        ({"180100": "300", "170199": "285.01"}, Outcome.FAIL),
        ({"180620": "10"}, Outcome.UNDETERMINED),
    ],
)
async def test_chocolate_from_chile_is_decided_by_its_sugar(
    real_tariff: TariffClient, materials: dict[str, str], outcome: Outcome
) -> None:
    check = await real_tariff.origin_check(chocolate("GBR", "CHL", materials))

    assert under(check, "uk-chile").outcome is outcome


async def test_cocoa_beans_make_chocolate_of_peru_by_a_change_of_heading(
    real_tariff: TariffClient,
) -> None:
    request = chocolate("BRA", "PER", {"180100": "700"})
    check = await real_tariff.origin_check(request, lang="en")

    found = under(check, "aladi-252")
    assert found.outcome is Outcome.PASS
    assert (found.agreement, found.basis) == (None, RegimeBasis.GENERAL)
    assert "AAP.CE 58" in found.agreements_served
    assert found.said.endswith("has no specific requirement for the goods.")
    assert [one.outcome for one in found.rule_sets[0].steps] == [
        Outcome.FAIL,
        Outcome.UNDETERMINED,
        Outcome.PASS,
        Outcome.FAIL,
    ]
    assumed = {one.name: one.value for one in check.methodology.parameters if one.assumed}
    assert assumed["aladi-252.value_limit_percent"] == "50"
    assert assumed["aladi-252.value_limit_milder_percent"] == "60"
    assert assumed["aladi-252.direct_transport"] == "true"


@pytest.mark.parametrize(
    ("exporter", "value", "outcome", "limit"),
    [
        ("PER", "500", Outcome.PASS, 50),
        ("PER", "500.01", Outcome.FAIL, 50),
        ("BOL", "600", Outcome.PASS, 60),
        ("ECU", "600", Outcome.PASS, 60),
        ("PRY", "600.01", Outcome.FAIL, 60),
    ],
)
async def test_the_least_developed_members_have_the_milder_limit(
    real_tariff: TariffClient, exporter: str, value: str, outcome: Outcome, limit: int
) -> None:
    chosen = {"under": NOT_IN_ANNEX}
    request = chocolate("BRA", exporter, {"180620": value}, **chosen)
    found = under(await real_tariff.origin_check(request), "aladi-252")

    assert found.outcome is outcome
    assert found.rule_sets[0].steps[3].limit_percent == limit


async def test_what_annex_one_says_stays_open_until_the_caller_says_it(
    real_tariff: TariffClient,
) -> None:
    open_ = await real_tariff.origin_check(chocolate("BRA", "PER", {"180620": "700"}))

    assert under(open_, "aladi-252").outcome is Outcome.UNDETERMINED


async def test_materials_of_a_third_member_are_counted_both_ways(
    real_tariff: TariffClient,
) -> None:
    paste = [Material(code="180620", origin="ECU", value_usd=Decimal(700))]
    chosen = {"under": NOT_IN_ANNEX, "materials": paste}
    check = await real_tariff.origin_check(chocolate("BRA", "PER", {}, **chosen))

    assert under(check, "aladi-252").outcome is Outcome.UNDETERMINED


async def test_materials_of_the_importer_cumulate(real_tariff: TariffClient) -> None:
    materials = [
        Material(code="180620", origin="GB", value_usd=Decimal(700)),
        Material(code="170199", origin="THA", value_usd=Decimal(100)),
    ]
    request = chocolate("GBR", "CHL", {}, materials=materials)
    check = await real_tariff.origin_check(request, lang="en")

    found = under(check, "uk-chile")
    assert found.outcome is Outcome.PASS
    lent = [one for one in found.steps if one.kind is StepKind.CUMULATION]
    assert [one.materials for one in lent] == [["180620"]]
    assert "United Kingdom" in lent[0].said


async def test_own_rules_that_are_not_loaded_are_named(real_tariff: TariffClient) -> None:
    found = await real_tariff.origin_rules("BRA", "CHL", "180632", "HS2022", on=IN_2024, lang="en")

    said = {one.what: one.detail for one in found.missing}
    assert said["AAP.CE 35"] == ("AAP.CE 35 has rules of origin of its own, which are not loaded.")
    assert all("AAP.CE 35" not in one.agreements_served for one in found.regimes)


async def test_a_regime_of_the_united_kingdom_does_not_serve_other_pairs(
    real_tariff: TariffClient,
) -> None:
    found = await real_tariff.origin_rules("CHL", "PER", "180632", "HS2022", on=date(2025, 6, 1))

    assert "uk-cptpp" not in {one.regime.regime for one in found.regimes}
    assert "uk-cptpp" in next(one.detail for one in found.missing if one.what == "OMC 640")


async def test_two_agreements_between_one_pair_give_two_rules(real_tariff: TariffClient) -> None:
    found = await real_tariff.origin_rules("GBR", "CHL", "080440", "HS2022", on=date(2025, 6, 1))

    classes = {
        one.regime.regime: [rule.rule_class for rule in one.rule_sets[0].rules]
        for one in found.regimes
    }
    assert classes["uk-cptpp"] == [RuleClass.CC]
    assert RuleClass.VA in classes["uk-chile"]


@pytest.mark.parametrize(("importer", "exporter", "rules"), [("GBR", "MEX", 2), ("MEX", "GBR", 3)])
async def test_a_rule_for_exports_alone_is_not_shown_for_imports(
    real_tariff: TariffClient, importer: str, exporter: str, rules: int
) -> None:
    found = await real_tariff.origin_rules(importer, exporter, "580110", "HS2022", on=IN_2024)

    other = next(one for one in found.regimes[0].rule_sets if one.rule_set == "388")
    assert len({one.source for one in other.rules}) == rules


async def test_an_edition_before_the_agreement_has_no_rule(real_tariff: TariffClient) -> None:
    found = await real_tariff.origin_rules("GBR", "MEX", "580110", "HS2022", on=date(2021, 5, 31))

    assert found.regimes == []
    assert [one.reason for one in found.missing] == [Reason.NO_AGREEMENT]


async def test_every_regime_and_its_rules_can_be_listed(real_tariff: TariffClient) -> None:
    regimes = await real_tariff.origin_regimes()
    names = [one.regime for one in regimes]
    assert names == sorted(names)
    assert {"aladi-252", "uk-andean", "uk-cptpp"} <= set(names)

    first = await real_tariff.rules_of_regime("uk-chile", limit=700)
    rest = await real_tariff.rules_of_regime("uk-chile", cursor=first.next_cursor, limit=700)
    keys = [(one.code_from, one.rule_set, one.rule) for one in (*first.items, *rest.items)]
    assert rest.next_cursor is None
    assert len(set(keys)) == len(keys) > 1000
    cocoa = await real_tariff.rules_of_regime("uk-chile", product="18.06")
    assert {one.rule_set for one in cocoa.items} == {"55"}


async def test_the_example_of_the_page_answers_what_it_says(real: httpx.AsyncClient) -> None:
    page = (Path(__file__).parents[2] / "docs" / "origen.md").read_text(encoding="utf-8")
    example = json.loads(page.partition("<<'JSON'\n")[2].partition("\nJSON")[0])
    added = json.loads("{" + page.partition("```json\n")[2].partition("\n```")[0] + "}")
    paste = [
        {**one, "code": one["code"].replace("1801.00", "1806.20")} for one in example["materials"]
    ]

    outcomes = []
    for body in (example, example | {"materials": paste}, example | added | {"materials": paste}):
        answer = await real.post("/v1/origin-checks", json=body)
        outcomes += [(one["regime"]["regime"], one["outcome"]) for one in answer.json()["regimes"]]

    assert outcomes == [
        ("aladi-252", "PASS"),
        ("aladi-252", "UNDETERMINED"),
        ("aladi-252", "FAIL"),
    ]
