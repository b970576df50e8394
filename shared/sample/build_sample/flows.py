"""Bilateral trade of every pair of countries in 32 subheadings, 2023."""

from pathlib import Path

import polars as pl

from build_sample.rates import times_thousand
from build_sample.tables import Table

CODES = {"S19": "TWN"}  # the source's "other Asia, not elsewhere specified"


def flows(source: Path) -> Table:
    """Value in US dollars and weight in kilograms of each flow."""
    frame = pl.read_parquet(source / "baci-energy-2023" / "bilateral_hs22_6_2023.parquet")
    rows = [
        {
            "exporter": CODES.get(row["exporter"], row["exporter"]),
            "importer": CODES.get(row["importer"], row["importer"]),
            "nomenclature": "HS2022",
            "product": row["hs22_6"],
            "value_usd": times_thousand(row["value_kusd"]),
            "weight_kg": "" if row["quantity_t"] is None else times_thousand(row["quantity_t"]),
            "reported_by": "RECONCILED",
        }
        for row in frame.iter_rows(named=True)
    ]
    return Table(
        service="matrix",
        dataset="flows",
        slice={"source": "BACI", "year": "2023"},
        rows=rows,
        source="CEPII, BACI HS22 V202501 (32 subheadings related to energy)",
        licence="Etalab 2.0",
        cite_as="Gaulier, G. and Zignago, S. (2010), BACI: International Trade Database at the "
        "Product-Level. CEPII Working Paper 2010-23. Version 202501",
        year=2023,
        url="http://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        retrieved_on="2026-11-24",
        note="Reconciled FOB values. Thousands of dollars and tonnes of the source times 1,000. "
        "Code S19 of the source (other Asia) is stored as TWN. Only 32 subheadings: totals of a "
        "country are not its trade.",
    )
