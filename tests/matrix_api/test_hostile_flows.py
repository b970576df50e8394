"""Files of trade that must be refused, naming where; the current flows stay as they were."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from eslabon.contracts.envelope import Lang
from matrix_api.flows.tables import FLOWS
from servicekit.releases.faults import RefusedError
from servicekit.releases.rows import Upload, rows

from tests.matrix_api.conftest import Serve
from tests.matrix_api.partner import Partner, running

CUT = "source=BACI,year=2022"
HEADER = "exporter,importer,nomenclature,product,value_usd,weight_kg,reported_by\n"
GOOD = HEADER + "MEX,BRA,HS2022,850300,19427654,4534246,RECONCILED\n"
BACI = "t,i,j,k,v,q\n2022,484,76,850300,19427.654,4534.246\n"
TWO_GIGABYTES = 2 * 10**9


@pytest.fixture(scope="module")
def partner(
    module_database: str, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Partner]:
    """A partner whose flows of 2022 are published."""
    uploads = Path(tmp_path_factory.mktemp("uploads"))
    with running(module_database, uploads, serve) as found:
        assert found.send(GOOD, CUT)["state"] == "done"
        yield found


def current(partner: Partner) -> tuple[Any, ...]:
    """Return all that is published: the releases, their rows, and what was added up of them."""
    releases = [
        (one["dataset"], one["id"])
        for dataset in ("flows", "totals", "rca", "regional_flows", "partners")
        for one in partner.ask(f"/v1/datasets/{dataset}/releases")["items"]
        if one["state"] == "published"
    ]
    texts = [
        partner.http.get(f"/v1/datasets/{dataset}/rows").raise_for_status().text
        for dataset in ("flows", "totals")
    ]
    return (partner.ask("/v1/publication")["n"], releases, texts)


@pytest.fixture(autouse=True)
def _untouched(partner: Partner) -> Iterator[None]:
    before = current(partner)
    yield
    assert current(partner) == before


def line(number: int, text: str) -> str:
    """Return a file whose line `number` is `text`, good rows before it and after it."""
    before = [f"MEX,ARG,HS2022,{code:06d},1,,RECONCILED\n" for code in range(number - 2)]
    return HEADER + "".join(before) + text + "MEX,URY,HS2022,850300,1,,RECONCILED\n"


REFUSED_AT_ONCE = {
    "a column missing": (GOOD.replace("value_usd", "valor"), "faltan: value_usd"),
    "BACI sent as it is": (BACI, "faltan: exporter"),
    "semicolons": (GOOD.replace(",", ";"), "faltan: exporter"),
    "utf-16": (GOOD.encode("utf-16"), "UTF-16"),
}


@pytest.mark.parametrize("case", REFUSED_AT_ONCE)
def test_a_file_of_other_columns_is_refused_at_once(partner: Partner, case: str) -> None:
    body, said = REFUSED_AT_ONCE[case]
    answer = partner.post(body, CUT)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]


def test_baci_for_another_layout_of_files_names_what_it_lacks(partner: Partner) -> None:
    answer = partner.post(GOOD, CUT, adapter="baci-hs22")
    assert answer.status_code == 422
    assert "faltan: t, i, j, k, v" in answer.json()["detail"]


REFUSED_ROWS = {
    "not a number": ("MEX,BRA,HS2022,850300,NaN,1,\n", "value_usd", "NaN"),
    "an infinite value": ("MEX,BRA,HS2022,850300,inf,1,\n", "value_usd", "inf"),
    "a negative value": ("MEX,BRA,HS2022,850300,-5,1,\n", "value_usd", "'-5"),
    "a negative weight": ("MEX,BRA,HS2022,850300,5,-1,\n", "weight_kg", "'-1"),
    "no value": ("MEX,BRA,HS2022,850300,,1,\n", "value_usd", ""),
    "an unknown exporter": ("ZZZ,BRA,HS2022,850300,5,1,\n", "exporter", "ZZZ"),
    "the world": ("MEX,WLD,HS2022,850300,5,1,\n", "importer", "WLD"),
    "a country in lower case": ("mex,BRA,HS2022,850300,5,1,\n", "exporter", "mex"),
    "a heading": ("MEX,BRA,HS2022,8503,5,1,\n", "product", "8503"),
    "a lost zero": ("MEX,BRA,HS2022,80122,5,1,\n", "product", "80122"),
    "another edition": ("MEX,BRA,NCM2017,850300,5,1,\n", "nomenclature", "NCM2017"),
    "another reporter": ("MEX,BRA,HS2022,850300,5,1,BOTH\n", "reported_by", "BOTH"),
    "a decimal comma": ('MEX,BRA,HS2022,850300,"5,5",1,\n', "value_usd", '5,5'),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED_ROWS)
def test_a_faulty_value_is_named_by_line_and_column(partner: Partner, case: str) -> None:
    text, column, value = REFUSED_ROWS[case]
    job = partner.send(line(5, text), CUT, lang="en")
    assert (job["state"], job["refused"]) == ("failed", True)
    [found] = partner.rejects(job)
    assert (found["line"], found["column"], found["value"]) == ("5", column, value)


REFUSED_WHOLE = {
    "a repeated key": (line(9, "MEX,ARG,HS2022,000002,7,,RECONCILED\n"), "líneas 4, 9"),
    "two editions": (line(9, "MEX,ARG,HS2017,850300,7,,RECONCILED\n"), "una sola edición"),
    "one figure and sides": (line(9, "MEX,ARG,HS2022,850300,7,,IMPORTER\n"), "no ambas"),
    "latin-1 among utf-8": (
        line(7, "MEX,BRA,HS2022,850300,5,1,M\xe9xico\n").encode("latin-1"),
        "línea 7, byte 28",
    ),
    "a null character": (line(6, "MEX,BRA,HS2022,850300,5,1,\0\n"), "Línea 6"),
    "a field of ten million characters": (
        line(4, f"MEX,BRA,HS2022,850300,5,1,{'x' * 10**7}\n"),
        "línea 4",
    ),
    "a quote that is never closed": (line(6, 'MEX,BRA,HS2022,850300,5,1,"\n'), "Línea 6"),
}


@pytest.mark.parametrize("case", REFUSED_WHOLE)
def test_a_file_that_can_not_be_trusted_is_refused_naming_where(
    partner: Partner, case: str
) -> None:
    body, said = REFUSED_WHOLE[case]
    job = partner.send(body, CUT, max_rejects=1_000)
    assert (job["state"], job["refused"]) == ("failed", True)
    assert said in job["reason"]


def test_a_slice_that_is_no_year_is_refused(partner: Partner) -> None:
    job = partner.send(GOOD, "source=BACI,year=last")
    assert (job["state"], job["refused"]) == ("failed", True)
    assert "year=2023" in job["reason"]


def test_lines_of_baci_are_named_in_its_own_words(partner: Partner) -> None:
    job = partner.send(BACI + "2022,999,76,850300,1,1\n", CUT, adapter="baci-hs22")
    [found] = partner.rejects(job)
    assert (found["line"], found["column"], found["value"]) == ("3", "i", "999")
    assert "BACI" in found["reason"]


def test_a_mark_of_byte_order_is_no_fault(partner: Partner) -> None:
    job = partner.send(b"\xef\xbb\xbf" + GOOD.encode(), CUT, validate="only")
    assert (job["state"], job["rows_accepted"]) == ("done", 1)


@pytest.mark.parametrize(("adapter", "start"), [(None, HEADER), ("baci-hs22", "t,i,j,k,v,q\n")])
def test_a_field_of_two_gigabytes_is_refused_by_its_line_in_little_memory(
    tmp_path: Path, adapter: str | None, start: str
) -> None:
    file = tmp_path / "wide.csv"
    with file.open("wb") as opened:
        opened.write(start.encode() + b'"' + b"x" * 10**7)
        opened.truncate(TWO_GIGABYTES)  # the rest takes no room on the disk
    found = FLOWS.adapter(adapter) if adapter else None
    upload = Upload(file, "csv", {"source": "BACI", "year": "2022"}, 10**11, found)
    tracemalloc.start()
    try:
        with pytest.raises(RefusedError) as refused:
            list(rows(FLOWS, upload))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.value.fault.line == 2
    assert "1 MiB" in refused.value.fault.reason[Lang.ES]
    assert most < 50_000_000
