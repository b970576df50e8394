"""Codes, duties, preferences and flows: whole, exact and consistent with each other."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from sample import entries

Rows = list[dict[str, str]]
Read = Callable[..., Rows]
NATIONAL = (
    "NCM2017", "PER2022", "URY2024", "URY2025", "CHL2017", "MEX2014", "ECU2024", "BOL2025",
)  # fmt: skip
PARTIAL = {"ECU2024": 2500, "BOL2025": 400}
NOMENCLATURES = ("HS2022", "HS2017", "NCM2017", "PER2022", "URY2024", "URY2025")


def code(rows: Read, nomenclature: str, wanted: str) -> dict[str, str]:
    return next(row for row in rows("codes", nomenclature) if row["code"] == wanted)


@pytest.mark.parametrize("nomenclature", sorted({*NOMENCLATURES, *NATIONAL}))
def test_codes_form_a_tree_with_texts(rows: Read, nomenclature: str) -> None:
    known = {row["code"]: row for row in rows("codes", nomenclature)}
    fewest = PARTIAL.get(nomenclature, 5000)
    assert len(known) == len(rows("codes", nomenclature)) > fewest
    for row in known.values():
        assert len(row["code"]) in (2, 4, 6, 8, 10)
        assert row["code"].isdigit()
        assert row["text_es"] or row["text_pt"] or row["text_en"], row["code"]
        if row["parent"]:
            assert row["parent"] in known
            assert row["code"].startswith(row["parent"])
            assert known[row["parent"]]["is_line"] == "false"


def test_texts_start_below_the_nearest_coded_ancestor(rows: Read) -> None:
    assert code(rows, "HS2022", "080122")["text_es"] == "Nueces del Brasil > Sin cáscara"
    assert code(rows, "PER2022", "0801220000")["text_es"] == "Nueces del Brasil > Sin cáscara"
    assert code(rows, "URY2025", "0801220000")["text_es"] == "Nueces del Brasil > Sin cáscara"
    assert code(rows, "NCM2017", "08012200")["text_pt"].endswith("> Sem casca")
    assert code(rows, "HS2022", "732211")["text_es"] == "Radiadores y sus partes > De fundición"
    assert "un soplador con motor" in code(rows, "HS2022", "7322")["text_es"]
    assert code(rows, "PER2022", "1901")["text_es"].startswith("Extracto de malta")


@pytest.mark.parametrize(
    ("nomenclature", "lines"), [("NCM2017", 10301), ("PER2022", 8015), ("HS2022", 5612)]
)
def test_the_number_of_lines_is_that_of_the_source(
    rows: Read, nomenclature: str, lines: int
) -> None:
    assert sum(row["is_line"] == "true" for row in rows("codes", nomenclature)) == lines


def test_every_duty_is_on_a_line_and_every_line_has_one(rows: Read) -> None:
    for nomenclature in NATIONAL:
        lines = {row["code"] for row in rows("codes", nomenclature) if row["is_line"] == "true"}
        duties = [row for row in rows("duties") if row["nomenclature"] == nomenclature]
        assert len(duties) == len({row["code"] for row in duties})
        assert {row["code"] for row in duties} == lines


def test_rates_are_plain_decimals_between_nothing_and_all(rows: Read) -> None:
    for row in rows("duties"):
        assert row["valid_from"] <= row["valid_to"]
        if row["rate_percent"]:
            assert 0 <= Decimal(row["rate_percent"]) <= 150
    for row in rows("preferences"):
        if row["margin_percent"]:
            assert 0 <= Decimal(row["margin_percent"]) <= 100
            assert not row["rate_percent"]
            continue
        least, mean, most = (
            Decimal(row[column])
            for column in ("rate_min_percent", "rate_percent", "rate_max_percent")
        )
        assert 0 <= least <= mean <= most <= 100
        assert int(row["lines_covered"]) <= int(row["lines_total"])
        assert "e" not in row["rate_percent"].lower()


@pytest.mark.parametrize(
    ("edition", "wanted", "rate"),
    [("2021", "08012200", "10"), ("2022", "0801220000", "6"), ("2024-04", "0801220000", "9")],
)
def test_the_duty_on_shelled_brazil_nuts(rows: Read, edition: str, wanted: str, rate: str) -> None:
    (duty,) = (row for row in rows("duties", edition) if row["code"] == wanted)
    assert duty["rate_percent"] == rate


def test_brazil_states_its_rates_by_partner(rows: Read) -> None:
    stated = {(row["code"], row["beneficiary"]): row for row in rows("preferences", "TRAINS")}
    nuts = {partner: row["rate_percent"] for (hs, partner), row in stated.items() if hs == "080122"}
    assert nuts["WLD"] == "10"
    assert (nuts["MEX"], nuts["PER"], nuts["URY"], nuts["PRY"]) == ("8", "0", "7.2", "5.2")
    assert stated["080122", "MERCOSUR"]["agreement"] == "AAP.CE 18"
    assert stated["080122", "MEX"]["agreement"] == ""
    lines = {row["code"] for row in rows("codes", "HS2017") if row["is_line"] == "true"}
    scope = {hs for hs, partner in stated if partner == "WLD"}
    assert {hs for hs, _ in stated} == scope <= lines


def test_uruguay_lets_mercosur_goods_in_under_its_agreement(rows: Read) -> None:
    for edition in ("2024-04", "2025-02"):
        within = rows("preferences", "URY", edition)
        assert {(row["beneficiary"], row["agreement"]) for row in within} == {
            ("MERCOSUR", "AAP.CE 18")
        }
        (nut,) = (row for row in within if row["code"] == "0801220000")
        assert nut["rate_percent"] == "0"


def test_flows_are_the_whole_extract_in_dollars_and_kilograms(rows: Read) -> None:
    flows = rows("flows")
    assert len(flows) == 62926
    total = sum(Decimal(row["value_usd"]) for row in flows)
    assert round(total / 10**9, 1) == Decimal("292.8")
    assert max(len(row["value_usd"].partition(".")[2]) for row in flows) <= 4
    (one,) = (
        row
        for row in flows
        if (row["exporter"], row["importer"], row["product"]) == ("AFG", "BRA", "850300")
    )
    assert (one["value_usd"], one["weight_kg"]) == ("4784", "178")
    known = {row["code"] for row in rows("codes", "HS2022")}
    assert {row["product"] for row in flows} <= known


def test_words_and_chains_point_to_codes_that_exist(rows: Read) -> None:
    known = {
        nomenclature: {row["code"] for row in rows("codes", nomenclature)}
        for nomenclature in NOMENCLATURES
    }
    for row in rows("terms") + rows("chain_products"):
        assert row["code"] in known[row["nomenclature"]], row
    nuts = {"080121", "080122"}
    for word in ("castaña", "nuez del Brasil", "castanha-do-brasil", "Brazil nut"):
        assert {row["code"] for row in rows("terms") if row["term"] == word} == nuts


def test_only_brazil_nuts_have_subheadings_of_their_own(rows: Read) -> None:
    exact = {
        row["chain"]
        for row in rows("chain_products")
        if row["specificity"] == "EXACT" and row["nomenclature"] == "HS2022"
    }
    assert exact == {"castana"}
    chains = {row["chain"]: row for row in rows("chains")}
    assert len(chains) == 8
    others = {name for name, row in chains.items() if row["in_report"] == "false"}
    assert others == {"copaiba", "frutas-exoticas"}
    assert {row["chain"] for row in rows("chain_names")} <= set(chains)


@pytest.mark.parametrize(
    ("year", "exporters", "headings", "world_trillions", "copper_billions"),
    [
        ("2012", 124, 1238, "15.71", "22.0"),
        ("2016", 234, 1239, "16.17", "12.7"),
        ("2019", 133, 1218, "17.44", "12.1"),
    ],
)
def test_exports_of_three_years_are_those_of_the_atlas(
    rows: Read, year: str, exporters: int, headings: int, world_trillions: str, copper_billions: str
) -> None:
    exports = rows("totals", year)
    assert len({row["area"] for row in exports}) == exporters
    assert len({row["product"] for row in exports}) == headings
    world = sum(Decimal(row["exports_usd"]) for row in exports)
    assert round(world / 10**12, 2) == Decimal(world_trillions)
    (copper,) = (row for row in exports if (row["area"], row["product"]) == ("CHL", "7403"))
    assert round(Decimal(copper["exports_usd"]) / 10**9, 1) == Decimal(copper_billions)
    assert {row["imports_usd"] for row in exports} == {""}


def test_what_may_not_be_used_commercially_stands_apart_with_its_terms() -> None:
    apart = [entry for entry in entries() if entry.part == "noncommercial"]
    assert {entry.source.partition(",")[0] for entry in apart} == {
        "Growth Lab at Harvard University"
    }
    for entry in apart:
        assert "non-commercial" in entry.licence
        assert entry.path.with_name("LICENCE.md").is_file()
    assert not any("Growth Lab" in entry.source for entry in entries("open"))
