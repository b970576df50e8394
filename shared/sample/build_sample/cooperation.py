"""The matrix of secretariats: organisations, axes, themes, action areas and meetings."""

from pathlib import Path

from build_sample.tables import Table, csv_rows

CURATED = Path(__file__).parent / "curated"
NOTES = {
    "secretariats": "Those that the report and SELA's notes name; names as the organisations write "
    "them.",
    "cooperation_axes": "Five themes on four bullets of the report; SELA speaks of four axes.",
    "cooperation_themes": "Labels of this compilation (basis A): no secretariat published any.",
    "action_areas": "What the workshop of 8 November 2023 says of productive linkages; the "
    "matrices that SELA showed there are not public.",
    "cooperation_meetings": "A blank was not found.",
}


def cooperation() -> list[Table]:
    """Every table, each row with its source."""
    return [
        Table(
            service="niche",
            dataset=name,
            rows=list(csv_rows(CURATED / f"{name}.csv")),
            source="Report of the workshop on productive linkages of 8 November 2023; SELA",
            licence="Facts",
            cite_as="ALADI, report of the workshop on productive linkages (2023)",
            year=2023,
            url="https://www.aladi.org",
            retrieved_on="2026-11-28",
            note=note,
            slice={"source": "ESLABON"},
        )
        for name, note in NOTES.items()
    ]
