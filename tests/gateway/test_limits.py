"""What one operation may ask."""

from collections.abc import Awaitable, Callable
from typing import Any

from gateway import limits
from graphql import parse
from hypothesis import given
from hypothesis import strategies as some

Ask = Callable[..., Awaitable[Any]]


def priced(document: str) -> int:
    """Cost of the only operation of a document without fragments."""
    operation = parse(document).definitions[0]
    return limits.cost(operation.selection_set, {})  # type: ignore[attr-defined]


async def test_too_many_aliases_are_refused(answered: Ask) -> None:
    names = " ".join(f"a{n}: __typename" for n in range(limits.MAX_ALIASES + 1))
    answer = await answered(f"{{ {names} }}")

    assert "aliases" in answer["errors"][0]["message"]


async def test_too_many_tokens_are_refused(answered: Ask) -> None:
    answer = await answered("{" + "__typename " * limits.MAX_TOKENS + "}")

    assert str(limits.MAX_TOKENS) in answer["errors"][0]["message"]


async def test_too_deep_a_query_is_refused(answered: Ask) -> None:
    levels = limits.MAX_DEPTH + 2
    answer = await answered("{ agreements " + "{ nodes " * levels + "}" * levels + "}")

    assert any("depth" in error["message"] for error in answer["errors"])


async def test_names_are_not_suggested(answered: Ask) -> None:
    misspelt = ("{ countri { iso3 } }", '{ country(cod: "BRA") { iso3 } }', "{ ... on Qery { a } }")
    for document in misspelt:
        answer = await answered(document)

        assert "Did you mean" not in answer["errors"][0]["message"]


async def test_a_recursive_fragment_is_refused_by_validation(answered: Ask) -> None:
    text = '{ country(code: "BRA") { ...A } } fragment A on Country { iso3 ...A }'
    answer = await answered(text)

    assert "data" not in answer


def test_rows_multiply_what_is_asked_of_each() -> None:
    assert priced("{ a { b } }") == 1
    assert priced("{ a(first: 10) { nodes { c } } }") == 11
    assert priced("{ a(first: 10) { nodes { c { d } } } }") == 21


@given(first=some.integers(1, 50), deeper=some.integers(1, 50))
def test_a_larger_page_never_costs_less(first: int, deeper: int) -> None:
    small = priced(f"{{ a(first: {first}) {{ nodes {{ c {{ d }} }} }} }}")
    large = priced(f"{{ a(first: {first + deeper}) {{ nodes {{ c {{ d }} }} }} }}")

    assert large > small


async def test_an_operation_over_budget_is_told_both_figures(answered: Ask) -> None:
    text = "{ agreements(first: 100) { nodes { code } } }"
    aliases = " ".join(f"a{n}: {text[2:-2]}" for n in range(30))
    nested = f"{{ {aliases} }}".replace("nodes { code }", "edges { node { countries { iso3 } } }")
    answer = await answered(nested)

    assert str(limits.MAX_COST) in answer["errors"][0]["message"]
