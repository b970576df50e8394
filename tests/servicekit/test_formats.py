"""Lists as csv and ndjson: whole, safe in a spreadsheet, in the format wanted most."""

import csv
import io
import json
from decimal import Decimal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from servicekit.formats import cell
from servicekit.negotiation import best_media_type

OFFERS = ("application/json", "text/csv", "application/x-ndjson")


def test_csv_holds_the_whole_list_whatever_the_limit(address: str) -> None:
    answer = httpx.get(f"{address}/v1/things?format=csv&limit=2")
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))

    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="things.csv"'
    assert [int(row["id"]) for row in rows] == list(range(1, 2501))
    assert rows[0] == {"id": "1", "name": "'=2+2", "balance": "-1.0", "tags": "a|b"}
    assert [row["name"] for row in rows[1:6]] == [
        "'-3",
        'comma, and "quotes"',
        "'@x",
        "'\tx",
        "ñandú",
    ]


def test_csv_lines_end_as_rfc_4180_says(address: str) -> None:
    body = httpx.get(f"{address}/v1/things?format=csv&above=2490").content

    assert body.count(b"\r\n") == 11
    assert body.count(b"\n") == 11


@pytest.mark.parametrize("accept", ["application/x-ndjson", "application/jsonl"])
def test_ndjson_is_one_json_object_per_line(address: str, accept: str) -> None:
    answer = httpx.get(f"{address}/v1/things?above=1000", headers={"Accept": accept})

    assert answer.headers["content-type"] == accept
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == list(range(1001, 2501))


def test_an_empty_list_is_a_header_in_csv_and_nothing_in_ndjson(address: str) -> None:
    assert httpx.get(f"{address}/v1/things?above=9999&format=ndjson").text == ""
    assert httpx.get(f"{address}/v1/things?above=9999&format=csv").text == (
        "id,name,balance,tags\r\n"
    )


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/csv;q=0.1, application/json", "application/json"),
        ("text/csv, application/json;q=0.9", "text/csv"),
        ("text/*", "text/csv"),
        ("application/json;q=0, */*", "text/csv"),
        ("text/html, */*;q=0.8", "application/json"),
        ("image/png", None),
        ("text/csv;q=0", None),
    ],
)
def test_the_format_wanted_most_is_chosen(accept: str, chosen: str | None) -> None:
    assert best_media_type(accept, OFFERS) == chosen


@given(st.text())
def test_no_text_cell_begins_a_formula(text: str) -> None:
    written = cell(text)

    assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert written.removeprefix("'") == text.removeprefix("'") or written == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_numbers_keep_their_digits_and_sign(value: Decimal) -> None:
    assert Decimal(cell(value)) == value
    assert "e" not in cell(value).lower()
