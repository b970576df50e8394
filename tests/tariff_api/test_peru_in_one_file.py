"""Peru's tariff sent as one file is quoted as the three slices of the sample are."""

from collections.abc import Iterator
from typing import Any

import pytest

from . import loading, made_tariff
from .conftest import filled
from .ministry import Ministry, running

CUT = "source=DS404-2021-EF,importer=PER,edition=2022"
COLUMNS = (
    "code", "text_es", "text_pt", "text_en", "rate_percent", "rate_text", "legal_base",
    "hs_revision", "valid_from", "valid_to", "dates_stated", "observed_on",
)  # fmt: skip
BATCH = 1_000


@pytest.fixture(scope="module")
def ministry(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ministry]:
    """A ministry before a service with the sample, and its worker."""
    filled(module_database, loading.publish_sample)
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as found:
        yield found


def one_file() -> list[dict[str, str]]:
    """Return Peru's codes with their duties as rows of one file."""
    codes = made_tariff.sample_rows("codes", nomenclature="PER2022")
    parts = dict(pair.split("=") for pair in CUT.split(","))
    duties = {row["code"]: row for row in made_tariff.sample_rows("duties", **parts)}
    rows = [{**code, **duties.get(code["code"], {})} for code in codes]
    rows[0]["hs_revision"] = "HS2022"
    return [{name: row.get(name, "") for name in COLUMNS} for row in rows]


def without_provenance(answer: Any) -> Any:
    """Return an answer without the releases and titles of its sources."""
    if isinstance(answer, list):
        return [without_provenance(one) for one in answer]
    if isinstance(answer, dict):
        return {
            name: without_provenance(value)
            for name, value in answer.items()
            if name not in ("provenance", "publication")
        }
    return answer


def strays(rows: list[loading.Row]) -> set[str]:
    """Return the lines whose parent in the sample is not the nearest code above them.

    The sample reads parents from dashes; a file has no dashes, so that the paths of these differ.
    """
    known = {row["code"] for row in rows}
    return {
        row["code"]
        for row in rows
        if row["parent"]
        != next(
            (row["code"][:n] for n in (8, 6, 4, 2) if row["code"][:n] in known - {row["code"]}), ""
        )
    }


def quotes(ministry: Ministry, lines: list[str], at: int) -> dict[str, Any]:
    """Return the quotes of lines for goods of Brazil, Mexico and the United States in turn."""
    exporters = ("BRA", "MEX", "USA")
    found: dict[str, Any] = {}
    for first in range(0, len(lines), BATCH):
        asked = [
            {"importer": "PER", "exporter": exporters[place % 3], "product": line}
            for place, line in enumerate(lines[first : first + BATCH])
        ]
        answer = ministry.http.post("/v1/quotes", params={"publication": at}, json={"items": asked})
        items = answer.raise_for_status().json()["items"]
        found |= {one["product"]["code"]: without_provenance(one) for one in items}
    return found


def test_peru_in_one_file_is_quoted_as_in_three(ministry: Ministry) -> None:
    rows = one_file()
    lines = [row["code"] for row in rows if row["rate_text"]]
    assert len(lines) == 8_015
    before = quotes(ministry, lines, ministry.ask("/v1/publication")["n"])
    job = ministry.send(made_tariff.written(rows, COLUMNS), CUT)
    assert job["state"] == "done", job
    after = quotes(ministry, lines, job["publication"])
    known = strays(made_tariff.sample_rows("codes", nomenclature="PER2022"))
    assert len(known) == 16
    for code in known:
        del before[code]["product"]["path"], after[code]["product"]["path"]
    assert {code for code in lines if before[code] != after[code]} == set()
    codes = {"slice": "nomenclature=PER2022", "publication": job["publication"]}
    held = ministry.http.get("/v1/datasets/codes/rows", params=codes).text
    assert len(held.splitlines()) - 1 == len(rows)
