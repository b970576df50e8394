"""Brazil's rates by partner in 2021, an extract of subheadings."""

from pathlib import Path

import polars as pl
from tariff_api.preferences.trains import PARTNERS, STATED

from build_sample.duties import table
from build_sample.editions import BRAZIL_PREFERENCES
from build_sample.rates import decimal
from build_sample.tables import Table, csv_rows

CHAIN_HEADINGS = (
    "0301", "0302", "0303", "0304", "0305", "0801", "0810", "0811", "1106", "1301", "1515",
    "2007", "2008", "2009", "3301", "4103", "4113", "4403", "4407", "4409", "4421",
)  # fmt: skip
# The smallest useful chapter of each section, I to XXI.
CHAPTERS = (
    "04", "10", "15", "18", "27", "31", "40", "42", "46", "49", "51",
    "64", "69", "71", "76", "85", "87", "92", "93", "94", "97",
)  # fmt: skip


def extract(source: Path) -> frozenset[str]:
    """BACI's 32 subheadings, which the extract holds whole."""
    flows = pl.read_parquet(source / "baci-energy-2023" / "bilateral_hs22_6_2023.parquet")
    return frozenset(flows["hs22_6"].unique().to_list())


def preferences_of_brazil(source: Path) -> Table:
    """Mean, least and greatest rate per subheading and partner, the world's row included."""
    subheadings = extract(source)
    rows = []
    for row in csv_rows(source / "wits-trains-bra" / "bra_tariffs_2021.csv"):
        code = row["hs6"]
        if not (code in subheadings or code[:4] in CHAIN_HEADINGS or code[:2] in CHAPTERS):
            continue
        if not row["n_lines"]:
            continue  # 2710.00 of an older revision, without lines
        beneficiary = PARTNERS[row["partner"]]
        world = beneficiary == "WLD"
        rows.append(
            {
                "nomenclature": BRAZIL_PREFERENCES.nomenclature,
                "code": code,
                "beneficiary": beneficiary,
                "agreement": STATED.get(beneficiary, ""),
                "rate_percent": decimal(row["simple_avg"]),
                "rate_min_percent": decimal(row["min_rate"]),
                "rate_max_percent": decimal(row["max_rate"]),
                "lines_covered": row["n_lines"] if world else row["n_pref_lines"],
                "lines_total": row["n_lines"],
                **BRAZIL_PREFERENCES.dates,
            }
        )
    note = (
        f"Extract: the headings of the chains ({', '.join(CHAIN_HEADINGS)}), the 32 subheadings "
        f"of the bilateral flows, and one chapter per section ({', '.join(CHAPTERS)}). WLD is "
        "the rate all other partners pay: a subheading with it is stated for every partner. "
        "Averages over national lines; where they cover part of a subheading the mean includes "
        "lines at the full rate; rounded to four decimals. MERCOSUR is WITS group N37; GSTP is "
        "group C45. Partner rows exist only where the full rate is above zero. Validity "
        "inferred within 2021."
    )
    return table(BRAZIL_PREFERENCES, "preferences", rows, note)
