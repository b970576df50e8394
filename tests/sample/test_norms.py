"""Norms of the sample, counted against the files they come from."""

import csv
import os
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = list[dict[str, str]]
Read = Callable[..., Rows]
CHAPTERS = "ABCDEFGHIJKLMNOP"

needs_source = pytest.mark.skipif(
    "ESLABON_DATA_SOURCE" not in os.environ, reason="the folder of source files is not at hand"
)


def source(folder: str, name: str) -> Rows:
    """Rows of a source file."""
    path = Path(os.environ["ESLABON_DATA_SOURCE"]) / folder / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_edition_has_sixteen_chapters_in_three_kinds(rows: Read) -> None:
    for version in ("2012", "2019"):
        classes = rows("norm_classes", version)
        assert "".join(row["code"] for row in classes) == CHAPTERS
        kinds = Counter(row["kind"] for row in classes)
        assert kinds == {"IMPORT_TECHNICAL": 3, "IMPORT_NON_TECHNICAL": 12, "EXPORT": 1}
        assert all(row["title_es"] and row["title_pt"] and row["source"] for row in classes)


def test_sanitary_measures_are_not_called_technical_requirements(rows: Read) -> None:
    titles = {row["code"]: row["title_es"] for row in rows("norm_classes", "2012")}
    assert titles["A"] == "Medidas sanitarias y fitosanitarias"
    assert titles["B"] == "Obstáculos técnicos al comercio"


def test_each_line_of_bolivia_needs_one_certificate_and_some_a_cites_permit(rows: Read) -> None:
    norms = rows("norms", "BOL")
    certificates = [row for row in norms if row["mast_code"] == "A"]
    permits = [row for row in norms if row["mast_code"] == ""]
    lines = [code for row in certificates for code in row["codes"].split("|")]
    endangered = [code for row in permits for code in row["codes"].split("|")]
    assert len(norms) == len(certificates) + len(permits) == 23
    assert len(lines) == len(set(lines)) == 381
    assert len(endangered) == len(set(endangered)) == 42
    assert set(endangered) <= set(lines)
    assert {row["documents"] for row in permits} == {"Permiso CITES"}
    assert {row["verified"] for row in norms} == {"false"}
    assert all(row["reference"] and row["note"] for row in norms)


def test_the_codes_of_mexico_have_a_place_for_each_meaning(rows: Read) -> None:
    codes = rows("declaration_codes", "MEX")
    of_list = Counter(row["list"] for row in codes)
    assert of_list == {"IDENTIFIER": 172, "NON_TARIFF": 36, "CONTRIBUTION": 29}
    keys = {(row["list"], row["code"], row["place"]) for row in codes}
    assert len(keys) == len(codes)
    twice = {row["code"] for row in codes if (row["list"], row["place"]) == ("NON_TARIFF", "2")}
    assert twice == {"C1", "C6"}
    assert all(row["reference"] for row in codes)


@needs_source
def test_chapters_are_those_of_the_file(rows: Read) -> None:
    chapters = source("facts-trade-integration", "mast_ntm_chapters.csv")
    titles = {row["code"]: row["title_en"] for row in rows("norm_classes", "2012")}
    assert titles == {row["chapter"]: row["name_en"] for row in chapters}
    other_meaning = {
        row["name_es_itc_variant"] for row in chapters if row["same_meaning_es"] == "no"
    }
    assert not other_meaning & {row["title_es"] for row in rows("norm_classes")}


@needs_source
def test_permits_are_those_of_the_file(rows: Read) -> None:
    lines = source("bo-arancel-cap01-03", "bo_arancel_cap01_03.csv")
    asked = {
        code: (row["body"], row["legal_base"])
        for row in rows("norms", "BOL")
        if row["mast_code"] == "A"
        for code in row["codes"].split("|")
    }
    assert asked == {row["code"]: (row["issuing_body"], row["legal_basis"]) for row in lines}
    doubtful = {
        row["code"]
        for row in lines
        if "drag-fill" in row["quality_flag"] or "code repaired" in row["quality_flag"]
    }
    noted = {
        code
        for row in rows("norms", "BOL")
        if "hoja de cálculo" in row["note"] or "reparó" in row["note"]
        for code in row["codes"].split("|")
    }
    assert noted == doubtful
    cites = {row["code"] for row in lines if row["document_type"] == "C - CITES"}
    assert cites == {
        code
        for row in rows("norms", "BOL")
        if row["documents"] == "Permiso CITES"
        for code in row["codes"].split("|")
    }


@needs_source
def test_notifications_and_codes_are_those_of_the_files(rows: Read) -> None:
    notified = source("facts-trade-integration", "wto_notifications_sample.csv")
    assert {row["symbol"]: row["codes"] for row in rows("notifications")} == {
        row["symbol"]: row["hs"] for row in notified
    }
    codes = rows("declaration_codes", "MEX")
    identifiers = source("mx-anexo22", "apendice_8_identificadores.csv")
    torn = [row for row in identifiers if row["nivel"] == "<NA>"]
    assert len(torn) == 1
    assert len([row for row in codes if row["list"] == "IDENTIFIER"]) == len(identifiers) - 1
    permits = source("mx-anexo22", "apendice_9_regulaciones_no_arancelarias.csv")
    assert Counter(row["code"] for row in codes if row["list"] == "NON_TARIFF") == Counter(
        row["clave"] for row in permits
    )
    taxes = source("mx-anexo22", "apendice_12_contribuciones.csv")
    assert {row["code"]: row["abbreviation"] for row in codes if row["list"] == "CONTRIBUTION"} == {
        row["Clave"]: row["Abreviación"] for row in taxes
    }
