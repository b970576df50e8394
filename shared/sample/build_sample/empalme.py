"""Editions of the Matrices de Empalme, sections of the Harmonized System and end uses."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from build_sample.harmonized import LATEST, chapters, english
from build_sample.revisions import EARLIER
from build_sample.tables import Table, csv_rows

CURATED = Path(__file__).parent / "curated"
USES = {
    "consumption": "FINAL",
    "intermediate": "INTERMEDIATE",
    "capital": "CAPITAL",
    "mixed": "MIXED",
}


def editions() -> Iterator[Table]:
    """Editions that the sample declares: ALADI's years, and what its own flows can show."""
    rows = csv_rows(CURATED / "empalme_editions.csv")
    for edition in dict.fromkeys(row["edition"] for row in rows):
        members = [
            {
                **{name: row[name] for name in row if name not in ("edition", "members")},
                "member": one,
            }
            for row in rows
            if row["edition"] == edition
            for one in row["members"].split("|")
        ]
        yield Table(
            service="matrix",
            dataset="empalme_editions",
            slice={"edition": edition},
            rows=members,
            source="ALADI, Matrices de Empalme (members and years); own choice of source",
            licence="Facts",
            cite_as="ALADI, Matrices de Empalme, methodological text",
            year=2023,
            url="https://www.aladi.org/accesoamercados/matrices-de-empalme/",
            retrieved_on="2026-11-24",
            note="ALADI takes its figures from Trade Map and, for Panama (three years), its own; "
            "here they come from BACI. A partial edition is no country's index.",
        )


def heading_groups(source: Path) -> Table:
    """The sections of the Harmonized System, with the headings of every revision."""
    names = {row["group"]: row for row in csv_rows(CURATED / "hs_sections.csv")}
    sections = {code: chapter.section for code, chapter in chapters(source).items()}
    headings = {
        code
        for revision in (*EARLIER, "HS2017", LATEST)
        for code in english(source, revision)
        if len(code) == 4
    }
    return Table(
        service="matrix",
        dataset="heading_groups",
        slice={"scheme": "hs_section"},
        rows=[{"heading": code, **names[sections[code[:2]]]} for code in headings],
        source="World Customs Organization, Harmonized System; datasets/harmonized-system",
        licence="PDDL",
        cite_as="Harmonized System, sections I to XXI; short names of our own",
        year=2022,
        url="https://github.com/datasets/harmonized-system",
        retrieved_on="2026-11-24",
        note="Headings of all revisions from 1992 to 2022. ALADI's own groups are not public.",
    )


def end_uses(source: Path) -> Table:
    """How many subheadings of each heading have each end use, by BEC Rev. 4."""
    frame = pl.read_parquet(source / "value-chain-links" / "hs6_to_bec4.parquet").filter(
        ~pl.col("hs6").str.starts_with("99")
    )
    counted = (
        frame.select(
            pl.col("hs_revision").alias("nomenclature"),
            pl.col("hs6").str.slice(0, 4).alias("heading"),
            pl.col("sna_use").replace_strict(USES).alias("end_use"),
            "hs6",
        )
        .unique()
        .group_by("nomenclature", "heading", "end_use")
        .len("subheadings")
    )
    return Table(
        service="matrix",
        dataset="end_uses",
        slice={"source": "BEC4"},
        rows=[
            {**row, "subheadings": str(row["subheadings"])} for row in counted.iter_rows(named=True)
        ],
        source="UN Statistics Division, BEC Rev. 4, by way of insongkim/concordance",
        licence="MIT",
        cite_as="United Nations Statistics Division, Classification by Broad Economic Categories, "
        "Rev. 4; concordance, commit 201c812",
        year=2017,
        url="https://github.com/insongkim/concordance",
        retrieved_on="2026-11-24",
        note="End use by the basic classes of goods of the System of National Accounts. MIXED: "
        "motor cars (51), motor spirit (32) and goods not elsewhere specified (7), which it "
        "leaves undivided. A subheading that the concordance gives two uses counts in both.",
    )


def empalme(source: Path) -> Iterator[Table]:
    """All tables of the Matrices de Empalme."""
    yield heading_groups(source)
    yield end_uses(source)
    yield from editions()
