"""The firms and events of the sample: those of the files at hand, each with its source."""

import csv
import gzip
import os
from pathlib import Path

import pytest
import sample
from niche_api.app import SERVICE
from servicekit.releases.rows import Upload, rows

DATASETS = ("firms", "events")
ENTRIES = [entry for entry in sample.entries("open") if entry.dataset in DATASETS]
SOURCE = Path(os.environ.get("ESLABON_DATA_SOURCE", ""))
FACTS = SOURCE / "facts-trade-integration" / "chain_firms.csv"


def rows_of(dataset: str) -> list[dict[str, str]]:
    """Return the rows of all slices of a dataset."""
    found = []
    for entry in ENTRIES:
        if entry.dataset == dataset:
            with gzip.open(entry.path, "rt", encoding="utf-8", newline="") as file:
                found += list(csv.DictReader(file))
    return found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_every_row_keeps_the_rules_of_its_dataset(entry: sample.Entry) -> None:
    dataset = SERVICE.dataset(entry.dataset)
    assert dataset is not None
    blocks = list(rows(dataset, Upload(entry.path, "csv", entry.slice, 10**7)))
    assert [fault for block in blocks for fault in block.checked.faults] == []
    assert sum(block.checked.rows for block in blocks) == entry.rows


def test_firms_have_a_source_and_no_codes_that_none_states() -> None:
    found = rows_of("firms")
    assert len(found) == 9
    assert all(row["reference"].startswith("https://") for row in found)
    assert {row["codes"] for row in found} == {""}
    assert [row["firm"] for row in found if row["kind"] == "ASSOCIATION"] == ["bol-cadexnor"]


def test_events_say_what_is_not_known() -> None:
    events = {row["event"]: row for row in rows_of("events")}
    assert events["aladi-expo-2023"]["starts_on"] == "2023-10-02"
    assert (events["aladi-expo-2023"]["firms"], "368" in events["aladi-expo-2023"]["note_es"]) == (
        "364",
        True,
    )
    undated = [name for name, row in events.items() if not row["starts_on"]]
    assert undated == ["aladi-expo-2014", "aladi-semanas"]
    assert all(events[name]["note_es"] for name in undated)


@pytest.mark.skipif(not FACTS.is_file(), reason="no source folder")
def test_the_firms_are_those_of_the_file_at_hand() -> None:
    with FACTS.open(encoding="utf-8-sig", newline="") as file:
        printed = list(csv.DictReader(file))
    found = rows_of("firms")
    assert len(found) == len(printed)
    for firm in printed:
        assert any(
            firm["firm"].startswith(row["name"]) and row["country"] == firm["country_iso3"]
            for row in found
        ), firm
