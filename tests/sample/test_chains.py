"""The chains of the sample: each fact at hand once, what is left out for its terms, no more."""

import csv
import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from build_sample.chain_figures import period, place, statistic

Rows = list[dict[str, str]]
Read = Callable[..., Rows]
FACTS = Path(os.environ.get("ESLABON_DATA_SOURCE", "")) / "facts-trade-integration"
needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason="no source folder")

IN_REPORT = {"aguaje", "asai", "bolaina", "castana", "paiche", "rayas"}
AMAZON = {"BOL", "BRA", "COL", "ECU", "GUY", "PER", "SUR", "VEN"}


def facts(name: str) -> Rows:
    """Rows of a file of the facts."""
    with (FACTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_facts
def test_the_figures_are_those_at_hand_minus_fishstats(rows: Read) -> None:
    at_hand = facts("chain_stats.csv")
    fishstat = [row for row in at_hand if "FishStat" in row["source"]]
    expected = [statistic(row) for row in at_hand if row not in fishstat]
    loaded = rows("chain_statistics")

    assert (len(at_hand), len(fishstat), len(expected)) == (101, 8, 93)
    assert all({**row} in loaded for row in expected)
    assert len({tuple(row.values()) for row in expected}) == 93
    assert not any("FishStat" in value for row in loaded for value in row.values())
    total = sum(Decimal(row["value"]) for row in at_hand if row["unit"] == "t") - sum(
        Decimal(row["value"]) for row in fishstat
    )
    assert sum(Decimal(row["value"]) for row in expected if row["unit"] == "t") == total


@needs_facts
def test_the_tariff_lines_at_hand_are_in_the_catalogue_with_the_duty_read(rows: Read) -> None:
    at_hand = facts("chain_tariff_lines.csv")
    loaded = [row for row in rows("catalogue") if row["stated_rate_percent"]]

    assert len(at_hand) == len(loaded) == 51
    assert sorted(
        (row["country_iso3"], row["national_code"], row["mfn_rate_pct"].rstrip("%"))
        for row in at_hand
    ) == sorted((row["country"], row["code"], row["stated_rate_percent"]) for row in loaded)


@needs_facts
def test_species_names_and_zones_at_hand_are_loaded(rows: Read) -> None:
    chains = json.loads((FACTS / "chains.json").read_text(encoding="utf-8"))["chains"]
    named = {(row["chain"], row["name"]) for row in rows("chain_names")}
    species = {(row["chain"], row["species"]): row for row in rows("species")}
    synonyms = {name for row in species.values() for name in row["synonyms"].split("|")}
    zones = {(row["chain"], row["country"]) for row in rows("chain_zones")}
    presence = {(row["chain"], row["country"]): row["presence"] for row in rows("chain_presence")}

    assert {one["id"] for one in chains} == IN_REPORT
    for one in chains:
        for said in filter(None, one["names"].values()):
            for name in said:
                assert (one["id"], name.partition(" (")[0]) in named, name
        for kind in one["species"]:
            scientific = " ".join(kind["scientific_name"].split()[:2])
            assert (one["id"], scientific) in species
            assert set(kind.get("synonyms", ())) <= synonyms
        for zone in one.get("zones", ()):
            if zone["areas"]:
                assert (one["id"], zone["country"]) in zones
        for country in set(one.get("range_countries", {}).get("value", ())) & AMAZON:
            assert presence[one["id"], country] in ("CONFIRMED", "REPORTED")


def test_every_cell_of_the_report_is_stated(rows: Read) -> None:
    cells = {(row["chain"], row["country"]): row for row in rows("chain_presence")}
    assert {(chain, country) for chain in IN_REPORT for country in AMAZON} <= set(cells)
    for row in cells.values():
        if row["presence"] == "UNKNOWN":
            assert row["note_es"]
            assert not row["reference"]
        else:
            assert row["reference"]


def test_every_text_is_in_three_languages(rows: Read) -> None:
    datasets = ("chains", "chain_products", "species", "species_status", "chain_biology",
                "chain_presence", "chain_zones", "chain_permits", "chain_claims",
                "chain_statistics", "chain_prices", "catalogue")  # fmt: skip
    for dataset in datasets:
        for row in rows(dataset):
            for column in row:
                if column.endswith("_es"):
                    said = [bool(row[f"{column[:-2]}{lang}"]) for lang in ("es", "pt", "en")]
                    assert len(set(said)) == 1, (dataset, column, row)


def test_rows_point_to_chains_species_and_units_that_exist(rows: Read) -> None:
    chains = {row["chain"] for row in rows("chains")}
    units = {row["region"] for row in rows("regions")}
    species = {row["species"] for row in rows("species")}
    for dataset in ("chain_names", "chain_products", "species", "chain_biology", "chain_presence",
                    "chain_zones", "chain_claims", "chain_statistics", "chain_prices"):  # fmt: skip
        for row in rows(dataset):
            assert row["chain"] in chains
            assert not row.get("region") or row["region"] in units
    assert {row["species"] for row in rows("species_status")} <= species
    assert {row["chain"] for row in rows("catalogue") + rows("chain_permits")} - {""} <= chains


def test_lines_of_the_catalogue_are_lines_of_their_tariffs(rows: Read) -> None:
    lines = {
        nomenclature: {
            row["code"] for row in rows("codes", nomenclature) if row["is_line"] == "true"
        }
        for nomenclature in {row["nomenclature"] for row in rows("catalogue")}
    }
    absent = {"", "ARG2023", "MEX2022"}
    for row in rows("catalogue"):
        if row["nomenclature"] not in absent:
            assert row["code"] in lines[row["nomenclature"]], row
    unnamed = {row["product"] for row in rows("catalogue") if not row["code"]}
    assert {"sacha-inchi", "aguaje", "bolaina"} <= unnamed
    named = {row["product"] for row in rows("catalogue") if row["code"]}
    assert {"camu-camu", "maca", "paiche", "castana", "cacao", "asai", "copaiba"} <= named
    assert not named & unnamed


def test_borders_are_small(rows: Read) -> None:
    regions = rows("regions")
    assert sum(len(row["geometry"]) for row in regions) < 1_500_000
    drawn = {row["country"] for row in regions if row["geometry"]}
    assert drawn >= AMAZON


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2018", ("2018-01-01", "2018-12-31")),
        ("2021-01..09", ("2021-01-01", "2021-09-30")),
        ("2022-H1", ("2022-01-01", "2022-06-30")),
        ("2024-01..02", ("2024-01-01", "2024-02-29")),
        ("", ("", "")),
    ],
)
def test_periods_are_days(text: str, days: tuple[str, str]) -> None:
    assert period(text) == days


def test_a_period_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="2011"):
        period("2011..2023")


@pytest.mark.parametrize(
    ("country", "text", "where"),
    [
        ("BRA", "PA", ("BR-PA", "")),
        ("BRA", "PA / Muaná", ("BR-PA", "Muaná")),
        ("BOL", "Beni", ("BO-B", "")),
        ("BOL", "Cobija (Pando)", ("BO-N", "Cobija")),
        ("PER", "", ("", "")),
    ],
)
def test_places_are_units_and_what_lies_in_them(
    country: str, text: str, where: tuple[str, str]
) -> None:
    assert place(country, text) == where
