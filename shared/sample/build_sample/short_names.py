"""Short names of headings in English and Spanish, from the classification of the Atlas."""

import re
from pathlib import Path

import polars as pl

from build_sample.harmonized import FOLDER, Rows, hs2022_frame, successors
from build_sample.paths import plain

FORMER = "HS1992"
_FILLING = re.compile(r",?\s*\b(n\.?\s?e\.?\s?[cs]\.?|n\.?p\.?c\.?|etc\.?)(?=\W|$)", re.IGNORECASE)


def lasting(source: Path) -> frozenset[str]:
    """Headings of 1992 whose goods are all in the same heading of 2022."""
    leads: dict[str, set[str]] = {}
    for old, new in successors(source, FORMER):
        leads.setdefault(old[:4], set()).add(new[:4])
    present = set(hs2022_frame(source)["code"])
    return frozenset(code for code, to in leads.items() if to == {code} and code in present)


def short_names(source: Path) -> Rows:
    """Names of lasting headings; without «etc.» and «not elsewhere classified»."""
    kept = lasting(source)
    frame = pl.read_parquet(source / FOLDER / "hs92_en_es.parquet")
    rows = []
    for row in frame.filter(pl.col("level") == "4digit").iter_rows(named=True):
        if row["code"] not in kept:
            continue
        english = row["name_short_en"] or ""
        for lang, name in (("en", english), ("es", row["name_short_es"] or "")):
            cleaned = plain(_FILLING.sub("", name)).rstrip(" ,;.")
            if cleaned and (lang == "en" or name != english):
                rows.append({"term": cleaned, "lang": lang, "code": row["code"]})
    return rows
