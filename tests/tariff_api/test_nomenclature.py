"""Nomenclatures, codes of every edition and what became of them, with the sample."""

from datetime import date

import httpx
import pytest
from eslabon.client import ServiceError
from eslabon.client.tariff import TariffClient
from eslabon.contracts.nomenclature import CorrelationKind

REVISIONS = ["HS1992", "HS1996", "HS2002", "HS2007", "HS2012", "HS2017", "HS2022"]


async def names(tariff: TariffClient, **asked: object) -> list[str]:
    return [one.nomenclature for one in await tariff.nomenclatures(**asked)]  # type: ignore[arg-type]


async def test_nomenclatures_are_told_apart_by_family_revision_country_and_day(
    real_tariff: TariffClient,
) -> None:
    assert await names(real_tariff, kind="HS") == REVISIONS
    assert await names(real_tariff, kind="HS", on=date(2010, 1, 1)) == ["HS2007"]
    assert await names(real_tariff, country="uy", on=date(2025, 1, 31)) == ["URY2024"]
    assert "NCM2022" in await names(real_tariff, revision="HS2022", kind="NCM")


async def test_no_nomenclature_of_that_kind_is_said(real: httpx.AsyncClient) -> None:
    answer = (await real.get("/v1/nomenclatures", params={"kind": "SAC"})).json()

    assert answer["items"] == []
    assert [one["reason"] for one in answer["meta"]["missing"]] == ["not_loaded"]


@pytest.mark.parametrize(
    ("nomenclature", "typed", "code"),
    [
        ("HS2022", "08", "08"),
        ("HS2022", "08.01", "0801"),
        ("HS2022", "0801.22", "080122"),
        ("HS2022", " 08 01 22 ", "080122"),
        ("ncm2022", "0801.22.00", "08012200"),
        ("PER2022", "0801.22.00.00", "0801220000"),
        ("HS1992", "8525.20", "852520"),
    ],
)
async def test_a_code_is_read_however_it_is_written(
    real_tariff: TariffClient, nomenclature: str, typed: str, code: str
) -> None:
    assert (await real_tariff.product(nomenclature, typed)).code == code


async def test_a_code_has_its_paths_in_every_language_it_is_written_in(
    real_tariff: TariffClient,
) -> None:
    found = await real_tariff.product("HS2022", "732211")

    assert found.path_es is not None
    assert "con motor" in found.path_es
    assert found.path_es.endswith("Radiadores y sus partes > De fundición")
    assert found.path_en is not None
    assert [one.code for one in found.ancestors] == ["73", "7322"]


async def test_a_code_says_what_it_was_and_what_it_became(real_tariff: TariffClient) -> None:
    found = await real_tariff.product("HS2017", "851712")

    assert {(one.to_nomenclature, one.kind) for one in found.successors} == {
        ("HS2022", CorrelationKind.SPLIT)
    }
    assert {"851713", "851714"} <= {one.to_code for one in found.successors}
    assert [(one.to_nomenclature, one.to_code) for one in found.predecessors] == [
        ("HS2012", "851712")
    ]


async def test_a_code_of_another_revision_is_refused_with_what_stands_for_it(
    real: httpx.AsyncClient,
) -> None:
    answer = await real.get("/v1/nomenclatures/HS2022/codes/8517.12")

    assert answer.status_code == 404
    problem = answer.json()
    assert problem["type"] == "urn:eslabon:problem:code-of-another-edition"
    assert "HS2017" in problem["detail"]
    assert "851713 (SPLIT)" in problem["detail"]
    assert {one["code"] for one in problem["errors"]} == {"SPLIT"}


async def test_a_code_is_found_again_in_a_national_nomenclature_by_its_revision(
    real: httpx.AsyncClient,
) -> None:
    answer = await real.get("/v1/nomenclatures/URY2025/codes/0101.11")

    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:eslabon:problem:code-of-another-edition"
    assert "010121 (SPLIT)" in answer.json()["detail"]


async def test_a_line_that_does_not_exist_names_the_nearest_code_above(
    real_tariff: TariffClient,
) -> None:
    with pytest.raises(ServiceError) as refused:
        await real_tariff.product("NCM2017", "85030098")

    assert refused.value.problem.status == 404
    assert "850300" in (refused.value.problem.detail or "")


async def test_a_nomenclature_is_downloaded_whole_and_by_part(
    real: httpx.AsyncClient, real_tariff: TariffClient
) -> None:
    whole = await real.get("/v1/nomenclatures/NANDINA2022/codes", params={"format": "csv"})
    lines = await real_tariff.codes("NANDINA2022", lines=True)
    headings = await real_tariff.codes("HS2022", level=4)
    below = await real_tariff.codes("NCM2022", prefix="080122")

    assert len(whole.text.splitlines()) - 1 > len(lines) > 7_000
    assert {one.digits for one in lines} == {8}
    assert len(headings) == 1_228
    assert [(one.code, one.hs6, one.description_es) for one in below] == [
        ("08012200", "080122", "Nueces del Brasil > Sin cáscara")
    ]


async def test_a_part_that_a_nomenclature_has_not_is_said(real: httpx.AsyncClient) -> None:
    answer = await real.get("/v1/nomenclatures/HS2022/codes", params={"level": 8})

    assert answer.json()["items"] == []
    assert [one["reason"] for one in answer.json()["meta"]["missing"]] == ["not_identified"]


async def test_every_revision_leads_to_every_other(real_tariff: TariffClient) -> None:
    for source in REVISIONS:
        for target in REVISIONS:
            if source != target:
                (found, *more) = await real_tariff.correlations(source, target, "732211")
                assert (found.to_code, found.kind) == ("732211", CorrelationKind.EXACT)
                assert (found.path[0], found.path[-1], more) == (source, target, [])


async def test_a_chain_says_its_path_and_every_table_it_used(real: httpx.AsyncClient) -> None:
    asked = {"from": "HS1992", "to": "HS2007", "code": "8525.20"}
    answer = (await real.get("/v1/correlations", params=asked)).json()

    assert {tuple(one["path"]) for one in answer["items"]} == {
        ("HS1992", "HS1996", "HS2002", "HS2007")
    }
    assert [one["slice"] for one in answer["meta"]["provenance"]] == [
        "from=HS1992,to=HS1996",
        "from=HS1996,to=HS2002",
        "from=HS2002,to=HS2007",
    ]
    assert {one["kind"] for one in answer["items"]} == {"SPLIT"}


async def test_a_whole_correlation_is_the_same_by_page_and_backwards(
    real_tariff: TariffClient,
) -> None:
    forward = await real_tariff.correlations("HS2012", "HS2022")
    backward = await real_tariff.correlations("HS2022", "HS2012")

    assert len(forward) == 5_612
    assert {(one.from_code, one.to_code) for one in forward} == {
        (one.to_code, one.from_code) for one in backward
    }


async def test_a_code_that_the_table_leaves_out_is_told_from_one_that_never_was(
    real: httpx.AsyncClient, real_tariff: TariffClient
) -> None:
    named = {one.from_code for one in await real_tariff.correlations("HS2017", "HS2022")}
    codes = await real_tariff.codes("HS2017", lines=True)
    left_out = next(one.code for one in codes if one.code not in named)
    details = []
    for code in (left_out, "999999"):
        asked = {"from": "HS2017", "to": "HS2022", "code": code, "lang": "en"}
        answer = (await real.get("/v1/correlations", params=asked)).json()
        assert answer["items"] == []
        details += [one["detail"] for one in answer["meta"]["missing"]]

    assert details == [
        f"{left_out} exists in HS2017, but the table names no code of HS2022 for it: it has one "
        "earlier code for each later one.",
        "999999 does not exist in HS2017.",
    ]


async def test_a_national_tariff_is_searched_in_languages_it_is_not_written_in(
    real_tariff: TariffClient,
) -> None:
    for query in ("brazil nuts shelled", "castanha do pará sem casca", "nueces del brasil"):
        found = await real_tariff.search(query, nomenclature="PER2022")
        assert "0801220000" in {hit.code for hit in found.hits}, query
