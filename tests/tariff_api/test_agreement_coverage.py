"""Scope and depth of an agreement, counted by hand beside the service."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import httpx
import pytest
from eslabon.client.tariff import TariffClient
from eslabon.contracts.agreements import CoverageBasis
from hypothesis import given
from hypothesis import strategies as st
from tariff_api.agreements.coverage import Group, Told, figures
from tariff_api.quotes.facts import PAR, InForce, Pair

PAIR = Pair(
    importer="BRA",
    exporter="PER",
    agreements=(InForce("AAP.CE 58", True, True), InForce(PAR, False, True)),
    groups=frozenset({"ALADI"}),
    par_cell=Decimal(14),
    par_release=1,
    par_row=frozenset({Decimal(14), Decimal(20), Decimal(28)}),
    outside_aladi=False,
    on=date(2021, 6, 1),
)
WORLD = Told(
    beneficiary="WLD", agreement=None, rate=Decimal(10), lowest=Decimal(10), highest=Decimal(10),
    margin=None, share=Fraction(1), is_exception=False, beneficiary_except=frozenset(), quota=None,
    season=None, observation=None, digits=6,
)  # fmt: skip
FREE = replace(WORLD, beneficiary="PER", rate=Decimal(0), lowest=Decimal(0), highest=Decimal(0))
STATED = replace(WORLD, beneficiary="PER", agreement="AAP.CE 58", rate=None, lowest=None,
                 highest=None, margin=Decimal(80))  # fmt: skip


def group(*rows: Told, mfn: str | None = "10", lines: int = 1, chapter: str = "08") -> Group:
    return Group(chapter, None if mfn is None else Decimal(mfn), rows, lines)


@pytest.mark.parametrize(
    ("code", "granter", "beneficiary", "total", "covered", "ambiguous", "matched", "coverage"),
    [
        # Lines on which the source states every partner: 0801.21 (1), 0801.22 (1), 8503.00 (2).
        ("AAP.CE 58", "BRA", "PER", 4, 1, 1, 0, "25"),
        ("AAP.CE 53", "BRA", "MEX", 4, 2, 1, 0, "50"),
        ("AR.PAR 4", "BRA", "MEX", 4, 0, 1, 1, "0"),
        ("AAP.CE 35", "BRA", "CHL", 4, 1, 2, 0, "25"),
        ("AAP.CE 18", "BRA", "ARG", 4, 1, 0, 0, "25"),
    ],
)
async def test_coverage_of_the_small_world_is_what_a_person_counts(
    tariff: TariffClient,
    code: str,
    granter: str,
    beneficiary: str,
    total: int,
    covered: int,
    ambiguous: int,
    matched: int,
    coverage: str,
) -> None:
    found = await tariff.agreement_coverage(code, granter, beneficiary)

    assert found.basis is CoverageBasis.STATED_LINES
    assert found.in_force
    assert found.is_extract
    assert (found.lines_total, found.lines_covered) == (total, covered)
    assert (found.lines_ambiguous, found.lines_margin_match) == (ambiguous, matched)
    assert found.coverage_percent == Decimal(coverage)
    assert found.depth_simple_percent == (Decimal(100) if covered else None)
    assert found.chapters == ["08", "85"]
    assert found.depth_trade_percent is None
    assert {"lines_total", "depth_trade_percent"} <= {one.what for one in found.missing}


async def test_a_list_of_preferences_is_counted_over_the_whole_tariff(
    tariff: TariffClient,
) -> None:
    found = await tariff.agreement_coverage("MERCOSUR", "URY", "BRA")

    assert found.agreement == "AAP.CE 18"
    assert found.basis is CoverageBasis.WHOLE_TARIFF
    assert found.lines_covered == found.lines_full_margin == 2
    assert found.lines_total == found.lines_tariff
    assert found.coverage_of_dutiable_percent == 100


async def test_what_is_not_loaded_is_null_with_a_reason(tariff: TariffClient) -> None:
    found = await tariff.agreement_coverage("AAP.CE 58", "PER", "BRA", lang="en")

    assert found.lines_covered is None
    assert found.coverage_percent is None
    assert "preferences" in {one.what for one in found.missing}
    assert all(one.detail for one in found.missing)


async def test_a_whole_tariff_is_the_universe(real_tariff: TariffClient) -> None:
    found = await real_tariff.agreement_coverage("AAP.CE 18", "URY", "BRA")

    assert not found.is_extract
    assert found.lines_total == found.lines_tariff == 12_264
    assert found.lines_covered == 7_602
    assert len(found.chapters) == 96


async def test_a_part_of_a_tariff_is_never_the_universe(real_tariff: TariffClient) -> None:
    found = await real_tariff.agreement_coverage("AAP.CE 66", "BOL", "MEX", lang="en")

    assert found.is_extract
    assert found.subheadings_loaded is not None
    assert found.subheadings_total is not None
    assert found.subheadings_loaded < found.subheadings_total
    assert found.coverage_percent == Decimal("95.28")
    assert any("partial" in one.detail for one in found.missing if one.what == "duties")


async def test_a_list_that_has_nothing_of_the_agreement_does_not_say_that_it_covers_nothing(
    real_tariff: TariffClient,
) -> None:
    found = await real_tariff.agreement_coverage("AAP.CE 22", "BOL", "CHL")

    assert found.lines_covered is None
    assert found.basis is None
    assert "preferences" in {one.what for one in found.missing}


async def test_an_agreement_that_does_not_bind_on_the_day_covers_nothing(
    tariff: TariffClient,
) -> None:
    found = await tariff.agreement_coverage("AAP.CE 58", "BRA", "PER", on=date(2001, 1, 1))

    assert not found.in_force
    assert "in_force" in {one.what for one in found.missing}


@pytest.mark.parametrize(
    ("query", "status", "kind"),
    [
        ("granter=BRA&beneficiary=BRA", 422, "same_country"),
        ("granter=BRA&beneficiary=DEU", 422, "not_a_party"),
        ("granter=BRA&beneficiary=XXX", 404, "unknown_country"),
        ("granter=BRA", 422, "invalid_request"),
        ("granter=BRA&beneficiary=PER&on=yesterday", 422, "invalid_request"),
    ],
)
async def test_bad_pairs_are_refused_once_and_clearly(
    http: httpx.AsyncClient, query: str, status: int, kind: str
) -> None:
    answer = await http.get(f"/v1/agreements/ACE 58/coverage?{query}")
    problem = answer.json()

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"].endswith(kind.replace("_", "-")) or kind in str(problem)


def test_only_stated_and_sole_rows_count() -> None:
    fourteen = replace(FREE, rate=Decimal("8.6"), lowest=Decimal("8.6"), highest=Decimal("8.6"))
    twenty = replace(FREE, rate=Decimal(8), lowest=Decimal(8), highest=Decimal(8))
    groups = [group(WORLD, FREE), group(WORLD, fourteen), group(WORLD, twenty), group(WORLD)]

    sums = figures(groups, "AAP.CE 58", PAIR)

    assert (sums.total, sums.covered, sums.full) == (4, 1, 1)
    assert sums.ambiguous == 1
    assert figures(groups, PAR, PAIR).margin_match == 1


def test_a_stated_margin_counts_where_nothing_is_left_to_reduce_and_a_rate_does_not() -> None:
    groups = [group(WORLD, STATED, mfn="0"), group(WORLD, FREE, mfn="0")]

    sums = figures(groups, "AAP.CE 58", PAIR)

    assert sums.free_for_all == 2
    assert sums.covered == 1
    assert sums.margins / sums.margin_known == 80


def test_of_two_rows_of_the_agreement_the_longest_code_holds() -> None:
    line = replace(STATED, margin=Decimal(0), digits=8)

    assert figures([group(STATED, line)], "AAP.CE 58", PAIR).covered == 0
    assert figures([group(replace(STATED, digits=10), line)], "AAP.CE 58", PAIR).covered == 1


def test_exceptions_quotas_and_excluded_countries_are_told_apart() -> None:
    groups = [
        group(replace(STATED, margin=None, is_exception=True), STATED, lines=3),
        group(replace(STATED, quota="Q1"), lines=2),
        group(replace(STATED, observation="solo para aviones")),
        group(replace(STATED, beneficiary_except=frozenset({"PER"}))),
    ]

    sums = figures(groups, "AAP.CE 58", PAIR)

    assert sums.excepted == 3
    assert sums.states_exceptions
    assert sums.covered == sums.conditional == 3
    assert sums.with_quota == 2
    assert sums.total == 7


def test_part_of_a_code_counts_for_that_part_and_leaves_the_mean_alone() -> None:
    part = replace(STATED, margin=None, rate=Decimal(5), lowest=Decimal(0), highest=Decimal(10),
                   share=Fraction(1, 2))  # fmt: skip

    sums = figures([group(part, lines=2), group(STATED)], "AAP.CE 58", PAIR)

    assert sums.covered == 2
    assert sums.margin_known == 1
    assert sums.margins == 80


rows = st.builds(
    replace,
    st.just(STATED),
    margin=st.integers(0, 100).map(Decimal),
    quota=st.sampled_from([None, "Q1"]),
    is_exception=st.booleans(),
    share=st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(0)]),
)
groups_of_rows = st.lists(
    st.builds(
        Group,
        st.sampled_from(["08", "85"]),
        st.sampled_from([None, Decimal(0), Decimal(10)]),
        st.lists(st.one_of(rows, st.just(WORLD), st.just(FREE)), max_size=4).map(tuple),
        st.integers(1, 50),
    ),
    max_size=12,
)


@given(groups_of_rows)
def test_no_part_is_more_than_the_whole(groups: list[Group]) -> None:
    sums = figures(groups, "AAP.CE 58", PAIR)

    assert 0 <= sums.full <= sums.margin_known <= sums.covered
    assert sums.covered + sums.ambiguous + sums.margin_match + sums.excepted <= sums.total
    assert sums.total <= sums.tariff
    assert sums.with_quota <= sums.conditional <= sums.covered
    assert 0 <= sums.margins <= 100 * sums.margin_known


@given(groups_of_rows)
def test_the_order_of_lines_and_rows_changes_nothing(groups: list[Group]) -> None:
    turned = [replace(one, rows=tuple(reversed(one.rows))) for one in reversed(groups)]

    assert figures(groups, "AAP.CE 58", PAIR) == figures(turned, "AAP.CE 58", PAIR)
