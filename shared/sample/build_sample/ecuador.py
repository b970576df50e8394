"""Ecuador's tariff, chapters 1 to 29, as far as a reading of the printed pages got."""

from collections.abc import Iterator
from pathlib import Path

from build_sample import national
from build_sample.editions import Edition
from build_sample.national import Levied
from build_sample.paths import Line, by_depth
from build_sample.rates import rate
from build_sample.tables import Table, csv_rows

EDITION = Edition(
    source="ARANCEL-NACIONAL",
    importer="ECU",
    edition="2024",
    nomenclature="ECU2024",
    valid_from="2024-01-01",
    valid_to="2024-12-31",
    observed_on="2024-12-31",
    legal_base="",
    publisher="Ecuador, Arancel del Ecuador (chapters 1-29)",
    licence="Official table of the Ecuadorian government; the repository has no licence",
    url="https://github.com/jfuroiani/landed-cost-aranceles-db",
    note="Partial: chapters 1 to 29, and of their 1,700 subheadings 226 are missing (the last row "
    "of many pages was lost). The year is inferred: the table names a suspension that ends on 31 "
    "December 2024. The Andean price band (SAFP) is a remark beside the rate, not computed. Three "
    "lines have no legible rate.",
)
ALCOHOL = "1% + USD 0.25 G.A.L. (Grado alcoholico por litro)"
MISREAD = ("m³", "cm³", "1000 kWh", "kg 0", "---", "500 micras", "Porcentaje que", "Método")


def _levied(row: dict[str, str]) -> Levied:
    remark = row["observation"]
    if remark == ALCOHOL:
        return Levied(row["code"], remark, expression="1% + 0.25 USD/degree_litre")
    percent = row["ad_valorem_pct"]
    if not percent:
        return Levied(row["code"], remark or "sin tasa legible en la fuente")
    kept = (
        "" if remark.startswith(MISREAD) or (remark[:1].isdigit() and "%" not in remark) else remark
    )
    return Levied(
        row["code"], f"{percent}. {kept}" if kept else percent, rate_percent=rate(percent)
    )


def ecuador(source: Path) -> Iterator[Table]:
    """Codes and duties of the chapters of Ecuador's tariff at hand."""
    rows = csv_rows(source / "ec-arancel-cap01-29" / "ec_arancel_cap01_29.csv")
    lines = [
        Line(row["code"], row["description_es"], int(row["depth"]), row["digits"] == "10")
        for row in rows
    ]
    note = "Partial: chapters 1 to 29, with gaps."
    yield national.codes(source, EDITION, list(by_depth(lines)), note)
    yield national.duties(EDITION, (_levied(row) for row in rows if row["digits"] == "10"))
