"""Events and the firms registered in them."""

import pytest

from tests.niche_api.rounds.conftest import Platform
from tests.niche_api.rounds.test_firms import ids


def test_events_come_by_day_and_those_without_one_last(platform: Platform) -> None:
    assert ids(platform.get("/v1/events"), "event") == ["otca-rueda-1", "otca-semana-1"]
    first = platform.get("/v1/events", limit=1)
    second = platform.get("/v1/events", limit=1, cursor=first.json()["next_cursor"])
    assert ids(second, "event") == ["otca-semana-1"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "WEEK"}, ["otca-semana-1"]),
        ({"country": "PER"}, ["otca-rueda-1"]),
        ({"organiser": "OTCA", "to": "2026-12-31"}, ["otca-rueda-1"]),
        ({"from": "2026-05-13"}, ["otca-semana-1"]),
        ({"from": "2026-05-12", "to": "2026-05-12"}, ["otca-rueda-1"]),
    ],
)
def test_events_are_found_by_what_is_asked(
    platform: Platform, asked: dict[str, str], expected: list[str]
) -> None:
    assert ids(platform.get("/v1/events", **asked), "event") == expected


def test_an_event_is_named_in_the_language_asked_for(platform: Platform) -> None:
    assert platform.get("/v1/events/otca-rueda-1", lang="en").json()["name"] == "Made-up round"
    event = platform.get("/v1/events/otca-semana-1", lang="en").json()
    assert (event["name"], event["starts_on"], event["country"]) == ("Semana ficticia", None, None)


def test_registered_firms_are_listed_with_their_hours(platform: Platform) -> None:
    answer = platform.get("/v1/events/otca-rueda-1/registrations")
    assert ids(answer) == ["bol-norte", "bra-doce", "per-selva"]
    buyer = answer.json()["items"][1]
    assert (buyer["role"], buyer["firm_name"]) == ("BUYER", "Doce Fictícia Ltda.")
    assert buyer["available"] == ["2026-05-12T09:00:00-05:00/2026-05-12T10:00:00-05:00"]
    (said,) = platform.get("/v1/events/otca-semana-1/registrations").json()["meta"]["missing"]
    assert (said["what"], said["reason"]) == ("registrations", "not_loaded")


@pytest.mark.parametrize(
    ("path", "asked", "status", "pointer"),
    [
        ("/v1/events/otca-nada", {}, 404, "/path/event"),
        ("/v1/events/otca-nada/registrations", {}, 404, "/path/event"),
        ("/v1/events", {"from": "2026-05-13", "to": "2026-05-12"}, 422, "/query/from"),
        ("/v1/events", {"kind": "PARTY"}, 422, "/query/kind"),
    ],
)
def test_bad_input_is_one_problem(
    platform: Platform, path: str, asked: dict[str, str], status: int, pointer: str
) -> None:
    answer = platform.get(path, **asked)
    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
