"""The words people type for a product, with the codes they mean."""

from pathlib import Path

from build_sample.short_names import short_names
from build_sample.tables import Table, csv_rows

CURATED = Path(__file__).parent / "curated"
SOURCES = {
    "chains": "names of the Amazon chains",
    "HS2022": "text of the Harmonized System 2022",
    "HS2017": "text of Brazil's TEC 2021 (HS 2017)",
    "editorial": "editorial",
}


ATLAS = "Atlas classification of the Harmonized System 1992, short name"


def terms(source: Path) -> Table:
    """Trade names and everyday words in three languages, codes of 4 or 6 digits."""
    rows = [
        {
            "term": row["term"],
            "lang": row["lang"],
            "nomenclature": "HS2022",
            "code": code,
            "source": SOURCES[row["source"]],
        }
        for row in csv_rows(CURATED / "terms.csv")
        for code in row["codes"].split()
    ]
    rows += [row | {"nomenclature": "HS2022", "source": ATLAS} for row in short_names(source)]
    return Table(
        service="tariff",
        dataset="terms",
        rows=rows,
        source="Own compilation; short names of headings, cid-harvard/classifications",
        licence="CC0 1.0; short names BSD-3-Clause",
        cite_as="Eslabón, trade names; The Growth Lab at Harvard University, classifications",
        year=2026,
        url="https://www.wcoomd.org",
        retrieved_on="2026-11-24",
        note="A word points to where to look, it does not classify a product. Short names are of "
        "1992 and stand only for headings whose goods are all in the same heading of 2022.",
    )
