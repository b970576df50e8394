"""Classes of trade add up, and every estimate lies within bounds that hold in any case."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matrix_api.negotiated.split import Cents, Grant, Lines, Split, apportioned, split, together

GRANTS = [Grant("AAP.CE 18", ()), Grant("AR.PAR 4", ()), Grant(None, ("AAP.CE 53", "AAP.CE 55"))]
COUNTS = st.integers(0, 4)


@st.composite
def lines(draw: st.DrawFn) -> Lines:
    """Any subheading with at least one line."""
    some = st.dictionaries(st.sampled_from(GRANTS), st.integers(1, 4), max_size=3)
    found = Lines(
        tuple(draw(some).items()),
        tuple(draw(some).items()),
        draw(COUNTS),
        draw(COUNTS),
        draw(COUNTS),
        draw(COUNTS),
        draw(st.booleans()),
    )
    return found if found.count else Lines(not_covered=1)


TRADE = st.lists(st.tuples(st.integers(1, 10**14), lines()), min_size=1, max_size=12)


def added(trade: list[tuple[int, Lines]]) -> Split:
    """Return the split of some subheadings."""
    return together(split(cents, of) for cents, of in trade)


@given(st.integers(0, 10**15), st.lists(st.integers(0, 9), min_size=1).filter(any))
def test_cents_are_shared_out_to_the_last(cents: int, weights: list[int]) -> None:
    shares = apportioned(cents, weights)
    assert sum(shares) == cents
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - cents * weight / sum(weights)) <= max(1, 1e-9 * cents)
        assert weight or not share


@given(TRADE)
def test_classes_add_up_to_the_total(trade: list[tuple[int, Lines]]) -> None:
    whole = added(trade)
    classes = whole.covered.estimate + whole.mfn_zero.estimate + whole.not_covered.estimate
    assert classes + whole.unassessed == whole.total == sum(cents for cents, _ in trade)
    assert sum(part.estimate for part in whole.by_grant.values()) == whole.covered.estimate


@given(TRADE)
def test_estimates_lie_within_their_bounds(trade: list[tuple[int, Lines]]) -> None:
    whole = added(trade)
    parts = [whole.covered, whole.mfn_zero, whole.not_covered, *whole.by_grant.values()]
    for part in parts:
        assert 0 <= part.lower <= part.estimate <= part.upper <= whole.total
    shares = whole.of_dutiable()
    known = [share for share in (shares.lower, shares.estimate, shares.upper) if share is not None]
    assert known == sorted(known)
    assert all(0 <= share <= 1 for share in known)


@given(st.lists(st.tuples(st.integers(1, 1000), lines()), min_size=1, max_size=3))
def test_bounds_are_what_the_worst_and_the_best_case_give(trade: list[tuple[int, Lines]]) -> None:
    """Each subheading's trade all in one line: every choice of lines lies within the bounds."""
    whole = added(trade)
    cases = [[(cents, outcome) for outcome in outcomes(of)] for cents, of in trade]
    covered, dutiable = [], []
    for chosen in itertools.product(*cases):
        of_covered = sum(cents for cents, (is_covered, _) in chosen if is_covered)
        pays = sum(cents for cents, (_, may_pay) in chosen if may_pay)
        covered.append(of_covered)
        if pays:
            dutiable.append(of_covered / pays)
    assert whole.covered.lower == min(covered)
    assert whole.covered.upper >= max(covered)
    shares = whole.of_dutiable()
    assert bool(dutiable) is (shares.lower is not None)
    if dutiable:
        assert shares.lower is not None
        assert shares.lower <= min(dutiable) + 1e-12
        assert shares.upper is not None
        assert shares.upper >= max(dutiable) - 1e-12


def outcomes(of: Lines) -> set[tuple[bool, bool]]:
    """Return whether trade in some line of a subheading is covered, and pays or would."""
    found = set()
    if of.certain or of.doubtful or of.unsettled or of.unknown:
        found.add((True, True))
    if of.not_covered or of.doubtful or of.unsettled or of.unknown:
        found.add((False, True))
    if of.mfn_zero or of.unknown:
        found.add((False, False))
    return found


def test_a_subheading_covered_in_part_is_weighed_by_its_lines() -> None:
    found = split(300, Lines(covered=((GRANTS[0], 1),), not_covered=2))
    assert found.covered == Cents(100, 0, 300)
    assert found.not_covered == Cents(200, 0, 300)
    assert (found.partly_covered, found.of_dutiable().estimate) == (1, pytest.approx(1 / 3))


def test_free_trade_counts_as_covered_at_most_and_only_under_an_agreement() -> None:
    under, without = (split(100, Lines(mfn_zero=1, under_agreement=one)) for one in (True, False))
    assert (under.covered, without.covered) == (Cents(0, 0, 100), Cents(0, 0, 0))
    assert under.mfn_zero == without.mfn_zero == Cents(100, 100, 100)
    assert under.of_dutiable() == (None, None, None)


def test_a_condition_keeps_the_lower_bound_down() -> None:
    found = split(100, Lines(conditional=((GRANTS[1], 1),)))
    assert found.covered == Cents(100, 0, 100)
    assert found.by_grant == {GRANTS[1]: Cents(100, 0, 100)}
    assert found.not_covered == Cents(0, 0, 100)


def test_what_is_not_known_widens_the_bounds_and_is_in_no_class() -> None:
    found = split(100, Lines(unsettled=1))
    assert found.unassessed == 100
    assert (found.covered, found.not_covered) == (Cents(0, 0, 100), Cents(0, 0, 100))
    assert found.mfn_zero == Cents(0, 0, 0)
    assert split(100, Lines(unknown=1)).mfn_zero == Cents(0, 0, 100)
