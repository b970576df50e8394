"""The directory of firms, and what they offer and seek."""

from typing import Any

import pytest

from tests.niche_api.rounds.conftest import Platform


def ids(answer: Any, name: str = "firm") -> list[str]:
    """Return the identifiers of a page."""
    assert answer.status_code == 200, answer.text
    return [one[name] for one in answer.json()["items"]]


def test_firms_are_listed_by_identifier(platform: Platform) -> None:
    answer = platform.get("/v1/firms")
    assert ids(answer) == [
        "bol-norte", "bol-union", "bra-doce", "bra-madera", "per-selva", "per-telar",
    ]  # fmt: skip
    assert answer.json()["meta"]["missing"] == []
    assert {one["slice"] for one in answer.json()["meta"]["provenance"]} == {
        "country=BOL", "country=BRA", "country=PER",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"country": "pe"}, ["per-selva", "per-telar"]),
        ({"region": "BO-N"}, ["bol-norte"]),
        ({"kind": "ASSOCIATION"}, ["bol-union"]),
        ({"chain": "castana"}, ["bol-norte", "bol-union", "per-selva"]),
        ({"product": "0801.22"}, ["bra-doce", "per-selva"]),
        ({"product": "61"}, ["per-telar"]),
        ({"product": "610423", "country": "PER"}, ["per-telar"]),
        ({"kind": "BUYER", "chain": "bolaina"}, ["bra-madera"]),
    ],
)
def test_firms_are_found_by_what_is_asked(
    platform: Platform, asked: dict[str, str], expected: list[str]
) -> None:
    assert ids(platform.get("/v1/firms", **asked)) == expected


def test_a_firm_has_what_its_source_says_and_nothing_else(platform: Platform) -> None:
    firm = platform.get("/v1/firms/bol-norte").json()
    assert (firm["name"], firm["fact"]) == ("Norte Ficticia S.A.", "90 containers")
    assert (firm["codes"], firm["chains"], firm["nomenclature"]) == ([], ["castana"], None)
    assert firm["website"] is None
    assert firm["provenance"]["dataset"] == "firms"
    assert not {"email", "phone"} & firm.keys()


def test_pages_follow_one_another(platform: Platform) -> None:
    first = platform.get("/v1/firms", limit=4)
    second = platform.get("/v1/firms", limit=4, cursor=first.json()["next_cursor"])
    assert ids(first) + ids(second) == ids(platform.get("/v1/firms"))


def test_what_nobody_is_or_has_says_so(platform: Platform, empty: Platform) -> None:
    (said,) = platform.get("/v1/firms", product="27").json()["meta"]["missing"]
    assert (said["what"], said["reason"]) == ("firms", "not_identified")
    (said,) = empty.get("/v1/firms").json()["meta"]["missing"]
    assert (said["what"], said["reason"]) == ("firms", "not_loaded")
    (said,) = empty.get("/v1/opportunities").json()["meta"]["missing"]
    assert (said["what"], said["reason"]) == ("opportunities", "not_loaded")


@pytest.mark.parametrize(
    ("path", "asked", "status", "pointer"),
    [
        ("/v1/firms/bol-nadie", {}, 404, "/path/firm"),
        ("/v1/firms/Norte", {}, 422, "/path/firm"),
        ("/v1/firms", {"country": "XXX"}, 404, "/query/country"),
        ("/v1/firms", {"kind": "OTHER"}, 422, "/query/kind"),
        ("/v1/opportunities/bol-norte-9", {}, 404, "/path/opportunity"),
        ("/v1/opportunities", {"on": "2026-02-30"}, 422, "/query/on"),
    ],
)
def test_bad_input_is_one_problem(
    platform: Platform, path: str, asked: dict[str, str], status: int, pointer: str
) -> None:
    answer = platform.get(path, **asked)
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"side": "DEMAND"}, ["bra-doce-1", "bra-doce-2", "per-selva-2"]),
        ({"firm": "per-selva"}, ["per-selva-1", "per-selva-2"]),
        ({"product": "080122"}, ["bol-norte-1", "bra-doce-1", "bra-doce-2"]),
        ({"chain": "castana", "country": "BRA"}, ["bra-doce-1"]),
        ({"on": "2026-07-01"}, ["bra-doce-1", "bra-doce-2", "per-selva-2"]),
    ],
)
def test_offers_and_demands_are_found_by_what_is_asked(
    platform: Platform, asked: dict[str, str], expected: list[str]
) -> None:
    assert ids(platform.get("/v1/opportunities", **asked), "opportunity") == expected


def test_an_offer_has_its_firm_volume_and_days(platform: Platform) -> None:
    offer = platform.get("/v1/opportunities/bol-norte-1").json()
    assert (offer["side"], offer["firm_name"]) == ("OFFER", "Norte Ficticia S.A.")
    assert (float(offer["volume"]), offer["unit"]) == (40, "t")
    assert (offer["valid_from"], offer["valid_to"]) == ("2026-01-01", "2026-06-30")
