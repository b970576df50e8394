"""A ministry sends its whole tariff as one file: it is quoted, walked and searched at once."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from . import loading, made_tariff
from .conftest import filled
from .ministry import Ministry, running

LINES = 20_000


async def fill(connection: asyncpg.Connection) -> None:
    """Publish countries and the Harmonized System."""
    for dataset, parts in (
        ("countries", {}),
        ("nomenclatures", {"source": "ESLABON"}),
        ("codes", {"nomenclature": "HS2022"}),
        ("codes", {"nomenclature": "HS2017"}),
    ):
        rows = made_tariff.sample_rows(dataset, **parts)
        await loading.publish(connection, dataset, rows, parts, "sample")


@pytest.fixture(scope="module")
def ministry(
    module_database: str, serve: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ministry]:
    """A ministry before a service with countries and the Harmonized System, and its worker."""
    filled(module_database, fill)
    with running(module_database, tmp_path_factory.mktemp("uploads"), serve) as found:
        yield found


def quote(ministry: Ministry, product: str, at: dict[str, Any]) -> dict[str, Any]:
    """Return the quote of Guatemala for a good of Mexico."""
    parameters = {"importer": "GTM", "exporter": "MEX", "product": product}
    found: dict[str, Any] = ministry.ask("/v1/quotes", at, **parameters)
    return found


def test_one_file_of_twenty_thousand_lines_is_quoted_walked_and_searched(
    ministry: Ministry,
) -> None:
    made = list(made_tariff.lines(LINES))
    job = ministry.send(made_tariff.written(made))
    assert job["state"] == "done", job
    assert job["rows_accepted"] == LINES

    answer = quote(ministry, made[5]["code"], job)
    assert answer["candidates"][0]["applied_percent"] == made[5]["rate_percent"]
    assert answer["product"]["nomenclature"] == "GTM2025"
    assert answer["coverage"]["dates_stated"] is True
    code = made[0]["code"]
    product = ministry.ask(f"/v1/nomenclatures/GTM2025/codes/{code}", job)
    assert [one["code"] for one in product["ancestors"]] == ["01", "0101", code[:6]]
    assert all(one["description"] for one in product["ancestors"])
    found = ministry.ask("/v1/search", job, q="caballos", nomenclature="GTM2025")
    assert found["hits"][0]["code"].startswith("0101")
    assert {"es", "en"} <= {
        lang for lang in ("es", "pt", "en") if product["ancestors"][0]["description"]
    }


def test_what_a_tariff_brings_names_it_and_is_published_with_it_alone(
    ministry: Ministry,
) -> None:
    first = list(made_tariff.lines(200))
    second = list(made_tariff.lines(200, turn=1))
    cut = "source=SAT,importer=HND,edition=2025"
    jobs = [ministry.send(made_tariff.written(rows), cut) for rows in (first, second)]
    children = {
        "nomenclatures": "source=HND2025",
        "codes": "nomenclature=HND2025",
        "duties": cut,
    }
    for dataset, slice_text in children.items():
        child = ministry.release(dataset, slice_text)
        assert child["parent"] == jobs[1]["release"]
        assert child["published"] == jobs[1]["publication"]
        refused = ministry.http.post(f"/v1/datasets/{dataset}/releases/{child['id']}/publish")
        assert refused.status_code == 409
        assert str(jobs[1]["release"]) in refused.json()["detail"]

    back = ministry.http.post(
        f"/v1/datasets/national_tariffs/releases/{jobs[0]['release']}/publish"
    ).json()
    assert back["published"] == jobs[1]["publication"] + 1
    for dataset, slice_text in children.items():
        child = ministry.release(dataset, slice_text)
        assert (child["parent"], child["published"]) == (jobs[0]["release"], back["published"])
    rows = ministry.ask(
        "/v1/duties", {"publication": back["published"]}, importer="HND", product=first[7]["code"]
    )
    assert rows["items"][0]["rate_percent"] == first[7]["rate_percent"]


def test_a_correction_sent_to_what_a_tariff_brought_is_undone_by_publishing_the_tariff(
    ministry: Ministry,
) -> None:
    cut = "source=SAT,importer=SLV,edition=2025"
    job = ministry.send(made_tariff.written(list(made_tariff.lines(50))), cut)
    rows = {"slice": "nomenclature=SLV2025", "publication": job["publication"]}
    before = ministry.http.get("/v1/datasets/codes/rows", params=rows).text
    corrected = before.replace("Los de la clase 1", "Otros de la clase 1")
    assert corrected != before
    sent = ministry.send(corrected.encode(), "nomenclature=SLV2025", "codes")
    assert sent["state"] == "done", sent
    again = ministry.http.post(
        f"/v1/datasets/national_tariffs/releases/{job['release']}/publish"
    ).json()
    assert again["state"] == "published"
    child = ministry.release("codes", "nomenclature=SLV2025")
    assert child["parent"] == job["release"]


def test_an_export_of_a_tariff_is_sent_again_as_it_is(ministry: Ministry) -> None:
    cut = "source=SAT,importer=NIC,edition=2025"
    job = ministry.send(made_tariff.written(list(made_tariff.lines(300))), cut)
    rows = {"slice": cut, "publication": job["publication"]}
    exported = ministry.http.get("/v1/datasets/national_tariffs/rows", params=rows)
    again = ministry.send(exported.content, cut)
    assert again["state"] == "done", again
    assert not again["unchanged"]
    rows["publication"] = again["publication"]
    repeated = ministry.http.get("/v1/datasets/national_tariffs/rows", params=rows)
    assert repeated.content == exported.content


def test_dots_and_columns_left_out_are_accepted(ministry: Ministry) -> None:
    rows = [
        {"code": "0101.21.00.00", "text_es": "Reproductores", "rate_percent": "0"},
        {"code": "0101.29.00.00", "text_es": "Los demás", "rate_percent": "15"},
    ]
    rows[0] |= {"hs_revision": "HS2022", "valid_from": "2025-02-01"}
    columns = ("code", "text_es", "rate_percent", "hs_revision", "valid_from")
    cut = "source=SAT,importer=CRI,edition=2025"
    job = ministry.send(made_tariff.written(rows, columns), cut)
    assert job["state"] == "done", job
    duties = ministry.ask("/v1/duties", job, importer="CRI")["items"]
    assert [(one["product"]["code"], one["rate_text"]) for one in duties] == [
        ("0101210000", "0 %"),
        ("0101290000", "15 %"),
    ]
    assert {(one["valid_from"], one["valid_to"]) for one in duties} == {
        ("2025-02-01", "2025-12-31")
    }
    assert not any(one["dates_stated"] for one in duties)


GOOD = {
    "code": "0101210000",
    "text_es": "Reproductores",
    "rate_percent": "0",
    "hs_revision": "HS2022",
    "valid_from": "2025-01-01",
}
OTHER = {"code": "0101290000", "text_es": "Los demás", "rate_percent": "5"}
FAULTY = {
    "no revision": ([GOOD | {"hs_revision": ""}], "hs_revision", "", "como HS2022"),
    "two revisions": (
        [GOOD, OTHER | {"hs_revision": "HS2017"}], "hs_revision", "HS2017 HS2022", "una sola",
    ),
    "no date": ([GOOD | {"valid_from": ""}], "valid_from", "0101210000", "falta la fecha"),
    "several dates": (
        [GOOD, GOOD | {"code": "0101300000", "valid_from": "2025-07-01"}, OTHER],
        "valid_from", "0101290000", "en cada una si hay varias",
    ),
    "a code twice": (
        [GOOD, GOOD | {"valid_from": "", "text_es": ""}], "code", "0101210000", "deje una fila",
    ),
    "two texts": (
        [GOOD, {"code": "0101210000", "text_es": "Otro"}], "text_es", "0101210000", "dos textos",
    ),
    "a rate and an expression": (
        [GOOD | {"expression": "1 USD/kg"}], "expression", "0101210000 1 USD/kg", "deje",
    ),
    "half a season": ([GOOD | {"season_from": "11-01"}], "season_to", "0101210000", "temporada"),
    "a line without a duty": (
        [GOOD, OTHER | {"rate_percent": ""}], "rate_percent", "0101290000", "0 si está libre",
    ),
    "no subheading of the System": (
        [GOOD, OTHER | {"code": "0101990000"}], "code", "0101990000", "no existen en la revisión",
    ),
    "an end before the beginning": (
        [GOOD | {"valid_to": "2024-01-01"}], "valid_to", "0101210000 2024-01-01", "es anterior",
    ),
    "no text": ([GOOD, OTHER | {"text_es": "", "code": "0101291000"}], "text_es", "0101291000", ""),
    "a lost zero": ([GOOD, OTHER | {"code": "101290000"}], "code", "101290000", "cero inicial"),
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_of_a_tariff_is_named_with_what_to_change(ministry: Ministry, case: str) -> None:
    rows, column, value, said = FAULTY[case]
    columns = (*made_tariff.COLUMNS, "expression", "season_from", "season_to")
    cut = "source=SAT,importer=PAN,edition=2025"
    job = ministry.send(made_tariff.written(rows, columns), cut, lang="es")
    assert (job["state"], job["refused"]) == ("failed", True)
    first = ministry.rejects(job)[0]
    assert (first["column"], first["value"]) == (column, value)
    assert said in first["reason"]


@pytest.mark.parametrize(
    ("cut", "said"),
    [
        ("source=SAT,importer=gtm,edition=2025", "importer=GTM"),
        ("source=SAT,importer=XQX,edition=2025", "is no country"),
        ("source=SAT,importer=PAN,edition=abril", "edition=2025"),
        ("source=OTRO,importer=GTM,edition=2025", "another edition"),
    ],
)
def test_a_slice_that_can_not_be_is_refused_in_the_language_asked_for(
    ministry: Ministry, cut: str, said: str
) -> None:
    ministry.send(made_tariff.written([GOOD, OTHER]))
    job = ministry.send(made_tariff.written([GOOD, OTHER]), cut, lang="en")
    assert (job["state"], job["refused"]) == ("failed", True)
    assert said in job["reason"]
