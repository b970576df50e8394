"""Nomenclatures of customs unions, eight digits: NCM 2022 and NANDINA 2022."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from build_sample.harmonized import FOLDER, Rows, chapters, unchanged
from build_sample.paths import Coded, plain
from build_sample.revisions import worded
from build_sample.tables import csv_rows
from build_sample.tariffs import Tariff, code_rows

DIGITS = 8


def cut(codes: Iterable[Coded]) -> list[Coded]:
    """Codes of a national tariff of ten digits, cut to the eight it shares with the union.

    Where no row of eight digits is printed, its lines lend the text they share."""
    whole = {code.code: code for code in codes if len(code.code) <= DIGITS}
    longer: dict[str, list[Coded]] = {}
    for code in codes:
        if len(code.code) > DIGITS:
            longer.setdefault(code.code[:DIGITS], []).append(code)
    for short, lines in longer.items():
        if short not in whole:
            whole[short] = Coded(short, lines[0].parent, shared_text(lines), is_line=True)
    return [
        Coded(code.code, code.parent, code.text, code.is_line or code.code in longer)
        for code in sorted(whole.values(), key=lambda one: one.code)
    ]


def shared_text(lines: Sequence[Coded]) -> str:
    """The text of the line that ends in zeros, or the groups that all lines stand below."""
    if len(lines) == 1 or lines[0].code.endswith("00"):
        return lines[0].text
    groups = [line.text.split(" > ") for line in lines]
    same = [first for first, *rest in zip(*groups, strict=False) if set(rest) <= {first}]
    return " > ".join(same)


def same_items(source: Path) -> frozenset[str]:
    """Codes of eight digits that Brazil words alike under the revisions of 2017 and 2022.

    Their subheadings did not change either, so that texts of one edition hold in the other."""
    folder = source / "br-tec-2021"
    before = {row["code"]: row["description_pt"] for row in csv_rows(folder / "br_tec_202103.csv")}
    kept = unchanged(source)
    return frozenset(
        row["code"]
        for row in csv_rows(folder / "br_tipi_ipi.csv")
        if len(row["code"]) == DIGITS
        and row["code"][:6] in kept
        and worded(row["description_pt"]) == worded(before.get(row["code"], ""))
    )


def texts_of(codes: Iterable[Coded], held: frozenset[str]) -> dict[str, tuple[str, str]]:
    """The texts and ancestors of the codes of eight digits among `held`."""
    return {code.code: (code.parent, code.text) for code in codes if code.code in held}


def with_texts(rows: Rows, texts: Mapping[str, tuple[str, str]], lang: str) -> Rows:
    """Rows with the text of another language where that hangs from the same ancestor."""
    return [
        row | {f"text_{lang}": texts[row["code"]][1]}
        if texts.get(row["code"], ("",))[0] == row.get("parent")
        else row
        for row in rows
    ]


def ncm2022(source: Path, uruguay: Tariff, brazil: Tariff) -> Rows:
    """The MERCOSUR nomenclature under the revision of 2022: Spanish, and Portuguese that holds."""
    codes = cut(uruguay.codes)
    rows = code_rows(source, Tariff(codes, [], []), "es")
    return with_texts(rows, texts_of(brazil.codes, same_items(source)), "pt")


def ncm2017(source: Path, brazil: Tariff, uruguay: Tariff) -> Rows:
    """Brazil's tariff of 2021: Portuguese, and the Spanish of 2022 that holds."""
    rows = code_rows(source, brazil, "pt")
    return with_texts(rows, texts_of(cut(uruguay.codes), same_items(source)), "es")


def nandina2022(source: Path, peru: Tariff) -> Rows:
    """The Andean nomenclature: Peru's tariff of it cut to eight digits, and what it leaves out."""
    codes = cut(peru.codes)
    known = {code.code for code in codes}
    listed = pl.read_parquet(source / FOLDER / "nandina_2022_es.parquet")
    titles = chapters(source)
    codes += [
        Coded(row["code"], row["code"][:4], plain(row["name_es"]), is_line=True)
        for row in listed.iter_rows(named=True)
        if row["code"] not in known and row["code"][:2] in titles
    ]
    return code_rows(source, Tariff(codes, [], []), "es")
