"""What becomes of preferences and duties of every kind, as pure functions of facts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from eslabon.contracts.envelope import Lang, Reason
from eslabon.contracts.expressions import DutyType, Unit
from eslabon.contracts.nomenclature import Correlation, CorrelationKind
from eslabon.contracts.quotes import CandidateKind, CandidateStatus, Completeness
from tariff_api.duties.expression import Consignment
from tariff_api.quotes.facts import PAR, NotInForce

from .facts import CE, FIRST, decided, duty, exception, grant, pair, preferred, quota_row


def test_a_margin_reduces_the_duty_as_in_the_worked_example() -> None:
    found = preferred(decided(pair(CE), duty("14"), grant()))

    assert (found.applied_percent, found.margin_percent) == (Decimal("10.08"), 28)


def test_a_margin_on_nothing_shows_that_there_is_nothing_to_reduce() -> None:
    found = decided(pair(CE), duty("0"), grant())

    assert found.best is not None
    assert found.best.kind is CandidateKind.MFN
    assert preferred(found).margin_percent is None


def test_a_margin_on_a_duty_that_is_not_loaded_is_shown_without_a_duty() -> None:
    found = decided(pair(CE), None, grant())

    assert preferred(found).applied_percent is None
    assert not preferred(found).known
    assert found.best_loaded is None
    assert ("mfn", Reason.NOT_LOADED) in {(gap.what, gap.reason) for gap in found.gaps}


def test_a_margin_reduces_every_component_of_a_compound_duty() -> None:
    found = decided(pair(CE), duty(expression="10% + 0.50 USD/kg"), grant())

    assert found.best is not None
    assert found.best.expression is not None
    assert found.best.expression.text() == "7.2% + 0.36 USD/kg"
    assert found.best.expression.duty_type is DutyType.COMPOUND


def test_a_whole_margin_on_a_specific_duty_leaves_nothing_to_pay() -> None:
    found = decided(pair(CE), duty(expression="0.50 USD/kg"), grant(margin_percent=Decimal(100)))

    assert found.best is not None
    assert found.best.applied_percent == 0


def test_a_specific_duty_alone_is_the_best_and_has_no_percentage() -> None:
    found = decided(pair(), duty(expression="0.36 USD/kg"))

    assert found.best is not None
    assert (found.best.kind, found.best.applied_percent) == (CandidateKind.MFN, None)
    assert found.gaps[0].reason is Reason.NO_AGREEMENT


def test_duties_of_different_kinds_have_no_best_without_a_consignment() -> None:
    rows = duty(expression="0.36 USD/kg"), grant(rate_percent=Decimal(5))
    without = decided(pair(CE), *rows)
    goods = Consignment(Decimal(1000), {Unit.KG: Decimal(100)})
    cheap = decided(pair(CE), *rows, consignment=goods)

    assert (without.best, without.best_loaded) == (None, None)
    assert ("best", Reason.NOT_ASSESSED) in {(gap.what, gap.reason) for gap in without.gaps}
    assert cheap.best is not None
    assert cheap.best.kind is CandidateKind.MFN
    assert cheap.best.levy is not None
    assert cheap.best.levy.amount_usd == Decimal("36.00")


def test_a_prohibited_line_says_so_and_no_preference_lifts_it() -> None:
    found = decided(pair(CE), duty(expression="PROHIBITED"), grant(rate_percent=Decimal(0)))

    assert found.best is not None
    assert found.best.prohibited
    assert preferred(found).status is CandidateStatus.EXCLUDED
    assert "prohibida" in preferred(found).why.text(Lang.ES, {})


def test_a_line_in_the_list_of_exceptions_is_excluded_by_name() -> None:
    found = decided(pair(CE), duty("14"), grant(), exception())

    assert [one.kind for one in found.options] == [CandidateKind.MFN, CandidateKind.PREFERENCE]
    excluded = preferred(found)
    assert (excluded.status, excluded.attributed.agreement) == (CandidateStatus.EXCLUDED, CE)
    assert (excluded.applied_percent, excluded.margin_percent) == (14, 0)
    assert found.completeness is Completeness.COMPLETE
    assert found.gaps == ()


def test_a_grant_on_a_longer_code_goes_before_an_exception_above_it() -> None:
    found = decided(pair(CE), duty("14"), grant(), exception(code="08"))

    assert found.best is not None
    assert found.best.applied_percent == Decimal("10.08")


def test_an_exception_on_a_longer_code_goes_before_a_grant_above_it() -> None:
    found = decided(pair(CE), duty("14"), grant(code="08"), exception())

    assert preferred(found).status is CandidateStatus.EXCLUDED


def test_the_regional_preference_is_certain_once_its_list_is_loaded() -> None:
    conditional = decided(pair(PAR, cell=20), duty("10"))
    certain = decided(pair(PAR, cell=20), duty("10"), lists=frozenset({PAR}))
    excluded = decided(pair(PAR, cell=20), duty("10"), exception(PAR), lists=frozenset({PAR}))

    assert conditional.best is None
    assert certain.best is not None
    assert (certain.best.applied_percent, certain.best.conditional) == (8, False)
    assert excluded.best is not None
    assert excluded.best.kind is CandidateKind.MFN
    assert preferred(excluded).status is CandidateStatus.EXCLUDED


@pytest.mark.parametrize(
    ("granter_cell", "mfn", "applied"),
    [(48, "10", "5.2"), (8, "10", "9.2"), (34, "10", "6.6"), (14, "10", "8.6"), (10, "10", "9")],
)
def test_the_cells_of_the_regional_table_leave_what_they_say(
    granter_cell: int, mfn: str, applied: str
) -> None:
    found = decided(pair(PAR, cell=granter_cell), duty(mfn), lists=frozenset({PAR}))

    assert preferred(found).applied_percent == Decimal(applied)


@pytest.mark.parametrize(
    ("on", "status", "applied"),
    [
        (date(2019, 12, 31), CandidateStatus.OUTSIDE_DATES, "10"),
        (date(2020, 1, 1), CandidateStatus.APPLIES, "8"),
        (date(2021, 12, 31), CandidateStatus.APPLIES, "8"),
        (date(2022, 1, 1), CandidateStatus.APPLIES, "5"),
        (date(2024, 1, 1), CandidateStatus.APPLIES, "0"),
        (date(2029, 1, 1), CandidateStatus.APPLIES, "0"),
    ],
)
def test_of_a_schedule_the_last_step_begun_counts(
    on: date, status: CandidateStatus, applied: str
) -> None:
    steps = [
        grant(margin_percent=Decimal(margin), valid_from=date(year, 1, 1))
        for margin, year in ((50, 2022), (20, 2020), (100, 2024))
    ]
    found = preferred(decided(pair(CE, on=on), duty("10"), *steps))

    assert (found.status, found.applied_percent) == (status, Decimal(applied))


def test_before_the_first_step_its_day_is_named() -> None:
    found = preferred(decided(pair(CE), duty("10"), grant(valid_from=date(2023, 1, 1))))

    assert "2023-01-01" in found.why.text(Lang.ES, {})


def test_a_preference_that_ended_says_until_when_and_leaves_its_agreement_open() -> None:
    found = decided(pair(CE), duty("10"), grant(valid_to=date(2020, 12, 31)))

    assert preferred(found).status is CandidateStatus.OUTSIDE_DATES
    assert "2020-12-31" in preferred(found).why.text(Lang.EN, {})
    assert (CE, Reason.NOT_LOADED) in {(gap.what, gap.reason) for gap in found.gaps}


@pytest.mark.parametrize(
    ("day", "inside"),
    [("11-01", True), ("12-15", True), ("02-28", True), ("03-01", False), ("10-31", False)],
)
def test_a_season_wraps_the_new_year_and_holds_its_ends(day: str, inside: bool) -> None:
    on = date.fromisoformat(f"2021-{day}")
    found = preferred(decided(pair(CE, on=on), duty("10"), grant(season=("11-01", "02-28"))))

    expected = CandidateStatus.APPLIES if inside else CandidateStatus.OUT_OF_SEASON
    assert found.status is expected
    assert found.applied_percent == (Decimal("7.2") if inside else 10)


def test_a_quota_without_a_balance_is_unknown_and_both_duties_are_shown() -> None:
    quota = quota_row(out="12")
    within = grant(quota="q", rate_percent=Decimal(0))
    found = decided(pair(CE, quotas={"q": quota}), duty("14"), within)

    rates = {(one.applied_percent, one.status) for one in found.options if one.quota}
    assert rates == {
        (Decimal(0), CandidateStatus.QUOTA_UNKNOWN),
        (Decimal(12), CandidateStatus.APPLIES),
    }
    assert all(one.conditional for one in found.options if one.quota)


@pytest.mark.parametrize(
    ("balance", "status"),
    [("5", CandidateStatus.APPLIES), ("0", CandidateStatus.EXCLUDED)],
)
def test_a_loaded_balance_says_whether_the_quota_is_open(
    balance: str, status: CandidateStatus
) -> None:
    quota = replace(quota_row(), balance=Decimal(balance), balance_on=FIRST)
    within = grant(quota="q", rate_percent=Decimal(0))
    found = decided(pair(CE, quotas={"q": quota}), duty("14"), within)

    assert preferred(found).status is status


def test_a_conditional_rate_wins_only_where_nothing_else_is_below_the_full_duty() -> None:
    limited = grant(observation="solo para la siembra", rate_percent=Decimal(0))
    alone = decided(pair(CE), duty("14"), limited)
    beside = decided(
        pair(CE, "AAP.CE 59"), duty("14"), limited, grant("AAP.CE 59", rate_percent=Decimal(7))
    )

    assert alone.best is not None
    assert (alone.best.applied_percent, alone.best.conditional) == (0, True)
    assert beside.best is not None
    assert (beside.best.applied_percent, beside.best.conditional) == (7, False)


def test_equal_duties_are_ordered_without_quota_for_the_full_line_by_code() -> None:
    zero = Decimal(0)
    rows = [
        grant("AAP.CE 1", rate_percent=zero, quota="q"),
        grant("AAP.CE 2", rate_percent=zero, observation="solo vivos"),
        grant("AAP.CE 4", rate_percent=zero),
        grant("AAP.CE 3", rate_percent=zero),
    ]
    found = decided(pair("AAP.CE 1"), duty("14"), *rows)

    assert [one.attributed.agreement for one in found.options][:4] == [
        "AAP.CE 3",
        "AAP.CE 4",
        "AAP.CE 2",
        "AAP.CE 1",
    ]


def test_a_group_leaves_out_the_members_it_excepts() -> None:
    row = grant(beneficiary="ALADI", beneficiary_except=frozenset({"MEX"}))
    found = decided(pair(CE), duty("10"), row)

    assert [one.kind for one in found.options] == [CandidateKind.MFN]


@pytest.mark.parametrize(
    ("bar", "said"),
    [
        (NotInForce(CandidateStatus.NOT_A_PARTY), "no consta entre"),
        (NotInForce(CandidateStatus.OUTSIDE_DATES, first=date(2025, 1, 1)), "2025-01-01"),
        (NotInForce(CandidateStatus.OUTSIDE_DATES, last=date(2020, 5, 1)), "2020-05-01"),
    ],
)
def test_an_agreement_that_does_not_bind_the_pair_gives_nothing_and_says_why(
    bar: NotInForce, said: str
) -> None:
    found = decided(pair(not_in_force={CE: bar}), duty("10"), grant())

    assert preferred(found).status is bar.status
    assert preferred(found).applied_percent == 10
    assert said in preferred(found).why.text(Lang.ES, {})
    assert found.best is not None
    assert found.best.kind is CandidateKind.MFN


@pytest.mark.parametrize(
    ("kind", "conditional"),
    [
        (CorrelationKind.EXACT, False),
        (CorrelationKind.MERGE, False),
        (CorrelationKind.SPLIT, True),
        (CorrelationKind.PARTIAL, True),
    ],
)
def test_only_a_code_that_holds_the_whole_line_gives_a_certain_rate(
    kind: CorrelationKind, conditional: bool
) -> None:
    said = Correlation(
        from_nomenclature="NCM2017",
        from_code="08012200",
        to_nomenclature="NALADISA1996",
        to_code="08012200",
        kind=kind,
        path=["NCM2017", "NALADISA1996"],
    )
    found = decided(pair(CE), duty("10"), grant(correlation=said))

    assert preferred(found).conditional is conditional
    assert (found.best is None) is conditional
    assert any(gap.reason is Reason.AMBIGUOUS_CODE for gap in found.gaps) is conditional
