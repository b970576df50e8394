"""Uploads as parquet, xlsx and zip: the rows of the same csv, or one clear problem."""

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.servicekit.releases.files import (
    GOOD,
    MIDNIGHT,
    NAMES,
    TABLE,
    TYPES,
    cells,
    parquet,
    xlsx,
    zipped,
)
from tests.servicekit.releases.platform import HEADER, Partner, duties
from tests.servicekit.releases.test_command_line import run
from tests.servicekit.releases.test_round_trip import ROWS


def send(partner: Partner, body: bytes, kind: str, **more: Any) -> dict[str, Any]:
    """Send a file of a kind and wait for its job."""
    return partner.send(body, headers={"Content-Type": TYPES[kind]}, **more)


@pytest.fixture(scope="module", autouse=True)
def _published(partner: Partner) -> None:
    assert partner.send(TABLE)["state"] == "done"


SAME = {
    "typed parquet": (lambda: parquet(), "parquet"),
    "parquet of texts": (
        lambda: parquet(
            {
                name: [line.split(",")[place] for line in TABLE.splitlines()[1:]]
                for place, name in enumerate(NAMES)
            }
        ),
        "parquet",
    ),
    "parquet of pandas, with floats for integers": (
        lambda: parquet(lines=[3.0, None, 1.0], rate_percent=[10.5, 0.1, 1000.0]),
        "parquet",
    ),
    "parquet with moments for days": (
        lambda: parquet(valid_from=[MIDNIGHT, MIDNIGHT, None]),
        "parquet",
    ),
    "a workbook": (lambda: xlsx(cells()), "xlsx"),
    "a workbook of texts": (
        lambda: xlsx([line.split(",") for line in TABLE.splitlines()]),
        "xlsx",
    ),
    "a workbook with empty rows": (
        lambda: xlsx([*cells()[:2], [None] * 7, ["", None], *cells()[2:], [], [""]]),
        "xlsx",
    ),
    "a workbook with merged and hidden cells": (
        lambda: xlsx(
            cells(),
            lambda book, sheet: (sheet.set_row(1, None, None, {"hidden": True}), sheet.hide()),
        ),
        "xlsx",
    ),
    "a zipped csv": (lambda: zipped(("peru/duties.csv", TABLE)), "csv"),
    "a zip made by a Mac": (
        lambda: zipped(("duties.csv", TABLE), ("__MACOSX/._duties.csv", b"\0\5\x16")),
        "csv",
    ),
}


@pytest.mark.parametrize("case", SAME)
def test_a_file_holds_what_its_csv_holds(partner: Partner, case: str) -> None:
    make, kind = SAME[case]
    cut = f"importer={uuid4().hex}"
    job = send(partner, make(), kind, cut=cut)

    assert job["state"] == "done", (job, partner.rejects(job))
    assert job["rows_accepted"] == 3
    answer = partner.http.get(
        "/v1/datasets/duties/rows", params={"slice": cut, "publication": job["publication"]}
    )
    assert answer.text.replace("\r\n", "\n") == GOOD


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(table=ROWS, kind=st.sampled_from(["parquet", "xlsx"]))
def test_what_is_exported_can_be_sent_again(
    partner: Partner, table: list[tuple[Any, ...]], kind: str
) -> None:
    here, there = (f"importer={uuid4().hex}" for _ in range(2))
    columns = dict(zip(NAMES, (list(one) for one in zip(*table, strict=True)), strict=True))
    buffer = io.BytesIO()
    schema = {"code": pl.String, "kind": pl.String, "rate_percent": pl.Decimal(38, 4)}
    schema |= {"lines": pl.Int64, "valid_from": pl.Date, "stated": pl.Boolean, "note": pl.String}
    pl.DataFrame(columns, schema=schema).write_parquet(buffer)
    first = send(partner, buffer.getvalue(), "parquet", cut=here)
    assert first["state"] == "done", (first, partner.rejects(first))
    parameters = {"slice": here, "publication": first["publication"]}
    exported = partner.http.get("/v1/datasets/duties/rows", params={**parameters, "format": kind})
    second = send(partner, exported.content, kind, cut=there)
    assert second["state"] == "done", (second, partner.rejects(second))
    one, other = (
        partner.http.get(
            "/v1/datasets/duties/rows", params={"slice": cut, "publication": job["publication"]}
        ).text
        for cut, job in ((here, first), (there, second))
    )
    assert one == other


def faulty(place: int, value: Any) -> bytes:
    """Return the table as a workbook, with another value in its third row."""
    table = cells()
    table[2][place] = value
    return xlsx(table)


CELLS = {
    "a code as a number": (faulty(0, 8012100), "code", "8012100", "ceros a la izquierda"),
    "a code as a date": (faulty(0, date(2021, 3, 1)), "code", "2021-03-01", "formato de texto"),
    "a text as a truth": (faulty(6, True), "note", "true", "formato de texto"),
    "a day with an hour": (
        faulty(4, MIDNIGHT.replace(hour=13)),
        "valid_from",
        "2021-01-01T13:00:00",
        "AAAA-MM-DD",
    ),
    "a day as a number": (faulty(4, 44197), "valid_from", "44197", "AAAA-MM-DD"),
    "a rate as a text": (faulty(2, "diez"), "rate_percent", "diez", "decimal"),
    "half a line": (faulty(3, 1.5), "lines", "1.5", "entero"),
}


@pytest.mark.parametrize("case", CELLS)
def test_a_faulty_cell_is_named_by_its_row_of_the_sheet(partner: Partner, case: str) -> None:
    body, column, value, said = CELLS[case]
    job = send(partner, body, "xlsx")

    assert job["refused"] is True
    assert "1 de 3 filas" in job["reason"]
    [reject] = partner.rejects(job).splitlines()[1:]
    assert reject.startswith(f"3,{column},{value},")
    assert said in reject
    assert partner.rows() == GOOD


def test_arithmetic_of_excel_is_read_as_excel_shows_it(partner: Partner) -> None:
    table = cells()
    table[1][2] = 0.1 + 0.2
    cut = f"importer={uuid4().hex}"
    job = send(partner, xlsx(table), "xlsx", cut=cut)

    assert job["state"] == "done", partner.rejects(job)
    assert "00012200,A,0.3,3," in partner.rows(cut=cut, publication=job["publication"])


def test_a_faulty_row_of_parquet_is_named_by_its_number(partner: Partner) -> None:
    job = send(partner, parquet(rate_percent=[Decimal("1"), Decimal("-1"), None]), "parquet")

    assert job["refused"] is True
    assert partner.rejects(job).splitlines()[1].startswith("2,rate_percent,'-1,")


def sparse() -> bytes:
    """Return a workbook whose one far cell would make a table of 17 thousand million."""
    body = xlsx(cells())
    made = io.BytesIO()
    with ZipFile(io.BytesIO(body)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                far = b'<row r="999999999"><c r="XFD999999999"><v>1</v></c></row></sheetData>'
                content = content.replace(b"</sheetData>", far)
            new.writestr(name, content)
    return made.getvalue()


def bomb() -> bytes:
    """Return a workbook of 60 MB packed into less than one."""
    made = io.BytesIO()
    with ZipFile(io.BytesIO(xlsx(cells()))) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/media/image1.png", b"\0" * 60_000_000)
    return made.getvalue()


def entities() -> bytes:
    """Return a workbook whose sheet is a bomb of entities."""
    made = io.BytesIO()
    lols = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lols}]><worksheet>&l11;'
    with ZipFile(io.BytesIO(xlsx(cells()))) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            is_sheet = name == "xl/worksheets/sheet1.xml"
            new.writestr(name, f"{sheet}</worksheet>" if is_sheet else old.read(name))
    return made.getvalue()


def long_parquet() -> bytes:
    """Return five million rows in a few kilobytes."""
    one = pl.DataFrame({name: ["1"] * 100_000 for name in NAMES})
    buffer = io.BytesIO()
    pl.concat([one] * 50).write_parquet(buffer)
    return buffer.getvalue()


REFUSED_WHOLE = {
    "parquet cut short": (parquet()[:-40], "parquet", "parquet está dañado"),
    "parquet with its middle gone": (
        parquet()[:40] + b"\0" * 60 + parquet()[100:],
        "parquet",
        "parquet está dañado",
    ),
    "parquet of other columns": (
        parquet({"code": ["012200"], "kind": ["A"], "note": ["no word of stated"]}),
        "parquet",
        "faltan",
    ),
    "parquet with codes as numbers": (
        parquet(code=[12200, 8012100, 8012200]),
        "parquet",
        "ceros a la izquierda",
    ),
    "parquet with a list": (parquet(note=[["a"], [], None]), "parquet", "tipo List"),
    "parquet with a null character": (parquet(note=["a", "b\0c", None]), "parquet", "Línea 2"),
    "parquet of five million rows": (long_parquet(), "parquet", "descomprimido"),
    "a workbook cut short": (xlsx(cells())[:-300], "xlsx", "Excel está dañado"),
    "a workbook with its middle gone": (
        xlsx(cells())[:2000] + b"\0" * 500 + xlsx(cells())[2500:],
        "xlsx",
        "Excel está dañado",
    ),
    "a workbook that is a zip of a csv": (zipped(("a.csv", TABLE)), "xlsx", "Excel está dañado"),
    "a workbook of other columns": (xlsx([["code", "kind"], ["1", "A"]]), "xlsx", "faltan"),
    "a workbook with the header below a title": (
        xlsx([["Arancel de 2021"], *cells()]),
        "xlsx",
        "faltan",
    ),
    "an empty workbook": (xlsx([]), "xlsx", "vacío"),
    "a workbook with a header only": (xlsx(cells()[:1]), "xlsx", "ninguna fila"),
    "a workbook with a value beside the table": (
        xlsx([*cells(), ["1", None, None, None, None, None, None, None, "aparte"]]),
        "xlsx",
        "fuera de las columnas",
    ),
    "a workbook with one far cell": (sparse(), "xlsx", "1.048.576"),
    "a workbook that is a bomb": (bomb(), "xlsx", "descomprimido"),
    "a workbook with a bomb of entities": (entities(), "xlsx", "Excel está dañado"),
}


@pytest.mark.parametrize("case", REFUSED_WHOLE)
def test_a_file_that_can_not_be_trusted_is_refused_whole(partner: Partner, case: str) -> None:
    body, kind, said = REFUSED_WHOLE[case]
    job = send(partner, body, kind, max_rejects=1_000)

    assert job["state"] == "failed", job
    assert job["refused"] is True
    assert said in job["reason"]
    assert partner.http.get("/healthz").status_code == 200
    assert partner.rows() == GOOD


def zip_bomb() -> bytes:
    """Return 100 MB of one letter in a zip."""
    return zipped(("a.csv", HEADER + "0" * 100_000_000))


AT_ONCE = {
    "a workbook as csv": (xlsx(cells()), "csv", "xlsx"),
    "parquet as csv": (parquet(), "csv", "format=parquet"),
    "csv as parquet": (TABLE.encode(), "parquet", "no es parquet"),
    "csv as a workbook": (TABLE.encode(), "xlsx", "no es un libro"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx", "contraseña"),
    "a zip of two": (zipped(("a.csv", TABLE), ("b.csv", TABLE)), "csv", "un solo archivo"),
    "a zip of none": (zipped(("a/", "")), "csv", "un solo archivo"),
    "a zip cut short": (zipped(("a.csv", TABLE))[:-30], "csv", "zip está dañado"),
    "a zip of other columns": (zipped(("a.csv", "x,y\n1,2\n")), "csv", "faltan"),
}


@pytest.mark.parametrize("case", AT_ONCE)
def test_a_file_that_is_not_what_it_says_is_refused_at_once(partner: Partner, case: str) -> None:
    body, kind, said = AT_ONCE[case]
    answer = partner.post(body, headers={"Content-Type": TYPES[kind]})

    assert answer.status_code == 422, answer.text
    assert said in answer.json()["detail"]
    assert len(answer.json()["errors"]) == 1


def test_a_zip_that_expands_too_far_is_refused(partner: Partner) -> None:
    job = partner.send(zip_bomb())

    assert job["refused"] is True
    assert partner.rows() == GOOD


@pytest.mark.parametrize("suffix", [".parquet", ".xlsx", ".csv.zip"])
def test_the_command_line_tells_a_file_by_its_suffix(
    partner: Partner, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"cli{suffix}"
    body = {".parquet": parquet(), ".xlsx": xlsx(cells()), ".csv.zip": zipped(("a.csv", TABLE))}
    file.write_bytes(body[suffix])
    cut = ["--slice", f"importer=CLI{suffix}"]
    stated = ["--source", "MEF", "--licence", "CC BY 4.0", "--cite-as", "MEF"]
    done = run(partner, "sync", "toy", "duties", file, *stated, *cut)

    assert done.returncode == 0, done.stderr
    assert "3 filas" in done.stderr


@pytest.mark.parametrize(
    ("suffix", "begins"), [("parquet", b"PAR1"), ("arrow", b"\xff" * 4), ("xlsx", b"PK")]
)
def test_the_command_line_writes_what_the_suffix_asks_for(
    partner: Partner, tmp_path: Path, suffix: str, begins: bytes
) -> None:
    job = partner.send(duties(30), cut="importer=OUT")
    assert job["state"] == "done"
    partner.rows(cut="importer=OUT")
    out = tmp_path / f"out.{suffix}"
    done = run(partner, "export", "toy", "duties", "--slice", "importer=OUT", "-o", out)

    assert done.returncode == 0, done.stderr
    assert out.read_bytes().startswith(begins)
    if suffix == "parquet":
        frame = pl.read_parquet(out)
        assert frame.height == 30
        assert frame.schema["rate_percent"] == pl.Decimal(38, 4)
        assert frame.schema["valid_from"] == pl.Date
