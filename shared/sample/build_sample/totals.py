"""Exports of each country by heading, as the Atlas of Economic Complexity published them."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from build_sample.rates import decimal
from build_sample.tables import Table

_VINTAGES = {2012: "2014", 2016: "2018", 2019: "2021"}
_CAVEATS = {
    2012: "Values of ten million or more are rounded to three significant digits by the source. "
    "CRI (24.7 thousand million) is about twice the national figure (mirror data on "
    "semiconductors).",
    2016: "5209 holds 5209 and 5211. PAN includes re-exports.",
    2019: "ARE 2709 (175.9 thousand million, above SAU) is an artefact of the source.",
}


def totals(source: Path) -> Iterator[Table]:
    """Exports in current dollars of each year; imports are not in the source."""
    frame = pl.read_parquet(source / "core" / "exports_hs92_4_2012_2016_2019.parquet")
    for year, vintage in _VINTAGES.items():
        rows = [
            {
                "area": exporter,
                "nomenclature": "HS1992",
                "product": heading,
                "exports_usd": decimal(repr(value)),
            }
            for exporter, heading, value in frame.filter(pl.col("year") == year)
            .select("exporter", "hs92_4", "export_value_usd")
            .iter_rows()
        ]
        yield Table(
            service="matrix",
            dataset="totals",
            part="noncommercial",
            slice={"source": "ATLAS", "year": str(year)},
            rows=rows,
            source="Growth Lab at Harvard University, Atlas of Economic Complexity "
            f"(vintage {vintage}), from UN Comtrade",
            licence="CC BY-NC-SA: attribution, non-commercial, share-alike",
            cite_as="The Growth Lab at Harvard University, The Atlas of Economic Complexity, "
            f"http://www.atlas.cid.harvard.edu, vintage {vintage}",
            year=year,
            url="https://atlas.hks.harvard.edu",
            retrieved_on="2026-11-24",
            note="Goods only, headings of HS1992; chapters, TOTAL and WLD are added up when it is "
            "loaded. Vintages of the three years differ: levels have small breaks between them. "
            f"Re-exports are not told apart. {_CAVEATS[year]}",
        )
