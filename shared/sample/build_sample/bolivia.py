"""Bolivia's tariff, chapters 1 to 3: duties, and the margins it grants by agreement."""

from collections.abc import Iterator
from pathlib import Path

from build_sample import national
from build_sample.duties import table
from build_sample.editions import Edition
from build_sample.harmonized import hs2022
from build_sample.national import Levied
from build_sample.paths import Coded, plain
from build_sample.rates import rate
from build_sample.tables import Table, csv_rows

EDITION = Edition(
    source="ARANCEL-NACIONAL",
    importer="BOL",
    edition="2025",
    nomenclature="BOL2025",
    valid_from="2025-01-01",
    valid_to="2025-12-31",
    observed_on="2025-12-12",
    legal_base="",
    publisher="Bolivia, Arancel Aduanero de Importaciones (chapters 1-3), transcribed by hand",
    licence="Official figures, a transcription; the repository has no licence",
    url="https://github.com/Mijailruizg/sisarm-search",
    note="Partial: chapters 1 to 3, a hand transcription. The year is that of the transcription, "
    "inferred. Six duties are left unknown: one of 22 %, which is no step of the tariff, and five "
    "for which a second transcription says 10 where this says 20.",
)
TOGETHER = ("COL", "ECU", "PER", "ARG", "BRA", "PRY", "URY", "CUB", "VEN")
MEXICO = "AAP.CE 66"


def _levied(row: dict[str, str]) -> Levied:
    percent, flag = row["ga_pct"], row["quality_flag"]
    if "not a Bolivian duty step" in flag:
        return Levied(row["code"], f"{percent}: no es un escalón del arancel; sin cotejar")
    if "second transcription" in flag:
        return Levied(row["code"], f"{percent}, o 10 según otra transcripción; sin cotejar")
    return Levied(row["code"], percent, rate_percent=rate(percent))


def _coded(source: Path, rows: list[dict[str, str]]) -> Iterator[Coded]:
    present = {row["code"][:4] for row in rows}
    for heading in hs2022(source):
        if heading["code"] in present:
            yield Coded(heading["code"], "", heading["text_es"], False)
    for row in rows:
        yield Coded(row["code"], row["code"][:4], plain(row["description_es"]), True)


def _margins(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    stated = {"nomenclature": EDITION.nomenclature, **EDITION.dates}
    for row in rows:
        for country in TOGETHER:
            yield {
                "code": row["code"],
                "beneficiary": country,
                "margin_percent": row["pref_can_ace36_ace47_ven_pct"],
                **stated,
            }
        yield {
            "code": row["code"],
            "beneficiary": "MEX",
            "agreement": MEXICO,
            "margin_percent": row["pref_ace66_mexico_pct"],
            **stated,
        }


def bolivia(source: Path) -> Iterator[Table]:
    """Codes, duties and preferences of the chapters of Bolivia's tariff at hand."""
    rows = csv_rows(source / "bo-arancel-cap01-03" / "bo_arancel_cap01_03.csv")
    note = (
        "Partial: chapters 1 to 3. Headings are those of the Harmonized System 2022. A line's text "
        "often repeats that of the group before it, as transcribed."
    )
    yield national.codes(source, EDITION, list(_coded(source, rows)), note)
    yield national.duties(EDITION, map(_levied, rows))
    preferences = (
        "Margins in percent of the duty. One column of the source stands for the Andean "
        "Community, AAP.CE 36, AAP.CE 47 and Venezuela: a row for each beneficiary, and no "
        f"agreement. Mexico's column is {MEXICO}. Chile's column is empty: not loaded. "
    )
    yield table(EDITION, "preferences", list(_margins(rows)), preferences + EDITION.note)
