"""The matrix over HTTP: what the report says of each secretariat, and what nobody says."""

from typing import Any

import pytest
from servicekit.releases.faults import RefusedError

from tests.niche_api.conftest import Ask
from tests.niche_api.cooperation.conftest import of_sample
from tests.niche_api.loading import loaded

AXIS = "encadenamientos-productivos"


def test_five_axes_and_how_far_each_is_covered(ask: Ask) -> None:
    axes = ask("/v1/cooperation").json()["items"]
    assert [one["position"] for one in axes] == [1, 2, 3, 4, 5]
    first, *rest = axes
    assert (first["axis"], first["lead"], first["secretariats"]) == (AXIS, "ALADI", 10)
    assert (first["acting"], first["coverage"]) == (4, 0.4)
    assert {one["coverage"] for one in rest} == {None}
    assert {one["missing"]["reason"] for one in rest} == {"not_loaded"}
    assert axes[2]["printed_as"] == axes[3]["printed_as"]


def test_every_cell_answers_and_a_blank_is_no_absence(ask: Ask) -> None:
    cells = ask("/v1/cooperation-cells", limit=1000).json()["items"]
    assert len(cells) == 5 * 10
    first = {one["secretariat"]: one for one in cells if one["axis"] == AXIS}
    assert {name for name, one in first.items() if one["acts"]} == {
        "ALADI",
        "OTCA",
        "SELA",
        "SIECA",
    }
    assert (first["MERCOSUR"]["acts"], first["MERCOSUR"]["requests"]) == (False, 1)
    assert first["MERCOSUR"]["requested"] == ["comercio-negociado", "normas-y-origen"]
    assert (first["CAN"]["acts"], first["CAN"]["missing"]["reason"]) == (None, "not_reported")


def test_the_matrix_says_overlaps_gaps_and_candidates(ask: Ask) -> None:
    matrix = ask(f"/v1/cooperation/{AXIS}").json()
    themes = {one["theme"]: one for one in matrix["themes"]}
    assert set(matrix["gaps"]) == {"bienes-publicos-regionales", "grupos-de-trabajo"}
    assert themes["grupos-de-trabajo"]["requested"] == ["ALADI", "SELA"]
    assert matrix["joint_candidates"][0] in (
        "apoyo-a-pymes",
        "identificacion-de-productos",
        "informacion-economica",
    )
    rounds = themes["ruedas-de-negocios"]
    assert (rounds["active"], rounds["planned"]) == (["ALADI"], ["OTCA"])
    pair = matrix["overlaps"][0]
    assert (pair["first"], pair["second"], len(pair["shared"])) == ("ALADI", "SELA", 4)
    assert pair["jaccard"] == 4 / 16
    assert {theme for area in matrix["areas"] for theme in area["themes"]} <= set(themes)
    assert {one["basis"] for one in matrix["themes"]} == {"A"}
    assert all(one["reference"] for one in (*matrix["areas"], *matrix["themes"]))
    named = {one["name"]: one for one in matrix["methodology"]["parameters"]}
    assert (named["themes"]["value"], named["themes"]["assumed"]) == ("curated", True)


def test_an_axis_nobody_reports_on_says_so_and_names_no_gap(ask: Ask) -> None:
    matrix = ask("/v1/cooperation/energia-sostenible").json()
    assert matrix["missing"][0]["reason"] == "not_loaded"
    assert (matrix["gaps"], matrix["overlaps"], len(matrix["cells"])) == ([], [], 10)


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 34),
        ({"secretariat": "OTCA"}, 12),
        ({"kind": "REQUEST"}, 7),
        ({"status": "PLANNED"}, 5),
        ({"theme": "geolocalizacion"}, 4),
        ({"axis": "energia-sostenible"}, 0),
    ],
)
def test_areas_are_found_by_what_is_asked(ask: Ask, asked: dict[str, str], count: int) -> None:
    page = ask("/v1/action-areas", **asked).json()
    assert len(page["items"]) == count
    assert bool(page["meta"]["missing"]) is (count == 0)


def test_the_matrix_is_a_table_too(ask: Ask) -> None:
    text = ask("/v1/cooperation-cells", axis=AXIS, format="csv").text.splitlines()
    assert text[0].startswith("axis,secretariat,name,acts,active,planned,ended,requests,themes")
    assert len(text) == 11


def test_meetings_come_by_date_and_the_one_without_date_last(ask: Ask) -> None:
    meetings = ask("/v1/cooperation-meetings").json()["items"]
    assert [one["starts_on"] for one in meetings] == [
        "2022-12-01",
        "2023-04-01",
        "2023-07-27",
        "2023-11-08",
        None,
    ]
    assert [one["precision"] for one in meetings] == ["MONTH", "MONTH", "DAY", "DAY", None]
    assert (meetings[-1]["status"], bool(meetings[-1]["note"])) == ("PLANNED", True)
    own = ask("/v1/cooperation-meetings", axis=AXIS, status="HELD").json()["items"]
    assert [one["modality"] for one in own] == ["HYBRID", "VIRTUAL"]
    assert "OTCA" in own[1]["participants"]


@pytest.mark.parametrize("lang", ["es", "pt", "en"])
def test_the_diagram_names_themes_and_secretariats(ask: Ask, lang: str) -> None:
    drawn = ask(f"/v1/cooperation/{AXIS}.svg", lang=lang)
    assert drawn.headers["content-type"] == "image/svg+xml"
    matrix = ask(f"/v1/cooperation/{AXIS}", lang=lang).json()
    for name in (*(one["name"] for one in matrix["themes"]), "MERCOSUR", "SIECA"):
        assert name in drawn.text
    assert ask(f"/v1/cooperation/{AXIS}.png", lang=lang).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "asked", "status", "kind"),
    [
        ("/v1/cooperation/nada", {}, 404, "unknown-axis"),
        ("/v1/cooperation/nada.svg", {}, 404, "unknown-axis"),
        ("/v1/cooperation/energia-sostenible.svg", {}, 404, "action-areas-not-loaded"),
        ("/v1/cooperation-meetings", {"axis": "nada"}, 404, "unknown-axis"),
        ("/v1/action-areas", {"kind": "PARTY"}, 422, "invalid-request"),
    ],
)
def test_bad_input_is_one_problem(
    ask: Ask, path: str, asked: dict[str, str], status: int, kind: str
) -> None:
    answer = ask(path, **asked)
    assert (answer.status_code, answer.json()["type"]) == (status, f"urn:eslabon:problem:{kind}")


@pytest.mark.parametrize("path", ["cooperation", "cooperation-cells", "action-areas"])
def test_nothing_loaded_says_what_to_send(ask_empty: Ask, path: str) -> None:
    (missing,) = ask_empty(f"/v1/{path}").json()["meta"]["missing"]
    assert missing["reason"] == "not_loaded"


AREA = (
    "area,axis,secretariat,title_es,kind,status,leads,joint_with,themes,description_es,basis,"
    "reference"
)
MEETING = "meeting,title_es,status,starts_on,ends_on,precision,basis,reference"


@pytest.mark.parametrize(
    ("dataset", "header", "row", "says"),
    [
        (
            "action_areas",
            AREA,
            "sela-x,e-p,ALADI,X,TOOL,ACTIVE,false,,tema,X,D,X",
            "must begin with",
        ),
        (
            "action_areas",
            AREA,
            "aladi-x,e-p,ALADI,X,TOOL,ACTIVE,false,ALADI,tema,X,D,X",
            "others|own",
        ),
        (
            "action_areas",
            AREA,
            "aladi-x,e-p,ALADI,X,TOOL,ACTIVE,false,,tema,X,D,X",
            "in secretariats",
        ),
        ("cooperation_meetings", MEETING, "2023-x,X,HELD,2023-01-02,2023-01-01,DAY,D,X", "swap"),
        ("cooperation_meetings", MEETING, "2023-x,X,HELD,2023-01-02,,,D,X", "DAY, MONTH or YEAR"),
        ("cooperation_meetings", MEETING, "2023-x,X,PLANNED,,,,D,X", "why there is no date"),
    ],
)
def test_releases_that_break_a_rule_are_refused(
    fresh_database: Any, dataset: str, header: str, row: str, says: str
) -> None:
    with pytest.raises(RefusedError, match=says):
        loaded(fresh_database, [(dataset, "TEST", f"{header}\n{row}\n".encode())])


@pytest.mark.parametrize(
    ("axis", "theme", "says"),
    [
        ("energia-sostenible", "bioeconomia", "cooperation_themes"),
        ("nada", "x1", "cooperation_axes"),
    ],
)
def test_an_area_names_axes_and_themes_that_are_loaded(
    fresh_database: Any, axis: str, theme: str, says: str
) -> None:
    row = f"can-x,{axis},CAN,X,TOOL,ACTIVE,false,,{theme},X,D,X"
    sent = ("action_areas", "CAN", f"{AREA}\n{row}\n".encode())
    with pytest.raises(RefusedError, match=f"is not in {says}"):
        loaded(fresh_database, [*of_sample(), sent])


def test_a_secretariat_adds_its_own_areas(fresh_database: Any) -> None:
    row = f"can-x,{AXIS},CAN,X,TOOL,ACTIVE,false,ALADI,bioeconomia|geolocalizacion,X,D,X"
    loaded(fresh_database, [*of_sample(), ("action_areas", "CAN", f"{AREA}\n{row}\n".encode())])
