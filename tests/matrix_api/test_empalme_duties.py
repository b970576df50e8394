"""Matrices and demands beside tariff-api: texts of headings, and what each market charges."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from matrix_api.app import create_app
from servicekit.settings import Settings
from tariff_api.app import create_app as create_tariff

from tests.matrix_api.empalme_world import edition, regional, totals
from tests.matrix_api.loading import loaded
from tests.tariff_api import world as tariff_world
from tests.tariff_api.conftest import filled

MEMBERS = ("BRA", "MEX", "PER", "URY")
TRADE = totals(
    [
        ("MEX", "8503", 700, 10),
        ("MEX", "0801", 10, 5),
        ("URY", "8503", 5, 20),
        ("URY", "0801", 90, 4),
        ("PER", "0801", 300, 1),
        ("PER", "8503", 1, 30),
        ("BRA", "8503", 100, 400),
        ("BRA", "0801", 200, 60),
        ("WLD", "8503", 20_000, None),
        ("WLD", "0801", 3_000, None),
        ("WLD", "TOTAL", 23_000, None),
    ],
    "HS2022",
)
WITHIN = regional(
    [("MEX", "BRA", "8503", 40), ("URY", "BRA", "0801", 6), ("PER", "BRA", "0801", 9)], "HS2022"
)


@pytest.fixture(scope="module")
def address(
    module_database: str,
    serve: Callable[[FastAPI], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """Address of a matrix-api beside a tariff-api of the small world."""
    filled(module_database, tariff_world.fill)
    loaded(
        module_database,
        {
            ("totals", "TOY", 2023): TRADE,
            ("regional_flows", "TOY", 2023): WITHIN,
            ("empalme_editions", "toy"): edition([(one, "TOY", 2023, 2023) for one in MEMBERS]),
        },
    )
    uploads = Path(tmp_path_factory.mktemp("uploads"))
    settings = Settings(database_url=module_database, uploads=uploads)
    with (
        serve(create_tariff(settings)) as tariff,
        serve(create_app(settings.model_copy(update={"tariff_url": tariff}))) as url,
    ):
        yield url


def get(address: str, path: str, **parameters: Any) -> httpx.Response:
    answer = httpx.get(f"{address}{path}", params={"edition": "toy", **parameters}, timeout=30)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Partes para las máquinas de 85.01 u 85.02"),
        ("pt", "Partes"),
        ("en", "Parts for machines of 85.01 or 85.02"),
    ],
)
def test_headings_are_named_in_the_language_asked_for_and_the_answer_is_kept(
    address: str, lang: str, text: str
) -> None:
    answer = get(address, "/v1/empalme/MEX", lang=lang)
    named = {row["heading"]: row["description"] for row in answer.json()["items"]}
    assert named["8503"] == text
    assert "etag" in answer.headers
    assert "descriptions" not in {one["what"] for one in answer.json()["meta"]["missing"]}


def test_a_heading_leads_to_what_each_importer_charges_line_by_line(address: str) -> None:
    answer = get(address, "/v1/empalme/MEX/8503", duties="true", lang="en")
    assert answer.headers["cache-control"] == "public, max-age=60"
    importers = {one["importer"]: one for one in answer.json()["importers"]}
    brazil = importers["BRA"]
    assert (brazil["duty"]["applied_percent"], brazil["duty"]["kind"]) == ("0", "PREFERENCE")
    assert [
        (one["code"], one["mfn_text"], one["applied_text"]) for one in brazil["tariff_lines"]
    ] == [
        ("85030010", "14 %", "0 %"),
        ("85030090", "14 %", "0 %"),
    ]
    assert importers["PER"]["duty"]["applied_percent"] == "0"
    uruguay = importers["URY"]["duty"]
    assert uruguay["applied_percent"] is None
    assert "mfn" in {one["what"] for one in uruguay["missing"]}


def test_a_day_can_be_asked_for(address: str) -> None:
    answer = get(address, "/v1/empalme/MEX/8503", duties="true", on="2021-06-01").json()
    days = {one["importer"]: one["duty"] and one["duty"]["on"] for one in answer["importers"]}
    assert days["BRA"] == "2021-06-01"


def test_without_asking_for_duties_the_answer_holds_none_and_is_kept(address: str) -> None:
    answer = get(address, "/v1/empalme/MEX/8503")
    assert {one["duty"] for one in answer.json()["importers"]} == {None}
    assert {len(one["tariff_lines"]) for one in answer.json()["importers"]} == {0}
    assert "etag" in answer.headers


def test_members_able_to_supply_stand_with_the_duty_they_face(address: str) -> None:
    answer = get(address, "/v1/demand/BRA", duties="true", lang="en")
    rows = {row["heading"]: row for row in answer.json()["items"]}
    assert rows["8503"]["description"].startswith("Parts for machines")
    (mexico,) = rows["8503"]["suppliers"]
    assert (mexico["member"], mexico["duty"]["applied_percent"]) == ("MEX", "0")
    of_nuts = {one["member"]: one["duty"] for one in rows["0801"]["suppliers"]}
    assert set(of_nuts) == {"PER", "URY"}
    assert of_nuts["PER"]["missing"]
    assert "etag" not in answer.headers


def test_a_page_that_asks_for_too_many_duties_says_how_many_fit(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matrix_api.demand.endpoints.MOST_QUOTES", 2)
    asked = {"edition": "toy", "duties": "true", "lang": "en"}
    answer = httpx.get(f"{address}/v1/demand/BRA", params=asked)
    assert answer.status_code == 422
    said = answer.json()
    assert (said["type"], said["errors"][0]["pointer"]) == (
        "urn:eslabon:problem:too-many-duties",
        "/query/limit",
    )
    assert "lower `limit` to" in said["detail"]
    assert get(address, "/v1/demand/BRA", duties="true", limit=1).status_code == 200


def test_members_of_a_picture_bear_their_names(address: str) -> None:
    answer = get(address, "/v1/charts/empalme.svg", by="heading", lang="pt")
    assert "etag" in answer.headers
    assert b">Brasil<" in answer.content
    assert "8503 · Partes".encode() in answer.content
