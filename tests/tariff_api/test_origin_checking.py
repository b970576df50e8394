"""The pure check of a rule of origin: boundaries, combinations and what must never happen."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from eslabon.contracts.origin import Operator, Outcome, RuleClass, ThresholdBasis
from hypothesis import given
from hypothesis import strategies as st
from tariff_api.origin.checking import agreed, best, checked, share, worst
from tariff_api.origin.facts import (
    Goods,
    Limit,
    Part,
    Rule,
    Standing,
    beginning,
    inside,
    ranges,
    touches,
)

FAIL, UNDETERMINED, PASS = Outcome.FAIL, Outcome.UNDETERMINED, Outcome.PASS
ORDER = (FAIL, UNDETERMINED, PASS)
NON, OWN, DOUBT = Standing.NON_ORIGINATING, Standing.ORIGINATING, Standing.UNCERTAIN
FOB, EX_WORKS = ThresholdBasis.CIF_OVER_FOB, ThresholdBasis.OVER_EX_WORKS
CHOCOLATE = "180632"


def goods(*parts: Part, price: str = "1000", code: str = CHOCOLATE) -> Goods:
    """Goods of one price, FOB and ex-works."""
    return Goods(code, parts, Decimal(price), Decimal(price))


def part(code: str, value: str | None = "100", standing: Standing = NON) -> Part:
    """A material, non-originating unless said."""
    return Part(code, standing, None if value is None else Decimal(value))


def rule(rule_class: RuleClass, number: int = 1, **values: object) -> Rule:
    """A rule of the set `1`."""
    return Rule("1", number, rule_class, **values)  # type: ignore[arg-type]


def value(percent: str, basis: ThresholdBasis = EX_WORKS, **values: object) -> Rule:
    """A rule of value."""
    return rule(RuleClass.VA, limit=Limit(Decimal(percent), basis), **values)


def outcome(
    one: Rule | Sequence[Rule], made: Goods, tolerance: str | None = "0", **said: bool
) -> Outcome:
    """What a rule or a set comes to; `r2=True` says that rule 2 is fulfilled."""
    rules = [one] if isinstance(one, Rule) else one
    limit = None if tolerance is None else Limit(Decimal(tolerance), EX_WORKS)
    fulfilled = {int(name[1:]): met for name, met in said.items()}
    return checked(rules, made, limit, fulfilled)[0]


@pytest.mark.parametrize(
    ("rule_class", "material", "expected"),
    [
        (RuleClass.CC, "170199", PASS),
        (RuleClass.CC, "180100", FAIL),
        (RuleClass.CTH, "180100", PASS),
        (RuleClass.CTH, "180690", FAIL),
        (RuleClass.CTSH, "180631", PASS),
        (RuleClass.CTSH, "180632", FAIL),
        (RuleClass.CTH, "18", UNDETERMINED),
        (RuleClass.CTH, "17", PASS),
        (RuleClass.CTSH, "1806", UNDETERMINED),
        (RuleClass.CTH, "", UNDETERMINED),
        (RuleClass.AH, "180632", PASS),
    ],
)
def test_a_material_has_to_change_as_many_digits_as_the_rule_says(
    rule_class: RuleClass, material: str, expected: Outcome
) -> None:
    assert outcome(rule(rule_class), goods(part(material))) is expected


def test_originating_materials_need_no_change() -> None:
    assert outcome(rule(RuleClass.CTH), goods(part("180690", standing=OWN), part("1701"))) is PASS


def test_a_barred_material_does_not_count_as_changed() -> None:
    barred = rule(RuleClass.CC, barred=ranges("0401-0406|17"))

    assert outcome(barred, goods(part("040510"))) is FAIL
    assert outcome(barred, goods(part("170199"))) is FAIL
    assert outcome(barred, goods(part("04"))) is UNDETERMINED
    assert outcome(barred, goods(part("040700"))) is PASS


@pytest.mark.parametrize(
    ("worth", "expected"), [("99.9999", PASS), ("100", PASS), ("100.0001", FAIL), (None, FAIL)]
)
def test_a_tolerance_is_inclusive(worth: str | None, expected: Outcome) -> None:
    made = goods(part("180690", worth)) if worth else goods(part("180690", "999"))

    assert outcome(rule(RuleClass.CTH), made, tolerance="10") is expected


def test_an_unknown_tolerance_leaves_a_failed_change_open() -> None:
    assert outcome(rule(RuleClass.CTH), goods(part("180690")), tolerance=None) is UNDETERMINED
    assert outcome(rule(RuleClass.CTH), goods(part("180100")), tolerance=None) is PASS


def test_a_rules_own_allowance_goes_before_the_tolerance_of_the_regime() -> None:
    allowed = rule(RuleClass.CTH, allowance_percent=Decimal(20))

    assert outcome(allowed, goods(part("180690", "200")), tolerance=None) is PASS
    assert outcome(allowed, goods(part("180690", "200.01")), tolerance=None) is FAIL


def test_a_missing_price_is_named() -> None:
    made = replace(goods(part("170199")), ex_works_usd=None)
    found = checked([value("50")], made, None)[1][0]

    assert (found.outcome, found.lacking) == (UNDETERMINED, ("ex_works_usd",))


def test_a_price_of_nothing_is_passed_only_by_nothing() -> None:
    assert outcome(value("50"), goods(part("170199", "1"), price="0")) is FAIL
    assert outcome(value("50"), goods(part("170199", "0"), price="0")) is PASS


def test_a_missing_value_leaves_open_only_what_it_can_change() -> None:
    unknown = part("170199", None)

    assert outcome(value("50"), goods(part("180100", "400"), unknown)) is UNDETERMINED
    assert outcome(value("50"), goods(part("180100", "501"), unknown)) is FAIL


@pytest.mark.parametrize(
    ("limit", "worth", "expected"),
    [("50", "500", PASS), ("50", "500.01", FAIL), ("60", "600", PASS), ("60", "600.01", FAIL)],
)
def test_the_value_limit_is_inclusive_and_milder_for_some(
    limit: str, worth: str, expected: Outcome
) -> None:
    assert outcome(value(limit, FOB), goods(part("180100", worth))) is expected


def test_a_limit_may_be_about_some_materials_only() -> None:
    sugar = value("30", materials=ranges("17"))

    assert outcome(sugar, goods(part("180100", "900"), part("170199", "300"))) is PASS
    assert outcome(sugar, goods(part("170199", "301"))) is FAIL
    assert outcome(value("0", materials=ranges("17")), goods(part("170199", "1"))) is FAIL
    assert outcome(value("0", materials=ranges("17")), goods(part("180100", "999"))) is PASS


@pytest.mark.parametrize(
    ("basis", "percent", "foreign", "expected"),
    [
        (ThresholdBasis.BUILD_DOWN, "40", "600", PASS),
        (ThresholdBasis.BUILD_DOWN, "40", "600.01", FAIL),
        (ThresholdBasis.BUILD_UP, "30", "600", PASS),
        (ThresholdBasis.BUILD_UP, "30.01", "600", FAIL),
        (ThresholdBasis.OVER_ORIGINATING, "100", "300", PASS),
        (ThresholdBasis.OVER_ORIGINATING, "100", "300.01", FAIL),
    ],
)
def test_the_other_measures_of_value_are_inclusive_too(
    basis: ThresholdBasis, percent: str, foreign: str, expected: Outcome
) -> None:
    made = goods(part("180100", foreign), part("040210", "300", OWN))

    assert outcome(value(percent, basis), made) is expected


def test_regional_value_content_is_told_as_content() -> None:
    found = checked([value("40", ThresholdBasis.BUILD_DOWN)], goods(part("180100", "550")), None)

    assert (found[1][0].share_percent, found[1][0].limit_percent) == (45, 40)


@pytest.mark.parametrize(
    ("obtained", "standing", "expected"),
    [
        (True, OWN, PASS),
        (False, OWN, FAIL),
        (None, OWN, UNDETERMINED),
        (None, NON, FAIL),
        (None, DOUBT, UNDETERMINED),
    ],
)
def test_materials_of_some_chapters_have_to_be_wholly_obtained(
    obtained: bool | None, standing: Standing, expected: Outcome
) -> None:
    milk = replace(part("040210", standing=standing), wholly_obtained=obtained)

    assert (
        outcome(rule(RuleClass.WO, materials=ranges("04")), goods(milk, part("1801"))) is expected
    )


def test_goods_wholly_obtained_or_of_originating_materials_alone() -> None:
    whole = rule(RuleClass.WO)

    assert outcome(whole, goods(part("180100", standing=OWN))) is PASS
    assert outcome(whole, goods(part("180100"))) is FAIL
    assert outcome(whole, Goods(CHOCOLATE, None, wholly_obtained=True)) is PASS
    assert outcome(whole, Goods(CHOCOLATE, None, wholly_obtained=False)) is FAIL
    assert outcome(whole, Goods(CHOCOLATE, None)) is UNDETERMINED


def test_a_material_of_uncertain_origin_leaves_open_what_it_can_change() -> None:
    doubt = part("180690", "100", DOUBT)

    assert outcome(rule(RuleClass.CTH), goods(doubt)) is UNDETERMINED
    assert outcome(rule(RuleClass.CTH), goods(doubt), tolerance="10") is PASS
    assert outcome(rule(RuleClass.CTH), goods(doubt, part("180620")), tolerance="0") is FAIL
    assert outcome(value("50"), goods(part("170199", "500"), doubt)) is UNDETERMINED
    assert outcome(value("50"), goods(part("170199", "500.01"), doubt)) is FAIL
    assert outcome(value("60"), goods(part("170199", "500"), doubt)) is PASS


def test_a_text_is_decided_only_by_the_caller() -> None:
    process = rule(RuleClass.PSR)

    assert outcome(process, goods(part("180100"))) is UNDETERMINED
    assert outcome(process, goods(part("180100")), r1=True) is PASS
    assert outcome(process, goods(part("180100")), r1=False) is FAIL


def test_without_materials_nothing_that_needs_them_is_decided() -> None:
    for one in (rule(RuleClass.CTH), value("50"), rule(RuleClass.AH)):
        assert outcome(one, Goods(CHOCOLATE, None)) is UNDETERMINED


@pytest.mark.parametrize("first", ORDER)
@pytest.mark.parametrize("second", ORDER)
@pytest.mark.parametrize("third", ORDER)
@pytest.mark.parametrize("operators", [(a, b) for a in Operator for b in Operator])
def test_and_binds_before_or(
    first: Outcome, second: Outcome, third: Outcome, operators: tuple[Operator, Operator]
) -> None:
    rules = [
        rule(RuleClass.TEXT, number, operator=operator)
        for number, operator in enumerate((*operators, None), 1)
    ]
    fulfilled = {
        number: one is PASS
        for number, one in enumerate((first, second, third), 1)
        if one is not UNDETERMINED
    }
    conjunction, disjunction = (lambda *all_: worst(all_)), (lambda *any_: best(any_))
    match operators:
        case (Operator.AND, Operator.AND):
            expected = conjunction(first, second, third)
        case (Operator.AND, Operator.OR):
            expected = disjunction(conjunction(first, second), third)
        case (Operator.OR, Operator.AND):
            expected = disjunction(first, conjunction(second, third))
        case _:
            expected = disjunction(first, second, third)

    assert checked(rules, goods(), None, fulfilled)[0] is expected


def test_several_descriptions_decide_only_where_they_agree() -> None:
    assert agreed([PASS, PASS]) is PASS
    assert agreed([PASS, FAIL]) is UNDETERMINED
    assert agreed([]) is UNDETERMINED


def test_a_range_holds_all_below_its_ends() -> None:
    span = ranges("0401-0406")[0]

    assert inside("040690", span)
    assert inside("0406", span)
    assert not inside("04", span)
    assert touches("04", span)
    assert not touches("0407", span)
    assert beginning(["180631", "180632"]) == "18063"
    assert beginning(["180631"]) == "180631"


MONEY = st.decimals(0, 2000, places=2)
CODES = st.sampled_from(["180100", "180631", "180632", "180690", "170199", "18", "1806", "040210"])
PARTS = st.builds(Part, CODES, st.sampled_from(Standing), st.none() | MONEY)
RULES = st.one_of(
    st.builds(
        rule,
        st.sampled_from([RuleClass.CC, RuleClass.CTH, RuleClass.CTSH]),
        barred=st.sampled_from([(), ranges("17"), ranges("0401-0406|180100")]),
        allowance_percent=st.none() | st.decimals(0, 100, places=1),
    ),
    st.builds(
        value,
        st.decimals(0, 100, places=1).map(str),
        st.sampled_from(ThresholdBasis),
        materials=st.sampled_from([(), ranges("17"), ranges("1801-1806")]),
    ),
    st.builds(rule, st.just(RuleClass.WO), materials=st.sampled_from([(), ranges("18")])),
)
TOLERANCES = st.none() | st.decimals(0, 100, places=1).map(str)


@given(
    RULES,
    st.lists(PARTS, min_size=1, max_size=5),
    TOLERANCES,
    st.decimals(1, 5000, places=2),
    MONEY,
)
def test_more_non_originating_value_never_helps(
    one: Rule, parts: list[Part], tolerance: str | None, price: Decimal, more: Decimal
) -> None:
    before = outcome(one, goods(*parts, price=str(price)), tolerance)
    for place, grown in enumerate(parts):
        if grown.standing is NON and grown.value_usd is not None:
            changed = replace(grown, value_usd=grown.value_usd + more)
            made = goods(*parts[:place], changed, *parts[place + 1 :], price=str(price))
            assert ORDER.index(outcome(one, made, tolerance)) <= ORDER.index(before)


@given(RULES, st.lists(PARTS, min_size=1, max_size=5), TOLERANCES, st.decimals(1, 5000, places=2))
def test_a_material_that_becomes_originating_never_harms(
    one: Rule, parts: list[Part], tolerance: str | None, price: Decimal
) -> None:
    before = outcome(one, goods(*parts, price=str(price)), tolerance)
    for place, found in enumerate(parts):
        changed = replace(found, standing=OWN)
        made = goods(*parts[:place], changed, *parts[place + 1 :], price=str(price))
        assert ORDER.index(outcome(one, made, tolerance)) >= ORDER.index(before)


@given(RULES, st.lists(PARTS, min_size=1, max_size=5), TOLERANCES, st.decimals(1, 5000, places=2))
def test_doubt_never_decides_against_what_certainty_says(
    one: Rule, parts: list[Part], tolerance: str | None, price: Decimal
) -> None:
    doubtful = outcome(one, goods(*parts, price=str(price)), tolerance)
    if doubtful is UNDETERMINED:
        return
    for sure in (OWN, NON):
        known = [replace(p, standing=sure) if p.standing is DOUBT else p for p in parts]
        assert outcome(one, goods(*known, price=str(price)), tolerance) in (doubtful, UNDETERMINED)


@given(st.decimals(0, 10**6, places=4), st.decimals("0.01", 10**6, places=4))
def test_a_share_is_rounded_half_up(one: Decimal, whole: Decimal) -> None:
    shown = share(one, whole)

    assert shown is not None
    assert abs(shown - 100 * one / whole) <= Decimal("0.00005")
    assert share(one, Decimal(0)) is None
