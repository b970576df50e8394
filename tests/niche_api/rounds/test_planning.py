"""Agendas of rounds of any shape: nobody is booked twice, rules hold, the bound is a bound."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from niche_api.agendas import planning
from niche_api.agendas.choosing import NOWHERE, choose
from niche_api.agendas.contradictions import Rule, contradictions, unkept
from niche_api.agendas.planning import Plan, plan
from niche_api.agendas.round import Round
from niche_api.agendas.seating import seated

SECONDS = 5.0


def round_of(
    available: list[list[bool]],
    tables: int,
    pairs: list[tuple[int, int]],
    scores: list[float],
    required: list[bool] | None = None,
    at_least: list[int] | None = None,
    at_most: list[int] | None = None,
) -> Round:
    """Return a round from lists."""
    firms, slots = len(available), len(available[0])
    return Round(
        available=np.array(available, np.bool_),
        tables=tables,
        pairs=np.array(pairs, np.intp).reshape(-1, 2),
        scores=np.array(scores, np.float64),
        required=np.array(required or [False] * len(pairs), np.bool_),
        at_least=np.array(at_least or [0] * firms, np.intp),
        at_most=np.array(at_most or [slots] * firms, np.intp),
    )


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """Draw a small round, with rules that may or may not hold together."""
    firms, slots = draw(st.integers(2, 7)), draw(st.integers(1, 5))
    pairs = draw(
        st.lists(st.sampled_from(list(combinations(range(firms), 2))), min_size=1, unique=True)
    )
    many = {"min_size": len(pairs), "max_size": len(pairs)}
    each = {"min_size": firms, "max_size": firms}
    row = st.lists(st.booleans(), min_size=slots, max_size=slots)
    return round_of(
        draw(st.lists(row, **each)),
        draw(st.integers(1, 3)),
        pairs,
        [one / 8 for one in draw(st.lists(st.integers(1, 8), **many))],
        draw(st.lists(st.sampled_from([False, False, False, True]), **many)),
        draw(st.lists(st.sampled_from([0, 0, 0, 1, 2]), **each)),
        draw(st.lists(st.integers(0, slots), **each)),
    )


def check(round_: Round, found: Plan) -> None:
    """Check what holds of every agenda, whatever rules it keeps."""
    placed = np.flatnonzero(found.slots != NOWHERE)
    seats = seated(round_, found.slots)
    assert (seats[placed] >= 0).all()
    for slot in range(round_.slots):
        here = np.flatnonzero(found.slots == slot)
        firms = round_.pairs[here].ravel()
        assert len(set(firms.tolist())) == len(firms), "a firm has two meetings at once"
        assert len(set(seats[here].tolist())) == len(here), "a table has two meetings at once"
        assert len(here) <= round_.tables
        assert round_.available[firms, slot].all(), "a firm meets when it is not available"
    assert (round_.meetings(placed) <= round_.at_most).all()
    assert found.score == pytest.approx(round_.scores[placed].sum())


def best_of_all(round_: Round) -> float | None:
    """Return the best score of all agendas that keep the rules, by trying each; None if none."""
    best: float | None = None
    count = len(round_.pairs)

    def place(pair: int, slots: list[int]) -> None:
        nonlocal best
        if pair == count:
            placed = np.array([slot != NOWHERE for slot in slots])
            met = round_.meetings(placed)
            if (
                placed[round_.required].all()
                and (met >= round_.at_least).all()
                and (met <= round_.at_most).all()
            ):
                score = float(round_.scores[placed].sum())
                best = score if best is None else max(best, score)
            return
        first, second = round_.pairs[pair]
        for slot in range(round_.slots):
            others = [at for at, taken in enumerate(slots) if taken == slot]
            busy = set(round_.pairs[others].ravel().tolist())
            free = len(others) < round_.tables and not busy & {int(first), int(second)}
            if round_.together[pair, slot] and free:
                place(pair + 1, [*slots, slot])
        place(pair + 1, [*slots, NOWHERE])

    place(0, [])
    return best


@given(rounds())
@settings(max_examples=150, deadline=None)
def test_every_agenda_is_sound(round_: Round) -> None:
    found = plan(round_, SECONDS)
    if not found.is_impossible:
        check(round_, found)
        assert found.score <= found.bound + 1e-6


@given(rounds().filter(lambda one: len(one.pairs) * one.slots <= 14))
@settings(max_examples=120, deadline=None)
def test_small_rounds_are_solved_and_impossible_ones_are_known(round_: Round) -> None:
    best = best_of_all(round_)
    found = plan(round_, SECONDS)
    by_hand = contradictions(round_)
    if best is None:
        assert by_hand or found.is_impossible or unkept(round_, found)
        return
    assert not by_hand
    assert not found.is_impossible
    assert unkept(round_, found) == []
    assert found.bound >= best - 1e-6
    assert found.score == pytest.approx(best, rel=0.011)


def buyers_and_sellers(
    buyers: int, sellers: int, seed: int
) -> tuple[list[tuple[int, int]], list[float]]:
    """Return all pairs of buyer and seller with scores drawn anew."""
    chance = np.random.default_rng(seed)
    pairs = [(one, buyers + other) for one in range(buyers) for other in range(sellers)]
    return pairs, np.round(0.1 + 0.9 * chance.random(len(pairs)), 3).tolist()


def test_where_all_are_there_all_the_time_nothing_is_better() -> None:
    pairs, scores = buyers_and_sellers(12, 24, 1)
    round_ = round_of([[True] * 10] * 36, 10, pairs, scores)
    found = plan(round_, SECONDS)
    check(round_, found)
    assert found.score >= 0.999 * found.bound


def test_half_days_are_told_apart() -> None:
    pairs, scores = buyers_and_sellers(10, 20, 2)
    shifts = [[True] * 4 + [False] * 4, [False] * 4 + [True] * 4, [True] * 8]
    round_ = round_of([shifts[firm % 3] for firm in range(30)], 8, pairs, scores)
    assert [group.tolist() for group in planning.alike(round_)] == [[0, 1, 2, 3], [4, 5, 6, 7]]
    found = plan(round_, SECONDS)
    check(round_, found)
    assert found.score >= 0.999 * found.bound


def test_availability_of_any_shape_comes_close_to_the_bound() -> None:
    pairs, scores = buyers_and_sellers(15, 30, 3)
    chance = np.random.default_rng(4)
    available = (chance.random((45, 12)) < 0.75).tolist()
    round_ = round_of(available, 12, pairs, scores)
    found = plan(round_, SECONDS)
    check(round_, found)
    assert found.score >= 0.95 * found.bound


def test_sellers_that_come_for_one_slot_do_not_loosen_the_bound() -> None:
    pairs, scores = buyers_and_sellers(4, 12, 5)
    available = [[True] * 6] * 4 + [[True] + [False] * 5] * 12
    round_ = round_of(available, 8, pairs, scores)
    found = plan(round_, SECONDS)
    assert int((found.slots != NOWHERE).sum()) == 4
    assert found.score >= 0.999 * found.bound


def test_required_meetings_go_before_better_ones() -> None:
    round_ = round_of([[True]] * 4, 1, [(0, 1), (2, 3)], [0.1, 1.0], [True, False])
    found = plan(round_, SECONDS)
    assert found.slots.tolist() == [0, NOWHERE]


def test_a_minimum_is_reached_at_the_cost_of_score() -> None:
    pairs = [(0, 1), (0, 2), (1, 2)]
    round_ = round_of([[True]] * 3, 3, pairs, [1.0, 0.9, 0.1], at_least=[0, 0, 1])
    found = plan(round_, SECONDS)
    assert round_.meetings(found.slots != NOWHERE)[2] == 1
    assert found.score == pytest.approx(0.9)


def test_firms_stay_at_their_table_where_they_can() -> None:
    pairs = [(0, 1), (0, 2), (0, 3)]
    round_ = round_of([[True] * 3] * 4, 5, pairs, [1.0, 1.0, 1.0])
    seats = seated(round_, plan(round_, SECONDS).slots)
    assert seats.tolist() == [0, 0, 0]


def test_a_choice_cut_short_still_has_a_bound() -> None:
    pairs, scores = buyers_and_sellers(30, 60, 6)
    round_ = round_of([[True] * 20] * 90, 30, pairs, scores)
    found = plan(round_, 0.001)
    check(round_, found)
    assert np.isfinite(found.bound)
    assert found.score <= found.bound + 1e-6


def test_nothing_can_be_chosen_where_nobody_is_there_together() -> None:
    round_ = round_of([[True, False], [False, True]], 1, [(0, 1)], [1.0])
    everything = np.arange(1)
    choice = choose(round_, [np.arange(2)], everything, np.zeros(2, np.intp), SECONDS)
    assert (choice.groups.tolist(), choice.bound) == ([NOWHERE], 0.0)
    assert plan(round_, SECONDS).bound == 0.0


THERE = [True, True]
IMPOSSIBLE = [
    (Rule.NEVER_TOGETHER, round_of([[True, False], [False, True]], 1, [(0, 1)], [1.0], [True])),
    (
        Rule.TOO_MANY_REQUIRED,
        round_of([[True], [True], [True]], 2, [(0, 1), (0, 2)], [1.0, 1.0], [True, True]),
    ),
    (
        Rule.MINIMUM_ABOVE_AVAILABLE,
        round_of([[True, False], THERE], 1, [(0, 1)], [1.0], at_least=[2, 0]),
    ),
    (Rule.MINIMUM_ABOVE_PARTNERS, round_of([THERE, THERE], 1, [(0, 1)], [1.0], at_least=[2, 0])),
    (
        Rule.TOO_FEW_TABLES,
        round_of([[True]] * 4, 1, [(0, 1), (2, 3)], [1.0, 1.0], at_least=[1, 1, 1, 1]),
    ),
]


@pytest.mark.parametrize(("rule", "round_"), IMPOSSIBLE)
def test_a_rule_that_cannot_hold_is_named(rule: Rule, round_: Round) -> None:
    assert rule in {one.rule for one in contradictions(round_)}


def test_rules_that_cannot_hold_together_are_named() -> None:
    # Each of three firms wants to meet both others, in two slots: a triangle needs three.
    pairs = [(0, 1), (0, 2), (1, 2)]
    round_ = round_of([THERE] * 3, 3, pairs, [1.0] * 3, required=[True] * 3)
    assert contradictions(round_) == []
    found = plan(round_, SECONDS)
    assert [one.rule for one in unkept(round_, found)] == [Rule.REQUIRED_TOGETHER]

    # One table for one slot, and two firms that have nobody in common need a meeting each.
    alone = round_of(
        [[True, True], [True, True], [True, False], [True, False]],
        1,
        [(0, 2), (1, 3), (0, 1)],
        [1.0, 1.0, 0.5],
        at_least=[0, 0, 1, 1],
    )
    assert contradictions(alone) == []
    found = plan(alone, SECONDS)
    assert found.is_impossible
    (broken,) = unkept(alone, found)
    assert (broken.rule, broken.needed, broken.possible) == (Rule.MINIMUM_TOGETHER, 1, 0)
