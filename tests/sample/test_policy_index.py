"""The SME policy index and the secretariats of the sample: each fact at hand once."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from build_sample.policy_index import figure

Rows = list[dict[str, str]]
Read = Callable[..., Rows]
FACTS = Path(os.environ.get("ESLABON_DATA_SOURCE", "")) / "facts-trade-integration"
needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="no source folder")
LA7 = {"ARG", "CHL", "COL", "ECU", "MEX", "PER", "URY"}


def facts(name: str) -> Rows:
    """Rows of a file of the facts."""
    with (FACTS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@needs_facts
def test_dimensions_are_those_at_hand(rows: Read) -> None:
    at_hand = facts("sme_index_dimensions.csv")
    for edition in ("2019", "2024"):
        own = [row for row in rows("policy_items", edition) if row["level"] == "DIMENSION"]
        expected = {
            (row["dimension_no"], row["name_es"], row["name_en"])
            for row in at_hand
            if row[f"in_{edition}"] == "yes"
        }
        assert {(row["position"], row["name_es"], row["name_en"]) for row in own} == expected
    assert len(at_hand) == 8


@needs_facts
def test_figures_at_hand_are_loaded_and_the_others_have_a_source(rows: Read) -> None:
    dimensions = {
        row["name_es"]: row["item"] for row in rows("policy_items") if row["level"] == "DIMENSION"
    }
    at_hand = [figure(row, dimensions) for row in facts("sme_index_facts.csv")]
    loaded = rows("policy_figures")
    assert (len(at_hand), len(loaded)) == (9, 19)
    assert all(row in loaded for row in at_hand)
    assert all(row["reference"] and (row["value"] or row["standing"]) for row in loaded)


def test_editions_name_the_countries_they_assessed(rows: Read) -> None:
    countries = {
        row["edition"]: set(row["countries"].split("|")) for row in rows("policy_editions")
    }
    assert countries == {"2019": LA7, "2024": LA7 | {"BRA", "PRY"}}
    areas = {row["area"] for row in rows("policy_figures")}
    assert areas <= countries["2024"] | {"LA7", "LA9", "ALL"}


def test_sub_dimensions_that_no_page_names_officially_are_inferred(rows: Read) -> None:
    parts = [row for row in rows("policy_items") if row["level"] == "SUB_DIMENSION"]
    assert {row["basis"] for row in parts if row["edition"] == "2019"} == {"I"}
    assert all(row["note_es"] for row in parts if row["basis"] == "I")
    items = {(row["edition"], row["item"]) for row in rows("policy_items")}
    assert all((row["edition"], row["parent"]) in items for row in parts)


def test_areas_point_to_axes_secretariats_and_themes_that_exist(rows: Read) -> None:
    axes = {row["axis"] for row in rows("cooperation_axes")}
    organisations = {row["secretariat"] for row in rows("secretariats")}
    themes = {(row["axis"], row["theme"]) for row in rows("cooperation_themes")}
    used = set()
    for row in rows("action_areas"):
        assert row["axis"] in axes
        assert row["secretariat"] in organisations
        used |= {(row["axis"], theme) for theme in row["themes"].split("|")}
    assert used == themes
    for row in rows("cooperation_meetings"):
        assert set(filter(None, row["axes"].split("|"))) <= axes
        named = f"{row['organisers']}|{row['participants']}".split("|")
        assert set(filter(None, named)) <= organisations


def test_every_text_is_in_three_languages(rows: Read) -> None:
    for dataset in (
        "policy_editions",
        "policy_items",
        "policy_figures",
        "secretariats",
        "cooperation_axes",
        "cooperation_themes",
        "action_areas",
        "cooperation_meetings",
    ):
        for row in rows(dataset):
            for column in row:
                if column.endswith("_es"):
                    said = [bool(row[f"{column[:-2]}{lang}"]) for lang in ("es", "pt", "en")]
                    assert len(set(said)) == 1, (dataset, column, row)
