"""Scores keep the scale, rise with answers, and leave out what is not answered."""

from decimal import Decimal

from eslabon.contracts.policy_index import PolicyLevel, PolicyPhase, PolicyQuestion
from hypothesis import given
from hypothesis import strategies as st
from niche_api.policy_index.scoring import PHASE_WEIGHTS, Item, Result, mean, results

Part = tuple[Decimal, Decimal | None]
unit = st.decimals(0, 1, places=4)
weight = st.decimals(Decimal("0.01"), 100, places=2)
parts = st.lists(st.tuples(weight, st.none() | st.decimals(1, 5, places=4)), min_size=1, max_size=8)


def tree(weights: list[Decimal], phase: PolicyPhase = PolicyPhase.PLANNING) -> list[Item]:
    """Return one dimension, one sub-dimension, one block and an indicator for each weight."""
    return [
        Item("d", None, PolicyLevel.DIMENSION),
        Item("s", "d", PolicyLevel.SUB_DIMENSION),
        Item("b", "s", PolicyLevel.BLOCK, phase),
        *(
            Item(f"i{n}", "b", PolicyLevel.INDICATOR, None, PolicyQuestion.CHOICE, one)
            for n, one in enumerate(weights)
        ),
    ]


def of(given_: list[Part]) -> Result:
    return mean((w, Result(score, Decimal(score is not None))) for w, score in given_)


@given(st.lists(st.tuples(weight, unit), min_size=1, max_size=8))
def test_a_block_is_one_plus_four_times_the_weighted_mean(given_: list[Part]) -> None:
    found = results(
        tree([w for w, _ in given_]),
        {f"i{n}": s for n, (_, s) in enumerate(given_) if s is not None},
    )
    expected = 1 + 4 * sum(w * (s or 0) for w, s in given_) / sum(w for w, _ in given_)
    for item in "dsb":
        score = found[item].score
        assert score is not None
        assert abs(score - expected) < Decimal("1e-20")
        assert found[item].answered == 1


@given(parts)
def test_a_mean_lies_between_its_parts_and_keeps_the_scale(given_: list[Part]) -> None:
    score = of(given_).score
    known = [one for _, one in given_ if one is not None]
    if score is not None:
        slack = Decimal("1e-20")
        assert min(known) - slack <= score <= max(known) + slack
        assert 1 - slack <= score <= 5 + slack


@given(parts)
def test_what_has_no_score_is_as_if_it_were_not_there(given_: list[Part]) -> None:
    known = [(w, one) for w, one in given_ if one is not None]
    score = of(given_).score
    if score is not None:
        assert score == of(known).score  # type: ignore[arg-type]


@given(parts)
def test_more_than_half_of_the_weight_missing_is_no_score(given_: list[Part]) -> None:
    whole = sum(w for w, _ in given_)
    missing = sum(w for w, one in given_ if one is None)
    assert (of(given_).score is None) is (2 * missing > whole)


@given(parts, weight)
def test_only_the_proportions_of_weights_count(given_: list[Part], factor: Decimal) -> None:
    one, other = of(given_).score, of([(w * factor, score) for w, score in given_]).score
    assert (one is None) is (other is None)
    if one is not None and other is not None:
        assert abs(one - other) < Decimal("1e-20")


@given(st.lists(st.tuples(weight, unit), min_size=2, max_size=8), unit)
def test_a_better_answer_never_lowers_a_score(given_: list[Part], other: Decimal) -> None:
    items = tree([w for w, _ in given_])
    before = {f"i{n}": s for n, (_, s) in enumerate(given_) if s is not None}
    after = before | {"i0": max(before["i0"], other)}
    low, high = results(items, before)["d"].score, results(items, after)["d"].score
    assert low is not None
    assert high is not None
    assert high >= low - Decimal("1e-20")


def test_half_of_the_weight_is_enough() -> None:
    half = [(Decimal(1), Decimal(4)), (Decimal(1), None)]
    assert of(half).score == 4
    assert of([*half, (Decimal("0.0001"), None)]).score is None


def test_blocks_weigh_by_phase_unless_the_structure_says_otherwise() -> None:
    items = [Item("d", None, PolicyLevel.DIMENSION), Item("s", "d", PolicyLevel.SUB_DIMENSION)]
    for phase in PolicyPhase:
        items += [
            Item(phase.value, "s", PolicyLevel.BLOCK, phase),
            Item(f"q{phase}", phase.value, PolicyLevel.INDICATOR, None, PolicyQuestion.YES_NO),
        ]
    answered = {"qPLANNING": Decimal(1), "qIMPLEMENTATION": Decimal(0), "qMONITORING": Decimal(0)}
    assert results(items, answered)["s"].score == 1 + 4 * PHASE_WEIGHTS[PolicyPhase.PLANNING]
    assert sum(PHASE_WEIGHTS.values()) == 1
    # 35 of 100 missing is left out; 45 and 20 missing is more than half.
    assert (
        results(items, {"qIMPLEMENTATION": Decimal(1), "qMONITORING": Decimal(1)})["s"].score == 5
    )
    assert results(items, {"qPLANNING": Decimal(1)})["s"].score is None


def test_open_questions_count_for_nothing() -> None:
    items = [*tree([Decimal(1)]), Item("o", "b", PolicyLevel.INDICATOR, None, PolicyQuestion.OPEN)]
    result = results(items, {"i0": Decimal(1)})["d"]
    assert (result.score, result.answered) == (5, 1)


def test_nothing_answered_and_nothing_below_is_no_score() -> None:
    assert results(tree([Decimal(1)]), {})["d"] == Result(None, Decimal(0))
    assert results(tree([]), {})["b"] == Result(None, Decimal(0))
