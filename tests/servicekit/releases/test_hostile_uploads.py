"""Uploads that must be refused: one clear problem each, and the data stay as they were."""

import gzip
import zlib

import pytest

from tests.servicekit.releases.platform import HEADER, Partner

GOOD = HEADER + "08012200,A,10.5,3,2021-01-01,true,\n"
ROW = "08012100,B,8,1,2021-01-01,false,\n"


@pytest.fixture(scope="module", autouse=True)
def _published(partner: Partner) -> None:
    assert partner.send(GOOD)["state"] == "done"


def line(number: int, text: str) -> str:
    """Return a file whose line `number` is `text`, good rows before it and after it."""
    rows = [f"{code:08d},A,1,,,true,\n" for code in range(number - 2)]
    return HEADER + "".join(rows) + text + "99999999,A,1,,,true,\n"


def bomb() -> bytes:
    """Return 60 MB of rows packed into less than one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(HEADER.encode())
    rows = ROW.encode() * 30_000
    for _ in range(60_000_000 // len(rows)):
        packed += packer.compress(rows)
    return packed + packer.flush()


REFUSED_AT_ONCE = {
    "a column missing": ("code,kind\n1,A\n", "faltan: stated"),
    "a column too many": (HEADER.replace("\n", ",extra\n"), "sobran: extra"),
    "a column twice": (HEADER.replace("kind", "code"), "repetidas: code"),
    "a blank first line": ("\n" + GOOD, "faltan: code"),
    "latin-1 in the header": (GOOD.replace("kind", "clasé").encode("latin-1"), "byte 10"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-16"),
    "a broken zip": (b"PK\x03\x04" + b"\0" * 200, "zip está dañado"),
    "a gzip of noise": (b"\x1f\x8b\x08" + b"x" * 200, "dañado"),
    "lines ended by a carriage return": (GOOD.replace("\n", "\r"), "Columnas equivocadas"),
    "blanks only": ("  \n \n", "vacío"),
}


@pytest.mark.parametrize("case", REFUSED_AT_ONCE)
def test_a_file_that_is_no_table_of_this_dataset_is_refused_at_once(
    partner: Partner, case: str
) -> None:
    body, said = REFUSED_AT_ONCE[case]
    answer = partner.post(body)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert len(answer.json()["errors"]) == 1
    assert partner.rows() == GOOD


def test_an_empty_body_is_refused_at_once(partner: Partner) -> None:
    answer = partner.post(b"")
    assert answer.status_code == 400
    assert "vacío" in answer.json()["detail"]


REFUSED_WHOLE = {
    "header only": (HEADER, "ninguna fila"),
    "latin-1": (line(7, "08012200,A,1,,,true,caf\xe9\n").encode("latin-1"), "línea 7, byte 24"),
    "a null character": (line(5, "08012200,A,1,,,true,a\0b\n"), "Línea 5"),
    "a truncated gzip": (gzip.compress(GOOD.encode() + ROW.encode() * 9999)[:-40], "cortado"),
    "a damaged gzip": (
        gzip.compress(GOOD.encode() + ROW.encode() * 9999)[:-8] + b"12345678",
        "dañado",
    ),
    "a zip bomb": (bomb(), "descomprimido"),
    "a field of 10 million characters": (
        line(4, f"08012200,A,1,,,true,{'x' * 10**7}\n"),
        "línea 4",
    ),
    "an unbalanced quote": (line(6, '08012200,A,1,,,true,"abierta\n'), "Línea 6"),
    "an unbalanced quote and more after": (
        line(6, '08012200,A,1,,,true,"abierta\n') + '1,A,1,,,true,"bien"\n',
        "Línea",
    ),
    "a quote within a field": (line(3, '08012200,A,1,,,true,uno "dos" tres\n'), "Línea 3"),
    "a repeated key": (line(9, "00000002,A,2,,,true,\n"), "líneas 4, 9"),
    "a fault of the whole release": (
        line(2, "08012200,A,1001,,,true,\n"),
        "hay una tasa mayor que 1000",
    ),
}


@pytest.mark.parametrize("case", REFUSED_WHOLE)
def test_a_file_that_can_not_be_trusted_is_refused_whole_naming_where(
    partner: Partner, case: str
) -> None:
    body, said = REFUSED_WHOLE[case]
    job = partner.send(body, max_rejects=1_000)
    assert job["state"] == "failed"
    assert job["refused"] is True
    assert said in job["reason"]
    assert partner.http.get("/healthz").status_code == 200
    assert partner.rows() == GOOD


REFUSED_ROWS = {
    "a formula in a code": ("=1+1,A,1,,,true,\n", "code", "'=1+1"),
    "a missing value": (",A,1,,,true,\n", "code", ""),
    "another choice": ("08012200,C,1,,,true,\n", "kind", "C"),
    "an exponent": ("08012200,A,1e3,,,true,\n", "rate_percent", "1e3"),
    "a decimal comma": ('08012200,A,"1,5",,,true,\n', "rate_percent", '"1,5"'),
    "too many decimals": ("08012200,A,1.00001,,,true,\n", "rate_percent", "1.00001"),
    "a negative rate": ("08012200,A,-1,,,true,\n", "rate_percent", "'-1"),
    "an immense rate": ("08012200,A,123456789012345,,,true,\n", "rate_percent", "1234567890"),
    "a fraction of a line": ("08012200,A,1,1.5,,true,\n", "lines", "1.5"),
    "an integer above the limit": ("08012200,A,1,1001,,true,\n", "lines", "1001"),
    "an integer that does not fit": ("08012200,A,1,99999999999,,true,\n", "lines", "99999999999"),
    "an impossible date": ("08012200,A,1,,2021-02-29,true,\n", "valid_from", "2021-02-29"),
    "a date in another order": ("08012200,A,1,,31/03/2021,true,\n", "valid_from", "31/03/2021"),
    "another truth": ("08012200,A,1,,,sí,\n", "stated", "sí"),
    "a long text": (f"08012200,A,1,,,true,{'x' * 201}\n", "note", "xxx"),
}


@pytest.mark.parametrize("case", REFUSED_ROWS)
def test_a_faulty_value_is_named_by_line_and_column(partner: Partner, case: str) -> None:
    text, column, value = REFUSED_ROWS[case]
    job = partner.send(line(5, text), lang="en")
    assert job["refused"] is True
    assert "1 of 5 rows" in job["reason"]
    header, *rejects = partner.rejects(job).splitlines()
    assert header == "line,column,value,reason"
    assert len(rejects) == 1
    assert rejects[0].startswith(f"5,{column},{value}")
    assert partner.rows() == GOOD


@pytest.mark.parametrize(
    ("text", "said"), [("08012200,A\n", "2 fields, 7"), ("08012200,A,1,,,true,,x\n", "8 fields, 7")]
)
def test_a_ragged_row_is_named_by_line(partner: Partner, text: str, said: str) -> None:
    job = partner.send(line(5, text), lang="en")
    assert "Line 5" in job["reason"]
    assert said in job["reason"]
    assert partner.rows() == GOOD


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"code": "08012200", "stated": true\n', "Línea 1"),
        ('{"code": "08012200", "other": 1}\n', "other"),
        ('["08012200"]\n', "Línea 1"),
        ('{"code": "08012200", "stated": {}}\n', "columna stated"),
        ('{"code": "08012200", "note": "a\\u0000b"}\n', "columna note"),
        ("\n\n", "vacío"),
    ],
)
def test_lines_that_are_no_row_are_refused(partner: Partner, body: str, said: str) -> None:
    job = partner.send(body, headers={"Content-Type": "application/x-ndjson"})
    assert job["refused"] is True
    assert said in job["reason"]
    assert partner.rows() == GOOD
