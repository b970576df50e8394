"""Revisions of the Harmonized System before 2017: their codes, and the texts that still hold.

Spanish and Portuguese texts are of a later revision. They are lent to a code only where no goods
moved in or out of it since and its English text is the same in both revisions.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import polars as pl

from build_sample.harmonized import (
    FOLDER,
    LATEST,
    Rows,
    english,
    hs2022,
    revision_rows,
    unchanged,
)
from build_sample.paths import plain

EARLIER = ("HS2012", "HS2007", "HS2002", "HS1996", "HS1992")
TARGETS = ("HS2017", LATEST)
CORRELATED = (
    *((earlier, later) for later in TARGETS for earlier in EARLIER),
    ("HS2007", "HS2012"),
    ("HS2002", "HS2007"),
    ("HS1996", "HS2002"),
    ("HS1992", "HS1996"),
)
"""Pairs of revisions besides 2017 and 2022: neighbours, and those that tariffs follow today.
The others are chains of neighbours."""


def worded(text: str) -> str:
    """A text as it is compared: letters and digits in lower case."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def lent(source: Path, revision: str, later: str, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of a later revision that hold for the same codes of an earlier one."""
    before, after = english(source, revision), english(source, later)
    kept = unchanged(source, revision, later)
    return {
        code: text
        for code, text in texts.items()
        if text
        and code in before
        and worded(before[code]) == worded(after.get(code, ""))
        and (len(code) < 6 or code in kept)
    }


@cache
def spanish_1992(source: Path) -> dict[str, str]:
    """Spanish titles of the chapters and headings of 1992, as the Atlas writes them."""
    frame = pl.read_parquet(source / FOLDER / "hs92_en_es.parquet")
    return {
        row["code"]: plain(row["name_es"])
        for row in frame.iter_rows(named=True)
        if row["level"] in ("2digit", "4digit") and row["name_es"] != row["name_en"]
    }


def codes_of(source: Path, revision: str, portuguese: Mapping[str, str]) -> Rows:
    """Chapters, headings and subheadings of a revision; `portuguese` has texts of 2017."""
    latest = {row["code"]: row["text_es"] for row in hs2022(source)}
    spanish = lent(source, revision, LATEST, latest)
    if revision == "HS1992":
        spanish = spanish_1992(source) | spanish
    return revision_rows(
        source,
        english(source, revision),
        spanish,
        lent(source, revision, "HS2017", portuguese),
    )
