"""National tariffs whose duties are more than a percentage: rows of codes and of duties."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from build_sample.duties import table
from build_sample.editions import Edition
from build_sample.nomenclatures import codes_table
from build_sample.paths import Coded
from build_sample.tables import Table
from build_sample.tariffs import Tariff, code_rows


@dataclass(frozen=True)
class Levied:
    """A line's duty: a percentage, an expression, or neither where the source gives none."""

    code: str
    printed: str
    rate_percent: str = ""
    expression: str = ""
    legal_base: str = ""


def codes(source: Path, edition: Edition, coded: list[Coded], note: str) -> Table:
    """Codes of a national tariff in Spanish, below the chapters of the Harmonized System."""
    rows = code_rows(source, Tariff(coded, [], []), "es")
    titles = "Chapter titles are those of the Harmonized System 2022."
    return codes_table(
        edition.nomenclature,
        rows,
        edition.publisher,
        int(edition.edition[:4]),
        f"{titles} {note}".strip(),
    )


def duties(edition: Edition, found: Iterable[Levied]) -> Table:
    """Duties on the lines of an edition."""
    rows = [
        {
            "nomenclature": edition.nomenclature,
            "code": duty.code,
            "rate_percent": duty.rate_percent,
            "rate_text": duty.printed,
            **edition.dates,
            "legal_base": duty.legal_base or edition.legal_base,
            "expression": duty.expression,
        }
        for duty in found
    ]
    return table(edition, "duties", rows, edition.note)
