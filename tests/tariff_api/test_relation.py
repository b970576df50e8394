"""Relations between the codes of two editions: composed, read backwards, told apart by kind."""

from collections.abc import Mapping

from eslabon.contracts.nomenclature import CorrelationKind
from hypothesis import given
from hypothesis import strategies as st
from servicekit.releases.snapshot import Current, Published, Snapshot
from tariff_api.nomenclature.correlation import Step, path
from tariff_api.nomenclature.relation import Relation

EXACT, MERGE, SPLIT, PARTIAL = (
    CorrelationKind.EXACT,
    CorrelationKind.MERGE,
    CorrelationKind.SPLIT,
    CorrelationKind.PARTIAL,
)
BACKWARDS: Mapping[CorrelationKind, CorrelationKind] = {
    EXACT: EXACT,
    MERGE: SPLIT,
    SPLIT: MERGE,
    PARTIAL: PARTIAL,
}


def relations(first: str, second: str) -> st.SearchStrategy[Relation]:
    code = st.integers(1, 5)
    pairs = st.frozensets(st.tuples(code.map(lambda n: f"{first}{n}"), code), max_size=9)
    return pairs.map(lambda some: Relation(frozenset((one, f"{second}{n}") for one, n in some)))


A_TO_B, B_TO_C, C_TO_D = relations("a", "b"), relations("b", "c"), relations("c", "d")


def kinds(relation: Relation) -> dict[tuple[str, str], CorrelationKind]:
    return {pair: relation.kind(*pair) for pair in relation.pairs}


def made(*pairs: tuple[str, str]) -> Relation:
    return Relation(frozenset(pairs))


def test_the_kind_says_how_many_stand_on_either_side() -> None:
    relation = made(("a1", "b1"), ("a2", "b2"), ("a2", "b3"), ("a3", "b4"), ("a4", "b4"))

    assert kinds(relation) == {
        ("a1", "b1"): EXACT,
        ("a2", "b2"): SPLIT,
        ("a2", "b3"): SPLIT,
        ("a3", "b4"): MERGE,
        ("a4", "b4"): MERGE,
    }


@given(A_TO_B)
def test_merges_are_splits_read_backwards(relation: Relation) -> None:
    assert kinds(relation.inverse()) == {
        (other, code): BACKWARDS[kind] for (code, other), kind in kinds(relation).items()
    }


@given(A_TO_B, B_TO_C)
def test_a_chain_read_backwards_is_the_chain_of_the_steps_backwards(
    first: Relation, second: Relation
) -> None:
    assert first.then(second).inverse() == second.inverse().then(first.inverse())


@given(A_TO_B, B_TO_C, C_TO_D)
def test_chains_do_not_depend_on_where_they_are_cut(
    first: Relation, second: Relation, third: Relation
) -> None:
    assert first.then(second).then(third).pairs == first.then(second.then(third)).pairs


@given(A_TO_B, B_TO_C)
def test_exact_after_exact_is_exact(first: Relation, second: Relation) -> None:
    chained = first.then(second)
    for code, middle in first.pairs:
        for other in second.targets.get(middle, ()):
            if first.kind(code, middle) is second.kind(middle, other) is EXACT:
                assert chained.kind(code, other) is EXACT


@given(A_TO_B, B_TO_C)
def test_an_exact_pair_of_a_chain_leads_everywhere_to_the_same_code(
    first: Relation, second: Relation
) -> None:
    for (code, other), kind in kinds(first.then(second)).items():
        if kind is EXACT:
            assert {end for middle in first.targets[code] for end in second.targets[middle]} == {
                other
            }


def test_a_branch_that_ends_on_the_way_keeps_a_pair_from_being_exact() -> None:
    first = made(("a1", "b1"), ("a1", "b2"))
    chained = first.then(made(("b1", "c1")))

    assert kinds(chained) == {("a1", "c1"): SPLIT}
    assert kinds(chained.inverse()) == {("c1", "a1"): MERGE}


def snapshot(*tables: tuple[str, str]) -> Snapshot:
    releases = tuple(
        Current(
            id=number,
            dataset="correlations",
            slice=f"from={source},to={target}",
            parts={"from": source, "to": target},
            rows=1,
            sha256="",
            source="test",
            licence="test",
            cite_as="test",
            year=None,
            url=None,
            retrieved_on=None,
        )
        for number, (source, target) in enumerate(tables, 1)
    )
    return Snapshot(None, Published(1, None, releases), None)  # type: ignore[arg-type]


def editions(found: list[Step] | None) -> list[str]:
    assert found is not None
    return [found[0].source, *(step.target for step in found)]


NEIGHBOURS = (("HS1992", "HS1996"), ("HS1996", "HS2002"), ("HS2002", "HS2007"))


def test_a_table_of_the_pair_is_read_in_either_direction() -> None:
    tables = snapshot(*NEIGHBOURS)

    assert path(tables, "HS1996", "HS2002") == [Step(2, "HS1996", "HS2002", False)]
    assert path(tables, "HS2002", "HS1996") == [Step(2, "HS2002", "HS1996", True)]


def test_a_path_stays_between_both_editions_though_another_has_fewer_tables() -> None:
    tables = snapshot(*NEIGHBOURS, ("HS1992", "HS2022"), ("HS2007", "HS2022"))

    assert editions(path(tables, "HS1992", "HS2007")) == ["HS1992", "HS1996", "HS2002", "HS2007"]


def test_a_path_goes_through_a_later_edition_where_nothing_else_leads() -> None:
    tables = snapshot(("HS1992", "HS2022"), ("HS2007", "HS2022"))

    assert editions(path(tables, "HS2007", "HS1992")) == ["HS2007", "HS2022", "HS1992"]


def test_editions_that_nothing_joins_have_no_path() -> None:
    assert path(snapshot(*NEIGHBOURS), "HS1992", "HS2022") is None
    assert path(snapshot(*NEIGHBOURS), "HS1992", "HS1992") is None
