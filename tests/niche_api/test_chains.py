"""Chains come with their names by country and the codes they are traded under."""

from typing import Any

import pytest


def ids(answer: Any) -> list[str]:
    """Return the chains of a page."""
    return [chain["id"] for chain in answer.json()["items"]]


def test_all_chains_are_listed_by_id(ask: Any) -> None:
    answer = ask("/v1/chains")
    assert ids(answer) == ["bolaina", "castana", "copaiba"]
    assert answer.json()["meta"]["missing"] == []
    assert {one["dataset"] for one in answer.json()["meta"]["provenance"]} == {
        "chain_claims",
        "chain_names",
        "chain_products",
        "chains",
        "species",
    }


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        ("080122", ["castana"]),
        ("0801.22", ["castana"]),
        ("0801", ["castana"]),
        ("08", ["castana"]),
        ("0801220010", ["castana"]),
        ("13", ["copaiba"]),
        ("080121", []),
        ("99", []),
    ],
)
def test_a_product_finds_chains_above_and_below_its_code(
    ask: Any, product: str, expected: list[str]
) -> None:
    assert ids(ask("/v1/chains", product=product)) == expected


def test_a_code_that_no_chain_is_traded_under_says_so(ask: Any) -> None:
    (said,) = ask("/v1/chains", product="850300").json()["meta"]["missing"]
    assert (said["what"], said["reason"]) == ("chains", "not_identified")
    assert said["detail"].startswith("Ninguna de las 3 cadenas cargadas")
    assert ask("/v1/chains", product="080122").json()["meta"]["missing"] == []


def test_chains_of_the_report_are_told_from_others(ask: Any) -> None:
    assert ids(ask("/v1/chains", in_report="true")) == ["bolaina", "castana"]
    assert ids(ask("/v1/chains", in_report="false")) == ["copaiba"]
    assert ids(ask("/v1/chains", in_report="true", product="13")) == []


def test_a_chain_has_its_names_codes_and_sources(ask: Any) -> None:
    chain = ask("/v1/chains/castana", lang="en").json()
    assert chain["name"] == "Brazil nut"
    assert [(one["country"], one["name"]) for one in chain["names"]] == [
        ("BOL", "almendra"),
        ("BOL", "nuez amazónica"),
        ("BRA", "castanha-do-pará"),
        ("WLD", "Brazil nut"),
    ]
    assert [(one["code"], one["form"], one["specificity"]) for one in chain["products"]] == [
        ("080122", "sin cáscara", "EXACT"),
        ("110630", "harina", "SHARED"),
    ]
    assert {one["dataset"] for one in chain["provenance"]} >= {"chains", "species", "chain_zones"}


def test_what_sources_dispute_is_noted(ask: Any) -> None:
    chain = ask("/v1/chains/bolaina", lang="en").json()
    assert (chain["disputed"], chain["note"], chain["names"]) == (True, "Nota.", [])
    (claim,) = chain["claims"]
    assert (claim["standing"], claim["statement"], claim["answer"]) == (
        "DISPUTED",
        "Es Copaifera.",
        "It is Guazuma.",
    )
    assert ask("/v1/chains/castana").json()["disputed"] is False


def test_a_chain_may_have_several_species(ask: Any) -> None:
    listed = ask("/v1/chains", product="13").json()["items"][0]["species"]
    told = [one["name"] for one in ask("/v1/chains/copaiba").json()["species"]]
    assert listed == told == ["Copaifera paupera", "Copaifera reticulata"]


@pytest.mark.parametrize(("lang", "name"), [("es", "Castaña"), ("pt", "Castanha")])
def test_names_follow_the_language(ask: Any, lang: str, name: str) -> None:
    assert ask("/v1/chains/castana", lang=lang).json()["name"] == name


def test_pages_follow_one_another(ask: Any) -> None:
    first = ask("/v1/chains", limit=2)
    assert ids(first) == ["bolaina", "castana"]
    assert 'rel="next"' in first.headers["link"]
    second = ask("/v1/chains", limit=2, cursor=first.json()["next_cursor"])
    assert ids(second) == ["copaiba"]
    assert second.json()["next_cursor"] is None


def test_csv_holds_one_row_per_chain(ask: Any) -> None:
    lines = ask("/v1/chains", format="csv").text.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("id,name,species")


def test_an_unknown_chain_is_a_problem(ask: Any) -> None:
    answer = ask("/v1/chains/cacao")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["pointer"] == "/path/chain"


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"product": "8"}, "/query/product"),
        ({"product": "nuez"}, "/query/product"),
        ({"in_report": "maybe"}, "/query/in_report"),
        ({"product": "0801", "nomenclature": "HS1992"}, "/query/nomenclature"),
        ({"limit": "0"}, "/query/limit"),
    ],
)
def test_bad_input_is_one_problem(ask: Any, asked: dict[str, str], pointer: str) -> None:
    answer = ask("/v1/chains", **asked)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_an_empty_service_says_what_is_not_loaded(ask_empty: Any) -> None:
    page = ask_empty("/v1/chains", product="0801").json()
    assert page["items"] == []
    assert [one["what"] for one in page["meta"]["missing"]] == [
        "chains",
        "chain_names",
        "chain_products",
    ]
