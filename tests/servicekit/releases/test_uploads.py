"""Uploads that are taken, in every form they may have, and what is said of them."""

import gzip
import json
from typing import Any

import pytest

from tests.servicekit.releases.platform import FLOWS, HEADER, Partner, duties, flows

ROW = '08012200,A,10.5,3,2021-01-01,true,"dijo ""sí"", dos\nlíneas"\n'
BODY = HEADER + ROW


FORMS: dict[str, tuple[bytes, dict[str, str]]] = {
    "plain": (BODY.encode(), {}),
    "with a byte order mark": (b"\xef\xbb\xbf" + BODY.encode(), {}),
    "gzipped": (gzip.compress(BODY.encode()), {}),
    "gzipped and said so": (gzip.compress(BODY.encode()), {"Content-Encoding": "gzip"}),
    "gzipped in two members": (gzip.compress(HEADER.encode()) + gzip.compress(ROW.encode()), {}),
    "without a last line end": (BODY.rstrip("\n").encode(), {}),
    "with blank lines": ((HEADER + "\n" + ROW + "\n\n").encode(), {}),
    "in another order of columns": (
        b"note,stated,code,kind,rate_percent,lines,valid_from\n"
        + '"dijo ""sí"", dos\nlíneas",true,08012200,A,10.5,3,2021-01-01\n'.encode(),
        {},
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_taken_in_any_of_these_forms(partner: Partner, form: str) -> None:
    body, headers = FORMS[form]
    cut = f"importer={form.replace(' ', '-')}"
    job = partner.send(body, cut=cut, headers=headers)
    assert job["state"] == "done", job
    assert job["rows_accepted"] == 1
    assert partner.rows(cut=cut) == BODY


def test_line_ends_of_windows_are_taken(partner: Partner) -> None:
    body = duties(3).replace("\n", "\r\n")
    assert partner.send(body, cut="importer=CRLF")["rows_accepted"] == 3
    assert partner.rows(cut="importer=CRLF") == duties(3)


def test_a_file_may_name_its_slice_in_each_row_if_it_is_the_one_sent(partner: Partner) -> None:
    named = duties(2).replace("\n", ",MEX\n").replace("note,MEX", "note,importer")
    job = partner.send(named, cut="importer=MEX")
    other = partner.send(named.replace("MEX", "PER", 1), cut="importer=MEX")

    assert job["rows_accepted"] == 2, job
    assert partner.rows(cut="importer=MEX") == duties(2)
    assert other["refused"]
    assert partner.rejects(other).splitlines()[1].startswith("2,importer,PER,")


@pytest.mark.parametrize("is_zipped", [False, True])
def test_lines_of_json_are_taken(partner: Partner, is_zipped: bool) -> None:
    row = {"code": "08012200", "rate_percent": 10.50, "lines": 3, "stated": True, "note": "sí"}
    body = (json.dumps(row) + "\n").encode()
    job = partner.send(
        gzip.compress(body) if is_zipped else body,
        cut="importer=JSON",
        headers={"Content-Type": "application/x-ndjson"},
        year=2000 + is_zipped,
    )
    assert job["state"] == "done", job
    assert partner.rows(cut="importer=JSON") == HEADER + "08012200,,10.5,3,,true,sí\n"


def test_a_partitioned_dataset_is_loaded_and_read_like_any_other(partner: Partner) -> None:
    job = partner.send(flows(20_000), "flows", "source=BACI,year=2023", year=2023)
    assert job["rows_accepted"] == 20_000
    text = partner.rows("flows", "source=BACI,year=2023")
    assert text.startswith(FLOWS + "BRA,PER,HS2022,000000,1.25,\nBRA,PER,HS2022,000001,1.25,\n")
    assert text.count("\n") == 20_001


def test_the_same_file_again_changes_nothing(partner: Partner) -> None:
    first = partner.send(duties(5), cut="importer=SAME")
    again = partner.send(duties(5), cut="importer=SAME")
    assert (first["unchanged"], again["unchanged"]) == (False, True)
    assert again["publication"] is None
    corrected = partner.send(duties(5), cut="importer=SAME", url="https://example.org/arancel")
    assert corrected["unchanged"] is False


def test_only_validating_publishes_nothing(partner: Partner) -> None:
    job = partner.send(duties(7), cut="importer=DRY", validate="only")
    assert (job["state"], job["rows_accepted"], job["release"]) == ("done", 7, None)
    repeated = partner.send(
        duties(1) + duties(1)[len(HEADER) :], cut="importer=DRY", validate="only"
    )
    assert "líneas 2, 3" in repeated["reason"]
    covered = partner.http.get("/v1/coverage?limit=1000").json()["items"]
    assert "importer=DRY" not in {row["slice"] for row in covered}


def test_rows_may_be_refused_up_to_a_number_that_the_sender_allows(partner: Partner) -> None:
    body = duties(5) + "bad,A,1,,,true,\nworse,A\n"
    strict = partner.send(body, cut="importer=SOME", max_rejects=1)
    assert strict["refused"] is True
    assert strict["rows_refused"] == 2
    job = partner.send(body, cut="importer=SOME", max_rejects=2)
    assert (job["state"], job["rows_accepted"], job["rows_refused"]) == ("done", 5, 2)
    assert partner.rows(cut="importer=SOME") == duties(5)
    release = partner.http.get("/v1/datasets/duties/releases").json()["items"][0]
    assert (release["rows"], release["rejected"]) == (5, 2)


def test_all_refused_rows_are_counted_and_the_first_ten_thousand_kept(partner: Partner) -> None:
    body = HEADER + "x,A,1,,,true,\n" * 12_000
    job = partner.send(body, cut="importer=MANY")
    assert job["rows_refused"] == 12_000
    assert len(partner.rejects(job).splitlines()) == 10_001


def test_texts_that_look_like_formulas_come_back_as_they_were(partner: Partner) -> None:
    notes = ["=1+1", "-", "@x", "+5", "'=1", "''-x", "'plain"]
    lines = [json.dumps({"code": f"{place:08d}", "stated": True, "note": note}) + "\n"
             for place, note in enumerate(notes)]  # fmt: skip
    partner.send(
        "".join(lines), cut="importer=FORM", headers={"Content-Type": "application/x-ndjson"}
    )
    exported = partner.rows(cut="importer=FORM")
    assert ",'=1+1\n" in exported
    assert ",''=1\n" in exported
    assert ",'plain\n" in exported
    partner.send(exported, cut="importer=FORM2")
    assert partner.rows(cut="importer=FORM2") == exported
    as_lines = partner.rows(cut="importer=FORM2", format="ndjson").splitlines()
    assert [json.loads(one)["note"] for one in as_lines] == notes


def _job(partner: Partner, key: str, body: str, **more: Any) -> Any:
    return partner.post(body, cut="importer=IDEM", headers={"Idempotency-Key": key}, **more)


def test_a_repeated_request_is_answered_with_its_first_job(partner: Partner) -> None:
    first, again = (_job(partner, "one", duties(4)) for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.headers["Location"] == again.headers["Location"]
    other = _job(partner, "one", duties(5))
    assert other.status_code == 422
    assert other.json()["type"] == "urn:eslabon:problem:idempotency-key-reused"
    assert _job(partner, "one", duties(4), year=2020).status_code == 422
    assert _job(partner, "two", duties(4)).headers["Location"] != first.headers["Location"]


def test_a_refused_request_leaves_its_key_free(partner: Partner) -> None:
    assert _job(partner, "three", "code\n").status_code == 422
    assert _job(partner, "three", duties(2)).status_code == 202


def test_writing_needs_a_key(partner: Partner) -> None:
    answer = partner.post(duties(1), headers={"Authorization": "Bearer nothing"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("dataset", "cut", "headers", "status", "said"),
    [
        ("none", "importer=BRA", {}, 404, "duties, flows"),
        ("duties", "", {}, 422, "importer=…"),
        ("duties", "exporter=BRA", {}, 422, "importer=…"),
        ("duties", "importer=B A", {}, 422, "importer=…"),
        ("duties", "importer=BRA", {"Content-Type": "application/pdf"}, 415, "text/csv"),
        ("duties", "importer=BRA", {"Content-Encoding": "br"}, 415, "gzip"),
    ],
)
def test_a_wrong_request_says_what_to_change(
    partner: Partner, dataset: str, cut: str, headers: dict[str, str], status: int, said: str
) -> None:
    answer = partner.post(duties(1), dataset, cut, headers)
    assert answer.status_code == status
    assert said in answer.json()["detail"]


def test_a_job_is_followed_by_events(partner: Partner) -> None:
    location = partner.post(flows(50_000, 3), "flows", "source=BACI,year=2019").headers["Location"]
    with partner.http.stream("GET", f"{location}/events") as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        told = [json.loads(line[6:]) for line in events.iter_lines() if line.startswith("data: ")]
    assert told[-1]["state"] == "done"
    assert told[-1]["rows_read"] == 50_000
    assert [one["percent"] for one in told] == sorted(one["percent"] for one in told)


def test_a_dataset_explains_its_file(partner: Partner) -> None:
    columns = partner.http.get("/v1/datasets/duties/template", params={"lang": "pt"}).json()
    assert [one["name"] for one in columns] == HEADER.strip().split(",")
    assert columns[0]["description"] == "Um texto."
    template = partner.http.get("/v1/datasets/duties/template.csv").text
    assert partner.send(template, cut="importer=TEMPLATE")["state"] == "done"
    assert partner.http.get("/v1/datasets/none/template.csv").status_code == 404
    listed = partner.http.get("/v1/datasets").json()["items"]
    assert [(one["name"], one["slice_by"]) for one in listed] == [
        ("duties", ["importer"]),
        ("flows", ["source", "year"]),
        ("wholes", ["importer"]),
    ]
