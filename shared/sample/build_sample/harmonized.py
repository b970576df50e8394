"""The Harmonized System, every revision since 1992, and what became of each code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from build_sample.paths import plain

FOLDER = "hs-nomenclature"
UNSPECIFIED = "99"  # goods not specified: a statistical code, no chapter of the System
LATEST = "HS2022"
Rows = list[dict[str, str]]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Chapter:
    """A chapter's section and titles."""

    section: str
    text_es: str
    text_en: str


@cache
def hs2022_frame(source: Path) -> pl.DataFrame:
    """The 2022 texts, nulls as empty text, without the code of goods not specified."""
    frame = pl.read_parquet(source / FOLDER / "hs2022_en_es_pt.parquet")
    listed = frame.with_columns(pl.all().fill_null(""))
    return listed.filter(~pl.col("code").str.starts_with(UNSPECIFIED))


def chapters(source: Path) -> dict[str, Chapter]:
    """Chapters of the Harmonized System by code."""
    frame = hs2022_frame(source).filter(pl.col("level") == "chapter")
    return {
        row["code"]: Chapter(row["section"], plain(row["name_es"]), plain(row["name_en"]))
        for row in frame.iter_rows(named=True)
    }


@cache
def successors(source: Path, earlier: str = "HS2017", later: str = LATEST) -> list[Pair]:
    """Pairs of a subheading of an earlier revision and one of a later that came from it.

    The source names one earlier subheading for each later one. A pair whose code its revision
    does not list (1403.90 of 2002, unspecified goods) is left out."""
    frame = pl.read_parquet(source / FOLDER / "hs_revision_concordance_6d.parquet").filter(
        (pl.col("revision_from") == later) & (pl.col("revision_to") == earlier)
    )
    before, after = english(source, earlier), english(source, later)
    return sorted(
        {(row[3], row[1]) for row in frame.iter_rows() if row[3] in before and row[1] in after}
    )


@cache
def unchanged(source: Path, earlier: str = "HS2017", later: str = LATEST) -> frozenset[str]:
    """Subheadings with the same code in two revisions and nothing moved in or out."""
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for old, new in successors(source, earlier, later):
        after.setdefault(old, set()).add(new)
        before.setdefault(new, set()).add(old)
    return frozenset(code for code in after if after[code] == {code} == before.get(code))


@cache
def english(source: Path, revision: str) -> dict[str, str]:
    """English texts of a revision by code: chapters, headings and subheadings."""
    frame = pl.read_parquet(source / FOLDER / "hs_descriptions_en_all_revisions.parquet")
    return {
        row["code"]: plain(row["description_en"])
        for row in frame.filter(pl.col("revision") == revision).iter_rows(named=True)
        if len(row["code"]) in (2, 4, 6) and not row["code"].startswith(UNSPECIFIED)
    }


def parent_of(code: str) -> str:
    """The coded ancestor of a chapter, heading or subheading of the Harmonized System."""
    return code[:-2]


def relative(full: str, above: str, own: str) -> str:
    """The part of a path below `above`; the own text where the path does not start with it."""
    if full.startswith(above + " > "):
        return " > ".join(plain(part) for part in full[len(above) + 3 :].split(" > "))
    return plain(own)


def hs2022(source: Path) -> Rows:
    """Chapters, headings and subheadings of 2022."""
    frame = hs2022_frame(source)
    full = {row["code"]: row for row in frame.iter_rows(named=True)}
    kept = unchanged(source)
    rows = []
    for code, row in full.items():
        above = full.get(parent_of(code), {"name_es_full": "", "name_pt_full": ""})
        heading = len(code) < 6
        rows.append(
            {
                "code": code,
                "parent": parent_of(code),
                "is_line": str(not heading).lower(),
                "text_es": relative(row["name_es_full"], above["name_es_full"], row["name_es"]),
                "text_pt": relative(row["name_pt_full"], above["name_pt_full"], row["name_pt"])
                if heading or code in kept
                else "",
                "text_en": plain(row["name_en"]),
                "section": row["section"],
            }
        )
    return rows


def hs2017(source: Path, portuguese: dict[str, str]) -> Rows:
    """Chapters, headings and subheadings of 2017.

    `portuguese` gives texts of Brazil's tariff of that revision; Spanish is that of 2022 and
    stands only where the subheading did not change."""
    spanish = {row["code"]: row["text_es"] for row in hs2022(source)}
    kept = unchanged(source)
    same = {code: text for code, text in spanish.items() if len(code) < 6 or code in kept}
    return revision_rows(source, english(source, "HS2017"), same, portuguese)


def revision_rows(
    source: Path, written: dict[str, str], spanish: dict[str, str], portuguese: dict[str, str]
) -> Rows:
    """Rows of a revision from its English texts and those of the other languages by code."""
    sections = {code: chapter.section for code, chapter in chapters(source).items()}
    return [
        {
            "code": code,
            "parent": parent_of(code),
            "is_line": str(len(code) == 6).lower(),
            "text_es": spanish.get(code, ""),
            "text_pt": portuguese.get(code, ""),
            "text_en": text,
            "section": sections.get(code[:2], ""),
        }
        for code, text in written.items()
    ]
