"""Lists of firms as files: what is wrong is refused by its line, formulas are made harmless."""

import csv
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from niche_api.app import create_app
from servicekit.settings import Settings

from tests.niche_api.rounds.conftest import NOBODY, Serve

KEY = "the platform's own"
PATIENCE_SECONDS = 90
HEADER = "firm,name,country,kind,nomenclature,codes,chains,website,fact,reference\n"
GOOD = "bol-norte,Norte Ficticia,BOL,SELLER,HS2022,080121|080122,castana,,,ficticio\n"


class Chamber:
    """A chamber of commerce before a running niche-api with its worker."""

    def __init__(self, address: str) -> None:
        headers = {"Authorization": f"Bearer {KEY}"}
        self.http = httpx.Client(base_url=address, headers=headers, timeout=PATIENCE_SECONDS)

    def send(self, dataset: str, cut: str, body: str) -> dict[str, Any]:
        """Send a file and wait for its job."""
        answer = self.http.post(
            f"/v1/datasets/{dataset}/releases",
            params={"source": "x", "licence": "x", "cite_as": "x", "slice": cut},
            content=body.encode(),
            headers={"Content-Type": "text/csv"},
        )
        assert answer.status_code == 202, answer.text
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            job: dict[str, Any] = self.http.get(answer.headers["Location"]).json()
            if job["finished_at"] is not None:
                return job
            time.sleep(0.05)
        raise AssertionError(job)

    def refused(self, job: dict[str, Any]) -> list[tuple[str, str]]:
        """Return line and column of what a job refused."""
        assert job["state"] == "failed", job
        text = self.http.get(f"/v1/jobs/{job['id']}/rejects.csv").raise_for_status().text
        return [(one["line"], one["column"]) for one in csv.DictReader(io.StringIO(text))]


@pytest.fixture(scope="module")
def chamber(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Chamber]:
    """A niche-api with its worker."""
    uploads = tmp_path_factory.mktemp("uploads")
    settings = Settings(
        database_url=module_database,
        uploads=uploads,
        tariff_url=NOBODY,
        internal_key=KEY,  # type: ignore[arg-type]
        publication_poll_seconds=0.2,
    )
    environment = {
        **os.environ,
        "ESLABON_DATABASE_URL": module_database,
        "ESLABON_UPLOADS": str(uploads),
        "ESLABON_LOG_LEVEL": "ERROR",
    }
    command = [str(Path(sys.executable).with_name("eslabon")), "worker", "niche"]
    with serve(create_app(settings)) as address:
        worker = subprocess.Popen(command, env=environment)
        try:
            yield Chamber(address)
        finally:
            worker.terminate()
            worker.wait(PATIENCE_SECONDS)


def test_wrong_codes_contact_data_and_hostile_text_are_refused_by_their_lines(
    chamber: Chamber,
) -> None:
    rows = [
        "bol-a,A,BOL,SELLER,HS2022,0801.22,,,,x",  # dots
        "bol-b,B,BOL,SELLER,HS2022,990122,,,,x",  # no such chapter
        "bol-c,C,BOL,SELLER,HS2022,08012,,,,x",  # five digits
        "bol-d,D,BOL,SELLER,HS2023,080122,,,,x",  # no such edition
        "bol-e,E,BOL,SELLER,,,,,escriba a ventas@example.org,x",
        "bol-f,F,BOL,SELLER,,,,,llame al +591 385 20000,x",
        "bol-g,<script>alert(1)</script>,BOL,SELLER,,,,,,x",
        "bol-h,H,BOL,SELLER,,,,javascript:alert(1),,x",
        "bol-i,I,BOL,SELLER,,,,https://u:p@example.org,,x",
        "bol-j,J,BOL,TRADER,,,,,,x",
        "=cmd|'/c calc'!A1,K,BOL,SELLER,,,,,,x",
        "per-l,L,PER,SELLER,,,,,,x",  # another slice
        "bol-m,,BOL,SELLER,,,,,,x",
        "bol-n,N,BOL,SELLER,,,Castaña,,,x",
    ]
    job = chamber.send("firms", "country=BOL", HEADER + GOOD + "\n".join(rows) + "\n")
    assert chamber.refused(job) == [
        ("3", "codes"),
        ("4", "codes"),
        ("5", "codes"),
        ("6", "nomenclature"),
        ("7", "fact"),
        ("8", "fact"),
        ("9", "name"),
        ("10", "website"),
        ("11", "website"),
        ("12", "kind"),
        ("13", "firm"),
        ("14", "country"),
        ("15", "name"),
        ("16", "chains"),
    ]
    assert "línea 3" in job["reason"].lower()
    assert chamber.http.get("/v1/firms/bol-norte").status_code == 404


@pytest.mark.parametrize(
    ("dataset", "cut", "body", "column"),
    [
        ("firms", "country=BOL", HEADER + GOOD.replace("bol-norte", "per-norte"), "firm"),
        ("firms", "country=BOL", HEADER + GOOD.replace("HS2022", ""), "nomenclature"),
        (
            "opportunities",
            "country=BOL",
            "opportunity,side,firm,country,nomenclature,code,product,volume,reference\n"
            "bol-norte-1,OFFER,bol-norte,BOL,HS2022,080122,Castaña,40,x\n",
            "unit",
        ),
        (
            "opportunities",
            "country=BOL",
            "opportunity,side,firm,country,nomenclature,code,product,valid_from,valid_to,reference\n"
            "bol-norte-1,OFFER,bol-norte,BOL,HS2022,080122,Castaña,2026-02-01,2026-01-01,x\n",
            "valid_to",
        ),
        (
            "events",
            "organiser=OTCA",
            "event,organiser,kind,name_es,reference\naladi-expo,OTCA,EXPO,Feria,x\n",
            "event",
        ),
    ],
)
def test_rules_of_the_whole_file_are_told_by_column(
    chamber: Chamber, dataset: str, cut: str, body: str, column: str
) -> None:
    assert [found for _, found in chamber.refused(chamber.send(dataset, cut, body))] == [column]


@pytest.mark.parametrize(
    ("available", "line"),
    [("mañana", "2"), ("2026-13-01T09:00Z/2026-13-01T10:00Z", "2"), ("2026-05-12T09:00", "2")],
)
def test_hours_that_are_none_are_refused(chamber: Chamber, available: str, line: str) -> None:
    body = f"event,firm,country,role,available,reference\notca-1,bol-a,BOL,SELLER,{available},x\n"
    job = chamber.send("registrations", "event=otca-1", body)
    assert chamber.refused(job) == [(line, "available")]


def test_formulas_are_made_harmless_in_every_export_and_come_back_as_they_were(
    chamber: Chamber,
) -> None:
    name, fact = "=HYPERLINK(1)", "=SUM(A1:A9)"
    body = HEADER + f"bol-norte,{name},BOL,SELLER,HS2022,080122,castana,,{fact},-x\n"
    job = chamber.send("firms", "country=BOL", body)
    assert job["state"] == "done", job
    asked = {"publication": job["publication"]}
    listed = chamber.http.get("/v1/firms", params={**asked, "format": "csv"}).text
    assert f",'{name}," in listed
    rows = chamber.http.get(
        "/v1/datasets/firms/rows", params={**asked, "slice": "country=BOL", "format": "csv"}
    ).text
    assert f",'{name}," in rows
    assert f",'{fact},'-x" in rows
    for path in ("/v1/firms", "/v1/datasets/firms/rows"):
        book = chamber.http.get(path, params={**asked, "format": "xlsx"})
        assert book.status_code == 200, (path, book.text)
        sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]

    again = chamber.send("firms", "country=BOL", rows)
    assert again["state"] == "done", again
    asked = {"publication": again["publication"]}
    assert chamber.http.get("/v1/firms/bol-norte", params=asked).json()["name"] == name
