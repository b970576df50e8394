"""The decision of a quote, as a pure function of facts."""

from datetime import date
from decimal import Decimal

from eslabon.contracts.envelope import Lang, Reason
from eslabon.contracts.quotes import Attribution, CandidateKind, CandidateStatus, Completeness
from hypothesis import given
from hypothesis import strategies as st
from tariff_api.quotes.facts import (
    PAR,
    Duty,
    InForce,
    Line,
    Pair,
    Preference,
    margin_percent,
    reduced,
)
from tariff_api.quotes.option import key
from tariff_api.quotes.quote import Decision, decision
from tariff_api.quotes.summary import together
from tariff_api.quotes.wording import SENTENCES

FIRST, LAST = date(2021, 1, 1), date(2021, 12, 31)
rates = st.decimals(0, 100, places=2)
margins = st.integers(0, 100).map(Decimal)


def duty(rate: Decimal | None) -> Duty:
    return Duty(rate, str(rate), None, FIRST, LAST, FIRST, 1)


def row(
    beneficiary: str,
    rate: Decimal | str,
    agreement: str | None = None,
    low: str | None = None,
    high: str | None = None,
    lines: tuple[int, int] = (1, 1),
) -> Preference:
    mean = Decimal(rate)
    lowest, highest = Decimal(low or rate), Decimal(high or rate)
    return Preference(
        beneficiary, agreement, mean, lowest, highest, *lines, FIRST, LAST, FIRST, release=2
    )


def pair(
    *codes: str,
    groups: frozenset[str] = frozenset(),
    cell: int | None = None,
    cells: tuple[int, ...] = (),
    unknown: tuple[str, ...] = (),
) -> Pair:
    agreements = [InForce(code, True, True) for code in codes]
    agreements += [InForce(code, False, False) for code in unknown]
    return Pair(
        "BRA",
        "MEX",
        tuple(agreements),
        groups,
        None if cell is None else Decimal(cell),
        None if cell is None else 3,
        frozenset(Decimal(one) for one in (*cells, *(() if cell is None else (cell,)))),
        outside_aladi=False,
        on=FIRST,
    )


def decided(pair_: Pair, mfn: str | None, *rows: Preference) -> Decision:
    found = None if mfn is None else duty(Decimal(mfn))
    return decision(pair_, Line(found, rows))


def test_a_rate_that_matches_the_regional_cell_is_the_regional_preference() -> None:
    found = decided(pair("AAP.CE 53", PAR, cell=20), "10", row("MEX", "8"), row("WLD", "10"))

    assert found.best is not None
    assert found.best.attributed.attribution is Attribution.MARGIN_MATCH
    assert found.best.attributed.agreement == PAR
    assert found.best.attributed.candidates == ("AAP.CE 53", PAR)
    assert found.best.margin_percent == 20


def test_a_full_margin_is_never_taken_for_the_regional_preference() -> None:
    found = decided(pair("AAP.CE 58", PAR, cell=14), "10", row("MEX", "0"), row("WLD", "10"))

    assert found.best is not None
    assert found.best.attributed.attribution is Attribution.SOLE_AGREEMENT
    assert found.best.attributed.agreement == "AAP.CE 58"


def test_two_agreements_that_could_give_a_rate_are_ambiguous() -> None:
    found = decided(pair("AAP.CE 36", "AR.AM 1"), "10", row("MEX", "0"))

    assert found.best is not None
    assert found.best.attributed.attribution is Attribution.AMBIGUOUS
    assert found.best.attributed.agreement is None
    assert found.best.attributed.candidates == ("AAP.CE 36", "AR.AM 1")


def test_a_rate_that_no_agreement_explains_is_unknown() -> None:
    found = decided(pair(), "10", row("MEX", "3"), row("WLD", "10"))

    assert found.best is not None
    assert found.best.attributed.attribution is Attribution.UNKNOWN


def test_a_margin_of_other_partners_is_ambiguous_and_names_the_conflict() -> None:
    both = pair("AAP.CE 58", PAR, cell=14, cells=(28,))
    found = decided(both, "10", row("MEX", "7.2"), row("WLD", "10"))

    source, table = found.options[0], found.options[1]
    assert source.attributed.attribution is Attribution.AMBIGUOUS
    assert source.why.key == "par_conflict"
    assert (table.applied_percent, table.conditional) == (Decimal("8.6"), True)
    assert table.why.key == "par_table_conflict"


def test_the_regional_table_alone_is_conditional_and_never_best() -> None:
    found = decided(pair(PAR, cell=20), "10")

    regional = found.options[0]
    assert (regional.applied_percent, regional.conditional) == (8, True)
    assert regional.status is CandidateStatus.APPLIES
    assert found.best is None
    assert found.best_loaded is not None
    assert found.best_loaded.kind is CandidateKind.MFN


def test_the_regional_table_is_excluded_where_the_source_shows_no_preference() -> None:
    found = decided(pair(PAR, cell=20), "10", row("WLD", "10"))

    assert found.completeness is Completeness.COMPLETE
    assert found.best is not None
    assert found.best.applied_percent == 10
    assert found.options[-1].status is CandidateStatus.EXCLUDED
    assert [gap.reason for gap in found.gaps] == [Reason.AGREEMENT_DOES_NOT_COVER]


def test_an_agreement_that_is_not_loaded_leaves_no_best() -> None:
    found = decided(pair("OMC 692"), "6")

    assert found.completeness is Completeness.MFN_ONLY
    assert found.best is None
    assert [(gap.what, gap.reason) for gap in found.gaps] == [("OMC 692", Reason.NOT_LOADED)]


def test_an_agreement_of_unknown_content_leaves_no_best_and_explains_no_rate() -> None:
    found = decided(pair("AAP.CE 58", unknown=("AAP.AG 2",)), "10", row("MEX", "4"))

    assert found.completeness is Completeness.PARTIAL
    assert found.options[0].attributed.agreement == "AAP.CE 58"
    assert [(gap.what, gap.detail.key) for gap in found.gaps] == [
        ("AAP.AG 2", "unknown_preferences")
    ]


def test_nothing_is_lower_than_zero_whatever_is_not_loaded() -> None:
    found = decided(pair("AAP.CE 18", "AAP.CE 2"), "9", row("MEX", "0", "AAP.CE 18"))

    assert found.completeness is Completeness.COMPLETE
    assert found.best is not None
    assert found.best.applied_percent == 0


def test_without_an_agreement_the_best_is_the_duty_of_all() -> None:
    found = decided(pair(), "6")

    assert found.completeness is Completeness.COMPLETE
    assert found.best is not None
    assert found.best.kind is CandidateKind.MFN
    assert [gap.reason for gap in found.gaps] == [Reason.NO_AGREEMENT]


def test_a_mean_over_lines_that_differ_is_a_range_and_not_a_duty() -> None:
    found = decided(pair("AAP.CE 53"), "12", row("MEX", "6", low="4", high="8"), row("WLD", "12"))

    ranged = next(option for option in found.options if option.conditional)
    assert (ranged.lowest_percent, ranged.applied_percent, ranged.margin_percent) == (4, 8, None)
    assert found.best is None
    assert Reason.AMBIGUOUS_CODE in {gap.reason for gap in found.gaps}


def test_a_preference_on_part_of_the_lines_may_leave_the_full_duty() -> None:
    found = decided(pair("AAP.CE 35"), "14", row("MEX", "0", lines=(1, 2)), row("WLD", "14"))

    ranged = next(option for option in found.options if option.conditional)
    assert (ranged.lowest_percent, ranged.applied_percent) == (0, 14)
    assert found.best is None


def test_where_the_source_of_preferences_differs_its_duty_is_the_applied_one() -> None:
    found = decided(pair(), "10", row("WLD", "12"))

    assert found.best is not None
    assert found.best.applied_percent == 12
    assert found.best.why.key == "mfn_differs"


def test_a_group_rate_beats_the_country_row() -> None:
    members = pair("AAP.CE 18", PAR, groups=frozenset({"MERCOSUR"}), cell=28)
    found = decided(
        members, "10", row("MEX", "7.2"), row("MERCOSUR", "0", "AAP.CE 18"), row("WLD", "10")
    )

    assert [option.applied_percent for option in found.options] == [0, Decimal("7.2"), 10]
    assert found.options[0].attributed.attribution is Attribution.STATED
    assert found.options[1].status is CandidateStatus.BEATEN
    assert found.options[1].beaten_by is not None
    assert found.options[1].beaten_by.attributed.agreement == "AAP.CE 18"


def test_a_row_of_a_group_that_the_exporter_is_not_in_is_not_its() -> None:
    found = decided(pair("AAP.CE 53"), "10", row("MERCOSUR", "0", "AAP.CE 18"), row("WLD", "10"))

    assert [option.kind for option in found.options] == [CandidateKind.MFN]


def test_a_free_duty_needs_no_preference() -> None:
    found = decided(pair("AAP.CE 53", PAR, cell=20), "0", row("MEX", "0"))

    assert found.best is not None
    assert found.best.kind is CandidateKind.MFN
    assert {option.margin_percent for option in found.options} == {None}


def test_a_specific_duty_is_named_and_not_turned_into_a_percentage() -> None:
    found = decision(pair(), Line(Duty(None, "0.36 USD/kg", None, FIRST, LAST, FIRST, 1), ()))

    assert found.options == ()
    assert found.best is None
    assert found.gaps[0].reason is Reason.NOT_ASSESSED


def test_lines_that_differ_have_no_common_best() -> None:
    lines = [decided(pair(), "6"), decided(pair(), "9")]

    found = together(lines)

    assert found.best is None
    assert found.options == ()
    gap = found.gaps[-1]
    assert (gap.reason, gap.detail.values["low"], gap.detail.values["high"]) == (
        Reason.AMBIGUOUS_CODE,
        6,
        9,
    )


def test_lines_that_agree_have_one_best() -> None:
    lines = [decided(pair("A"), mfn, row("MEX", "0")) for mfn in ("6", "9")]

    found = together(lines)

    assert found.best is not None
    assert found.best.applied_percent == 0
    assert found.options == ()


def test_every_sentence_exists_in_three_languages_with_the_same_values() -> None:
    for name, sentence in SENTENCES.items():
        names = {
            lang: sorted(part.split("}")[0] for part in sentence[lang].split("{")[1:])
            for lang in Lang
        }
        assert names[Lang.ES] == names[Lang.PT] == names[Lang.EN], name


@given(mfn=rates, margin=margins)
def test_a_margin_of_0_leaves_the_duty_and_one_of_100_leaves_nothing(
    mfn: Decimal, margin: Decimal
) -> None:
    assert reduced(mfn, Decimal(0)) == mfn
    assert reduced(mfn, Decimal(100)) == 0
    if mfn:
        assert margin_percent(mfn, reduced(mfn, margin)) == margin


@given(mfn=rates, margin=margins, more=margins)
def test_a_larger_margin_never_leaves_a_larger_duty(
    mfn: Decimal, margin: Decimal, more: Decimal
) -> None:
    assert reduced(mfn, max(margin, more)) <= reduced(mfn, min(margin, more))


rows = st.builds(
    row,
    st.sampled_from(["MEX", "MERCOSUR", "WLD"]),
    rates,
    st.sampled_from([None, "AAP.CE 18", "AAP.CE 53"]),
)
pairs = st.builds(
    lambda codes, cell: pair(
        *codes, groups=frozenset({"MERCOSUR"}), cell=cell if PAR in codes else None
    ),
    st.sets(st.sampled_from(["AAP.CE 18", "AAP.CE 53", "GSTP", PAR])),
    st.integers(1, 100),
)


@given(both=pairs, mfn=rates, found=st.lists(rows, max_size=6))
def test_the_best_is_certain_and_never_above_any_certain_duty(
    both: Pair, mfn: Decimal, found: list[Preference]
) -> None:
    result = decision(both, Line(duty(mfn), tuple(found)))

    assert result.best_loaded is not None
    certain = [option.applied_percent for option in result.options if not option.conditional]
    assert result.best_loaded.applied_percent == min(certain)
    assert not result.best_loaded.conditional
    assert (result.best is not None) == (result.completeness is Completeness.COMPLETE)
    assert [option.is_best for option in result.options].count(True) == (result.best is not None)


@given(both=pairs, mfn=rates, found=st.lists(rows, max_size=6), data=st.data())
def test_the_order_of_candidates_does_not_depend_on_that_of_the_rows(
    both: Pair, mfn: Decimal, found: list[Preference], data: st.DataObject
) -> None:
    worlds = [one for one in found if one.beneficiary == "WLD"][:1]
    unique = {(one.beneficiary, one.agreement): one for one in found if one.beneficiary != "WLD"}
    kept = [*unique.values(), *worlds]
    shuffled = data.draw(st.permutations(kept))

    one = decision(both, Line(duty(mfn), tuple(kept)))
    other = decision(both, Line(duty(mfn), tuple(shuffled)))

    orders = [key(option, in_money=False) for option in one.options]
    assert orders == [key(option, in_money=False) for option in other.options]
