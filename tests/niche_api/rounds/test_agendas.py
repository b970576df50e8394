"""An event's agenda over HTTP: made by who has a key, read by all, as csv and as a calendar."""

import csv
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest
from icalendar import Calendar
from niche_api.agendas import planning

from tests.niche_api.rounds.conftest import Platform

EVENT = "/v1/events/otca-rueda-1"
SLOTS = [
    {"start": "2026-05-12T09:30:00-05:00", "minutes": 30},
    {"start": "2026-05-12T09:00:00-05:00", "minutes": 30},
    {"start": "2026-05-12T10:00:00-05:00", "minutes": 30},
]
FIRMS: list[dict[str, Any]] = [
    {"firm": "comprador-1", "name": "Compra, Uno & Cía."},
    {"firm": "comprador-2", "meetings_max": 2},
    {"firm": "vendedor-1", "name": "=Vende Uno"},
    {
        "firm": "vendedor-2",
        "available": [{"start": "2026-05-12T14:00:00Z", "end": "2026-05-12T15:00:00Z"}],
    },
    {"firm": "bol-norte"},
]
PAIRS: list[dict[str, Any]] = [
    {"first": "comprador-1", "second": "vendedor-1", "score": 8},
    {"first": "comprador-1", "second": "vendedor-2", "score": 5},
    {"first": "comprador-1", "second": "bol-norte", "score": 3},
    {"first": "comprador-2", "second": "vendedor-1", "score": 9},
    {"first": "comprador-2", "second": "vendedor-2", "score": 2, "required": True},
    {"first": "comprador-2", "second": "bol-norte", "score": 6},
]
ROUND: dict[str, Any] = {"slots": SLOTS, "tables": ["A", "B"], "firms": FIRMS, "pairs": PAIRS}


@pytest.fixture
def organiser(platform: Platform) -> dict[str, str]:
    """Headers of who organises the round."""
    return platform.key("niche:write:event=otca-rueda-1")


@pytest.fixture
def agenda(platform: Platform, organiser: dict[str, str]) -> dict[str, Any]:
    """The agenda of the round."""
    answer = platform.post(f"{EVENT}/agenda", ROUND, organiser)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_the_best_agenda_is_made(agenda: dict[str, Any]) -> None:
    # Three slots of two tables; the second buyer meets twice, of which once the second seller.
    assert agenda["score"] == 8 + 5 + 3 + 9 + 2
    assert (agenda["bound"], agenda["ratio"], agenda["quality"]) == (27, 1, "OPTIMAL")
    assert agenda["score"] == sum(one["score"] for one in agenda["meetings"])
    starts = [one["start"] for one in agenda["meetings"]]
    assert starts == sorted(starts)


def test_nobody_and_no_table_is_booked_twice(agenda: dict[str, Any]) -> None:
    booked = [
        (one["start"], who)
        for one in agenda["meetings"]
        for who in (one["first"], one["second"], f"table {one['table']}")
    ]
    assert len(set(booked)) == len(booked)


def test_hours_in_which_a_firm_is_away_are_kept(agenda: dict[str, Any]) -> None:
    seen = [one for one in agenda["meetings"] if "vendedor-2" in (one["first"], one["second"])]
    assert len(seen) == 2
    for one in seen:
        assert datetime.fromisoformat(one["end"]) <= datetime(2026, 5, 12, 15, tzinfo=UTC)


def test_each_firm_is_told_what_it_has(agenda: dict[str, Any]) -> None:
    firms = {one["firm"]: one for one in agenda["firms"]}
    assert firms["comprador-2"]["meetings"] == 2
    assert firms["vendedor-2"] == {
        "firm": "vendedor-2",
        "name": "vendedor-2",
        "meetings": 2,
        "slots_available": 2,
        "wished": 2,
    }
    assert firms["bol-norte"]["name"] == "Norte Ficticia S.A."  # as the directory has it


def test_what_was_made_is_what_is_read(platform: Platform, agenda: dict[str, Any]) -> None:
    answer = platform.get(f"{EVENT}/agenda")
    assert answer.json() == agenda
    assert answer.headers["cache-control"] == "no-store"


def test_meetings_are_listed_for_a_firm_and_safe_in_a_spreadsheet(
    platform: Platform, agenda: dict[str, Any]
) -> None:
    answer = platform.get(f"{EVENT}/agenda/meetings", firm="vendedor-1", format="csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 2
    assert {row["second_name"] for row in rows} == {"'=Vende Uno"}
    assert platform.get(f"{EVENT}/agenda/meetings", format="xlsx").status_code == 200
    page = platform.get(f"{EVENT}/agenda/meetings", limit=2)
    assert len(page.json()["items"]) == 2
    assert page.headers.get_list("link") == [page.headers["link"]]


def test_the_calendar_is_read_by_calendars(platform: Platform, agenda: dict[str, Any]) -> None:
    answer = platform.get(f"{EVENT}/agenda.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.text)
    entries = list(read.walk("VEVENT"))
    assert len(entries) == len(agenda["meetings"])
    assert len({str(one["UID"]) for one in entries}) == len(entries)
    first = next(
        one for one in entries if "Vende Uno" in one["SUMMARY"] and "Uno &" in one["SUMMARY"]
    )
    assert first["SUMMARY"] == "Compra, Uno & Cía. – =Vende Uno"
    assert str(first["LOCATION"]).endswith("Lima, Rueda ficticia")
    meeting = next(one for one in agenda["meetings"] if one["score"] == 8)
    assert first.decoded("DTSTART") == datetime.fromisoformat(meeting["start"])
    assert first.decoded("DTEND") == datetime.fromisoformat(meeting["end"])

    own = Calendar.from_ical(platform.get(f"{EVENT}/agenda.ics", firm="vendedor-2").text)
    assert len(list(own.walk("VEVENT"))) == 2


def test_a_meeting_keeps_its_identifier_when_the_agenda_is_made_anew(
    platform: Platform, organiser: dict[str, str], agenda: dict[str, Any]
) -> None:
    def identifiers() -> set[str]:
        read = Calendar.from_ical(platform.get(f"{EVENT}/agenda.ics", firm="vendedor-1").text)
        return {str(one["UID"]) for one in read.walk("VEVENT")}

    before = identifiers()
    later = [{**slot, "start": slot["start"].replace("-12T", "-13T")} for slot in SLOTS]
    anew = {**ROUND, "slots": later, "firms": [*FIRMS[:3], {"firm": "vendedor-2"}, FIRMS[4]]}
    assert platform.post(f"{EVENT}/agenda", anew, organiser).status_code == 200
    assert identifiers() == before


def test_registered_firms_are_paired_by_what_they_offer_and_seek(
    platform: Platform, organiser: dict[str, str]
) -> None:
    body = {"slots": SLOTS, "tables": ["A"]}
    made = platform.post(f"{EVENT}/agenda", body, organiser).json()
    assert [one["firm"] for one in made["firms"]] == ["bol-norte", "bra-doce", "per-selva"]
    meetings = {frozenset((one["first"], one["second"])) for one in made["meetings"]}
    assert meetings == {frozenset(("bra-doce", "bol-norte")), frozenset(("bra-doce", "per-selva"))}
    # The buyer is there from nine to ten.
    assert [one["start"][11:16] for one in made["meetings"]] == ["09:00", "09:30"]
    asked = {"opportunity": "bra-doce-1"}
    proposed = {one["firm"]: one for one in platform.post("/v1/matches", asked).json()["items"]}
    scored = next(one for one in made["meetings"] if "bol-norte" in (one["first"], one["second"]))
    assert scored["score"] == pytest.approx(proposed["bol-norte"]["score"], abs=1e-6)
    assert [one["reason"] for one in made["missing"]] == ["service_unavailable"]


def test_others_are_answered_while_an_agenda_is_made(
    platform: Platform, organiser: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "CLOSE_ENOUGH", 2.0)  # never: it takes all its time
    firms = [{"firm": f"firm-{at}"} for at in range(60)]
    starts = [f"2026-05-12T{9 + at // 2:02d}:{30 * (at % 2):02d}:00Z" for at in range(20)]
    body = {
        "slots": [{"start": start} for start in starts],
        "tables": [str(at) for at in range(15)],
        "firms": firms,
        "pairs": [
            {"first": one["firm"], "second": other["firm"], "score": 1 + (7 * at) % 11}
            for at, (one, other) in enumerate(combinations(firms, 2))
        ],
        "time_limit_seconds": 5,
    }
    with ThreadPoolExecutor(1) as thread:
        making = thread.submit(platform.post, f"{EVENT}/agenda", body, organiser)
        answered = 0
        while not making.done():
            assert platform.get("/v1/firms", limit=1 + answered).status_code == 200
            answered += not making.done()
        assert making.result().status_code == 200
    assert answered > 1


def test_keys_are_needed_and_hold_for_their_event(platform: Platform) -> None:
    other = platform.key("niche:write:event=otca-semana-1")
    assert platform.post(f"{EVENT}/agenda", ROUND).status_code == 401
    assert platform.post(f"{EVENT}/agenda", ROUND, other).status_code == 403
    assert platform.delete(f"{EVENT}/agenda", other).status_code == 403


def test_an_agenda_can_be_removed(
    platform: Platform, organiser: dict[str, str], agenda: dict[str, Any]
) -> None:
    assert platform.delete(f"{EVENT}/agenda", organiser).status_code == 204
    for path in ("agenda", "agenda/meetings", "agenda.ics"):
        answer = platform.get(f"{EVENT}/{path}")
        assert answer.status_code == 404
        assert answer.json()["type"].endswith("no-agenda")
    assert platform.delete(f"{EVENT}/agenda", organiser).status_code == 404


def test_a_firm_without_a_part_is_a_problem(platform: Platform, agenda: dict[str, Any]) -> None:
    for path in ("agenda/meetings", "agenda.ics"):
        answer = platform.get(f"{EVENT}/{path}", firm="nadie")
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (404, "/query/firm")


def changed(part: str, at: int, **values: Any) -> dict[str, Any]:
    """Return the round with one item of a list changed."""
    items = [dict(one) for one in ROUND[part]]
    items[at] |= values
    return {**ROUND, part: items}


AWAY = {"available": [{"start": "2026-05-12T09:00:00-05:00", "end": "2026-05-12T09:30:00-05:00"}]}
IMPOSSIBLE = [
    (
        changed(
            "firms", 1, available=[{"start": "2026-05-12T15:00:00Z", "end": "2026-05-12T16:00:00Z"}]
        ),
        "/pairs/4",
        "comprador-2 – vendedor-2 deben reunirse y ningún turno los tiene a los dos",
    ),
    (changed("firms", 0, meetings_min=3, **AWAY), "/firms/0", "está en 1 turnos"),
    (changed("firms", 4, meetings_min=3), "/firms/4", "hay 2 empresas con que puede reunirse"),
    (
        {**changed("firms", 0, meetings_min=3), "tables": ["A"], "slots": SLOTS[:2]},
        "/firms/0",
        "Compra, Uno & Cía. pide al menos 3 reuniones y está en 2 turnos",
    ),
]


@pytest.mark.parametrize(("body", "pointer", "said"), IMPOSSIBLE)
def test_what_cannot_hold_is_named(
    platform: Platform, organiser: dict[str, str], body: dict[str, Any], pointer: str, said: str
) -> None:
    answer = platform.post(f"{EVENT}/agenda", body, organiser)
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"].endswith("agenda-impossible")
    found = {error["pointer"]: error["detail"] for error in answer.json()["errors"]}
    assert said in found[pointer]


WRONG = [
    (changed("slots", 0, start="2026-05-12T09:15:00-05:00"), "/slots/0"),
    ({**ROUND, "tables": ["A", "A"]}, "/tables/0"),
    (changed("firms", 0, firm="bol-norte"), "/firms/0"),
    (changed("firms", 0, meetings_min=3, meetings_max=2), "/firms/0/meetings_min"),
    (
        changed(
            "firms", 3, available=[{"start": "2026-05-12T15:00:00Z", "end": "2026-05-12T14:00:00Z"}]
        ),
        "/firms/3/available/0",
    ),
    (changed("pairs", 0, second="nadie"), "/pairs/0/second"),
    (changed("pairs", 0, second="comprador-1"), "/pairs/0"),
    (changed("pairs", 1, first="vendedor-1", second="comprador-1"), "/pairs/1"),
    (changed("pairs", 0, score=0), "/pairs/0/score"),
    (changed("slots", 0, start="2026-05-12T09:30:00"), "/slots/0/start"),
    (changed("firms", 0, name="<img src=x onerror=alert(1)>"), "/firms/0/name"),
    ({**ROUND, "time_limit_seconds": 600}, "/time_limit_seconds"),
    ({**ROUND, "tables": []}, "/tables"),
    ({"slots": SLOTS, "tables": ["A"], "firms": FIRMS[:3]}, "/pairs"),
]


@pytest.mark.parametrize(("body", "pointer"), WRONG)
def test_a_round_that_contradicts_itself_says_where(
    platform: Platform, organiser: dict[str, str], body: dict[str, Any], pointer: str
) -> None:
    answer = platform.post(f"{EVENT}/agenda", body, organiser)
    assert answer.status_code == 422, answer.text
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]


def test_an_event_without_registered_firms_says_so(platform: Platform) -> None:
    organiser = platform.key("niche:write")
    body = {"slots": SLOTS, "tables": ["A"]}
    answer = platform.post("/v1/events/otca-semana-1/agenda", body, organiser)
    assert answer.status_code == 422
    assert "0 empresas inscritas" in answer.json()["detail"]
    missing = platform.post("/v1/events/otca-nada/agenda", ROUND, organiser)
    assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (404, "/path/event")
