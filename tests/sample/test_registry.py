"""Countries, schemes, agreements and who grants what to whom."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest

SOURCE = os.environ.get("ESLABON_DATA_SOURCE", "")
Rows = list[dict[str, str]]
Read = Callable[..., Rows]
ALADI = {
    "ARG", "BOL", "BRA", "CHL", "COL", "CUB", "ECU", "MEX", "PAN", "PER", "PRY", "URY", "VEN",
}  # fmt: skip


def holds(row: dict[str, str], day: str, start: str, end: str) -> bool:
    return row[start] <= day and (not row[end] or row[end] >= day)


def in_force(rows: Read, granter: str, beneficiary: str, day: str) -> set[str]:
    return {
        row["agreement"]
        for row in rows("agreement_entries")
        if (row["granter"], row["beneficiary"]) == (granter, beneficiary)
        and holds(row, day, "in_force_from", "in_force_to")
    }


def test_there_are_249_countries_named_in_three_languages(rows: Read) -> None:
    countries = rows("countries")
    assert len(countries) == len({row["iso3"] for row in countries}) == 249
    assert all(row["name_es"] and row["name_pt"] and row["name_en"] for row in countries)
    assert len({row["iso2"] for row in countries if len(row["iso2"]) == 2}) == 249


def test_mercosur_had_four_members_and_venezuela_suspended_on_8_november_2023(rows: Read) -> None:
    roles: dict[str, set[str]] = {}
    for row in rows("schemes"):
        if row["scheme"] == "MERCOSUR" and holds(row, "2023-11-08", "valid_from", "valid_to"):
            roles.setdefault(row["role"], set()).add(row["country"])
    assert roles["MEMBER"] == {"ARG", "BRA", "PRY", "URY"}
    assert roles["SUSPENDED"] == {"VEN"}


def test_every_scheme_has_its_members(rows: Read) -> None:
    members: dict[str, set[str]] = {}
    for row in rows("schemes"):
        if row["role"] == "MEMBER" and not row["valid_to"]:
            members.setdefault(row["scheme"], set()).add(row["country"])
    assert members["ALADI"] == ALADI
    sizes = {scheme: len(countries) for scheme, countries in members.items()}
    assert {"SELA": 25, "OTCA": 8, "CAN": 4, "CARICOM": 15, "SICA": 8, "MCCA": 6}.items() <= (
        sizes.items()
    )
    assert {"AEC_ACS": 25, "PACIFIC_ALLIANCE": 4, "CELAC": 33, "EU": 27}.items() <= sizes.items()


def test_every_country_named_anywhere_is_known(rows: Read) -> None:
    known = {row["iso3"] for row in rows("countries")}
    assert {row["country"] for row in rows("schemes")} <= known
    for row in rows("agreements"):
        assert row["parties"]
        assert set(row["parties"].split("|")) <= known, row["code"]
    for dataset in ("agreement_entries", "par_margins"):
        assert {row["granter"] for row in rows(dataset)} <= known
        assert {row["beneficiary"] for row in rows(dataset)} <= known
    flows = rows("flows")
    assert {row["exporter"] for row in flows} | {row["importer"] for row in flows} <= known


def test_every_entry_belongs_to_a_known_preferential_agreement(rows: Read) -> None:
    preferential = {row["code"] for row in rows("agreements") if row["has_preferences"] == "true"}
    assert {row["agreement"] for row in rows("agreement_entries")} <= preferential


def test_no_alias_means_two_agreements_and_none_is_a_bare_aec(rows: Read) -> None:
    spelled: dict[str, str] = {}
    for row in rows("agreements"):
        for alias in filter(None, [row["code"], *row["aliases"].split("|")]):
            assert spelled.setdefault(alias.lower(), row["code"]) == row["code"], alias
    assert "aec" not in spelled
    assert spelled["ace 58"] == spelled["ace-58"] == spelled["aap.ce n° 58"] == "AAP.CE 58"
    assert spelled["ptr-04"] == spelled["aptr 04"] == "AR.PAR 4"


def test_an_entry_never_binds_a_country_to_itself_or_backwards_in_time(rows: Read) -> None:
    for row in rows("agreement_entries"):
        assert row["granter"] != row["beneficiary"]
        assert not row["in_force_to"] or row["in_force_from"] <= row["in_force_to"]
        assert bool(row["in_force_from"]) == bool(row["precision"])


@pytest.mark.parametrize(
    ("granter", "beneficiary", "day", "expected"),
    [
        ("BRA", "MEX", "2021-06-01", {"AAP.CE 53", "AAP.CE 55", "AR.PAR 4", "GSTP", "PTN"}),
        ("BRA", "PER", "2021-06-01", {"AAP.CE 58", "AR.PAR 4", "GSTP", "PTN"}),
        ("BRA", "COL", "2021-06-01", {"AAP.CE 72", "AR.PAR 4", "GSTP"}),
        ("BRA", "COL", "2016-06-01", {"AAP.CE 59", "AR.PAR 4", "GSTP"}),
        ("BRA", "CHL", "2021-06-01", {"AAP.CE 35", "AR.PAR 4", "GSTP", "PTN"}),
        ("BRA", "VEN", "2021-06-01", {"AAP.CE 69", "AR.PAR 4", "GSTP"}),
        ("BRA", "SUR", "2021-06-01", {"AAP.A25TM 41"}),
        ("BRA", "DEU", "2021-06-01", set()),
        ("BRA", "ZAF", "2021-06-01", {"OMC 752"}),
        ("BRA", "ZAF", "2016-03-31", set()),
        ("PER", "ZAF", "2022-06-01", set()),
        ("PER", "DEU", "2022-06-01", {"OMC 692"}),
        ("PER", "BOL", "2022-06-01", {"CAN", "AR.PAR 4", "AR.AM 1", "GSTP"}),
        ("PER", "BRA", "2022-06-01", {"AAP.CE 58", "AR.PAR 4", "GSTP", "PTN"}),
        ("URY", "DEU", "2024-06-01", set()),
        ("URY", "PER", "2025-03-01", {"AAP.CE 58", "AR.PAR 4", "PTN"}),
        ("URY", "BRA", "2025-03-01", {"AAP.CE 18", "AAP.CE 2", "AR.PAR 4", "PTN"}),
        ("MEX", "GBR", "2025-03-01", {"OMC 1124"}),
    ],
)
def test_the_agreements_of_a_pair_on_a_day(
    rows: Read, granter: str, beneficiary: str, day: str, expected: set[str]
) -> None:
    assert in_force(rows, granter, beneficiary, day) == expected


def test_agreements_with_a_bloc_do_not_bind_its_members_to_each_other(rows: Read) -> None:
    mercosur = {"ARG", "BRA", "PRY", "URY"}
    pairs = {
        code: {
            frozenset((row["granter"], row["beneficiary"]))
            for row in rows("agreement_entries")
            if row["agreement"] == code
        }
        for code in ("AAP.CE 35", "AAP.CE 36", "AAP.CE 58", "AAP.CE 59", "AAP.CE 72", "OMC 692")
    }
    for code, bound in pairs.items():
        assert bound, code
        assert not any(pair <= mercosur for pair in bound), code
        assert not any(pair <= {"COL", "ECU", "PER", "VEN"} for pair in bound), code
    assert frozenset(("DEU", "FRA")) not in pairs["OMC 692"]


def test_market_opening_lists_favour_one_country_each(rows: Read) -> None:
    favoured = {
        (row["agreement"], row["beneficiary"])
        for row in rows("agreement_entries")
        if row["agreement"].startswith("AR.AM")
    }
    assert favoured == {("AR.AM 1", "BOL"), ("AR.AM 2", "ECU"), ("AR.AM 3", "PRY")}


@pytest.mark.parametrize(
    ("granter", "beneficiary", "margin"),
    [
        ("BRA", "MEX", "20"), ("BRA", "PER", "14"), ("BRA", "PRY", "48"), ("BRA", "URY", "28"),
        ("URY", "PER", "10"), ("PER", "BOL", "15"), ("PER", "BRA", "6"), ("ECU", "PER", "6"),
        ("BOL", "PRY", "24"), ("CHL", "BOL", "34"), ("ARG", "ECU", "40"), ("BRA", "PAN", "28"),
    ],
)  # fmt: skip
def test_a_cell_of_the_regional_preference(
    rows: Read, granter: str, beneficiary: str, margin: str
) -> None:
    cells = {(row["granter"], row["beneficiary"]): row for row in rows("par_margins")}
    assert len(cells) == 13 * 12
    assert {pair[0] for pair in cells} == {pair[1] for pair in cells} == ALADI
    assert cells[granter, beneficiary]["margin_percent"] == margin


@pytest.mark.skipif(not Path(SOURCE).is_dir() or not SOURCE, reason="no source folder")
def test_no_agreement_of_the_two_lists_is_lost(rows: Read) -> None:
    registry = rows("agreements")
    names = {row["code"] for row in registry}
    names |= {alias for row in registry for alias in row["aliases"].split("|")}
    registered = {row["wto_rta_id"] for row in registry}
    folder = Path(SOURCE) / "facts-trade-integration"
    with (folder / "agreements_aladi.csv").open(encoding="utf-8-sig", newline="") as file:
        aladi = [
            row["agreement_code"] or f"DESTA {row['desta_number']}" for row in csv.DictReader(file)
        ]
    with (folder / "agreements_lac_wto.csv").open(encoding="utf-8-sig", newline="") as file:
        wto = [row["wto_rta_id"] for row in csv.DictReader(file)]

    assert (len(aladi), len(wto)) == (69, 133)
    assert set(aladi) <= names
    assert set(wto) <= registered


def test_every_row_of_a_fiche_belongs_to_a_known_agreement(rows: Read) -> None:
    known = {row["code"] for row in rows("agreements")}
    countries = {row["iso3"] for row in rows("countries")}
    parts = ("parties", "protocols", "relations", "nomenclatures", "disciplines")
    for part in parts:
        assert {row["agreement"] for row in rows(f"agreement_{part}")} <= known, part
        assert all(row["source"] for row in rows(f"agreement_{part}")), part
    assert {row["related"] for row in rows("agreement_relations")} <= known
    assert {row["country"] for row in rows("agreement_parties")} <= countries


def test_recalled_agreements_say_so_and_claim_nothing(rows: Read) -> None:
    agreements = {row["code"]: row for row in rows("agreements")}
    with_entries = {row["agreement"] for row in rows("agreement_entries")}
    for code in ("AAP.CE 57", "AAP.CE 71", "AAP.C 28"):
        row = agreements[code]
        assert (row["verified"], row["has_preferences"], row["status"]) == ("false", "", "UNKNOWN")
        assert "recalled" in row["note"]
        assert code not in with_entries


def test_a_day_that_another_source_dates_otherwise_is_noted_and_not_replaced(rows: Read) -> None:
    agreements = {row["code"]: row for row in rows("agreements")}
    of_23, of_22 = agreements["AAP.CE 23"], agreements["AAP.CE 22"]

    assert (of_22["signed_on"], of_22["signed_precision"]) == ("1993-04-06", "DAY")
    assert (of_23["in_force_from"], of_23["in_force_precision"]) == ("1995-01-01", "YEAR")
    assert "1993-07-01" in of_23["note"]


def test_depth_is_that_of_desta(rows: Read) -> None:
    found = [row for row in rows("agreement_disciplines") if row["agreement"] == "AAP.CE 35"]

    assert {row["depth_index"] for row in found} == {"5"}
    assert {row["discipline"]: row["depth"] for row in found}["PROCUREMENT"] == "NONE"
    assert all(0 <= int(row["depth_index"]) <= 7 for row in rows("agreement_disciplines"))
