"""Facts gathered page by page: every row at hand is loaded, or left out for a stated reason."""

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from build_sample.chain_figures import statistic
from build_sample.policy_index import ITEMS, figure
from build_sample.tables import COLUMNS

Rows = list[dict[str, str]]
Read = Callable[..., Rows]
FACTS = Path(os.environ.get("ESLABON_DATA_SOURCE", "")) / "facts-trade-integration"
pytestmark = pytest.mark.skipif(not FACTS.is_dir(), reason="no source folder")

FISHSTAT = "its terms forbid commercial use"
PRESS_VAT = "the press gives one rate without base or date"
NO_BASE = "three rates by importer and good, without a base"
COUNTS = {
    "agreements_aladi.csv": (69, {}),
    "agreements_lac_wto.csv": (133, {}),
    "chain_firms.csv": (9, {}),
    "chain_stats.csv": (101, {FISHSTAT: 8}),
    "chain_tariff_lines.csv": (51, {}),
    "import_taxes.csv": (26, {PRESS_VAT: 19, NO_BASE: 1}),
    "mast_ntm_chapters.csv": (16, {}),
    "memberships.csv": (117, {}),
    "sme_index_dimensions.csv": (8, {}),
    "sme_index_facts.csv": (9, {}),
    "tariff_quotas_sample.csv": (22, {}),
    "wto_notifications_sample.csv": (5, {}),
}
"""Rows of each file, and how many are left out for which reason."""
AS_AGREEMENTS = {"CPTPP": "OMC 640", "CAFTA-DR": "OMC 27"}
"""Groups of the list of members that are agreements, not schemes."""
SCHEMES = {"AP": "PACIFIC_ALLIANCE"}
INDEX = "IPPALC-"


def facts(name: str) -> Rows:
    """Rows of a file."""
    with (FACTS / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def left_out(name: str, row: dict[str, str]) -> str | None:
    """Why a row is not loaded; None where it is."""
    if name == "chain_stats.csv" and "FishStat" in row["source"]:
        return FISHSTAT
    if name == "import_taxes.csv" and row["tax"].startswith("VAT/"):
        return PRESS_VAT
    if name == "import_taxes.csv" and row["tax"] == "Percepción del IGV":
        return NO_BASE
    return None


def lines(dataset: str, rows: Iterable[dict[str, str]]) -> set[tuple[str, ...]]:
    """Rows as the sample writes them."""
    columns = COLUMNS[dataset]
    return {tuple(" ".join(row.get(name, "").split()) for name in columns) for row in rows}


def numbers(text: str) -> set[Decimal]:
    """Rates of a cell that may hold several."""
    return {Decimal(one) for one in text.split("|")}


class Loaded:
    """Whether a row of a file is in the sample."""

    def __init__(self, rows: Read) -> None:
        self.rows = rows
        agreements = rows("agreements")
        self.parties = {row["code"]: set(row["parties"].split("|")) for row in agreements}
        self.names = set(self.parties)
        self.names |= {alias for row in agreements for alias in row["aliases"].split("|")}
        self.registered = {row["wto_rta_id"] for row in agreements}
        self.members = {(row["scheme"], row["country"]) for row in rows("schemes")}
        self.assessed = {
            row["edition"]: set(row["countries"].split("|")) for row in rows("policy_editions")
        }
        self.statistics = lines("chain_statistics", rows("chain_statistics"))
        self.figures = lines("policy_figures", rows("policy_figures"))

    def agreements_aladi(self, row: dict[str, str]) -> bool:
        return (row["agreement_code"] or f"DESTA {row['desta_number']}") in self.names

    def agreements_lac_wto(self, row: dict[str, str]) -> bool:
        return row["wto_rta_id"] in self.registered

    def chain_firms(self, row: dict[str, str]) -> bool:
        return any(
            row["firm"].startswith(one["name"]) and one["country"] == row["country_iso3"]
            for one in self.rows("firms")
        )

    def chain_stats(self, row: dict[str, str]) -> bool:
        return lines("chain_statistics", [statistic(row)]) <= self.statistics

    def chain_tariff_lines(self, row: dict[str, str]) -> bool:
        wanted = (row["country_iso3"], row["national_code"], row["mfn_rate_pct"].rstrip("%"))
        return any(
            (one["country"], one["code"], one["stated_rate_percent"]) == wanted
            for one in self.rows("catalogue")
        )

    def import_taxes(self, row: dict[str, str]) -> bool:
        charges = self.rows("charges", "ESLABON", row["country_iso3"])
        name = row["tax"].split(" (")[0]
        rates = {
            Decimal(one["expression"].rstrip("%"))
            for one in charges
            if one["name_es"].startswith(name) or f"({name})" in one["name_es"]
        }
        return numbers(row["rate_pct"]) <= rates

    def mast_ntm_chapters(self, row: dict[str, str]) -> bool:
        wanted = (row["chapter"], " ".join(row["name_en"].split()))
        return wanted in {
            (one["code"], one["title_en"]) for one in self.rows("norm_classes", "2012")
        }

    def memberships(self, row: dict[str, str]) -> bool:
        group, country = row["org"], row["country_iso3"]
        if group.startswith(INDEX):
            return country in self.assessed[group.removeprefix(INDEX)]
        if group in AS_AGREEMENTS:
            return country in self.parties[AS_AGREEMENTS[group]]
        return (SCHEMES.get(group, group), country) in self.members

    def sme_index_dimensions(self, row: dict[str, str]) -> bool:
        item = ITEMS[row["dimension_no"]][0]
        editions = {one["edition"] for one in self.rows("policy_items") if one["item"] == item}
        return editions == {year for year in ("2019", "2024") if row[f"in_{year}"] == "yes"}

    def sme_index_facts(self, row: dict[str, str]) -> bool:
        items = {
            one["name_es"]: one["item"]
            for one in self.rows("policy_items")
            if one["level"] == "DIMENSION"
        }
        return lines("policy_figures", [figure(row, items)]) <= self.figures

    def tariff_quotas_sample(self, row: dict[str, str]) -> bool:
        return any(
            (one["importer"], one["product_es"], one["reference"])
            == (row["importer"], " ".join(row["product_es"].split()), row["source"])
            for one in self.rows("quotas")
        )

    def wto_notifications_sample(self, row: dict[str, str]) -> bool:
        return row["symbol"] in {one["symbol"] for one in self.rows("notifications")}


@pytest.fixture(scope="module")
def loaded(rows: Read) -> Loaded:
    """The sample, to look rows up in."""
    return Loaded(rows)


def test_every_file_at_hand_is_counted() -> None:
    assert {path.name for path in FACTS.glob("*.csv")} == set(COUNTS)


@pytest.mark.parametrize("name", COUNTS)
def test_rows_are_loaded_or_left_out_for_a_reason(name: str, loaded: Loaded) -> None:
    at_hand = facts(name)
    reasons = Counter(why for row in at_hand if (why := left_out(name, row)))
    is_loaded = getattr(loaded, name.removesuffix(".csv"))
    absent = [row for row in at_hand if not left_out(name, row) and not is_loaded(row)]

    assert (len(at_hand), dict(reasons)) == COUNTS[name]
    assert absent == []


def test_no_row_of_fishstat_and_no_rate_of_the_press_is_loaded(loaded: Loaded) -> None:
    assert not any(
        "FishStat" in value for row in loaded.rows("chain_statistics") for value in row.values()
    )
    assert not any("aclco.co" in row["reference"] for row in loaded.rows("charges"))


def test_the_chains_at_hand_are_loaded(loaded: Loaded) -> None:
    at_hand = json.loads((FACTS / "chains.json").read_text(encoding="utf-8"))["chains"]
    assert len(at_hand) == 6
    assert {one["id"] for one in at_hand} <= {row["chain"] for row in loaded.rows("chains")}
