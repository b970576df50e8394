"""What follows from who does what."""

from eslabon.contracts.cooperation import ActionKind, ActionStatus
from hypothesis import given
from hypothesis import strategies as st
from niche_api.cooperation.matrix import Area, acting, jaccard, overlaps, theme, themes_of

names = st.sets(st.sampled_from("abcdef"))
areas = st.lists(
    st.builds(
        Area,
        st.sampled_from(["ALADI", "OTCA", "SELA"]),
        st.sampled_from(ActionKind),
        st.sampled_from(ActionStatus),
        st.lists(st.sampled_from("abcd"), max_size=3, unique=True),
    ),
    max_size=8,
)


def area(
    secretariat: str,
    themes: str,
    status: ActionStatus = ActionStatus.ACTIVE,
    kind: ActionKind = ActionKind.TOOL,
    joint_with: tuple[str, ...] = (),
) -> Area:
    """Return an action area of one-letter themes."""
    return Area(secretariat, kind, status, list(themes), joint_with)


@given(names, names)
def test_jaccard_is_symmetric_and_from_0_to_1(one: set[str], other: set[str]) -> None:
    found = jaccard(one, other)
    assert found == jaccard(other, one)
    assert 0 <= found <= 1
    assert (found == 1) is (one == other and bool(one))
    assert (found == 0) is (not one & other)


def test_nothing_and_nothing_do_not_overlap() -> None:
    assert jaccard([], []) == 0


@given(areas)
def test_a_theme_is_a_gap_or_somebody_acts_on_it(given_: list[Area]) -> None:
    for name in "abcd":
        standing = theme(given_, name)
        own = {one for one in acting(given_) if name in themes_of(given_, one)}
        assert {*standing.active, *standing.planned} == own
        assert not set(standing.active) & set(standing.planned)
        assert standing.is_gap is (not own)
        assert not (standing.is_gap and standing.is_candidate)
        assert standing.is_candidate is (len(own) >= 2)


@given(areas)
def test_every_pair_that_acts_is_compared_once(given_: list[Area]) -> None:
    pairs = overlaps(given_)
    count = len(acting(given_))
    assert len(pairs) == count * (count - 1) // 2
    assert all(bool(pair.shared) is (pair.jaccard > 0) for pair in pairs)
    assert [pair.jaccard for pair in pairs] == sorted(
        (pair.jaccard for pair in pairs), reverse=True
    )


def test_requests_and_what_ended_are_no_action() -> None:
    given_ = [
        area("ALADI", "a", kind=ActionKind.REQUEST),
        area("SELA", "a", ActionStatus.ENDED),
    ]
    standing = theme(given_, "a")
    assert (acting(given_), standing.is_gap, standing.requested) == (set(), True, ["ALADI"])


def test_two_that_act_by_themselves_are_candidates_and_a_joint_project_is_none() -> None:
    alone = [area("ALADI", "ab"), area("OTCA", "a", ActionStatus.PLANNED)]
    standing = theme(alone, "a")
    assert (standing.active, standing.planned) == (["ALADI"], ["OTCA"])
    assert standing.is_candidate
    joint = [*alone, area("SELA", "a", joint_with=("ALADI",))]
    assert theme(joint, "a").is_joint
    assert not theme(joint, "a").is_candidate
    assert themes_of(joint, "ALADI") == ["a", "b"]
