"""A chain in a country: all that is known of it there, and why the rest is not."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from niche_api.app import create_app

from tests.niche_api.conftest import ROWS, Ask, asking, publish


def gaps(answer: Any) -> dict[str, str]:
    """Return what an answer lacks, and why."""
    return {one["what"]: one["reason"] for one in answer["missing"]}


def test_a_cell_holds_what_is_of_the_country_and_what_holds_everywhere(ask: Ask) -> None:
    cell = ask("/v1/chains/castana/BOL", lang="en").json()

    assert (cell["presence"], cell["evidence"]["reference"]) == ("CONFIRMED", "INE")
    assert [one["name"] for one in cell["names"]] == ["almendra", "nuez amazónica"]
    assert cell["biology"] == [
        {
            "topic": "HARVEST_SEASON",
            "country": None,
            "region": None,
            "species": None,
            "months": [12, 1, 2, 3],
            "text": "December to March.",
            "basis": "D",
            "reference": "X",
        }
    ]
    (species,) = cell["species"]
    assert species["synonyms"] == ["Bertholletia nobilis", "Barthollesia excelsa"]
    assert [(one["scheme"], one["value"]) for one in species["statuses"]] == [
        ("CITES", "NOT_LISTED"),
        ("IUCN", "VU"),
    ]
    assert [(one["region"], one["place"], one["producers"]) for one in cell["zones"]] == [
        ("BO-B", None, []),
        ("BO-N", None, ["COMMUNITY", "INDIGENOUS"]),
        ("BO-N", "Cobija", []),
    ]
    assert [(one["permit"], one["every_chain"]) for one in cell["permits"]] == [("nagoya", True)]
    assert [(one["price"], one["per"]) for one in cell["prices"]] == [("100", "caja de 22 kg")]
    assert gaps(cell) == {"permits.HARVEST": "not_reported"}


def test_the_country_may_be_written_as_people_do(ask: Ask) -> None:
    assert ask("/v1/chains/castana/bo").json() == ask("/v1/chains/castana/BOL").json()


def test_where_nobody_says_anything_the_chain_is_unknown_and_says_why(ask: Ask) -> None:
    said = ask("/v1/chains/castana/VEN").json()
    unsaid = ask("/v1/chains/castana/DEU", lang="en").json()

    assert said["presence"] == unsaid["presence"] == "UNKNOWN"
    assert said["evidence"]["missing"]["detail"] == "Nadie lo dice."
    assert unsaid["missing"][0]["reason"] == "not_reported"
    assert "whether chain castana exists in DEU" in unsaid["missing"][0]["detail"]
    assert [one["name"] for one in unsaid["names"]] == ["Brazil nut"]
    assert {"zones", "statistics", "prices", "permits"} <= set(gaps(unsaid))


def test_permits_of_cites_are_no_gap_of_a_species_it_does_not_list(ask: Ask) -> None:
    assert "permits.CITES" not in gaps(ask("/v1/chains/castana").json())
    assert gaps(ask("/v1/chains/copaiba").json())["permits.CITES"] == "not_reported"


def test_who_produces_is_a_gap_where_zones_do_not_say(ask: Ask) -> None:
    assert gaps(ask("/v1/chains/castana/PER").json())["zones.producers"] == "not_reported"


def test_every_cell_that_is_stated_is_listed_with_its_source(ask: Ask) -> None:
    rows = ask("/v1/chain-presence").json()["items"]
    assert [(one["country"], one["presence"], one["reference"]) for one in rows] == [
        ("BOL", "CONFIRMED", "INE"),
        ("BRA", "REPORTED", "X"),
        ("VEN", "UNKNOWN", None),
    ]
    (confirmed,) = ask("/v1/chain-presence", presence="CONFIRMED").json()["items"]
    assert confirmed["country"] == "BOL"
    nothing = ask("/v1/chain-presence", country="PER").json()
    assert (nothing["items"], nothing["meta"]["missing"][0]["reason"]) == ([], "not_reported")


def test_a_period_that_is_no_year_is_marked(ask: Ask) -> None:
    figures = ask("/v1/chain-statistics", chain="castana", indicator="PRODUCTION").json()["items"]
    marked = {(one["region"], one["place"], one["period_to"]): one["annual"] for one in figures}
    assert marked == {
        ("BO-N", None, "2021-12-31"): True,
        ("BO-N", None, "2022-12-31"): True,
        ("BO-N", "Cobija", "2022-12-31"): True,
        ("BO-N", None, "2023-09-30"): False,
        (None, None, "2022-12-31"): True,
    }


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ({"indicator": "PRODUCTION", "annual": "true"}, ["100", "120.5", "20000", "30843"]),
        ({"indicator": "PRODUCTION", "annual": "false"}, ["80"]),
        ({"annual": "false"}, ["80", "7"]),
        ({"region": "BO-N", "year_from": 2022, "year_to": 2022}, ["120.5", "20000"]),
        ({"by_region": "true", "year_to": 2021}, ["100"]),
        ({"country": "BO", "indicator": "AREA"}, ["7"]),
        ({"country": "PER"}, []),
    ],
)
def test_figures_are_chosen_by_place_measure_and_period(
    ask: Ask, asked: dict[str, Any], values: list[str]
) -> None:
    page = ask("/v1/chain-statistics", **asked).json()
    assert [one["value"] for one in page["items"]] == values
    assert bool(page["meta"]["missing"]) is not bool(values)


def test_pages_of_figures_follow_one_another(ask: Ask) -> None:
    whole = ask("/v1/chain-statistics").json()["items"]
    found, cursor = [], None
    while True:
        more = {} if cursor is None else {"cursor": cursor}
        page = ask("/v1/chain-statistics", limit=4, **more).json()
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == whole
    assert len(whole) == len(ROWS["chain_statistics"])


def test_figures_come_as_a_file(ask: Ask) -> None:
    lines = ask("/v1/chain-statistics", format="csv").text.splitlines()
    assert len(lines) == len(ROWS["chain_statistics"]) + 1
    assert lines[0].startswith("chain,country,region")


@pytest.mark.parametrize(
    ("path", "asked", "status", "pointer"),
    [
        ("/v1/chains/cacao/BOL", {}, 404, "/path/chain"),
        ("/v1/chains/castana/XX", {}, 404, "/path/country"),
        ("/v1/chains/castana/Bolivia", {}, 422, "/path/country"),
        ("/v1/chain-statistics", {"chain": "cacao"}, 404, "/query/chain"),
        ("/v1/chain-statistics", {"indicator": "JOY"}, 422, "/query/indicator"),
        ("/v1/chain-statistics", {"year_from": 2022, "year_to": 2021}, 422, "/query/year_from"),
        ("/v1/chain-statistics", {"region": "Pando"}, 422, "/query/region"),
        ("/v1/chain-presence", {"country": "ZZZ"}, 404, "/query/country"),
    ],
)
def test_bad_input_is_one_problem(
    ask: Ask, path: str, asked: dict[str, Any], status: int, pointer: str
) -> None:
    answer = ask(path, **asked)
    assert answer.status_code == status
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


def test_an_empty_service_says_what_to_send(ask_empty: Ask) -> None:
    for path, what in (("/v1/chain-presence", "presence"), ("/v1/chain-statistics", "statistics")):
        (said,) = ask_empty(path).json()["meta"]["missing"]
        assert (said["what"], said["reason"]) == (what, "not_loaded")


@pytest.fixture
def ask_twice(settings: Any, serve: Any) -> Iterator[Ask]:
    """Ask a niche-api to which a ministry sent its own facts after the first compiler."""
    ministry = {
        "chains": [{**ROWS["chains"][1], "name_es": "Almendra"}],
        "chain_presence": [{**ROWS["chain_presence"][1], "presence": "CONFIRMED"}],
        "chain_statistics": [{**ROWS["chain_statistics"][0], "reference": "Ministerio"}],
    }

    async def both() -> None:
        await publish(settings.database_url, ROWS)
        await publish(settings.database_url, ministry, source="MINISTERIO")

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, both()).result()
    with serve(create_app(settings)) as url:
        yield asking(url)


def test_of_two_sources_the_later_is_heard_and_figures_of_both_stand(ask_twice: Ask) -> None:
    assert ask_twice("/v1/chains/castana").json()["name"] == "Almendra"
    assert ask_twice("/v1/chains/castana/BRA").json()["presence"] == "CONFIRMED"
    assert ask_twice("/v1/chains/castana/BOL").json()["presence"] == "CONFIRMED"
    figures = ask_twice("/v1/chain-statistics", region="BO-N", year_to=2021).json()["items"]
    assert [one["reference"] for one in figures] == ["INE", "Ministerio"]
    assert len(ask_twice("/v1/chains").json()["items"]) == 3
