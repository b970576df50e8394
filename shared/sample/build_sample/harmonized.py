"""The Harmonized System 2022 and 2017 in three languages, and what became of each code."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from build_sample.paths import plain

FOLDER = "hs-nomenclature"
UNSPECIFIED = "99"  # goods not specified: a statistical code, no chapter of the System
Rows = list[dict[str, str]]


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
def successors(source: Path) -> list[tuple[str, str]]:
    """Pairs of a 2017 subheading and a 2022 subheading that came from it."""
    frame = pl.read_parquet(source / FOLDER / "hs_revision_concordance_6d.parquet").filter(
        (pl.col("revision_from") == "HS2022")
        & (pl.col("revision_to") == "HS2017")
        & ~pl.col("code_to").str.starts_with(UNSPECIFIED)
    )
    return sorted({(row[3], row[1]) for row in frame.iter_rows() if row[3] and row[1]})


@cache
def unchanged(source: Path) -> frozenset[str]:
    """Subheadings with the same code in 2017 and 2022 and nothing moved in or out."""
    pairs = successors(source)
    after: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for old, new in pairs:
        after.setdefault(old, set()).add(new)
        before.setdefault(new, set()).add(old)
    return frozenset(code for code in after if after[code] == {code} == before.get(code))


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
    english = pl.read_parquet(source / FOLDER / "hs_descriptions_en_all_revisions.parquet")
    spanish = {row["code"]: row["text_es"] for row in hs2022(source)}
    sections = {code: chapter.section for code, chapter in chapters(source).items()}
    kept = unchanged(source)
    return [
        {
            "code": row["code"],
            "parent": parent_of(row["code"]),
            "is_line": str(len(row["code"]) == 6).lower(),
            "text_es": spanish.get(row["code"], "")
            if len(row["code"]) < 6 or row["code"] in kept
            else "",
            "text_pt": portuguese.get(row["code"], ""),
            "text_en": plain(row["description_en"]),
            "section": sections.get(row["code"][:2], ""),
        }
        for row in english.filter(pl.col("revision") == "HS2017").iter_rows(named=True)
        if len(row["code"]) in (2, 4, 6) and not row["code"].startswith(UNSPECIFIED)
    ]
