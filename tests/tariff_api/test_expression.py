"""Duty expressions: their grammar, their reduction and their money."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from eslabon.contracts.envelope import Lang
from eslabon.contracts.expressions import DutyType, Unit
from hypothesis import assume, given
from hypothesis import strategies as st
from tariff_api.duties.expression import (
    PATTERN,
    Consignment,
    Expression,
    Term,
    ad_valorem,
    parsed,
)

rates = st.decimals(0, 3000, places=4)
amounts = st.decimals(0, 100_000, places=5)
margins = st.decimals(0, 100, places=4)
percentages = st.builds(Term, percent=rates)
specifics = st.builds(
    Term,
    amount=amounts,
    currency=st.sampled_from(["USD", "USD", "USD", "EUR", "PEN"]),
    per=st.sampled_from([Decimal(1), Decimal(100), Decimal(1000), Decimal(7)]),
    unit=st.sampled_from(Unit),
)
terms = st.lists(percentages | specifics, min_size=1, max_size=3).map(tuple)
bounds = st.just(()) | terms
expressions = st.builds(Expression, terms, bounds, bounds)
consignments = st.builds(
    Consignment,
    customs_value_usd=st.decimals(0, 10**9, places=2),
    quantities=st.fixed_dictionaries({unit: st.decimals(0, 10**7, places=3) for unit in Unit}),
    weight_kg=st.decimals(0, 10**7, places=3),
)


def computable(expression: Expression) -> bool:
    parts = (*expression.terms, *expression.minimum, *expression.maximum)
    return all(term.currency in (None, "USD") for term in parts)


@given(expressions)
def test_a_text_is_read_as_the_expression_that_wrote_it(expression: Expression) -> None:
    text = expression.text()
    assert parsed(text) == expression
    assert parsed(text).text() == text
    assert re.fullmatch(PATTERN, text)


@given(st.text(alphabet="0123456789.%+/ USDEURMINAXkgpairt", max_size=40))
def test_the_pattern_admits_exactly_what_can_be_read(text: str) -> None:
    try:
        parsed(text)
    except ValueError:
        assert not re.fullmatch(PATTERN, text)
    else:
        assert re.fullmatch(PATTERN, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("10%", DutyType.AD_VALOREM),
        ("10% + 2%", DutyType.AD_VALOREM),
        ("0.36 USD/kg", DutyType.SPECIFIC),
        ("10% + 0.36 USD/kg", DutyType.COMPOUND),
        ("20% MIN 2.50 USD/pair", DutyType.MIXED),
        ("9.1% + 45.1 EUR/100 kg MAX 18.9% + 16.5 EUR/100 kg", DutyType.MIXED),
        ("5% MIN 1 USD/kg MAX 30%", DutyType.MIXED),
        ("PROHIBITED", DutyType.PROHIBITED),
    ],
)
def test_every_form_is_read_and_named(text: str, kind: DutyType) -> None:
    assert parsed(text).text() == text
    assert parsed(text).duty_type == kind
    assert re.fullmatch(PATTERN, text)


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 1, "not a term"),
        ("10", 1, "10%"),
        ("2,5%", 1, "point"),
        ("10 %", 1, "not a term"),
        ("10% + 0.36", 7, "0.36 USD/kg"),
        ("10% + 0.36 USD/litro", 7, "not a unit"),
        ("10% + 0.36 usd/kg", 7, "not a term"),
        ("5% MAX 10% MIN 2%", 12, "MIN stands once, before MAX"),
        ("5% MIN 10% MIN 2%", 12, "MIN stands once"),
        ("5%  MIN 10%", 1, "blank"),
        ("1 USD/0 kg", 1, "not a term"),
        ("PROHIBITED + 10%", 1, "not a term"),
        ("-5%", 1, "not a term"),
        ("٣%", 1, "not a term"),
    ],
)
def test_what_is_wrong_and_where_is_said(text: str, position: int, words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)) as raised:
        parsed(text)
    assert str(raised.value).startswith(f"at {position}:")
    assert not re.fullmatch(PATTERN, text)


@given(expressions)
def test_no_margin_changes_nothing_and_a_whole_one_leaves_zero(expression: Expression) -> None:
    assert expression.reduced(Decimal(0)) == expression
    free = expression.reduced(Decimal(100))
    assert free.text() == "0%"
    levy = free.levied(Consignment(customs_value_usd=Decimal(1000)))
    assert levy.amount_usd == 0
    assert free.percent == 0


@given(expressions, consignments, margins, margins)
def test_a_greater_margin_never_costs_more(
    expression: Expression, consignment: Consignment, first: Decimal, second: Decimal
) -> None:
    assume(computable(expression))
    less, more = sorted((first, second))
    dear = expression.reduced(less).levied(consignment).amount_usd
    cheap = expression.reduced(more).levied(consignment).amount_usd
    full = expression.levied(consignment).amount_usd
    assert dear is not None
    assert cheap is not None
    assert full is not None
    assert 0 <= cheap <= dear <= full


@given(expressions, margins)
def test_a_reduction_is_exact_and_can_be_written(expression: Expression, margin: Decimal) -> None:
    reduced = expression.reduced(margin)
    assert parsed(reduced.text()) == reduced
    if margin == 100:
        return
    left = 1 - Fraction(margin) / 100
    for before, after in zip(
        (*expression.terms, *expression.minimum, *expression.maximum),
        (*reduced.terms, *reduced.minimum, *reduced.maximum),
        strict=True,
    ):
        old = before.amount if before.percent is None else before.percent
        new = after.amount if after.percent is None else after.percent
        assert old is not None
        assert new is not None
        assert Fraction(new) == Fraction(old) * left


@given(rates, st.decimals(0, 10**12, places=4))
def test_money_is_rounded_half_up_to_cents(rate: Decimal, value: Decimal) -> None:
    levy = ad_valorem(rate).levied(Consignment(customs_value_usd=value))
    assert levy.amount_usd is not None
    cents = Fraction(levy.amount_usd) * 100
    exact = Fraction(rate) * Fraction(value)  # percent of dollars: cents
    assert cents.denominator == 1
    assert Fraction(-1, 2) < exact - cents <= Fraction(1, 2) or exact - cents == Fraction(-1, 2)
    assert cents == (exact + Fraction(1, 2)).__floor__()


@given(terms, terms, consignments)
def test_a_maximum_below_the_minimum_wins(
    low: tuple[Term, ...], high: tuple[Term, ...], consignment: Consignment
) -> None:
    expression = Expression((Term(percent=Decimal(5)),), low, high)
    assume(computable(expression))
    plain = Expression((Term(percent=Decimal(5)),)).levied(consignment).amount_usd
    floor = Expression(low).levied(consignment).amount_usd
    ceiling = Expression(high).levied(consignment).amount_usd
    assert plain is not None
    assert floor is not None
    assert ceiling is not None
    assert expression.levied(consignment).amount_usd == min(max(plain, floor), ceiling)


@given(expressions, consignments)
def test_an_amount_is_missing_only_where_something_is_lacking(
    expression: Expression, consignment: Consignment
) -> None:
    levy = expression.levied(consignment)
    assert (levy.amount_usd is None) == bool(levy.lacking)
    assert all(lack.endswith("exchange rate") for lack in levy.lacking)
    if levy.amount_usd is not None:
        assert levy.steps[-1].amount_usd == levy.amount_usd


def test_the_steps_can_be_checked_by_hand() -> None:
    goods = Consignment(Decimal("1000"), {Unit.PAIR: Decimal(40)}, Decimal("250.5"))
    levy = parsed("10% + 0.36 USD/kg").levied(goods)
    assert [(step.formula, step.amount_usd) for step in levy.steps] == [
        ("10 % × 1000.00 USD", Decimal("100.00")),
        ("0.36 USD/kg × 250.5 kg", Decimal("90.18")),
        ("100.00 + 90.18 USD", Decimal("190.18")),
    ]
    assert levy.amount_usd == Decimal("190.18")
    levy = parsed("5% MIN 2.50 USD/pair MAX 9%").levied(goods)
    assert [step.formula for step in levy.steps] == [
        "5 % × 1000.00 USD",
        "2.50 USD/pair × 40 pair",
        "max(50.00, 100.00) USD",
        "9 % × 1000.00 USD",
        "min(100.00, 90.00) USD",
    ]
    assert levy.amount_usd == Decimal("90.00")


def test_half_a_cent_goes_up() -> None:
    assert ad_valorem(Decimal("0.5")).levied(Consignment(Decimal("1"))).amount_usd == Decimal(
        "0.01"
    )
    assert ad_valorem(Decimal("0.5")).levied(Consignment(Decimal("0.99"))).amount_usd == 0


def test_what_the_caller_must_give_is_named() -> None:
    levy = parsed("10% + 0.36 USD/kg + 3 EUR/unit").levied(
        Consignment(None, {Unit.DOZEN: Decimal(2)})
    )
    assert levy.amount_usd is None
    assert levy.lacking == ("customs_value_usd", "kg", "EUR exchange rate")
    assert [step.formula for step in levy.steps] == [
        "10 % × ? USD",
        "0.36 USD/kg × ? kg",
        "3 EUR/unit × 24 unit",
    ]


def test_quantities_convert_within_their_dimension_only() -> None:
    assert Consignment(weight_kg=Decimal(1500)).quantity(Unit.T) == Decimal("1.5")
    assert Consignment(quantities={Unit.HL: Decimal(2)}).quantity(Unit.L) == 200
    assert Consignment(quantities={Unit.PAIR: Decimal(2)}).quantity(Unit.UNIT) is None
    stated = Consignment(quantities={Unit.KG: Decimal(9)}, weight_kg=Decimal(10))
    assert stated.quantity(Unit.KG) == 9
    # Ten litres of a drink of 40 degrees hold four litres of alcohol.
    alcohol = Consignment(quantities={Unit.L_ALCOHOL: Decimal(4)})
    assert alcohol.quantity(Unit.DEGREE_LITRE) == 400


def test_a_prohibition_has_no_amount_and_no_margin_lifts_it() -> None:
    prohibited = parsed("PROHIBITED")
    assert prohibited.reduced(Decimal(100)) == prohibited
    levy = prohibited.levied(Consignment(Decimal(1000)))
    assert (levy.amount_usd, levy.lacking) == (None, ())
    assert prohibited.percent is None


@pytest.mark.parametrize("margin", ["-1", "100.01"])
def test_a_margin_outside_0_to_100_is_refused(margin: str) -> None:
    with pytest.raises(ValueError, match="from 0 to 100"):
        ad_valorem(Decimal(10)).reduced(Decimal(margin))


def test_people_read_it_in_their_language() -> None:
    shoes = parsed("20% MIN 2.50 USD/pair")
    assert shoes.text(Lang.ES) == "20 %, mínimo 2.50 USD/par"
    assert shoes.text(Lang.EN) == "20 %, minimum 2.50 USD/pair"
    assert parsed("PROHIBITED").text(Lang.PT) == "Importação proibida"
    assert parsed("0.9 USD/1000 kwh").text(Lang.ES) == "0.9 USD/1000 kWh"
